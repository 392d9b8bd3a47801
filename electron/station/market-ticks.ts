import type { PlayerClock } from './market-clock.ts'

/** Tells those who listen that the market moved, at most once in so many milliseconds. */
export class Ticks {
  readonly #clock: PlayerClock
  readonly #everyMs: number
  readonly #listeners = new Set<() => void>()
  #toldAt = Number.NEGATIVE_INFINITY

  constructor(clock: PlayerClock, everyMs: number) {
    this.#clock = clock
    this.#everyMs = everyMs
  }

  /** Adds a listener; the answer takes it away again. */
  add(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** @param last  nothing will be told after this, so it is told whenever the one before was */
  tell(last: boolean): void {
    const now = this.#clock.monotonicMs()
    if (now - this.#toldAt < this.#everyMs && !last) return
    this.#toldAt = now
    for (const listener of this.#listeners) listener()
  }
}
