import { z } from 'zod'
import {
  Quota,
  RoutedSignal,
  RouterStats,
  RoutingPolicy,
  RoutingState,
  VetoCounts,
} from '../routing-shapes.ts'
import { whenUsed } from '../when-used.ts'
import {
  byId,
  cursor,
  type Endpoint,
  EVERYBODY,
  endpoint,
  limit,
  nextCursor,
  OPERATORS,
  page,
} from './endpoint.ts'

/** Who is brought which signal, and why not. */
export const ROUTING = {
  routing: endpoint({
    method: 'GET',
    path: '/api/routing',
    summary:
      'The policy of routing and vetoes, and how users stand with their limits: operators see everybody.',
    roles: EVERYBODY,
    ownership: 'any',
    scope: 'read',
    query: page,
    reply: whenUsed(() =>
      RoutingState.extend({
        router_stats: RouterStats,
        vetoes: VetoCounts,
        /** Who joined last first; for everybody but operators only himself. */
        users: z.array(Quota),
        next_cursor: nextCursor,
        /** The caller's own newest signals that were not brought to him, among his newest 200. */
        withheld: z.array(RoutedSignal),
      }),
    ),
  }),
  changeRouting: endpoint({
    method: 'POST',
    path: '/api/routing',
    summary: 'Replaces the whole policy of routing and vetoes, for signals that open from now on.',
    roles: OPERATORS,
    ownership: 'any',
    body: whenUsed(() =>
      z.strictObject({
        /** The version that was changed: another one in between is not overwritten. */
        version: z.number().int().nonnegative(),
        policy: RoutingPolicy,
      }),
    ),
    reply: RoutingState,
  }),
  userRouting: endpoint({
    method: 'GET',
    path: '/api/users/:id/routing',
    summary: 'What a user was brought today, what was not brought to him and why, newest first.',
    roles: EVERYBODY,
    ownership: 'self',
    scope: 'read',
    params: byId,
    query: whenUsed(() =>
      z.strictObject({
        /** `open` lists only signals whose window is open. */
        status: z.enum(['open', 'all']).default('all'),
        limit,
        cursor,
      }),
    ),
    reply: whenUsed(() => Quota.extend({ signals: z.array(RoutedSignal), next_cursor: nextCursor })),
  }),
} as const satisfies Record<string, Endpoint>
