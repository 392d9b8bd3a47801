import { z } from 'zod'
import { AchievementUnlockedPayload } from './achievement-shapes.ts'
import { PeriodBoardName } from './board-shapes.ts'
import { Position } from './live-position.ts'
import * as shape from './shapes.ts'
import { StreakUpdatedPayload } from './streak-shapes.ts'
import { whenUsed } from './when-used.ts'

export const PointsType = z.enum(['earned', 'spent', 'bonus', 'penalty', 'refund', 'admin_adjustment'])
export const VipTierName = z.enum(['none', 'standard', 'premium'])
export const Violation = z.enum([
  'rate_limit_exceeded',
  'suspicious_pattern',
  'duplicate_action',
  'invalid_context',
  'gaming_behavior',
])

/** A trader's points. */
export const PointsTotals = whenUsed(() =>
  z.strictObject({
    balance: z.number().int(),
    lifetime: z.number().int(),
    xp: z.number().int(),
    level: z.number().int(),
    transactions: z.number().int(),
    /** Points earned on the trader's own today; rewards are not counted. */
    earned_today: z.number().int(),
  }),
)
export type PointsTotals = z.infer<typeof PointsTotals>

/** How an amount was reached; multipliers as factors. */
export const PointsCalculation = whenUsed(() =>
  z.strictObject({
    base_points: z.number().int(),
    base_multiplier: z.number(),
    vip_multiplier: z.number(),
    streak_multiplier: z.number(),
    final_multiplier: z.number(),
    calculated_points: z.number().int(),
    bonus_points: z.number().int(),
    level_bonus: z.number().int(),
    total_bonus: z.number().int(),
    final_points: z.number().int(),
  }),
)
export type PointsCalculation = z.infer<typeof PointsCalculation>

export const Priority = z.enum(['low', 'normal', 'high', 'critical'])

/** The envelope of every message of progress. `event_id` is the event's place in the journal. */
function told<Payload extends z.ZodType>(payload: Payload) {
  return Position.extend({
    event_id: z.string(),
    user_id: shape.Id,
    priority: Priority,
    timestamp: shape.Seconds,
    payload,
  })
}

export const PointsAwardedMessage = told(
  z.strictObject({
    /** Base of the award. */
    points_amount: z.number().int(),
    multiplier: z.number(),
    bonus_points: z.number().int(),
    total_points_awarded: z.number().int(),
    type: PointsType,
    action_type: z.string(),
    source_event_id: z.string(),
    awarded_at: shape.Seconds,
    user_total_points_before: z.number().int(),
    user_total_points_after: z.number().int(),
    daily_points_before: z.number().int(),
    daily_points_after: z.number().int(),
    level_increased: z.boolean(),
    new_level: z.number().int().nullable(),
    calculation_details: PointsCalculation.nullable(),
  }),
)

export const PointsDeductedMessage = told(
  z.strictObject({
    points_amount: z.number().int(),
    type: PointsType,
    deduction_reason: z.string(),
    source_event_id: z.string(),
    admin_user_id: shape.Id.nullable(),
    deducted_at: shape.Seconds,
    user_total_points_before: z.number().int(),
    user_total_points_after: z.number().int(),
  }),
)

export const AchievementUnlockedMessage = told(AchievementUnlockedPayload)

export const StreakUpdatedMessage = told(StreakUpdatedPayload)

export const DailyBonusClaimedMessage = told(
  z.strictObject({
    /** The user's own day. */
    bonus_day: z.iso.date(),
    points_awarded: z.number().int(),
    bonus_type: z.enum(['standard', 'premium', 'streak_bonus']),
    /** Days in a row with a login, this one included. */
    consecutive_days: z.number().int(),
    next_bonus_available_at: shape.Seconds,
    claimed_at: shape.Seconds,
  }),
)

export const LeaderboardChangedMessage = told(
  z.strictObject({
    leaderboard_type: PeriodBoardName,
    /** An ISO week, `2026-W47`, or a month, `2026-11`. */
    period: z.string(),
    /** Null where the trader was not on the board. */
    previous_rank: z.number().int().positive().nullable(),
    new_rank: z.number().int().positive(),
    previous_score: z.number().int(),
    new_score: z.number().int(),
    /** Places won; negative where places were lost. */
    rank_change_delta: z.number().int().nullable(),
    is_new_personal_best: z.boolean(),
    updated_at: shape.Seconds,
    total_participants: z.number().int(),
  }),
)

/** Anything else that changed in a trader's progress: what it was, so that a page asks for that part again. */
export const ProgressChangedMessage = told(z.strictObject({ changed: z.string().max(40) }))

/** The messages of progress, by name. */
export const PROGRESS_MESSAGES = {
  'gamification.points_awarded': PointsAwardedMessage,
  'gamification.points_deducted': PointsDeductedMessage,
  'gamification.achievement_unlocked': AchievementUnlockedMessage,
  'gamification.streak_updated': StreakUpdatedMessage,
  'gamification.daily_bonus_claimed': DailyBonusClaimedMessage,
  'gamification.leaderboard_changed': LeaderboardChangedMessage,
  'gamification.progress_changed': ProgressChangedMessage,
} as const

/** Any of them. */
export type ProgressMessage = z.infer<(typeof PROGRESS_MESSAGES)[keyof typeof PROGRESS_MESSAGES]>

/** The same as `resume` answers them. */
export const RESUMED_PROGRESS = [
  z.object({ name: z.literal('gamification.points_awarded'), data: PointsAwardedMessage }),
  z.object({ name: z.literal('gamification.points_deducted'), data: PointsDeductedMessage }),
  z.object({ name: z.literal('gamification.achievement_unlocked'), data: AchievementUnlockedMessage }),
  z.object({ name: z.literal('gamification.streak_updated'), data: StreakUpdatedMessage }),
  z.object({ name: z.literal('gamification.daily_bonus_claimed'), data: DailyBonusClaimedMessage }),
  z.object({ name: z.literal('gamification.leaderboard_changed'), data: LeaderboardChangedMessage }),
  z.object({ name: z.literal('gamification.progress_changed'), data: ProgressChangedMessage }),
] as const
export type ResumedProgress = z.infer<(typeof RESUMED_PROGRESS)[number]>
