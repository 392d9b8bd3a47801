import type { Histogram } from 'node:perf_hooks'

/** What a window of samples offers; that of the event loop and one filled by hand alike. */
export type DelaySamples = Pick<Histogram, 'percentile' | 'reset'>

/**
 * Two windows of the same samples, one turn apart: the one that is read has been open for one turn at least.
 *
 * A window that has just begun holds so few samples that a single long turn of the loop would be its percentile.
 */
export class DelayWindows {
  #read: DelaySamples
  #other: DelaySamples

  /** Both are empty at first, and are told the same from then on. */
  constructor(one: DelaySamples, other: DelaySamples) {
    this.#read = one
    this.#other = other
  }

  /** Percentile of the samples since the turn before the last, in their own unit. */
  percentile(percent: number): number {
    return this.#read.percentile(percent)
  }

  /** To be called at even intervals. */
  turn(): void {
    this.#read.reset()
    ;[this.#read, this.#other] = [this.#other, this.#read]
  }
}
