import type { CandleView } from '../link/wire.ts'
import type { QuoteView } from './prices.ts'

export const SERIES_BARS_MAX = 300

/** The candles of one symbol: closed ones, oldest first, and the one that is forming. */
export interface Series {
  readonly closed: readonly CandleView[]
  readonly forming: CandleView | null
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

/** The picture in one sentence, for those who do not see it. */
export function describeSeries(symbol: string, series: Series, price: (value: number) => string): string {
  const candles = series.forming === null ? series.closed : [...series.closed, series.forming]
  const [first, last] = [candles[0], candles.at(-1)]
  if (first === undefined || last === undefined) return `${symbol}: no candles yet.`
  const high = Math.max(...candles.map((candle) => candle.high))
  const low = Math.min(...candles.map((candle) => candle.low))
  const way = last.close > first.open ? 'up' : last.close < first.open ? 'down' : 'unchanged'
  const forming = series.forming === null ? '' : ' The last one is still forming.'
  return (
    `${symbol}: ${candles.length} candles from ${price(first.open)}, ${way} to ${price(last.close)}, ` +
    `between ${price(low)} and ${price(high)}.${forming}`
  )
}
