import { z } from 'zod'
import { Quota, RoutedSignal } from '../routing-shapes.ts'
import * as shape from '../shapes.ts'
import { byId, type Endpoint, EVERYBODY, endpoint, nextCursor, page } from './endpoint.ts'

/** A user's own record. */
export const TRADERS = {
  userStats: endpoint({
    method: 'GET',
    path: '/api/users/:id/stats',
    summary: "A user's own statistics.",
    roles: EVERYBODY,
    ownership: 'self',
    params: byId,
    reply: z.strictObject({ user_id: shape.Id, stats: shape.UserStats, timestamp: shape.Seconds }),
  }),
  userFires: endpoint({
    method: 'GET',
    path: '/api/users/:id/fires',
    summary: "A user's trade history, newest first.",
    roles: EVERYBODY,
    ownership: 'self',
    params: byId,
    query: page,
    reply: z.strictObject({ fires: z.array(shape.Fire), next_cursor: nextCursor }),
  }),
  userSummary: endpoint({
    method: 'GET',
    path: '/api/users/:id/summary',
    summary: "A user's engagement in one answer.",
    roles: EVERYBODY,
    ownership: 'self',
    params: byId,
    reply: z.strictObject({
      user_id: shape.Id,
      total_fires: z.number().int(),
      total_passes: z.number().int(),
      wins: z.number().int(),
      losses: z.number().int(),
      timeouts: z.number().int(),
      win_rate: z.number().nullable(),
      pnl: z.number(),
      balance: z.number(),
      recent_fires_7d: z.number().int(),
      last_updated: shape.Seconds.nullable(),
    }),
  }),
  userExport: endpoint({
    method: 'GET',
    path: '/api/users/:id/export',
    summary: 'Everything the station holds about a user.',
    roles: EVERYBODY,
    ownership: 'self',
    params: byId,
    reply: z.strictObject({
      user: z.record(z.string(), z.unknown()),
      fires: z.array(shape.Fire),
      passes: z.array(z.record(z.string(), z.unknown())),
      days: z.array(z.record(z.string(), z.unknown())),
      /** What he was brought today, and what became of the newest 2,000 signals for him. */
      routing: z.strictObject({ quota: Quota, signals: z.array(RoutedSignal) }),
      exported_at: shape.Seconds,
      source_note: z.string(),
    }),
  }),
} as const satisfies Record<string, Endpoint>
