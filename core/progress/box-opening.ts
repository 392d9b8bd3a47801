import { accept, type Result, reject } from '#core/kernel/result.ts'
import type { Rejection } from '#core/rejection.ts'
import type { BoxSheet } from './boxes.ts'
import type { BoxOpened } from './boxes-event.ts'
import { cascade } from './cascade.ts'
import type { Engine, ProgressContext } from './engine.ts'
import type { Progress } from './progress.ts'
import type { ProgressEvent } from './progress-event.ts'
import type { OpenBox } from './quest-commands.ts'

/** What opening a box depends on. */
export interface OpenBoxView {
  readonly progress: Progress | null
  readonly box: BoxSheet | null
  readonly engines: readonly Engine[]
}

/**
 * Opens a box, once: what was in it since it was granted is paid.
 *
 * Refuses in this order: unknown user, no such box of his, opened before. Rule BOX-5.
 */
export function decideOpenBox(
  { userId }: OpenBox,
  { progress, box, engines }: OpenBoxView,
  context: ProgressContext,
): Result<readonly ProgressEvent[], Rejection> {
  if (progress === null) return reject({ code: 'user_not_found' })
  if (box === null) return reject({ code: 'box_not_found' })
  if (box.openedAt !== null) return reject({ code: 'already_opened' })
  const { boxNo, rarity, contents: rewards } = box
  const cause = { engine: 'box', id: `box:${boxNo}` } as const
  const opened: BoxOpened = { kind: 'box_opened', userId, boxNo, rarity, rewards, cause }
  return accept(cascade([opened], progress, engines, context).events)
}
