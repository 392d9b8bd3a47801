import { z } from 'zod'
import { AchievementSection } from '../achievement-shapes.ts'
import { PointsCalculation, PointsTotals, PointsType, Violation, VipTierName } from '../live-progress.ts'
import { QuestSections } from '../quest-shapes.ts'
import * as shape from '../shapes.ts'
import { RecoverySuggestion, Streak, StreakStatistics } from '../streak-shapes.ts'
import { whenUsed } from '../when-used.ts'
import { byId, count, DECIDERS, type Endpoint, EVERYBODY, endpoint, nextCursor, page } from './endpoint.ts'

/** An id of somebody else's event or thing. */
export const Source = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._:/-]{0,99}$/, 'letters, digits and ._:/- only, 1 to 100')
const Count = z.number().int().min(0).max(1_000_000)
const Text = z.string().max(200)
const Things = z.array(Text).max(100)
const Named = z.record(z.string().max(100), z.unknown())
const Rating = z.number().min(1).max(5)
const Difficulty = z.enum(['beginner', 'intermediate', 'advanced'])

/** What people report of themselves or a service reports of them. */
export const ActionType = z.enum([
  'daily_login',
  'session_start',
  'session_end',
  'tutorial_completed',
  'button_click',
  'menu_navigation',
  'feature_usage',
  'briefing_opened',
  'plan_saved',
  'outcome_reviewed',
  'drill_done',
  'content_share',
  'friend_invite',
  'friend_helped',
  'friend_decided',
  'subscription_purchase',
  'premium_feature_used',
])
export type ActionType = z.infer<typeof ActionType>

const ActionData = whenUsed(() =>
  z.strictObject({
    duration_seconds: Count.optional(),
    tutorial_id: Source.optional(),
    signal_id: shape.Id.optional(),
    friend_id: shape.UserIdIn.optional(),
    question_id: Source.optional(),
    correct: z.boolean().optional(),
    difficulty: z.enum(['easy', 'medium', 'hard']).optional(),
  }),
)

const sent = { event_id: Source, user_id: shape.UserIdIn.optional() }
const story = { story_id: Source, story_title: Text, story_category: Text }

/** The five kinds of event that are taken in; the narrative names mean campaigns, briefings and decisions here. */
export const ActivityRequest = whenUsed(() =>
  z.discriminatedUnion('event_type', [
    z.strictObject({
      event_type: z.literal('core.user_action'),
      ...sent,
      payload: z.strictObject({
        action_type: ActionType,
        action_data: ActionData.default({}),
        session_id: Text.optional(),
      }),
    }),
    z.strictObject({
      event_type: z.literal('narrative.story_started'),
      ...sent,
      payload: z.strictObject({
        ...story,
        estimated_duration_minutes: Count.optional(),
        difficulty_level: Difficulty.optional(),
        tags: Things.optional(),
      }),
    }),
    z.strictObject({
      event_type: z.literal('narrative.decision_made'),
      ...sent,
      payload: z.strictObject({
        story_id: Source,
        chapter_id: Source,
        decision_point_id: Source,
        decision_id: Source,
        decision_text: Text,
        decision_consequences: Named,
        character_relationships_affected: Named.optional(),
        story_branches_unlocked: Things.optional(),
        decision_time_seconds: Count.optional(),
      }),
    }),
    z.strictObject({
      event_type: z.literal('narrative.chapter_completed'),
      ...sent,
      payload: z.strictObject({
        story_id: Source,
        chapter_id: Source,
        chapter_title: Text,
        completion_time_seconds: Count,
        decisions_made: Count,
        character_interactions: Count,
        chapter_rating: Rating.optional(),
        next_chapter_id: Source.optional(),
        rewards_earned: Named.optional(),
      }),
    }),
    z.strictObject({
      event_type: z.literal('narrative.story_completion'),
      ...sent,
      payload: z.strictObject({
        ...story,
        total_completion_time_seconds: Count,
        total_chapters_completed: Count.min(1),
        total_decisions_made: Count,
        ending_achieved: Text,
        difficulty_level: Difficulty.optional(),
        overall_rating: Rating.optional(),
        completion_percentage: z.number().min(0).max(100).default(100),
        character_relationships: Named.optional(),
        achievements_unlocked: Things.optional(),
      }),
    }),
  ]),
)
export type ActivityRequest = z.infer<typeof ActivityRequest>

export const ActivityReply = whenUsed(() =>
  z.strictObject({
    /** False where this was recorded before: nothing changed. */
    recorded: z.boolean(),
    activity: z.string(),
    /** Points that came with it, rewards included. */
    awarded: z.number().int(),
    withheld: z.strictObject({ violation: Violation, retry_after: z.number() }).nullable(),
    points: PointsTotals,
    server_time: shape.Seconds,
  }),
)

export const Transaction = whenUsed(() =>
  z.strictObject({
    number: z.number().int(),
    at: shape.Seconds,
    type: PointsType,
    action: z.string(),
    source_event_id: z.string(),
    amount: z.number().int(),
    xp_gained: z.number().int(),
    balance_before: z.number().int(),
    balance_after: z.number().int(),
    is_suspicious: z.boolean(),
    calculation: PointsCalculation.nullable(),
    cause: z.string().nullable(),
    reason: z.string().nullable(),
    by: shape.Id.nullable(),
  }),
)
export type Transaction = z.infer<typeof Transaction>

const UserPoints = whenUsed(() =>
  z.strictObject({
    ...PointsTotals.shape,
    vip: VipTierName,
    /** XP at which this level began and the next begins; null at the top. */
    level_xp: z.number().int(),
    next_level_xp: z.number().int().nullable(),
  }),
)

/** What people do, and what it is worth. */
export const PROGRESS = {
  recordActivity: endpoint({
    method: 'POST',
    path: '/api/activity',
    summary: 'Takes in what somebody did; told twice, it counts once.',
    roles: DECIDERS,
    ownership: 'actor',
    scope: 'points:write',
    rate: 'hook',
    body: ActivityRequest,
    reply: ActivityReply,
  }),
  userProgress: endpoint({
    method: 'GET',
    path: '/api/users/:id/progress',
    summary: "All of a user's progress in one answer.",
    roles: EVERYBODY,
    ownership: 'self',
    scope: 'read',
    params: byId,
    reply: whenUsed(() =>
      z.strictObject({
        user_id: shape.Id,
        points: UserPoints,
        streaks: z.array(Streak),
        streak_statistics: StreakStatistics,
        recovery_suggestions: z.array(RecoverySuggestion),
        achievements: AchievementSection,
        ...QuestSections.shape,
        timestamp: shape.Seconds,
      }),
    ),
  }),
  userPoints: endpoint({
    method: 'GET',
    path: '/api/users/:id/points',
    summary: "A user's points, XP and level.",
    roles: EVERYBODY,
    ownership: 'self',
    scope: 'read',
    params: byId,
    reply: whenUsed(() => UserPoints.extend({ user_id: shape.Id, timestamp: shape.Seconds })),
  }),
  userTransactions: endpoint({
    method: 'GET',
    path: '/api/users/:id/transactions',
    summary: "A user's points record, newest first.",
    roles: EVERYBODY,
    ownership: 'self',
    scope: 'read',
    params: byId,
    query: whenUsed(() =>
      page.extend({
        type: PointsType.optional(),
        limit: count(1, shape.PAGE_LIMIT_MAX).default(shape.PAGE_LIMIT_DEFAULT),
      }),
    ),
    reply: whenUsed(() => z.strictObject({ transactions: z.array(Transaction), next_cursor: nextCursor })),
  }),
} as const satisfies Record<string, Endpoint>
