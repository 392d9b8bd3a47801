import { FeedRefused } from '../refusal.ts'
import { exchangeOf, type Pair } from './exchange.ts'
import type { LiveOptions } from './live-feed.ts'

/**
 * The pairs that are listened to, in order of their symbols.
 *
 * @throws FeedRefused  for text that is no pair of this exchange, and for two of the same name
 */
export function pairsOf({ exchange, symbols }: Pick<LiveOptions, 'exchange' | 'symbols'>): readonly Pair[] {
  const { pairOf, pairForm } = exchangeOf(exchange)
  const pairs = symbols.map((text) => {
    const pair = pairOf(text)
    if (pair === null) throw new FeedRefused(`${text} is no pair of ${exchange}: one is written ${pairForm}`)
    return pair
  })
  const names = new Set(pairs.map(({ symbol }) => symbol))
  if (names.size < pairs.length) throw new FeedRefused(`${symbols.join(',')}: a pair is named twice`)
  return pairs.toSorted((one, other) => (one.symbol < other.symbol ? -1 : 1))
}
