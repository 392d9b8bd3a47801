import type { SymbolName } from '#core/kernel/ids.ts'
import { type Bar, TIMEFRAMES, type Timeframe } from '#core/market/bar.ts'
import { extended, openOf } from '#core/market/longer-bar.ts'
import type { Feed } from './feed/feed.ts'
import type { CandleRange } from './station.ts'

/** Closed bars kept per symbol for the picture; older ones are in the files they came from. */
export const HISTORY_BARS_MAX = 5_000

/** What has closed so far, as far back as it is kept. */
export interface History {
  readonly add: (bar: Bar) => void
  readonly last: (symbol: SymbolName) => Bar | null
  /** Bars that closed in all, kept or not. */
  readonly closed: (symbol: SymbolName) => number
  /** See `Market.candles`. */
  readonly candles: (symbol: SymbolName, timeframe: Timeframe, range: CandleRange) => readonly Bar[] | null
}

interface Ring {
  readonly bars: Bar[]
  closed: number
}

/** Opens an empty history of these symbols, each with bars of its own timeframe. */
export function openHistory({ symbols, timeframeOf }: Pick<Feed, 'symbols' | 'timeframeOf'>): History {
  const rings = new Map<SymbolName, Ring>(symbols.map((symbol) => [symbol, { bars: [], closed: 0 }]))
  return {
    add(bar) {
      const ring = rings.get(bar.symbol)
      if (ring === undefined) return
      ring.bars[ring.closed % HISTORY_BARS_MAX] = bar
      ring.closed += 1
    },
    last(symbol) {
      const ring = rings.get(symbol)
      return ring?.bars[(ring.closed - 1) % HISTORY_BARS_MAX] ?? null
    },
    closed: (symbol) => rings.get(symbol)?.closed ?? 0,
    candles(symbol, wanted, range) {
      const ring = rings.get(symbol)
      if (ring === undefined || TIMEFRAMES[wanted] < TIMEFRAMES[timeframeOf(symbol)]) return null
      const bars = wanted === timeframeOf(symbol) ? inOrder(ring) : aggregate(ring, TIMEFRAMES[wanted])
      return within(bars, range)
    },
  }
}

function inOrder({ bars, closed }: Ring): readonly Bar[] {
  const oldest = closed % HISTORY_BARS_MAX
  return closed <= HISTORY_BARS_MAX ? bars : [...bars.slice(oldest), ...bars.slice(0, oldest)]
}

/** Bars that open in `[from, to)`, oldest first, and of those the newest `limit`. */
function within(bars: readonly Bar[], { from, to, limit }: CandleRange): readonly Bar[] {
  const inRange = bars.filter(
    ({ openAt }) => (from === null || openAt >= from) && (to === null || openAt < to),
  )
  return inRange.slice(Math.max(0, inRange.length - limit))
}

/**
 * Longer bars out of shorter ones, on whole multiples of their length since 1970 UTC.
 *
 * A longer bar is there once its time is over: one that is still open, or whose beginning is no longer kept, would be
 * a bar that never was.
 */
function aggregate(ring: Ring, lengthMs: number): readonly Bar[] {
  const bars = inOrder(ring)
  const merged: Bar[] = []
  for (const bar of bars) {
    const openAt = openOf(bar.openAt, lengthMs)
    const last = merged.at(-1)
    if (last?.openAt === openAt) merged[merged.length - 1] = extended(last, bar)
    else merged.push({ ...bar, openAt, closeAt: openAt + lengthMs })
  }
  const end = bars.at(-1)?.closeAt ?? 0
  const cut = ring.closed > HISTORY_BARS_MAX && bars[0]?.openAt !== merged[0]?.openAt
  return merged.filter(({ closeAt }, index) => closeAt <= end && !(cut && index === 0))
}
