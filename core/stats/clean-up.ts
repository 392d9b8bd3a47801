import type { Context } from '#core/context.ts'
import type { DomainEvent } from '#core/event.ts'
import { accept, invariant, type Result } from '#core/kernel/result.ts'
import { DAY_MS, type TimestampMs } from '#core/kernel/time.ts'
import type { Rejection } from '#core/rejection.ts'
import type { DropDetails } from './command.ts'

/** What is younger is used by limits, previews and statistics, and never dropped. */
export const DETAIL_DAYS_MIN = 90
/** Lines of one step: the writer is not kept longer. More only where so many are of one millisecond. */
export const LINES_PER_STEP_MAX = 2_000

/** What a step would drop. */
export interface DropView {
  /** Lines older than this instant are at most `LINES_PER_STEP_MAX`. */
  readonly cut: TimestampMs
  readonly lines: number
}

/**
 * Decides one step of the clean-up: the oldest lines of a list go from its table. Nothing where none is old enough.
 *
 * Totals, streaks and what makes things count once stand in other tables and are not looked at.
 *
 * Rules CLEAN-1 and CLEAN-2.
 */
export function decideDropDetails(
  { part, before }: DropDetails,
  { cut, lines }: DropView,
  { now }: Context,
): Result<readonly DomainEvent[], Rejection> {
  invariant(before <= now - DETAIL_DAYS_MIN * DAY_MS, 'what is young is kept')
  invariant(cut <= before, 'no step goes further than it was asked')
  return accept(lines === 0 ? [] : [{ kind: 'details_dropped', part, before: cut, lines }])
}
