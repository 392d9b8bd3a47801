import type { Day } from '#core/kernel/time.ts'
import type { Criterion } from './achievement-criteria.ts'

export const ACHIEVEMENT_TIERS = ['bronze', 'silver', 'gold', 'platinum'] as const
export type AchievementTier = (typeof ACHIEVEMENT_TIERS)[number]
export const ACHIEVEMENT_CATEGORIES = [
  'narrative',
  'social',
  'exploration',
  'engagement',
  'milestone',
  'special',
] as const
export type AchievementCategory = (typeof ACHIEVEMENT_CATEGORIES)[number]

/** Definitions a desk keeps, those of the code included. None is ever removed, only switched off. */
export const ACHIEVEMENTS_MAX = 500
/** Unlocks of one trader in one command; what is due beyond that waits for the next look at everything. */
export const UNLOCKS_PER_CASCADE_MAX = 10

/** What an achievement is and what it takes. Source: seed Diana, achievement definitions. */
export interface AchievementDefinition {
  readonly id: string
  readonly name: string
  readonly description: string
  readonly category: AchievementCategory
  readonly tier: AchievementTier
  /** Points paid for each unlock; 0 pays nothing. */
  readonly points: number
  /** All of them have to hold. */
  readonly criteria: readonly Criterion[]
  /** Shown to nobody before he has unlocked it. */
  readonly secret: boolean
  /** Unlocked anew by each further multiple of its criteria, at most once in an ISO week. */
  readonly repeatable: boolean
  readonly badgeUrl: string | null
  readonly iconName: string | null
  readonly displayOrder: number
  /** One that is not can be unlocked by nothing; what was unlocked stays. */
  readonly active: boolean
  /** 1 as the code has it or as it was first defined, and one more with each edit. */
  readonly version: number
}

/** How often a trader has unlocked an achievement. */
export interface Unlocked {
  readonly times: number
  /** Those of `times` that an operator gave: they use up no multiple of the criteria. */
  readonly given: number
  /** Points it has paid in all. */
  readonly points: number
  /** Monday of the trader's own week of the newest unlock that was earned; null where none was. */
  readonly week: Day | null
}

export type TierCounts = Readonly<Record<AchievementTier, number>>

/** Unlocks of a trader, counted. */
export interface AchievementTotals {
  /** Every unlock, repeats included; the number of the newest. */
  readonly unlocks: number
  /** Different achievements. */
  readonly achievements: number
  /** Different achievements, by the tier they had. */
  readonly tiers: TierCounts
}

/** What achievements ask for and no other engine counts. */
export interface Feats {
  /** Best rank at the close of a week; null before the first. */
  readonly weeklyRankBest: number | null
  /** Times a membership was switched on or raised. */
  readonly vipActivations: number
  /** ISO weeks with a login on each of their seven days. */
  readonly perfectWeeks: number
  /** The newest week with a login, and on how many of its days there was one. */
  readonly week: { readonly monday: Day; readonly logins: number } | null
}

/** The achievement engine's part of a trader. At most `ACHIEVEMENTS_MAX` entries. */
export interface AchievementPart {
  /** By achievement id; read it with `unlockedOf`. */
  readonly unlocked: Readonly<Record<string, Unlocked>>
  readonly totals: AchievementTotals
  readonly feats: Feats
}

/** A trader who has unlocked nothing. */
export const NO_ACHIEVEMENTS: AchievementPart = {
  unlocked: {},
  totals: { unlocks: 0, achievements: 0, tiers: { bronze: 0, silver: 0, gold: 0, platinum: 0 } },
  feats: { weeklyRankBest: null, vipActivations: 0, perfectWeeks: 0, week: null },
}

/** What a trader has of an achievement; null where he never unlocked it. */
export function unlockedOf({ unlocked }: Pick<AchievementPart, 'unlocked'>, id: string): Unlocked | null {
  // An id may be the name of something that every object has.
  return Object.hasOwn(unlocked, id) ? (unlocked[id] ?? null) : null
}

/** Which multiple of its criteria the next unlock of an achievement takes. */
export function nextMultiple(had: Unlocked | null): number {
  return had === null ? 1 : had.times - had.given + 1
}
