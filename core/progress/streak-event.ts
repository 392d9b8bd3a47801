import type { UserId } from '#core/kernel/ids.ts'
import type { Day, TimestampMs } from '#core/kernel/time.ts'
import type { Cause, Reward } from './reward.ts'

/** What can be kept up. Source: seed Diana, streak types. */
export const STREAK_TYPES = ['daily_login', 'story_progress', 'interaction', 'achievement_unlock'] as const
export type StreakType = (typeof STREAK_TYPES)[number]

/** A milestone was reached for the first time; those who own points, boxes and honours pay what it promises. */
export interface StreakMilestoneReached {
  readonly kind: 'streak_milestone_reached'
  readonly userId: UserId
  readonly streak: StreakType
  readonly milestone: number
  readonly rewards: readonly Reward[]
  /** `streak:daily_login:7`: unique, so that a milestone is paid once in a lifetime. */
  readonly cause: Cause
}

/**
 * What became of a streak: it `began`, `grew` by one, was `held` after a pause, was `reset` to one after a longer one,
 * or is `restated`: its count stands, its multiplier or its zone changed.
 */
export type StreakChange = 'began' | 'grew' | 'held' | 'reset' | 'restated'

/** One streak of a trader, as of its newest event. */
export interface StreakRecord {
  readonly type: StreakType
  /** Times in a row; at least 1. */
  readonly count: number
  readonly longest: number
  /** What this streak multiplies points by, whole hundredths: 155 is x1.55. Only `daily_login` is used for awards. */
  readonly multiplierHundredths: number
  /** First day of the present run. */
  readonly startDay: Day
  /** Newest calendar day that counted; of two zones the one in which he was. */
  readonly lastDay: Day
  readonly lastAt: TimestampMs
  /** Where he was last seen: missed days are counted there or in the present zone, wherever they are fewer. */
  readonly zone: string
  /** Day of the newest reset; null where there was none. */
  readonly resetDay: Day | null
  /** Every milestone ever reached, ascending; a reset takes none away. */
  readonly milestones: readonly number[]
  /** The freeze that stretches the present pause; null where there is none. */
  readonly freeze: Freeze | null
}

/** One pause that does not count: a missed day, or 24 h for a streak that is counted in hours. */
export interface Freeze {
  readonly usedAt: TimestampMs
  readonly coversFrom: TimestampMs
  readonly coversUntil: TimestampMs
}

/** Freezes of a trader, over all his streaks. */
export interface FreezeAccount {
  /** Calendar month in his zone, `2026-11`, that `used` counts; empty before the first. */
  readonly month: string
  /** Freezes of that month's allowance that were used. */
  readonly used: number
  /** Freezes earned and not used; they do not lapse. */
  readonly earned: number
}

/** A streak after something that counted for it. */
export interface StreakUpdated {
  readonly kind: 'streak_updated'
  readonly userId: UserId
  readonly change: StreakChange
  /** Count before; 0 where there was none. */
  readonly previous: number
  /** The streak after it. */
  readonly record: StreakRecord
  /** A longer run ended. */
  readonly broken: boolean
  /** Milestones reached now, ascending; each is told and paid in an event of its own. */
  readonly reached: readonly number[]
  /** Calendar days since the day that counted before, by the calendar of each place; null where there was none. */
  readonly daysSinceLast: number | null
  /** The freezes after it. */
  readonly freezes: FreezeAccount
}

/** A freeze was used on a streak. */
export interface StreakFrozen {
  readonly kind: 'streak_frozen'
  readonly userId: UserId
  readonly streak: StreakType
  readonly freeze: Freeze
  /** When the streak is lost unless something counts for it. */
  readonly frozenUntil: TimestampMs
  /** Whether the month's allowance or an earned freeze paid for it. */
  readonly paidBy: 'month' | 'earned'
  /** The freezes after it. */
  readonly freezes: FreezeAccount
  /** What can still be used this month, earned ones included. */
  readonly remaining: number
}

export type StreakEvent = StreakUpdated | StreakMilestoneReached | StreakFrozen
