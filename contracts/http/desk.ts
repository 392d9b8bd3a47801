import { z } from 'zod'
import { ActiveCount, FusionQuality, TierStats } from '../fusion-shapes.ts'
import { Comparison } from '../pulse-shapes.ts'
import { RouterStats, VetoCounts } from '../routing-shapes.ts'
import { Session } from '../session-shape.ts'
import * as shape from '../shapes.ts'
import { whenUsed } from '../when-used.ts'
import { bySymbol, count, type Endpoint, EVERYBODY, endpoint, OPERATORS } from './endpoint.ts'

/** What concerns everybody at the desk: who one is, the day, the boards, the market and its feed. */
export const DESK = {
  session: endpoint({
    method: 'GET',
    path: '/api/session',
    summary: 'Who the token belongs to, and what the page may show.',
    roles: EVERYBODY,
    ownership: 'any',
    scope: 'read',
    reply: Session,
  }),
  stats: endpoint({
    method: 'GET',
    path: '/api/stats',
    summary: "The desk's day.",
    roles: EVERYBODY,
    ownership: 'any',
    scope: 'read',
    reply: whenUsed(() =>
      z.strictObject({
        engagement: z.strictObject({
          total_fires_today: z.number().int(),
          active_users_today: z.number().int(),
          most_fired_signal: z.strictObject({ signal_id: shape.Id, fire_count: z.number().int() }).nullable(),
          avg_fires_per_user: z.number(),
          execution_rate: z.number(),
          timestamp: shape.Seconds,
        }),
        comparison: Comparison,
        tier_performance: TierStats,
        active_signals: ActiveCount,
        fusion_quality: FusionQuality,
        router_stats: RouterStats,
        vetoes: VetoCounts,
      }),
    ),
  }),
  candles: endpoint({
    method: 'GET',
    path: '/api/candles/:symbol',
    summary: 'Closed bars and the forming one.',
    roles: EVERYBODY,
    ownership: 'any',
    scope: 'read',
    params: bySymbol,
    query: whenUsed(() =>
      z.strictObject({
        tf: z.string().max(4).optional(),
        from: count(0, shape.WIRE_SECONDS_MAX - 1).optional(),
        to: count(0, shape.WIRE_SECONDS_MAX - 1).optional(),
        limit: count(1, 1_000).default(300),
      }),
    ),
    reply: whenUsed(() =>
      z.strictObject({
        symbol: shape.SymbolIn,
        tf: z.string(),
        source: shape.SourceName,
        candles: z.array(shape.Candle),
        forming: shape.Candle.nullable(),
      }),
    ),
  }),
  feed: endpoint({
    method: 'GET',
    path: '/api/feed',
    summary: 'The state of the market feed.',
    roles: EVERYBODY,
    ownership: 'any',
    scope: 'read',
    reply: shape.FeedState,
  }),
  setFeed: endpoint({
    method: 'POST',
    path: '/api/feed',
    summary: 'Pauses, resumes or speeds the replay or simulation.',
    roles: OPERATORS,
    ownership: 'any',
    body: whenUsed(() =>
      z.strictObject({
        paused: z.boolean().optional(),
        speed: z.union([z.number().positive().max(1_000_000), z.literal('max')]).optional(),
      }),
    ),
    reply: shape.FeedState,
  }),
} as const satisfies Record<string, Endpoint>
