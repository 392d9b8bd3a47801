import { keptPerStep } from './scale.ts'

const FAST_RATE = 1 - keptPerStep(100)
const SLOW_RATE = 1 - keptPerStep(1_000)
const OUTCOMES_MIN = 200
const WATCH_Z = 3.5
const DRIFT_Z = 4
/** What began ends only once it has clearly passed, so that a source at the line does not flicker. */
const OVER_Z = 2.5

/** What a source was worth lately against what it is worth in the long run, on candidates it spoke on. */
export interface Drift {
  outcomes: number
  /** Mean of agreement times (outcome minus base rate), half-lives of 100 and 1,000 outcomes. */
  fast: number
  slow: number
  /** Variance about the slow mean, half-life of 1,000 outcomes. */
  variance: number
}

export function freshDrift(): Drift {
  return { outcomes: 0, fast: 0, slow: 0, variance: 0 }
}

/**
 * Counts one outcome that the source spoke on.
 *
 * @param worth  agreement times (outcome minus base rate), -1 to 1; its mean is 0 for a source without skill
 */
export function observe(drift: Drift, worth: number): void {
  drift.outcomes += 1
  // A plain mean until the memory is filled: a mean that begins at 0 would look like a drift of its own.
  const fastRate = Math.max(FAST_RATE, 1 / drift.outcomes)
  const slowRate = Math.max(SLOW_RATE, 1 / drift.outcomes)
  const surprise = worth - drift.slow
  drift.fast += fastRate * (worth - drift.fast)
  drift.slow += slowRate * surprise
  drift.variance += slowRate * (surprise * surprise - drift.variance)
}

/** Distance of the fast from the slow mean in standard errors of the fast one; 0 before it can be told. */
export function driftZ({ outcomes, fast, slow, variance }: Drift): number {
  if (outcomes < OUTCOMES_MIN || variance <= 0) return 0
  return (fast - slow) / Math.sqrt((variance * FAST_RATE) / (2 - FAST_RATE))
}

export type DriftLevel = 'steady' | 'watch' | 'drifting'

/** Source: fusion method, source health. */
export function driftLevel(
  drift: Drift,
  before: { readonly watched: boolean; readonly drifting: boolean },
): DriftLevel {
  const size = Math.abs(driftZ(drift))
  if (size > DRIFT_Z || (before.drifting && size > OVER_Z)) return 'drifting'
  return size > WATCH_Z || (before.watched && size > OVER_Z) ? 'watch' : 'steady'
}
