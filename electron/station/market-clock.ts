import type { MarketClock, Speed } from '#core/context.ts'
import { invariant } from '#core/kernel/result.ts'
import type { MarketTimeMs } from '#core/kernel/time.ts'

/** The time that drives the market: durations only, never a date. */
export interface PlayerClock {
  readonly monotonicMs: () => number
  /** Calls back once after so many milliseconds, unless it is cancelled before. */
  readonly setTimer: (callback: () => void, ms: number) => () => void
}

/** The machine's own monotonic clock. */
export const machineClock: PlayerClock = {
  monotonicMs: () => performance.now(),
  setTimer(callback, ms) {
    const timer = setTimeout(callback, ms)
    return () => clearTimeout(timer)
  },
}

/**
 * Wall time that is caught up after a late turn, at most. A machine that slept, or a disk that was full, must not make
 * the market race through the windows of open signals: the market waits with it.
 */
export const LATE_MS_MAX = 1_000

/**
 * Maps wall time to market time at the speed that is set.
 *
 * Between two turns the time goes on smoothly, yet never reaches what the writer has not recorded: `ceiling` is the
 * next thing that must be recorded first. Told times never go back.
 */
export class Playhead {
  readonly #clock: PlayerClock
  #at: MarketTimeMs
  #speed: Speed
  #wallAt: number
  #ceiling = Number.NEGATIVE_INFINITY
  #told = Number.NEGATIVE_INFINITY
  #running = false
  #held = false

  constructor(clock: PlayerClock, at: MarketTimeMs, speed: Speed) {
    this.#clock = clock
    this.#at = at
    this.#speed = usable(speed)
    this.#wallAt = clock.monotonicMs()
  }

  /** Market time up to which everything is recorded and played. */
  get at(): MarketTimeMs {
    return this.#at
  }

  get speed(): Speed {
    return this.#speed
  }

  get running(): boolean {
    return this.#running
  }

  /** The market's clock as it may be told now. */
  tell(): MarketClock {
    this.#told = Math.max(this.#told, this.#now())
    return this.#running
      ? { at: this.#told, speed: this.#speed }
      : { at: this.#told, speed: 0, pace: this.#speed }
  }

  /** Starts or stops the flow of time. */
  run(running: boolean): void {
    this.#settle()
    this.#running = running
  }

  /** Lets time stand where it is, for as long as it takes to prepare another speed. */
  hold(): void {
    this.#settle()
    this.#held = true
  }

  /** Time goes on from where it was held, at another speed. */
  release(speed: Speed): void {
    this.#settle()
    this.#speed = usable(speed)
    this.#held = false
  }

  /** Market time that is due now; from here the next turn is counted. Infinite at full speed. */
  target(): MarketTimeMs {
    const passedMs = this.#passedMs()
    this.#wallAt = this.#clock.monotonicMs()
    return this.#speed === 'max' ? Number.POSITIVE_INFINITY : this.#at + passedMs * this.#speed
  }

  /** Everything up to `at` is recorded; the next thing to record stands at `next`, or is not known yet. */
  reach(at: MarketTimeMs, next: MarketTimeMs | null): void {
    this.#at = Math.max(this.#at, at)
    this.#ceiling = next === null ? this.#at : next - 1
  }

  #settle(): void {
    this.#at = this.tell().at
    this.#wallAt = this.#clock.monotonicMs()
  }

  #now(): MarketTimeMs {
    const played = Math.floor(this.#at)
    if (!this.#running || this.#speed === 'max') return played
    const flown = Math.floor(this.#at + this.#passedMs() * this.#speed)
    return Math.max(played, Math.min(flown, this.#ceiling))
  }

  #passedMs(): number {
    if (this.#held) return 0
    return Math.min(this.#clock.monotonicMs() - this.#wallAt, LATE_MS_MAX)
  }
}

/** A speed that time can run at. */
export function usable(speed: Speed): Speed {
  invariant(speed === 'max' || (Number.isFinite(speed) && speed > 0), 'a speed is positive')
  return speed
}
