import type { SignalState } from '#core/signals/signal.ts'
import { clamp } from './scale.ts'

/** Half width of the interval in standard deviations: 80 %. */
const INTERVAL_SD = 1.28
const PRIOR_OUTCOMES = 100
/** Outcomes beyond this many no longer narrow the interval: the market that made them has moved on. */
const OUTCOMES_MAX = 4_000
/** Even evidence that is hardly trusted widens the interval by this much of its own doubt. */
const TRUST_MIN = 0.3
const TRUST_MAX = 1
const WARMING_OUTCOMES = 200
const FRESH_SOURCES_MIN = 3

export interface Interval {
  readonly low: number
  readonly high: number
}

export interface Doubt {
  /** Variance of the leaning, in squared log-odds. */
  readonly variance: number
  /** How far the evidence is trusted, 0 to 1.5. */
  readonly trust: number
  /** Outcomes in the book. */
  readonly outcomes: number
}

/**
 * Where the true probability lies in four cases of five, as far as the book can tell; inside 0 to 1.
 *
 * Doubt of the evidence and doubt of the base rate add up as variances.
 *
 * Source: fusion method, interval.
 */
export function intervalOf(probability: number, { variance, trust, outcomes }: Doubt): Interval {
  const slope = probability * (1 - probability)
  const ofEvidence = slope * Math.sqrt(variance) * clamp(trust, TRUST_MIN, TRUST_MAX)
  const ofBase = slope / Math.min(outcomes + PRIOR_OUTCOMES, OUTCOMES_MAX)
  const reach = INTERVAL_SD * Math.sqrt(ofEvidence * ofEvidence + ofBase)
  return { low: Math.max(0, probability - reach), high: Math.min(1, probability + reach) }
}

export interface Standing {
  readonly outcomes: number
  /** Sources heard on this candidate that are not stuck. */
  readonly fresh: number
  /** Over half of the book's sources are stale. */
  readonly blocked: boolean
  readonly low: number
  readonly breakeven: number
}

/**
 * What the book may say of a candidate. Only EDGE is a call to act; the first reason that applies is the state.
 *
 * Source: fusion method, states.
 */
export function stateOf({ outcomes, fresh, blocked, low, breakeven }: Standing): SignalState {
  if (blocked) return 'BLOCKED'
  if (outcomes < WARMING_OUTCOMES) return 'WARMING'
  if (fresh < FRESH_SOURCES_MIN) return 'THIN'
  return low <= breakeven ? 'NO_EDGE' : 'EDGE'
}

/**
 * Probability at which a trade neither earns nor loses.
 *
 * @param costAtr  what a trade costs, in ATR; 0 leaves the odds of the exits alone
 */
export function breakevenAt(
  { targetAtr, stopAtr }: { readonly targetAtr: number; readonly stopAtr: number },
  costAtr: number,
): number {
  return (stopAtr + costAtr) / (targetAtr + stopAtr)
}
