import type { PlayerClock } from './market-clock.ts'

/** Waits of one player: can be cut short, and end for good when it stops. */
export class Waits {
  readonly #clock: PlayerClock
  #cut: () => void = () => undefined
  #stopped = false

  constructor(clock: PlayerClock) {
    this.#clock = clock
  }

  get stopped(): boolean {
    return this.#stopped
  }

  /** Ends the wait under way and every later one at once. */
  stop(): void {
    this.#stopped = true
    this.#cut()
  }

  /** Ends the sleep under way: something changed what is to be done next. */
  wake(): void {
    this.#cut()
  }

  /** Waits so many milliseconds, or without end for null, unless woken before. */
  sleep(ms: number | null): Promise<void> {
    if (this.#stopped) return Promise.resolve()
    return new Promise((resolve) => {
      const cancel = ms === null ? () => undefined : this.#clock.setTimer(resolve, ms)
      this.#cut = () => {
        cancel()
        resolve()
      }
    })
  }

  /** Waits so many milliseconds; only a stop cuts it short. */
  async rest(ms: number): Promise<void> {
    const until = this.#clock.monotonicMs() + ms
    for (;;) {
      const leftMs = until - this.#clock.monotonicMs()
      if (leftMs <= 0 || this.#stopped) return
      await this.sleep(leftMs)
    }
  }
}
