import { z } from 'zod'
import * as shape from '../shapes.ts'
import { whenUsed } from '../when-used.ts'
import { byId, type Endpoint, EVERYBODY, endpoint } from './endpoint.ts'

const Count = z.number().int().nonnegative()

/** What was decided in a slot of time, and how it came out. */
const slot = {
  decisions: Count,
  fires: Count,
  passes: Count,
  wins: Count,
  losses: Count,
  timeouts: Count,
  /** Trades won or lost: what the rate is made of. */
  n: Count,
  /** Fraction 0 to 1; null below `rate_from` trades. */
  win_rate: z.number().nullable(),
  /** 95 % of the rate; null where there is none. */
  interval: z.tuple([z.number(), z.number()]).nullable(),
  pnl: z.number(),
  passed_wins: Count,
  passed_losses: Count,
}
const TimeSlot = whenUsed(() => z.strictObject(slot))
export type TimeSlot = z.infer<typeof TimeSlot>

const Weekday = z.enum(['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'])
const Session = z.enum(['asia', 'europe', 'america', 'quiet'])

/** Statistics of people. */
export const STATS = {
  userTimes: endpoint({
    method: 'GET',
    path: '/api/users/:id/time-stats',
    summary:
      "A user's decisions and how they came out, by the hour and weekday of his own zone, by trading session, symbol, tier of the signal and source of prices. No rate below `rate_from` trades.",
    roles: EVERYBODY,
    ownership: 'self',
    scope: 'read',
    params: byId,
    query: whenUsed(() => z.strictObject({ source: shape.SourceName.optional() })),
    reply: whenUsed(() =>
      z.strictObject({
        user_id: shape.Id,
        timezone: z.string(),
        /** All 24, by the clock at which he decided. */
        hours: z.array(z.strictObject({ hour: z.number().int(), ...slot })),
        weekdays: z.array(z.strictObject({ weekday: Weekday, ...slot })),
        sessions: z.array(z.strictObject({ session: Session, ...slot })),
        /** Most decided first, at most 20. */
        symbols: z.array(z.strictObject({ symbol: z.string(), ...slot })),
        /** All five, the surest first. */
        tiers: z.array(z.strictObject({ tier: shape.Tier, ...slot })),
        /** Where the prices came from: `sim` is a simulation. */
        sources: z.array(z.strictObject({ source: z.string(), ...slot })),
        all: TimeSlot,
        rate_from: z.number().int(),
        /** False where only the newest 10,000 fires or passes were counted. */
        complete: z.boolean(),
        timestamp: shape.Seconds,
      }),
    ),
  }),
} as const satisfies Record<string, Endpoint>
