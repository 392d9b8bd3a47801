import { z } from 'zod'
import { BookState, SourceState, TIER_NAMES, TierPerformance } from '../fusion-shapes.ts'
import * as shape from '../shapes.ts'
import { whenUsed } from '../when-used.ts'
import { type Endpoint, EVERYBODY, endpoint, nextCursor, OPERATORS, page } from './endpoint.ts'

/** What the fusion engine knows, and whom it hears. */
export const FUSION = {
  tierPerformance: endpoint({
    method: 'GET',
    path: '/api/performance/:tier',
    summary: "How the station's own signals of one tier came out.",
    roles: EVERYBODY,
    ownership: 'any',
    scope: 'read',
    params: whenUsed(() => z.strictObject({ tier: z.string().toLowerCase().pipe(z.enum(TIER_NAMES)) })),
    reply: TierPerformance,
  }),
  sources: endpoint({
    method: 'GET',
    path: '/api/sources',
    summary: 'Every source with its record, its weight and what is wrong with it.',
    roles: EVERYBODY,
    ownership: 'any',
    scope: 'read',
    reply: whenUsed(() => z.strictObject({ sources: z.array(SourceState), market_time: shape.Seconds })),
  }),
  pauseSource: endpoint({
    method: 'POST',
    path: '/api/sources/:name',
    summary: 'Takes a source out of the count, or lets it back in.',
    roles: OPERATORS,
    ownership: 'any',
    params: whenUsed(() => z.strictObject({ name: z.string().min(1).max(64) })),
    body: whenUsed(() => z.strictObject({ paused: z.boolean() })),
    reply: whenUsed(() => z.strictObject({ name: z.string(), paused: z.boolean() })),
  }),
  books: endpoint({
    method: 'GET',
    path: '/api/books',
    summary:
      "What each book has learned: base rates, tiers, reliability, calls to act. The station's first, then the providers' by name.",
    roles: EVERYBODY,
    ownership: 'any',
    scope: 'read',
    query: page,
    reply: whenUsed(() =>
      z.strictObject({ books: z.array(BookState), next_cursor: nextCursor, market_time: shape.Seconds }),
    ),
  }),
} as const satisfies Record<string, Endpoint>
