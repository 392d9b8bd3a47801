const FIRST_MS = 500
const LONGEST_MS = 30_000

/** Waits before tries that follow on failures. */
export interface Backoff {
  /** How long to wait before the next try. */
  readonly next: () => number
  /** A try went well: the next failure waits as the first. */
  readonly reset: () => void
}

/**
 * Doubles the wait from half a second to half a minute; half of it is left to chance, so that many stations that were
 * cut together do not come back together.
 *
 * @param random  evenly in [0, 1)
 */
export function openBackoff(random: () => number): Backoff {
  let failures = 0
  return {
    next() {
      const wholeMs = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(failures, 16))
      failures += 1
      return wholeMs / 2 + (random() * wholeMs) / 2
    },
    reset() {
      failures = 0
    },
  }
}
