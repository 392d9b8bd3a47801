import { z } from 'zod'
import { PointsTotals, VipTierName } from '../live-progress.ts'
import * as shape from '../shapes.ts'
import { whenUsed } from '../when-used.ts'
import { byId, type Endpoint, endpoint, limit, OPERATORS } from './endpoint.ts'
import { Source } from './progress.ts'

const KEEPERS = ['operator', 'service'] as const

export const ChangePointsRequest = whenUsed(() =>
  z.strictObject({
    user_id: shape.UserIdIn,
    /** Positive; an adjustment may be negative. */
    amount: z.number().int().min(-100_000).max(100_000),
    event_id: Source,
    action: z
      .string()
      .regex(/^[a-z][a-z0-9_]{0,49}$/, 'a word of a-z, 0-9 and _, 1 to 50')
      .optional(),
    bonus: z.number().int().min(0).max(10_000).optional(),
    /** Two decimals at the most. */
    multiplier: z.number().gt(0).max(2).optional(),
    reason: z.string().min(1).max(200).optional(),
    allow_negative: z.boolean().optional(),
  }),
)

export const AbuseStatus = whenUsed(() =>
  z.strictObject({
    user_id: shape.Id,
    is_suspicious: z.boolean(),
    actions_last_minute: z.number().int(),
    actions_last_hour: z.number().int(),
    /** Base points of this clock hour. */
    points_current_hour: z.number().int(),
    earned_last_24h: z.number().int(),
    total_tracked_actions: z.number().int(),
    tracking_window_hours: z.number().int(),
    violations_last_24h: z.number().int(),
    penalty: z.strictObject({ kind: z.enum(['pause', 'half']), until: shape.Seconds }).nullable(),
  }),
)
export type AbuseStatus = z.infer<typeof AbuseStatus>

/** Points by somebody's word, and what the rules against abuse see. */
export const POINTS = {
  changePoints: endpoint({
    method: 'POST',
    path: '/api/points/:change',
    summary: 'Awards, deducts, spends, refunds or adjusts points; told twice, it happens once.',
    roles: KEEPERS,
    ownership: 'actor',
    scope: 'points:write',
    rate: 'money',
    params: whenUsed(() =>
      z.strictObject({ change: z.enum(['award', 'deduct', 'spend', 'refund', 'adjust']) }),
    ),
    body: ChangePointsRequest,
    reply: whenUsed(() =>
      z.strictObject({
        changed: z.boolean(),
        user_id: shape.Id,
        /** Points that came (negative: went), rewards that followed included. */
        amount: z.number().int(),
        points: PointsTotals,
        server_time: shape.Seconds,
      }),
    ),
  }),
  setVip: endpoint({
    method: 'POST',
    path: '/api/users/:id/vip',
    summary: 'Gives a user a membership that multiplies points, or takes it.',
    roles: KEEPERS,
    ownership: 'self',
    scope: 'points:write',
    params: byId,
    body: whenUsed(() => z.strictObject({ vip: VipTierName })),
    reply: whenUsed(() => z.strictObject({ user_id: shape.Id, vip: VipTierName })),
  }),
  abuse: endpoint({
    method: 'GET',
    path: '/api/abuse',
    summary: 'Whom the rules against abuse of points look at, newest first.',
    roles: OPERATORS,
    ownership: 'any',
    query: whenUsed(() => z.strictObject({ limit })),
    reply: whenUsed(() => z.strictObject({ users: z.array(AbuseStatus) })),
  }),
  userAbuse: endpoint({
    method: 'GET',
    path: '/api/abuse/:id',
    summary: 'What the rules against abuse of points see of one user.',
    roles: OPERATORS,
    ownership: 'any',
    params: byId,
    reply: AbuseStatus,
  }),
  resetAbuse: endpoint({
    method: 'POST',
    path: '/api/abuse/:id/reset',
    summary: 'Forgives what the rules against abuse remember of a user.',
    roles: OPERATORS,
    ownership: 'any',
    params: byId,
    reply: AbuseStatus,
  }),
} as const satisfies Record<string, Endpoint>
