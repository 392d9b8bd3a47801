import type { CandleView } from '../link/wire.ts'
import { sayIn } from '../words/words.ts'
import type { QuoteView } from './prices.ts'

const say = sayIn('dashboard')

export const SERIES_BARS_MAX = 300

/** Length of a candle by its name on the wire, shortest first. */
export const TIMEFRAME_MS = {
  m1: 60_000,
  m5: 300_000,
  m15: 900_000,
  h1: 3_600_000,
  h4: 14_400_000,
  d1: 86_400_000,
} as const
export type Timeframe = keyof typeof TIMEFRAME_MS

/** What can be shown of a feed: its own candles and longer ones. An unknown feed shows only its own. */
export function timeframesOf(feed: string): readonly string[] {
  const all = Object.keys(TIMEFRAME_MS)
  const own = all.indexOf(feed)
  return own === -1 ? [feed] : all.slice(own)
}

/** Length of a candle; 0 for a name that is not known. */
export function lengthOf(timeframe: string): number {
  return TIMEFRAME_MS[timeframe as Timeframe] ?? 0
}

/** The candles of one symbol: closed ones, oldest first, and the one that is forming. */
export interface Series {
  readonly closed: readonly CandleView[]
  readonly forming: CandleView | null
}

/** A series of candles longer than the feed's own. */
export interface LongSeries extends Series {
  /** Bars of the feed that are in it, as the quotes count them; null before the first quote. */
  readonly barsIn: number | null
}

/**
 * The series after a quote; null when bars are missing in between and the series has to be fetched anew.
 *
 * A bar that closed is appended only if it is the one that was forming: nothing is ever guessed into a gap.
 */
export function joinQuote(series: Series, quote: QuoteView): Series | null {
  const { last, forming } = quote
  const tail = series.closed.at(-1)
  if (last === null || (tail !== undefined && last.at < tail.at)) return series
  if (tail === undefined) return null
  if (last.at === tail.at) return { ...series, forming }
  if (series.forming === null || series.forming.at !== last.at) return null
  return { closed: [...series.closed, last].slice(-SERIES_BARS_MAX), forming }
}

/**
 * A series of longer candles after a quote; null when bars are missing in between and it has to be fetched anew.
 *
 * Each bar of the feed only widens the candle it falls into, so taking one in twice changes nothing.
 */
export function joinLonger(series: LongSeries, quote: QuoteView, lengthMs: number): LongSeries | null {
  const { last, forming, barsClosed } = quote
  if (series.barsIn !== null && barsClosed > series.barsIn + 1) return null
  let next: Series = series
  for (const bar of [last, forming]) if (bar !== null) next = widened(next, bar, lengthMs)
  return next === series && series.barsIn === barsClosed ? series : { ...next, barsIn: barsClosed }
}

function widened(series: Series, bar: CandleView, lengthMs: number): Series {
  const at = Math.floor(bar.at / lengthMs) * lengthMs
  const { forming, closed } = series
  const newest = forming ?? closed.at(-1)
  if (newest !== undefined && (at < newest.at || (forming === null && at === newest.at))) return series
  if (forming === null) return { closed, forming: { ...bar, at } }
  if (at > forming.at)
    return { closed: [...closed, forming].slice(-SERIES_BARS_MAX), forming: { ...bar, at } }
  const [high, low] = [Math.max(forming.high, bar.high), Math.min(forming.low, bar.low)]
  return { closed, forming: { ...forming, high, low, close: bar.close } }
}

/** The picture in one sentence, for those who do not see it. */
export function describeSeries(symbol: string, series: Series, price: (value: number) => string): string {
  const candles = series.forming === null ? series.closed : [...series.closed, series.forming]
  const [first, last] = [candles[0], candles.at(-1)]
  if (first === undefined || last === undefined) return say('series_none', { symbol })
  const high = Math.max(...candles.map((candle) => candle.high))
  const low = Math.min(...candles.map((candle) => candle.low))
  const way = last.close > first.open ? 'up' : last.close < first.open ? 'down' : 'unchanged'
  const forming = series.forming === null ? '' : say('series_forming')
  return say(`series_${way}`, {
    symbol,
    n: candles.length,
    from: price(first.open),
    to: price(last.close),
    low: price(low),
    high: price(high),
    forming,
  })
}
