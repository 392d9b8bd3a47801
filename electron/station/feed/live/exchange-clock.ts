import type { MarketTimeMs, TimestampMs } from '#core/kernel/time.ts'
import type { PlayerClock } from '../../market-clock.ts'

/** What a live feed knows of time by itself. */
export interface LiveClock extends PlayerClock {
  /** Station time. */
  readonly now: () => TimestampMs
}

/** One question for the time, on the monotonic clock. */
export interface Asking {
  readonly sentMs: number
  readonly receivedMs: number
}

/**
 * The exchange's clock: its own answer carried on by the monotonic clock, so that setting the machine's clock moves
 * nothing. Before the first answer the station's clock stands in.
 */
export class ExchangeClock {
  readonly #clock: LiveClock
  #anchor: { readonly at: MarketTimeMs; readonly monotonicMs: number } | null = null

  constructor(clock: LiveClock) {
    this.#clock = clock
  }

  now(): MarketTimeMs {
    const { now, monotonicMs } = this.#clock
    if (this.#anchor === null) return Number(now())
    return Math.floor(this.#anchor.at + monotonicMs() - this.#anchor.monotonicMs)
  }

  /** Takes an answer: it was told half way between question and answer, as far as anybody can know. */
  take(at: MarketTimeMs, { sentMs, receivedMs }: Asking): void {
    this.#anchor = { at: at + (receivedMs - sentMs) / 2, monotonicMs: receivedMs }
  }

  /** The exchange's clock minus the station's; null before the first answer. */
  offsetMs(): number | null {
    return this.#anchor === null ? null : Math.round(this.now() - this.#clock.now())
  }
}
