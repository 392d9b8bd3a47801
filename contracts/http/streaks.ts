import { z } from 'zod'
import * as shape from '../shapes.ts'
import { Freezes, RecoverySuggestion, Streak, StreakStatistics, StreakTypeName } from '../streak-shapes.ts'
import { whenUsed } from '../when-used.ts'
import { byId, DECIDERS, type Endpoint, EVERYBODY, endpoint } from './endpoint.ts'

/** What people keep up. */
export const STREAKS = {
  userStreaks: endpoint({
    method: 'GET',
    path: '/api/users/:id/streaks',
    summary: "A user's streaks: how they stand, what they are worth, what is at risk, and the freezes.",
    roles: EVERYBODY,
    ownership: 'self',
    scope: 'read',
    params: byId,
    reply: whenUsed(() =>
      z.strictObject({
        user_id: shape.Id,
        streaks: z.array(Streak),
        statistics: StreakStatistics,
        recovery_suggestions: z.array(RecoverySuggestion),
        freezes: Freezes,
        timestamp: shape.Seconds,
      }),
    ),
  }),
  freezeStreak: endpoint({
    method: 'POST',
    path: '/api/streaks/:type/freeze',
    summary: 'Uses a freeze: one missed day of a streak does not count.',
    roles: DECIDERS,
    ownership: 'actor',
    scope: 'points:write',
    params: whenUsed(() => z.strictObject({ type: StreakTypeName })),
    body: z.strictObject({ user_id: shape.UserIdIn.optional() }).default({}),
    reply: whenUsed(() =>
      z.strictObject({
        frozen_until: shape.Seconds,
        remaining_this_month: z.number().int().nonnegative(),
      }),
    ),
  }),
} as const satisfies Record<string, Endpoint>
