import { FEATURES, type Features, SLOTS, TREND } from './evidence.ts'
import { keptPerStep, sigmoid } from './scale.ts'

/** Standard deviation of the prior of each weight: agreement, loudness, regime. */
const AGREEMENT_SD = 0.2
const LOUDNESS_SD = 0.25
const REGIME_SD = 0.05
const KEPT = keptPerStep(20_000)
const KEPT_SQUARE = KEPT * KEPT

/** Variance of each weight before anything is known: nothing outside the diagonal. */
const PRIOR_VARIANCE = Float64Array.from({ length: FEATURES }, (_, column) => priorSd(column) ** 2)

/** What each variance gets back of its prior with every outcome. */
const RETURNED = PRIOR_VARIANCE.map((variance) => (1 - KEPT_SQUARE) * variance)

function priorSd(column: number): number {
  if (column >= TREND) return REGIME_SD
  return column < SLOTS ? AGREEMENT_SD : LOUDNESS_SD
}

/**
 * What the evidence is worth: a normal distribution over one weight for each feature.
 *
 * The prior mean is 0, so no source is believed until it has earned it, and both mean and covariance drift back to
 * the prior with a half-life of 20,000 outcomes. The full covariance is what keeps three copies of one source from
 * counting three times.
 */
export interface EvidencePool {
  /** FEATURES means. */
  readonly mean: Float64Array
  /** FEATURES x FEATURES covariance, row by row, always symmetric. */
  readonly covariance: Float64Array
  /** Times the covariance lost its shape to rounding and began again from the prior. */
  resets: number
}

/** What the pool says of one candidate, in log-odds on top of the base rate. */
export interface Leaning {
  readonly mean: number
  readonly variance: number
}

/** An update's scratch: the covariance times the features. */
const gain = new Float64Array(FEATURES)

export function openEvidencePool(): EvidencePool {
  const pool = {
    mean: new Float64Array(FEATURES),
    covariance: new Float64Array(FEATURES * FEATURES),
    resets: 0,
  }
  forgetCovariance(pool)
  return pool
}

/** mu = m.x and v = x'Px. */
export function leaningOf({ mean, covariance }: EvidencePool, features: Features): Leaning {
  const { columns, values } = features
  let variance = 0
  for (let one = 0; one < columns.length; one++) {
    const value = values[one] ?? 0
    const row = (columns[one] ?? 0) * FEATURES
    // The covariance is symmetric: half of it is looked at, twice.
    let inner = ((covariance[row + (columns[one] ?? 0)] ?? 0) * value) / 2
    for (let other = 0; other < one; other++)
      inner += (covariance[row + (columns[other] ?? 0)] ?? 0) * (values[other] ?? 0)
    variance += 2 * value * inner
  }
  return { mean: sumOf(mean, features), variance: Math.max(0, variance) }
}

/**
 * Learns from one outcome: a step of Bayesian logistic regression with the mean recomputed, in O(FEATURES squared).
 *
 * @param base    log-odds of the base rate, as the candidate found it
 * @param weight  uniqueness, above 0 and at most 1
 *
 * Source: fusion method, "on outcome y"; extended Kalman filter, or online Newton step.
 */
export function learn(
  pool: EvidencePool,
  features: Features,
  { base, won, weight }: { readonly base: number; readonly won: number; readonly weight: number },
): void {
  const { mean, covariance } = pool
  for (let column = 0; column < FEATURES; column++) mean[column] = (mean[column] ?? 0) * KEPT
  const predicted = sigmoid(base + sumOf(mean, features))
  const spread = aim(covariance, features)
  const curvature = weight * predicted * (1 - predicted)
  const shrink = 1 / (1 / curvature + spread)
  const step = (weight * (won - predicted)) / (1 + curvature * spread)
  for (let row = 0; row < FEATURES; row++) {
    const part = gain[row] ?? 0
    mean[row] = (mean[row] ?? 0) + part * step
    moveRow(covariance, row, part * shrink)
  }
  if (!wellFormed(pool)) {
    forgetCovariance(pool)
    pool.resets += 1
  }
}

/** m.x */
function sumOf(mean: Float64Array, { columns, values }: Features): number {
  let sum = 0
  for (let index = 0; index < columns.length; index++)
    sum += (mean[columns[index] ?? 0] ?? 0) * (values[index] ?? 0)
  return sum
}

/** Sets `gain` to Px, of the covariance as it is after fading by one outcome, and answers with x'Px. */
function aim(covariance: Float64Array, { columns, values }: Features): number {
  gain.fill(0)
  for (let index = 0; index < columns.length; index++)
    addRow(covariance, columns[index] ?? 0, values[index] ?? 0)
  for (let column = 0; column < FEATURES; column++) gain[column] = (gain[column] ?? 0) * KEPT_SQUARE
  for (let index = 0; index < columns.length; index++) {
    const column = columns[index] ?? 0
    gain[column] = (gain[column] ?? 0) + (RETURNED[column] ?? 0) * (values[index] ?? 0)
  }
  return sumOf(gain, { columns, values })
}

function addRow(covariance: Float64Array, column: number, value: number): void {
  const row = column * FEATURES
  for (let other = 0; other < FEATURES; other++)
    gain[other] = (gain[other] ?? 0) + (covariance[row + other] ?? 0) * value
}

/** Fades a row up to its diagonal and takes `scale * gain` from it; the column gets the same numbers. */
function moveRow(covariance: Float64Array, row: number, scale: number): void {
  for (let column = 0; column <= row; column++) {
    const at = row * FEATURES + column
    const back = column === row ? (RETURNED[row] ?? 0) : 0
    const moved = (covariance[at] ?? 0) * KEPT_SQUARE + back - scale * (gain[column] ?? 0)
    covariance[at] = moved
    covariance[column * FEATURES + row] = moved
  }
}

/** Forgets what was learned of one slot: a new source begins with the prior. */
export function forgetSlot({ mean, covariance }: EvidencePool, slot: number): void {
  for (const column of [slot, SLOTS + slot]) {
    mean[column] = 0
    for (let other = 0; other < FEATURES; other++) {
      covariance[column * FEATURES + other] = 0
      covariance[other * FEATURES + column] = 0
    }
    covariance[column * (FEATURES + 1)] = PRIOR_VARIANCE[column] ?? 0
  }
}

function forgetCovariance({ covariance }: EvidencePool): void {
  covariance.fill(0)
  for (let column = 0; column < FEATURES; column++)
    covariance[column * (FEATURES + 1)] = PRIOR_VARIANCE[column] ?? 0
}

function wellFormed({ covariance }: EvidencePool): boolean {
  for (let column = 0; column < FEATURES; column++) {
    const variance = covariance[column * (FEATURES + 1)] ?? 0
    if (!(variance > 0 && variance < Number.POSITIVE_INFINITY)) return false
  }
  return true
}
