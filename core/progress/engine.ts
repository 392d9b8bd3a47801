import type { TimestampMs } from '#core/kernel/time.ts'
import type { AchievementBook } from './achievement-book.ts'
import type { Campaign } from './campaigns-event.ts'
import type { ProgressPolicy } from './policy.ts'
import type { Progress } from './progress.ts'
import type { ProgressEvent } from './progress-event.ts'

/** What engines may read besides the trader: nothing else, and no clock. */
export interface ProgressContext {
  /** Station time. */
  readonly now: TimestampMs
  readonly policy: ProgressPolicy
  readonly achievements: AchievementBook
  /** The trader before the first event, while events follow from one another; set by the cascade. */
  readonly start?: Progress
  /** The campaign that runs, or the next to run; null where there is none. Never two: they do not overlap. */
  readonly campaign: Campaign | null
  /** The trader was erased: what his open trades come to is counted, and nothing is done in his name any more. */
  readonly gone?: boolean
}

/**
 * Answers an event with events.
 *
 * An engine owns one part of the trader and alone emits the events that change it. Wanting something of another
 * engine it states the cause, and that part's owner answers.
 */
export type Engine = (
  event: ProgressEvent,
  progress: Progress,
  context: ProgressContext,
) => readonly ProgressEvent[]
