import { z } from 'zod'
import { whenUsed } from '../when-used.ts'
import { type Endpoint, endpoint, OPERATORS } from './endpoint.ts'

/** Pairs that one test of a connection may name: it has to end within seconds. */
export const TESTED_PAIRS_MAX = 8
/** Pairs of one exchange that play together. */
export const CHOSEN_PAIRS_MAX = 64

const Exchange = z.enum(['binance', 'kraken'])
const Pair = z
  .string()
  .regex(/^[A-Za-z0-9]{2,8}\/?[A-Za-z0-9]{2,8}$/, 'a pair such as BTCUSDT (binance) or BTC/USD (kraken)')
const Timeframe = z.enum(['m1', 'm5', 'm15', 'h1', 'h4', 'd1'])

const pairs = (most: number) => z.array(Pair).min(1).max(most)

/** Exchanges: trying one, and choosing one. Where they are reached is the station's own list, never a request's. */
export const FEEDS = {
  testFeed: endpoint({
    method: 'POST',
    path: '/api/feed/test',
    summary: 'Tries an exchange for at most ten seconds and tells what was seen. Changes nothing.',
    roles: OPERATORS,
    ownership: 'any',
    body: whenUsed(() =>
      z.strictObject({
        exchange: Exchange,
        symbols: pairs(TESTED_PAIRS_MAX),
        timeframe: Timeframe.default('h1'),
      }),
    ),
    reply: whenUsed(() =>
      z.strictObject({
        exchange: Exchange,
        /** Whether it answered by REST. */
        reachable: z.boolean(),
        /** Its clock minus the station's, seconds; null where it told none. */
        time_offset: z.number().nullable(),
        /** From opening the stream to the first price over it, seconds; null where none came. */
        first_price_after: z.number().nullable(),
        symbols: z.array(
          z.strictObject({
            symbol: Pair,
            /** Null where the exchange did not say. */
            known: z.boolean().nullable(),
          }),
        ),
        /** Whether this exchange with these pairs would be live. */
        fine: z.boolean(),
      }),
    ),
  }),
  chooseFeed: endpoint({
    method: 'POST',
    path: '/api/feed/choice',
    summary: 'Writes which feed plays from the next start on: an exchange, or null for the simulation.',
    roles: OPERATORS,
    ownership: 'any',
    body: whenUsed(() =>
      z.strictObject({
        exchange: Exchange.nullable(),
        symbols: pairs(CHOSEN_PAIRS_MAX).optional(),
        timeframe: Timeframe.optional(),
      }),
    ),
    reply: whenUsed(() =>
      z.strictObject({
        exchange: Exchange.nullable(),
        symbols: z.array(Pair),
        timeframe: Timeframe.nullable(),
        effective: z.literal('next_start'),
        /** What outranks the written choice as long as it names a feed; null where nothing does. */
        outranked_by: z.enum(['flags', 'environment']).nullable(),
      }),
    ),
  }),
} as const satisfies Record<string, Endpoint>
