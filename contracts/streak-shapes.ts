import { z } from 'zod'
import * as shape from './shapes.ts'
import { whenUsed } from './when-used.ts'

export const StreakTypeName = z.enum(['daily_login', 'story_progress', 'interaction', 'achievement_unlock'])
export type StreakTypeName = z.infer<typeof StreakTypeName>

const Day = z.iso.date()
const Count = z.number().int().nonnegative()

/** One streak as it stands now. */
export const Streak = whenUsed(() =>
  z.strictObject({
    streak_type: StreakTypeName,
    /** `done` today, still growing in its `grace`, on `hold`, or `lost`. */
    phase: z.enum(['done', 'grace', 'hold', 'lost']),
    /** 0 once it is lost. */
    current_count: Count,
    longest_count: Count,
    is_active: z.boolean(),
    /** A factor: 1.55. */
    current_multiplier: z.number(),
    streak_start_date: Day.nullable(),
    last_activity_date: Day,
    last_activity_at: shape.Seconds,
    last_reset_date: Day.nullable(),
    milestones_reached: z.array(z.number().int()),
    next_milestone: z.number().int().nullable(),
    /** Until then the next time adds one. */
    grows_until: shape.Seconds,
    /** From then on it is lost. */
    deadline_at: shape.Seconds,
    is_frozen: z.boolean(),
  }),
)
export type Streak = z.infer<typeof Streak>

export const StreakStatistics = whenUsed(() =>
  z.strictObject({
    active_streaks_count: Count,
    longest_current_streak: Count,
    longest_ever_streak: Count,
    total_streak_days: Count,
    total_milestones_reached: Count,
    streak_health_score: z.number().int().min(0).max(100),
    vip_freezes_available: Count,
    streak_breakdown: z.array(
      z.strictObject({
        type: StreakTypeName,
        current: Count,
        longest: Count,
        multiplier: z.number(),
        milestones_reached: Count,
        next_milestone: z.number().int().nullable(),
      }),
    ),
  }),
)
export type StreakStatistics = z.infer<typeof StreakStatistics>

export const RecoverySuggestion = whenUsed(() =>
  z.strictObject({
    streak_type: StreakTypeName,
    current_count: Count,
    /** 1 and 2 while it still grows, 3 and 4 on hold, 5 once it is lost. */
    risk_level: z.number().int().min(1).max(5),
    hours_overdue: z.number().nonnegative(),
    deadline_at: shape.Seconds,
    action_needed: z.enum(['log_in', 'complete_briefing', 'interact', 'unlock_achievement']),
    can_use_freeze: z.boolean(),
  }),
)
export type RecoverySuggestion = z.infer<typeof RecoverySuggestion>

export const Freezes = whenUsed(() =>
  z.strictObject({
    /** Calendar month of the user's zone, `2026-11`. */
    month: z.string(),
    used_this_month: Count,
    allowance_per_month: Count,
    /** Earned and not used; they do not lapse. */
    earned: Count,
    remaining_this_month: Count,
    /** The newest twenty. */
    used: z.array(
      z.strictObject({
        streak_type: StreakTypeName,
        used_at: shape.Seconds,
        covers_from: shape.Seconds,
        covers_until: shape.Seconds,
        month: z.string(),
        paid_by: z.enum(['month', 'earned']),
      }),
    ),
  }),
)
export type Freezes = z.infer<typeof Freezes>

/** Payload of the event `gamification.streak_updated`. */
export const StreakUpdatedPayload = whenUsed(() =>
  z.strictObject({
    streak_type: StreakTypeName,
    previous_count: Count,
    new_count: Count,
    is_broken: z.boolean(),
    /** The highest milestone reached now. */
    streak_milestone: z.number().int().nullable(),
    bonus_multiplier: z.number(),
    updated_at: shape.Seconds,
    days_since_last_activity: z.number().int().nullable(),
    longest_streak_ever: Count,
  }),
)
export type StreakUpdatedPayload = z.infer<typeof StreakUpdatedPayload>
