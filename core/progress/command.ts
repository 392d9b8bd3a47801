import type { UserId } from '#core/kernel/ids.ts'
import type { TimestampMs } from '#core/kernel/time.ts'
import type { AchievementFields } from './achievement-desk.ts'
import type { Activity } from './deed.ts'
import type { Violation, VipTier } from './points-event.ts'
import type { ActivityDetails } from './prices.ts'
import type { StreakType } from './streak-event.ts'

/** Somebody did something that counts. Told twice, it counts once. */
export interface RecordActivity {
  readonly kind: 'record_activity'
  readonly userId: UserId
  readonly activity: Activity
  /** Of the event that tells of it; unique per user and activity. */
  readonly eventId: string
  readonly details: ActivityDetails
}

/** Points come or go by somebody's word. */
export interface ChangePoints {
  readonly kind: 'change_points'
  readonly change: 'award' | 'deduct' | 'spend' | 'refund' | 'adjust'
  readonly userId: UserId
  /** Positive; negative only where an adjustment takes away. */
  readonly amount: number
  /** What for: an activity, or a word of the teller's own. */
  readonly action: string
  /** Unique per user and action. */
  readonly eventId: string
  /** Of an award: on top, not multiplied. */
  readonly bonus: number
  readonly callHundredths: number
  readonly reason: string | null
  readonly by: UserId
  /** An operator takes more than there is. */
  readonly mayFallBelowZero: boolean
}

/** Gives a user a membership, or takes it. */
export interface SetVip {
  readonly kind: 'set_vip'
  readonly userId: UserId
  readonly vip: VipTier
  readonly by: UserId
}

/** Forgives what the rules against abuse remember of a user. */
export interface ResetAbuse {
  readonly kind: 'reset_abuse'
  readonly userId: UserId
  readonly by: UserId
}

/** Notes that an award was refused for a broken rule: the refusal itself changes nothing. */
export interface NoteViolation {
  readonly kind: 'note_violation'
  readonly userId: UserId
  readonly action: string
  readonly eventId: string
  readonly violation: Violation
  readonly retryAt: TimestampMs
}

/** Stretches the present pause of a streak by one missed day. */
export interface UseFreeze {
  readonly kind: 'use_freeze'
  readonly userId: UserId
  readonly streak: StreakType
}

/** Defines an achievement, or edits one. */
export interface DefineAchievement {
  readonly kind: 'define_achievement'
  readonly id: string
  /** Whether one of that id has to be there, or must not be. */
  readonly edit: boolean
  /** What is said of it; the rest stays as it is, or as a new one has it. */
  readonly fields: Partial<AchievementFields>
  readonly by: UserId
}

/** Gives a trader an achievement, whether he has earned it or not. */
export interface UnlockAchievement {
  readonly kind: 'unlock_achievement'
  readonly userId: UserId
  readonly achievementId: string
  readonly by: UserId
}

/** What concerns a trader's progress alone. */
export type ProgressCommand =
  | RecordActivity
  | ChangePoints
  | SetVip
  | ResetAbuse
  | NoteViolation
  | UseFreeze
  | UnlockAchievement
