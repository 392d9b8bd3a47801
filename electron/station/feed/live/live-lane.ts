import type { MarketTimeMs } from '#core/kernel/time.ts'
import { type Bar, TIMEFRAMES, type Timeframe } from '#core/market/bar.ts'
import { openOf } from '#core/market/longer-bar.ts'
import { type BarQueue, openBarQueue } from '../bar-queue.ts'
import type { Pair } from './exchange.ts'
import { type BadFrame, type BarNumbers, flawOf, type StreamBar, type StreamQuote } from './frame.ts'

/** Bars read and not played yet; a market that is paused for longer asks for the rest later. */
export const LANE_BARS_MAX = 4_096
/** A bar may begin so much ahead of the exchange's clock as it is known here. */
export const AHEAD_MS_MAX = 5_000

/** What became of something that was told: taken, told before, or of no use. */
export type Verdict = 'taken' | 'duplicate' | BadFrame

/** The bars of one symbol of a live feed. */
export interface LiveLane {
  readonly pair: Pair
  readonly queue: BarQueue
  /** Up to here every bar is known, or known to be missing. */
  readonly knownUntil: () => MarketTimeMs
  readonly takeBar: (bar: StreamBar, now: MarketTimeMs) => Verdict
  readonly takeQuote: (quote: StreamQuote) => Verdict
  /** Takes a bar that was asked for; the ones before it that were not told do not exist. */
  readonly takeAsked: (bar: BarNumbers) => Verdict
  /** Everything that closes up to here is known now. */
  readonly settle: (until: MarketTimeMs) => void
  /** Another connection speaks: what formed before may have missed trades. */
  readonly reconnected: () => void
  /** See `Feed.formingAt`. */
  readonly formingAt: (at: MarketTimeMs) => Bar | null
  /** Trades or quotes that were numbered and did not come. */
  readonly sequenceGaps: () => number
}

export interface LaneStart {
  readonly pair: Pair
  readonly timeframe: Timeframe
  /** Bars from here on are wanted; cut to a whole bar. */
  readonly from: MarketTimeMs
  /** Whether the stream says itself when a bar is closed. */
  readonly tellsCloses: boolean
}

/** Opens a lane that knows nothing yet. */
export function openLiveLane({ pair, timeframe, from, tellsCloses }: LaneStart): LiveLane {
  const { symbol } = pair
  const barMs = TIMEFRAMES[timeframe]
  const queue = openBarQueue(symbol, barMs, LANE_BARS_MAX)
  const numbers = new Float64Array(7)
  let knownUntil = openOf(from, barMs)
  let forming: StreamBar | null = null
  /** What forms was heard from its last word on without a break. */
  let unbroken = false
  let lastClosed: BarNumbers | null = null
  let lastTrade: number | null = null
  let quote: StreamQuote | null = null
  let sequenceGaps = 0

  const push = (bar: BarNumbers): boolean => {
    if (queue.free() === 0) return false
    const { openAt, open, high, low, close, volume } = bar
    numbers.set([openAt, open, high, low, close, volume, 0])
    queue.push(numbers)
    knownUntil = openAt + barMs
    lastClosed = bar
    if (forming !== null && forming.openAt < knownUntil) forming = null
    return true
  }
  const followTrades = ({ trades }: StreamBar): void => {
    if (trades === null) return
    if (lastTrade !== null && trades.first > lastTrade + 1) sequenceGaps += 1
    lastTrade = trades.last
  }
  const past = (bar: StreamBar): Verdict =>
    bar.closed && lastClosed !== null && sameBar(bar, lastClosed) ? 'duplicate' : 'order'
  const regressed = (bar: StreamBar): boolean =>
    forming !== null &&
    (bar.openAt < forming.openAt ||
      (bar.openAt === forming.openAt && (bar.sequence ?? 0) < (forming.sequence ?? 0)))

  return {
    pair,
    queue,
    knownUntil: () => knownUntil,
    takeBar(bar, now) {
      const late = flawOf(bar)
      if (late !== null) return late
      if (bar.openAt % barMs !== 0 || bar.openAt > now + AHEAD_MS_MAX) return 'range'
      if (bar.closed && bar.openAt + barMs > now + AHEAD_MS_MAX) return 'range'
      if (bar.openAt < knownUntil) return past(bar)
      if (regressed(bar)) return 'order'
      // Its next bar has begun, so the one that formed until now is over.
      const over = !tellsCloses && unbroken && forming?.openAt === knownUntil ? forming : null
      if (over !== null && bar.openAt === over.openAt + barMs) push(over)
      if (bar.closed && bar.openAt === knownUntil && push(bar)) {
        followTrades(bar)
        return 'taken'
      }
      forming = bar
      unbroken = true
      return 'taken'
    },
    takeQuote(next) {
      if (next.sequence !== null && quote?.sequence != null) {
        if (next.sequence === quote.sequence) return 'duplicate'
        if (next.sequence < quote.sequence) return 'order'
      }
      quote = next
      return 'taken'
    },
    takeAsked(bar) {
      const flaw = flawOf(bar)
      if (flaw !== null) return flaw
      if (bar.openAt % barMs !== 0) return 'range'
      if (bar.openAt < knownUntil) return 'duplicate'
      if (bar.openAt > knownUntil) lastTrade = null
      return push(bar) ? 'taken' : 'order'
    },
    settle(until) {
      knownUntil = Math.max(knownUntil, openOf(until, barMs))
      if (forming !== null && forming.openAt < knownUntil) forming = null
    },
    reconnected() {
      unbroken = false
      lastTrade = null
      // Another server may count its quotes from another number.
      quote = quote && { ...quote, sequence: null }
    },
    formingAt(at) {
      const openAt = openOf(at, barMs)
      const heard = forming?.openAt === openAt ? forming : null
      const bid = quote?.bid ?? heard?.close
      if (bid === undefined) return null
      const { open = bid, high = bid, low = bid, volume = 0 } = heard ?? {}
      return {
        symbol,
        openAt,
        closeAt: openAt + barMs,
        open,
        high: Math.max(high, bid),
        low: Math.min(low, bid),
        close: bid,
        volume,
        spread: quote === null ? 0 : quote.ask - quote.bid,
      }
    },
    sequenceGaps: () => sequenceGaps,
  }
}

function sameBar(one: BarNumbers, other: BarNumbers): boolean {
  return (
    one.openAt === other.openAt &&
    one.open === other.open &&
    one.high === other.high &&
    one.low === other.low &&
    one.close === other.close &&
    one.volume === other.volume
  )
}
