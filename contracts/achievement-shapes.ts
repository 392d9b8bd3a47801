import { z } from 'zod'
import * as shape from './shapes.ts'
import { whenUsed } from './when-used.ts'

export const ACHIEVEMENT_ID_LENGTH_MAX = 100
const URL_LENGTH_MAX = 500
const ICON_LENGTH_MAX = 100
const TEXT_LENGTH_MAX = 1_000
const POINTS_MAX = 100_000
const ORDER_MAX = 100_000
/** Stats of one achievement that are looked at; the rule allows fewer. */
const CRITERIA_READ_MAX = 50

export const AchievementId = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,99}$/, 'small letters, digits and _, a letter first, 1 to 100 of them')
export const AchievementTier = z.enum(['bronze', 'silver', 'gold', 'platinum'])
export const AchievementCategory = z.enum([
  'narrative',
  'social',
  'exploration',
  'engagement',
  'milestone',
  'special',
])
export const CriterionOp = z.enum(['>=', '<=', '==', '>', '<'])

/** `{"decisions_made": 50}` asks for at least 50; `{"weekly_rank_best": {"op": "<=", "value": 10}}` compares. */
export const Criteria = z.record(
  z.string(),
  z.union([z.number(), z.strictObject({ op: CriterionOp, value: z.number() })]),
)

