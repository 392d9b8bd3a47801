import { z } from 'zod'
import * as shape from '../shapes.ts'
import { whenUsed } from '../when-used.ts'
import { byId, cursor, type Endpoint, EVERYBODY, endpoint, limit, nextCursor, page } from './endpoint.ts'

export const PostSignalRequest = whenUsed(() =>
  z.strictObject({
    symbol: shape.SymbolIn,
    direction: shape.Direction,
    entry_price: z.number().max(shape.PRICE_MAX),
    stop_loss: z.number().max(shape.PRICE_MAX),
    take_profit: z.number().max(shape.PRICE_MAX),
    expires_at: shape.Seconds.optional(),
    confidence: z.number().min(0).max(100).optional(),
    source: shape.ProviderName,
  }),
)
export type PostSignalRequest = z.infer<typeof PostSignalRequest>

const signals = whenUsed(() => z.strictObject({ signals: z.array(shape.Signal), next_cursor: nextCursor }))
const signalQuery = whenUsed(() =>
  z.strictObject({
    status: z.enum(['active', 'closed', 'all']).default('all'),
    symbol: shape.SymbolIn.optional(),
    limit,
    cursor,
  }),
)

/** Signals, their totals, and the briefing of one. */
export const SIGNALS = {
  signals: endpoint({
    method: 'GET',
    path: '/api/signals',
    summary: 'Signals, newest first.',
    roles: EVERYBODY,
    ownership: 'any',
    scope: 'read',
    query: signalQuery,
    reply: signals,
  }),
  activeSignals: endpoint({
    method: 'GET',
    path: '/api/signals/active',
    summary: 'Signals whose fire window is open, newest first.',
    roles: EVERYBODY,
    ownership: 'any',
    scope: 'read',
    query: whenUsed(() => z.strictObject({ symbol: shape.SymbolIn.optional(), limit, cursor })),
    reply: signals,
  }),
  postSignal: endpoint({
    method: 'POST',
    path: '/api/signals',
    summary: "Lists a provider's own signal.",
    roles: ['operator', 'service'],
    ownership: 'any',
    scope: 'signals:write',
    rate: 'hook',
    body: PostSignalRequest,
    status: 201,
    reply: whenUsed(() => z.strictObject({ signal: shape.Signal })),
  }),
  signal: endpoint({
    method: 'GET',
    path: '/api/signals/:id',
    summary: 'One signal.',
    roles: EVERYBODY,
    ownership: 'any',
    scope: 'read',
    params: byId,
    reply: whenUsed(() => z.strictObject({ signal: shape.Signal })),
  }),
  fireCount: endpoint({
    method: 'GET',
    path: '/api/signals/:id/fire-count',
    summary: 'How many fired on a signal.',
    roles: EVERYBODY,
    ownership: 'any',
    scope: 'read',
    params: byId,
    reply: whenUsed(() =>
      z.strictObject({ signal_id: shape.Id, count: z.number().int(), timestamp: shape.Seconds }),
    ),
  }),
  signalFires: endpoint({
    method: 'GET',
    path: '/api/signals/:id/fires',
    summary: 'Who fired on a signal and when, newest first.',
    roles: EVERYBODY,
    ownership: 'any',
    scope: 'read',
    params: byId,
    query: page,
    reply: whenUsed(() => z.strictObject({ fires: z.array(shape.FireMark), next_cursor: nextCursor })),
  }),
  signalMetrics: endpoint({
    method: 'GET',
    path: '/api/signals/:id/metrics',
    summary: 'Totals of a signal.',
    roles: EVERYBODY,
    ownership: 'any',
    scope: 'read',
    params: byId,
    reply: whenUsed(() =>
      z.strictObject({
        signal_id: shape.Id,
        total_fires: z.number().int(),
        active_users: z.number().int(),
        created_at: shape.Seconds,
      }),
    ),
  }),
  similarSignals: endpoint({
    method: 'GET',
    path: '/api/signals/:id/similar',
    summary: 'How the ended signals of the same book that are most like one came out.',
    roles: EVERYBODY,
    ownership: 'any',
    scope: 'read',
    params: byId,
    reply: shape.Similar,
  }),
  mission: endpoint({
    method: 'GET',
    path: '/api/missions/:id',
    summary: 'The briefing of a signal, with the caller as user.',
    roles: EVERYBODY,
    ownership: 'any',
    scope: 'read',
    params: byId,
    reply: shape.Mission,
  }),
} as const satisfies Record<string, Endpoint>
