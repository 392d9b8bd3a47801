import type { UserId } from '#core/kernel/ids.ts'
import type { Day } from '#core/kernel/time.ts'
import type {
  AchievementCategory,
  AchievementDefinition,
  AchievementTier,
  AchievementTotals,
  Feats,
  Unlocked,
} from './achievement.ts'
import type { Criterion } from './achievement-criteria.ts'
import type { Cause, Reward } from './reward.ts'

/** A trader unlocked an achievement. States what it was at that moment: a later edit changes nothing of it. */
export interface AchievementUnlocked {
  readonly kind: 'achievement_unlocked'
  readonly userId: UserId
  readonly achievementId: string
  readonly version: number
  readonly name: string
  readonly category: AchievementCategory
  readonly tier: AchievementTier
  readonly badgeUrl: string | null
  readonly criteria: readonly Criterion[]
  /** How often the trader has unlocked it now. */
  readonly occurrence: number
  /** Monday of the trader's own week. */
  readonly week: Day
  /** What he has of it now. */
  readonly unlocked: Unlocked
  readonly totals: AchievementTotals
  readonly rewards: readonly Reward[]
  readonly cause: Cause
  /** The operator who gave it; null where it was earned. */
  readonly by: UserId | null
}

/** What achievements ask for and no other engine counts, after an event that changed it. */
export interface FeatsCounted {
  readonly kind: 'feats_counted'
  readonly userId: UserId
  readonly feats: Feats
}

export type AchievementEvent = AchievementUnlocked | FeatsCounted

/** An operator defined or edited an achievement. A matter of the desk; states the whole definition. */
export interface AchievementDefined {
  readonly kind: 'achievement_defined'
  readonly definition: AchievementDefinition
  readonly by: UserId
}