/** What operators may say of an achievement. What the criteria may be is a rule's matter: it names every field. */
const said = {
  name: z.string().trim().min(1).max(shape.NAME_LENGTH_MAX),
  description: z.string().max(TEXT_LENGTH_MAX),
  category: AchievementCategory,
  tier: AchievementTier,
  points_reward: z.number().int().min(0).max(POINTS_MAX),
  unlock_criteria: z
    .unknown()
    .refine(
      (value) =>
        typeof value !== 'object' || value === null || Object.keys(value).length <= CRITERIA_READ_MAX,
      `at most ${CRITERIA_READ_MAX} stats`,
    ),
  is_secret: z.boolean(),
  is_repeatable: z.boolean(),
  /** A page shows it as a picture: of this station, or over https. */
  badge_url: z
    .string()
    .max(URL_LENGTH_MAX)
    .regex(/^(https:\/\/|\/(?!\/))[^\s"'<>\\]+$/, 'begins with https:// or with one /')
    .nullable(),
  icon_name: z
    .string()
    .max(ICON_LENGTH_MAX)
    .regex(/^[a-z0-9][a-z0-9_-]*$/, 'small letters, digits, _ and -')
    .nullable(),
  display_order: z.number().int().min(0).max(ORDER_MAX),
  is_active: z.boolean(),
}
export const AchievementEdit = whenUsed(() => z.strictObject(said).partial())
export type AchievementEdit = z.infer<typeof AchievementEdit>
export const AchievementCreation = whenUsed(() => AchievementEdit.extend({ achievement_id: AchievementId }))

/** What an achievement is and what it takes. */
export const Achievement = whenUsed(() =>
  z.strictObject({
    achievement_id: z.string(),
    name: z.string(),
    description: z.string(),
    category: AchievementCategory,
    tier: AchievementTier,
    points_reward: z.number().int(),
    unlock_criteria: Criteria,
    is_secret: z.boolean(),
    is_repeatable: z.boolean(),
    badge_url: z.string().nullable(),
    icon_name: z.string().nullable(),
    display_order: z.number().int(),
    is_active: z.boolean(),
    version: z.number().int(),
  }),
)
export type Achievement = z.infer<typeof Achievement>

/** How far one thing is that an achievement takes. */
export const CriterionState = whenUsed(() =>
  z.strictObject({
    criterion: z.string(),
    op: CriterionOp,
    /** Null where there is no such value yet. */
    current: z.number().nullable(),
    required: z.number(),
    is_met: z.boolean(),
    progress_percentage: z.number().min(0).max(100),
    remaining: z.number().nonnegative(),
  }),
)

/** An achievement as its trader sees it. */
export const AchievementEntry = whenUsed(() =>
  Achievement.extend({
    is_completed: z.boolean(),
    /** Unlocks; more than one only of what repeats. */
    times: z.number().int().nonnegative(),
    points_earned: z.number().int().nonnegative(),
    unlocked_at: shape.Seconds.nullable(),
    last_unlocked_at: shape.Seconds.nullable(),
    /** Of the next unlock where it repeats. */
    progress_percentage: z.number().min(0).max(100),
    criteria_status: z.array(CriterionState),
  }),
)
export type AchievementEntry = z.infer<typeof AchievementEntry>

/** Of the people who take part, how many have an achievement. */
export const AchievementShare = whenUsed(() =>
  z.strictObject({
    achievement_id: z.string(),
    /** Whole percent, counted every ten minutes at the most. */
    share_percentage: z.number().int().min(0).max(100),
  }),
)

const count = z.number().int().nonnegative()
export const TierCounts = whenUsed(() =>
  z.strictObject({ bronze: count, silver: count, gold: count, platinum: count }),
)

export const RecentUnlock = whenUsed(() =>
  z.strictObject({
    achievement_id: z.string(),
    name: z.string(),
    tier: AchievementTier,
    unlocked_at: shape.Seconds,
  }),
)

export const AchievementStatistics = whenUsed(() =>
  z.strictObject({
    total_completed: count,
    /** Begun and not completed; secrets are not counted. */
    total_in_progress: count,
    total_available: count,
    completion_percentage: z.number().min(0).max(100),
    tier_counts: TierCounts,
    category_counts: z.strictObject({
      narrative: count,
      social: count,
      exploration: count,
      engagement: count,
      milestone: count,
      special: count,
    }),
    total_points_earned: count,
    rarest_tier_unlocked: z.strictObject({ tier: AchievementTier, achievement_id: z.string() }).nullable(),
    recent_unlocks: z.array(RecentUnlock),
  }),
)
export type AchievementStatistics = z.infer<typeof AchievementStatistics>

export const AchievementRecommendation = whenUsed(() =>
  z.strictObject({
    achievement_id: z.string(),
    name: z.string(),
    description: z.string(),
    tier: AchievementTier,
    category: AchievementCategory,
    points_reward: z.number().int(),
    progress_percentage: z.number(),
    criteria_status: z.array(CriterionState),
    /** The missing criterion with the most progress; null where the next login unlocks it. */
    next_milestone: z
      .strictObject({
        criterion: z.string(),
        remaining: z.number(),
        current: z.number().nullable(),
        required: z.number(),
      })
      .nullable(),
    badge_url: z.string().nullable(),
  }),
)
export type AchievementRecommendation = z.infer<typeof AchievementRecommendation>

/** One line of a trader's unlock log. */
export const AchievementUnlock = whenUsed(() =>
  z.strictObject({
    /** Its number among the trader's unlocks, from 1. */
    number: z.number().int().positive(),
    unlocked_at: shape.Seconds,
    achievement_id: z.string(),
    occurrence: z.number().int().positive(),
    name: z.string(),
    tier: AchievementTier,
    points_awarded: count,
    /** The operator who gave it; null where it was earned. */
    by: shape.Id.nullable(),
  }),
)
export type AchievementUnlock = z.infer<typeof AchievementUnlock>

/** What is told live of an unlock. Source: seed Diana, section 6. */
export const AchievementUnlockedPayload = whenUsed(() =>
  z.strictObject({
    achievement_id: z.string(),
    achievement_name: z.string(),
    achievement_category: AchievementCategory,
    achievement_tier: AchievementTier,
    points_reward: count,
    badge_url: z.string().nullable(),
    unlock_criteria: Criteria,
    unlocked_at: shape.Seconds,
    /** The first achievement this trader ever unlocked. */
    is_first_unlock: z.boolean(),
    /** Different achievements he has now. */
    user_achievement_count: z.number().int().positive(),
    occurrence: z.number().int().positive(),
  }),
)
export type AchievementUnlockedPayload = z.infer<typeof AchievementUnlockedPayload>

/** Achievements in the sum of a trader's progress. */
export const AchievementSection = whenUsed(() =>
  z.strictObject({
    unlocked: count,
    available: count,
    completion_percentage: z.number().min(0).max(100),
    tier_counts: TierCounts,
    secrets_left: count,
    recent_unlocks: z.array(RecentUnlock),
  }),
)
export type AchievementSection = z.infer<typeof AchievementSection>
