import { z } from 'zod'
import * as shape from '../shapes.ts'
import { whenUsed } from '../when-used.ts'
import { byId, type Endpoint, EVERYBODY, endpoint, nextCursor, page } from './endpoint.ts'

/** A user's own record. */
export const TRADERS = {
  userStats: endpoint({
    method: 'GET',
    path: '/api/users/:id/stats',
    summary: "A user's own statistics.",
    roles: EVERYBODY,
    ownership: 'self',
    scope: 'read',
    params: byId,
    reply: whenUsed(() =>
      z.strictObject({ user_id: shape.Id, stats: shape.UserStats, timestamp: shape.Seconds }),
    ),
  }),
  userFires: endpoint({
    method: 'GET',
    path: '/api/users/:id/fires',
    summary: "A user's trade history, newest first.",
    roles: EVERYBODY,
    ownership: 'self',
    scope: 'read',
    params: byId,
    query: page,
    reply: whenUsed(() => z.strictObject({ fires: z.array(shape.Fire), next_cursor: nextCursor })),
  }),
  userSummary: endpoint({
    method: 'GET',
    path: '/api/users/:id/summary',
    summary: "A user's engagement in one answer.",
    roles: EVERYBODY,
    ownership: 'self',
    scope: 'read',
    params: byId,
    reply: whenUsed(() =>
      z.strictObject({
        user_id: shape.Id,
        total_fires: z.number().int(),
        total_passes: z.number().int(),
        wins: z.number().int(),
        losses: z.number().int(),
        timeouts: z.number().int(),
        win_rate: z.number().nullable(),
        /** Of trades that the market settled. */
        pnl: z.number(),
        /** Trades that executors closed, which are in no other figure but the balance, and what they brought. */
        executor_closes: z.number().int(),
        executor_pnl: z.number(),
        balance: z.number(),
        recent_fires_7d: z.number().int(),
        /** Among the newest 1,000 fires; a signal can be fired once, so the symbol is what repeats. */
        favorite_symbol: z.strictObject({ symbol: z.string(), fire_count: z.number().int() }).nullable(),
        /** Days of logins in a row, as they stand now. */
        current_streak: z.number().int(),
        last_updated: shape.Seconds.nullable(),
      }),
    ),
  }),
} as const satisfies Record<string, Endpoint>
