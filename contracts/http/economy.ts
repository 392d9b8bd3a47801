import { z } from 'zod'
import { PointsType } from '../live-progress.ts'
import * as shape from '../shapes.ts'
import { whenUsed } from '../when-used.ts'
import { count, type Endpoint, endpoint, OPERATORS } from './endpoint.ts'

/** No longer than the clean-up keeps every line. */
export const ECONOMY_DAYS_MAX = 90
const ECONOMY_DAYS_DEFAULT = 30

const Count = z.number().int().nonnegative()
const flow = { in: Count, out: Count, transactions: Count }

/** What points do at the desk as a whole. */
export const ECONOMY = {
  economy: endpoint({
    method: 'GET',
    path: '/api/economy',
    summary:
      'Points in and out by day of the desk and by reason, unlocks by week, how many keep up logins for 7 and 30 days, and balances.',
    roles: OPERATORS,
    ownership: 'any',
    query: whenUsed(() => z.strictObject({ days: count(1, ECONOMY_DAYS_MAX).default(ECONOMY_DAYS_DEFAULT) })),
    reply: whenUsed(() =>
      z.strictObject({
        /** Oldest first, days without any too. */
        days: z.array(z.strictObject({ day: z.string(), ...flow, net: z.number().int() })),
        /** Over all these days; most moved first, at most 100. */
        reasons: z.array(z.strictObject({ type: PointsType, action: z.string(), ...flow })),
        reasons_total: Count,
        /** By the Monday of the week, oldest first, thirteen of them. */
        unlocks: z.array(z.strictObject({ week: z.string(), unlocks: Count, users: Count, points: Count })),
        /** Of those who first came long enough ago, who ever logged in on so many days in a row; no share below 10. */
        streak_survival: z.array(
          z.strictObject({
            days: z.number().int(),
            n: Count,
            reached: Count,
            share: z.number().nullable(),
            interval: z.tuple([z.number(), z.number()]).nullable(),
          }),
        ),
        balances: z.strictObject({
          traders: Count,
          total: z.number().int(),
          lifetime_total: Count,
          xp_total: Count,
          median: z.number().int().nullable(),
          p90: z.number().int().nullable(),
          highest: z.number().int(),
          /** Traders who owe points. */
          negative: Count,
        }),
        timestamp: shape.Seconds,
      }),
    ),
  }),
} as const satisfies Record<string, Endpoint>
