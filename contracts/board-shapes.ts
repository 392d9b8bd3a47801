import { z } from 'zod'
import * as shape from './shapes.ts'
import { whenUsed } from './when-used.ts'

/** Boards whose standing is archived when a period ends. */
export const PeriodBoardName = z.enum(['weekly', 'weekly_r', 'monthly', 'story_completion', 'global'])
export type PeriodBoardName = z.infer<typeof PeriodBoardName>

export const BoardMetricName = z.enum([
  'total_fires',
  'win_rate',
  'pnl',
  'risk_adjusted',
  'global',
  'weekly',
  'weekly_r',
  'monthly',
  'friends',
  'story_completion',
])
export type BoardMetricName = z.infer<typeof BoardMetricName>

/** An ISO week or a calendar month; `previous` is the one that closed last. */
export const AskedPeriod = z
  .string()
  .regex(/^(previous|\d{4}-W\d{2}|\d{4}-\d{2})$/, 'previous, 2026-W47 or 2026-11')

/** When a period began and ends, and how far it has come. */
export const PeriodInfo = whenUsed(() =>
  z.strictObject({
    period_type: z.enum(['week', 'month']),
    period_start: shape.Seconds,
    /** The first instant of the next. */
    period_end: shape.Seconds,
    is_active: z.boolean(),
    /** Whole hours. */
    time_remaining_hours: z.number().int().nonnegative(),
    progress_percentage: z.number(),
  }),
)
export type PeriodInfo = z.infer<typeof PeriodInfo>

export const BoardEntry = whenUsed(() =>
  z.strictObject({
    rank: z.number().int().positive(),
    user_id: shape.Id,
    name: z.string().nullable(),
    /** In the unit of the board: fires, a fraction, money, points, stories, R to the thousandth, or mean over deviation. */
    score: z.number(),
    /** Places won since the board closed last; null where it does not close, or he was not on it. */
    rank_change: z.number().int().nullable(),
    /** More than any period closed with before; of a closed period his first is one, too. */
    is_personal_best: z.boolean(),
    badge: z.enum(['gold_medal', 'silver_medal', 'bronze_medal', 'trophy', 'star', 'person']),
    /** Trades won or lost, what a win rate is worth; on `risk_adjusted` all that closed. */
    n: z.number().int().nonnegative(),
    /** Wilson interval of a win rate at 95 %; null on the other boards. */
    interval: z.tuple([z.number(), z.number()]).nullable(),
    /** Days in a row with a login; null on a board that closed, and where progress is switched off. */
    streak_days: z.number().int().nonnegative().nullable(),
  }),
)
export type BoardEntry = z.infer<typeof BoardEntry>

export const Leaderboard = whenUsed(() =>
  z.strictObject({
    metric: BoardMetricName,
    /** `all_time`, or the name of the period. */
    period: z.string(),
    period_info: PeriodInfo.nullable(),
    entries: z.array(BoardEntry),
    me: BoardEntry.nullable(),
    /** Of `me`: 100 for the first, 0 for the last; null on a board of fewer than ten. */
    percentile: z.number().nullable(),
    total: z.number().int(),
    last_updated: shape.Seconds,
  }),
)
export type Leaderboard = z.infer<typeof Leaderboard>

const Rank = z.number().int().positive()
const Count = z.number().int().nonnegative()

/** Where a trader stands on a board now. */
export const RunningPlace = whenUsed(() =>
  z.strictObject({
    leaderboard_type: PeriodBoardName,
    period: z.string(),
    period_info: PeriodInfo.nullable(),
    /** Null where he has no score. */
    rank: Rank.nullable(),
    /** In the unit of the board; in R it may be below nought. */
    score: z.number(),
    total_participants: Count,
    users_ahead: Count.nullable(),
    users_behind: Count.nullable(),
    percentile: z.number().nullable(),
    previous_rank: Rank.nullable(),
    previous_score: z.number().nullable(),
    rank_change: z.number().int().nullable(),
    score_change: z.number().nullable(),
    is_personal_best: z.boolean(),
  }),
)

/** A trader's place in a period that closed. */
export const PastPlace = whenUsed(() =>
  z.strictObject({
    leaderboard_type: PeriodBoardName,
    period: z.string(),
    ended_at: shape.Seconds,
    rank: Rank,
    score: Count,
    total_participants: Count,
    is_personal_best: z.boolean(),
    /** Paid for it. */
    points: Count,
  }),
)

export const CompetitiveMetrics = whenUsed(() =>
  z.strictObject({
    best_ranks: z.partialRecord(PeriodBoardName, Rank),
    personal_bests_count: Count,
    average_rank: z.number().nullable(),
    top_10_finishes: Count,
    top_5_finishes: Count,
    top_3_finishes: Count,
    competitive_level: z.enum(['newcomer', 'participant', 'rising', 'competitive', 'elite', 'champion']),
    most_improved_leaderboard: z
      .strictObject({ leaderboard_type: PeriodBoardName, from_rank: Rank, to_rank: Rank })
      .nullable(),
    total_participations: Count,
    leaderboards_participated: z.array(PeriodBoardName),
  }),
)

export const BoardInsight = whenUsed(() =>
  z.discriminatedUnion('insight_type', [
    z.strictObject({
      insight_type: z.literal('performance_trend'),
      leaderboard_type: PeriodBoardName,
      trend: z.enum(['improving', 'declining', 'stable']),
      rank_change: z.number().int(),
      periods_analyzed: Count,
    }),
    z.strictObject({
      insight_type: z.literal('personal_best_opportunity'),
      leaderboard_type: PeriodBoardName,
      current_score: Count,
      best_score: Count,
      gap: Count,
    }),
    z.strictObject({ insight_type: z.literal('improvement_opportunity'), average_rank: z.number() }),
    z.strictObject({
      insight_type: z.literal('achievement_proximity'),
      target: z.enum(['top_5_finish', 'podium_finish']),
      best_rank: Rank,
      target_rank: Rank,
    }),
  ]),
)
export type BoardInsight = z.infer<typeof BoardInsight>

/** A trader's places: those of now, those that are archived, and what they come to. */
export const BoardCareer = whenUsed(() =>
  z.strictObject({
    user_id: shape.Id,
    show_on_boards: z.boolean(),
    boards: z.array(RunningPlace),
    metrics: CompetitiveMetrics,
    insights: z.array(BoardInsight),
    /** The newest. */
    history: z.array(PastPlace),
    timestamp: shape.Seconds,
  }),
)
export type BoardCareer = z.infer<typeof BoardCareer>
