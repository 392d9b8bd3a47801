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

export interface LaneStart {
  readonly pair: Pair
  readonly timeframe: Timeframe
  /** Bars from here on are wanted; cut to a whole bar. */
  readonly from: MarketTimeMs
  /** Whether the stream says itself when a bar is closed. */
  readonly tellsCloses: boolean
}

/** The bars of one symbol of a live feed: in order, each once, none invented. */
export class LiveLane {
  readonly pair: Pair
  readonly queue: BarQueue
  readonly #barMs: number
  readonly #tellsCloses: boolean
  readonly #numbers = new Float64Array(7)
  #knownUntil: MarketTimeMs
  #forming: StreamBar | null = null
  /** What forms was heard from its last word on without a break. */
  #unbroken = false
  #lastClosed: BarNumbers | null = null
  #lastTrade: number | null = null
  #quote: StreamQuote | null = null
  #sequenceGaps = 0

  constructor({ pair, timeframe, from, tellsCloses }: LaneStart) {
    this.pair = pair
    this.#barMs = TIMEFRAMES[timeframe]
    this.#tellsCloses = tellsCloses
    this.#knownUntil = openOf(from, this.#barMs)
    this.queue = openBarQueue(pair.symbol, this.#barMs, LANE_BARS_MAX)
  }

  /** Up to here every bar is known, or known to be missing. */
  get knownUntil(): MarketTimeMs {
    return this.#knownUntil
  }

  /** Trades that were numbered and in no bar. */
  get sequenceGaps(): number {
    return this.#sequenceGaps
  }

  takeBar(bar: StreamBar, now: MarketTimeMs): Verdict {
    const flaw = this.#flawOf(bar, now)
    if (flaw !== null) return flaw
    if (bar.openAt < this.#knownUntil) return this.#past(bar)
    if (this.#regressed(bar)) return 'order'
    this.#closeBefore(bar)
    if (bar.closed && bar.openAt === this.#knownUntil && this.#push(bar)) {
      this.#followTrades(bar)
      return 'taken'
    }
    this.#forming = bar
    this.#unbroken = true
    return 'taken'
  }

  takeQuote(next: StreamQuote): Verdict {
    const before = this.#quote?.sequence ?? null
    if (next.sequence !== null && before !== null) {
      if (next.sequence === before) return 'duplicate'
      if (next.sequence < before) return 'order'
    }
    this.#quote = next
    return 'taken'
  }

  /** Takes a bar that was asked for; those before it that were not told do not exist. */
  takeAsked(bar: BarNumbers): Verdict {
    const flaw = flawOf(bar)
    if (flaw !== null) return flaw
    if (bar.openAt % this.#barMs !== 0) return 'range'
    if (bar.openAt < this.#knownUntil) return 'duplicate'
    this.#lastTrade = null
    return this.#push(bar) ? 'taken' : 'order'
  }

  /** Everything that closes up to here is known now. */
  settle(until: MarketTimeMs): void {
    this.#knownUntil = Math.max(this.#knownUntil, openOf(until, this.#barMs))
    this.#dropForming()
  }

  /** Another connection speaks: what formed before may have missed trades. */
  reconnected(): void {
    this.#unbroken = false
    this.#lastTrade = null
    // Another server may count its quotes from another number.
    if (this.#quote !== null) this.#quote = { ...this.#quote, sequence: null }
  }

  /** See `Feed.formingAt`. */
  formingAt(at: MarketTimeMs): Bar | null {
    const openAt = openOf(at, this.#barMs)
    const heard = this.#forming?.openAt === openAt ? this.#forming : null
    const quote = this.#quote
    const bid = quote?.bid ?? heard?.close
    if (bid === undefined) return null
    const { open, high, low, volume } = heard ?? { open: bid, high: bid, low: bid, volume: 0 }
    return {
      symbol: this.pair.symbol,
      openAt,
      closeAt: openAt + this.#barMs,
      open,
      high: Math.max(high, bid),
      low: Math.min(low, bid),
      close: bid,
      volume,
      spread: quote === null ? 0 : quote.ask - quote.bid,
    }
  }

  #flawOf(bar: StreamBar, now: MarketTimeMs): BadFrame | null {
    const flaw = flawOf(bar)
    if (flaw !== null) return flaw
    const { openAt, closed } = bar
    const last = closed ? openAt + this.#barMs : openAt
    return openAt % this.#barMs !== 0 || last > now + AHEAD_MS_MAX ? 'range' : null
  }

  #past(bar: StreamBar): Verdict {
    const again = bar.closed && this.#lastClosed !== null && sameBar(bar, this.#lastClosed)
    return again ? 'duplicate' : 'order'
  }

  #regressed({ openAt, sequence }: StreamBar): boolean {
    const forming = this.#forming
    if (forming === null) return false
    if (openAt !== forming.openAt) return openAt < forming.openAt
    return (sequence ?? 0) < (forming.sequence ?? 0)
  }

  /** The next bar has begun, so the one that formed until now is over. */
  #closeBefore({ openAt }: StreamBar): void {
    const forming = this.#forming
    if (this.#tellsCloses || !this.#unbroken || forming?.openAt !== this.#knownUntil) return
    if (openAt === forming.openAt + this.#barMs) this.#push(forming)
  }

  #push(bar: BarNumbers): boolean {
    if (this.queue.free() === 0) return false
    const { openAt, open, high, low, close, volume } = bar
    this.#numbers.set([openAt, open, high, low, close, volume, 0])
    this.queue.push(this.#numbers)
    this.#knownUntil = openAt + this.#barMs
    this.#lastClosed = bar
    this.#dropForming()
    return true
  }

  #dropForming(): void {
    if (this.#forming !== null && this.#forming.openAt < this.#knownUntil) this.#forming = null
  }

  #followTrades({ trades }: StreamBar): void {
    if (trades === null) return
    if (this.#lastTrade !== null && trades.first > this.#lastTrade + 1) this.#sequenceGaps += 1
    this.#lastTrade = trades.last
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
