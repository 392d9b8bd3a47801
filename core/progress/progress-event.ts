import type { UserId } from '#core/kernel/ids.ts'
import type { Day } from '#core/kernel/time.ts'
import type { ZoneChanged } from '#core/zone.ts'
import type { AchievementEvent } from './achievement-event.ts'
import type { BoardEvent } from './board-event.ts'
import type { ChallengeEvent } from './challenges-event.ts'
import type { Counters } from './counters.ts'
import type { DailyBonusClaimed } from './daily-bonus-event.ts'
import type { Activity, Facts } from './deed.ts'
import type { FriendshipChanged } from './friends-event.ts'
import type { PointsEvent } from './points-event.ts'
import type { QuestEvent } from './quest-event.ts'
import type { Tally } from './records-event.ts'
import type { StreakEvent } from './streak-event.ts'

/** Somebody did something that counts. States the counters and the tally it changed, after it, and only those. */
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
  /** What records are made of, where it moved. */
  readonly tally?: Tally
}

/** What is told on a trader's progress stream. */
export type ProgressEvent =
  | ActivityRecorded
  | ZoneChanged
  | PointsEvent
  | DailyBonusClaimed
  | StreakEvent
  | AchievementEvent
  | BoardEvent
  | QuestEvent
  | FriendshipChanged
  | ChallengeEvent
