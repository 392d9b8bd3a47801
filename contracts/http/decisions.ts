import { z } from 'zod'
import * as shape from '../shapes.ts'
import { whenUsed } from '../when-used.ts'
import { byId, DECIDERS, type Endpoint, endpoint } from './endpoint.ts'

export const FireRequest = whenUsed(() =>
  z.strictObject({
    signal_id: shape.Id,
    user_id: shape.UserIdIn.optional(),
    timestamp: shape.Seconds.optional(),
    risk_pct: z.number().min(0.1).max(2).optional(),
  }),
)
export type FireRequest = z.infer<typeof FireRequest>
export const FireReply = whenUsed(() =>
  z.strictObject({
    success: z.literal(true),
    trade_id: shape.Id,
    signal_id: shape.Id,
    user_id: shape.Id,
    fire_count: z.number().int(),
    fired_at: shape.Seconds,
    user_stats: shape.UserStats,
    server_time: shape.Seconds,
  }),
)
export type FireReply = z.infer<typeof FireReply>

export const PassRequest = whenUsed(() =>
  z.strictObject({
    signal_id: shape.Id,
    user_id: shape.UserIdIn.optional(),
    reason: shape.PassReason,
    note: z.string().max(shape.NOTE_LENGTH_MAX).optional(),
  }),
)
export type PassRequest = z.infer<typeof PassRequest>
export const PassReply = whenUsed(() =>
  z.strictObject({
    success: z.literal(true),
    signal_id: shape.Id,
    passed_at: shape.Seconds,
    pass_count: z.number().int(),
  }),
)
export type PassReply = z.infer<typeof PassReply>

export const CloseRequest = whenUsed(() =>
  z.strictObject({
    price: z.number().positive().max(shape.PRICE_MAX),
    /** When it closed by the executor's clock; now where it is left out. */
    closed_at: shape.Seconds.optional(),
    user_id: shape.UserIdIn.optional(),
  }),
)

/** The two answers a trader may give to a signal, and what an executor makes of the first. */
export const DECISIONS = {
  fire: endpoint({
    method: 'POST',
    path: '/api/fire',
    summary: 'Takes a signal: a recorded decision and a paper trade.',
    roles: DECIDERS,
    ownership: 'actor',
    scope: 'fires:write',
    rate: 'decision',
    body: FireRequest,
    reply: FireReply,
  }),
  pass: endpoint({
    method: 'POST',
    path: '/api/pass',
    summary: 'Lets a signal go, with a reason.',
    roles: DECIDERS,
    ownership: 'actor',
    scope: 'fires:write',
    rate: 'decision',
    body: PassRequest,
    reply: PassReply,
  }),
  closeTrade: endpoint({
    method: 'POST',
    path: '/api/trades/:id/close',
    summary:
      "Closes the caller's own open trade at the price that a trade executor reports; the market settles the signal for everybody else.",
    roles: DECIDERS,
    ownership: 'actor',
    scope: 'trades:close',
    rate: 'decision',
    params: byId,
    body: CloseRequest,
    reply: whenUsed(() =>
      z.strictObject({
        success: z.literal(true),
        trade_id: shape.Id,
        signal_id: shape.Id,
        user_id: shape.Id,
        settled_by: z.literal('executor'),
        outcome: shape.Outcome,
        r: z.number(),
        pnl: z.number(),
        balance: z.number(),
        closed_at: shape.Seconds,
        server_time: shape.Seconds,
      }),
    ),
  }),
} as const satisfies Record<string, Endpoint>
