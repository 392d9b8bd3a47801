import { z } from 'zod'
import { AskedPeriod, BoardCareer, BoardMetricName, Leaderboard } from '../board-shapes.ts'
import * as shape from '../shapes.ts'
import { whenUsed } from '../when-used.ts'
import { byId, count, DECIDERS, type Endpoint, EVERYBODY, endpoint } from './endpoint.ts'

/** Who stands where. */
export const BOARDS = {
  leaderboard: endpoint({
    method: 'GET',
    path: '/api/leaderboards/:metric',
    summary: 'A board: best first, ties share a rank.',
    roles: EVERYBODY,
    ownership: 'any',
    scope: 'read',
    params: whenUsed(() => z.strictObject({ metric: BoardMetricName })),
    query: whenUsed(() =>
      z.strictObject({
        limit: count(1, 100).default(10),
        around: shape.Id.optional(),
        /** A win rate is ranked from 20 trades won or lost on; `false` lists those of fewer, too. */
        proven: z.enum(['true', 'false']).optional(),
        /** A period that closed; the one that runs where it is left out. */
        period: AskedPeriod.optional(),
      }),
    ),
    reply: Leaderboard,
  }),
  userLeaderboards: endpoint({
    method: 'GET',
    path: '/api/users/:id/leaderboards',
    summary:
      "A user's places on the boards that close: now and before, what they come to, and what he may want to know.",
    roles: EVERYBODY,
    ownership: 'self',
    scope: 'read',
    params: byId,
    reply: BoardCareer,
  }),
  showOnBoards: endpoint({
    method: 'POST',
    path: '/api/users/:id/board-display',
    summary: 'Shows a user on the boards, or leaves him out of all that others see.',
    roles: DECIDERS,
    ownership: 'self',
    scope: 'users:write',
    params: byId,
    body: whenUsed(() => z.strictObject({ show_on_boards: z.boolean() })),
    reply: whenUsed(() => z.strictObject({ user_id: shape.Id, show_on_boards: z.boolean() })),
  }),
} as const satisfies Record<string, Endpoint>
