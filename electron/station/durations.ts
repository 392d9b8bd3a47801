/** Pieces of work of which quantiles are told at once. */
export const DURATIONS_TOLD_MAX = 256

/** How long the last pieces of one kind of work took, milliseconds. */
export interface Quantiles {
  readonly last: number
  readonly p50: number
  readonly p95: number
  readonly p99: number
  /** How many pieces these are of. */
  readonly of: number
}

/** Keeps how long the last pieces of one kind of work took, and of as many before them. */
export class Durations {
  readonly #kept = new Float64Array(2 * DURATIONS_TOLD_MAX)
  #added = 0

  add(ms: number): void {
    this.#kept[this.#added % this.#kept.length] = ms
    this.#added += 1
  }

  /** Of the last pieces of work; null before the first. */
  last(): Quantiles | null {
    return this.#of(this.#added)
  }

  /** Of those before the last; null until there are as many. */
  before(): Quantiles | null {
    return this.#added < this.#kept.length ? null : this.#of(this.#added - DURATIONS_TOLD_MAX)
  }

  /** Of those that were the last ones after `end` pieces. */
  #of(end: number): Quantiles | null {
    const count = Math.min(end, DURATIONS_TOLD_MAX)
    if (count === 0) return null
    const at = (piece: number) => this.#kept[piece % this.#kept.length] ?? 0
    const sorted = Array.from({ length: count }, (_, back) => at(end - 1 - back)).sort((a, b) => a - b)
    // Nearest rank: a duration that was measured, never one in between.
    const quantile = (share: number) => sorted[Math.ceil(share * count) - 1] ?? 0
    return { last: at(end - 1), p50: quantile(0.5), p95: quantile(0.95), p99: quantile(0.99), of: count }
  }
}
