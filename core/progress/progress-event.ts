import type { UserId } from '#core/kernel/ids.ts'
import type { Day } from '#core/kernel/time.ts'
import type { AchievementEvent } from './achievement-event.ts'
import type { BoardEvent } from './board-event.ts'
import type { Counters } from './counters.ts'
import type { Activity, Facts } from './deed.ts'
import type { PointsEvent } from './points-event.ts'
import type { QuestEvent } from './quest-event.ts'
import type { StreakEvent } from './streak-event.ts'

/** Somebody did something that counts. States the counters it changed, after it, and only those. */
export interface ActivityRecorded {
  readonly kind: 'activity_recorded'
  readonly userId: UserId
  readonly activity: Activity
  readonly sourceId: string
  readonly base: number
  readonly bonus: number
  readonly facts: Facts
  readonly counters: Counters
  /** The trader's own day. */
  readonly day: Day
}

/** What is told on a trader's progress stream. */
export type ProgressEvent =
  | ActivityRecorded
  | PointsEvent
  | StreakEvent
  | AchievementEvent
  | BoardEvent
  | QuestEvent
