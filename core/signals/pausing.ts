import type { PauseSource } from '#core/command.ts'
import type { DomainEvent } from '#core/event.ts'
import { accept, type Result, reject } from '#core/kernel/result.ts'
import type { Rejection } from '#core/rejection.ts'

/** What pausing a source depends on. */
export interface PauseView {
  /** Whether anybody of this name votes here. */
  readonly known: boolean
  readonly paused: boolean
}

/**
 * Takes a source out of the count, or lets it back in.
 *
 * Candidates come as before, and the votes of a paused source are noted: only the books do not hear them. So a pause
 * changes what is believed, never what happened. Refuses a source that nobody knows; what is so already stays so, and
 * nothing is told again.
 *
 * Rules PAUSE-1 and PAUSE-2.
 */
export function decidePauseSource(
  { source, paused }: PauseSource,
  view: PauseView,
): Result<readonly DomainEvent[], Rejection> {
  if (!view.known) return reject({ code: 'source_not_found' })
  return accept(view.paused === paused ? [] : [{ kind: 'source_paused', source, paused }])
}
