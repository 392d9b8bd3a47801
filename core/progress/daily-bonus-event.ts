import type { UserId } from '#core/kernel/ids.ts'
import type { Day, TimestampMs } from '#core/kernel/time.ts'

/** What made a bonus what it was: the membership, else a streak that multiplies, else nothing. */
export type DailyBonusType = 'standard' | 'premium' | 'streak_bonus'

/** The points of a day's first login were paid. */
export interface DailyBonusClaimed {
  readonly kind: 'daily_bonus_claimed'
  readonly userId: UserId
  /** The trader's own day. */
  readonly day: Day
  readonly amount: number
  readonly bonusType: DailyBonusType
  /** Days in a row with a login, this one included. */
  readonly consecutiveDays: number
  /** The trader's next midnight. */
  readonly nextAt: TimestampMs
}
