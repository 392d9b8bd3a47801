/** Results of the calls to act of one book, in units of the risk: what is needed to judge them, in five numbers. */
export interface Results {
  calls: number
  sum: number
  squares: number
  cubes: number
  fourths: number
}

/** Below this a call to act is said to be not proven. */
export const PROVEN = 0.95
/** Rules and settings tried while the method was chosen; the more there were, the better luck looks. */
export const TRIALS = 60
const EULER = 0.5772156649015329
const CALLS_MIN = 20

export function noResults(): Results {
  return { calls: 0, sum: 0, squares: 0, cubes: 0, fourths: 0 }
}

export function countResult(results: Results, r: number): void {
  results.calls += 1
  results.sum += r
  results.squares += r ** 2
  results.cubes += r ** 3
  results.fourths += r ** 4
}

export interface Moments {
  readonly mean: number
  readonly sd: number
  /** 0 for a symmetric distribution. */
  readonly skew: number
  /** 3 for a normal distribution. */
  readonly kurtosis: number
}

/** Null before the second result, and where all are the same. */
export function momentsOf({ calls, sum, squares, cubes, fourths }: Results): Moments | null {
  if (calls < 2) return null
  const mean = sum / calls
  const variance = squares / calls - mean ** 2
  if (!(variance > 1e-12)) return null
  const third = cubes / calls - 3 * mean * (squares / calls) + 2 * mean ** 3
  const fourth =
    fourths / calls - (4 * mean * cubes) / calls + (6 * mean ** 2 * squares) / calls - 3 * mean ** 4
  return { mean, sd: Math.sqrt(variance), skew: third / variance ** 1.5, kurtosis: fourth / variance ** 2 }
}

/**
 * The deflated Sharpe ratio: the probability that the calls earn anything at all, given that they are the best of so
 * many trials. Null before 20 calls.
 *
 * The benchmark is the highest Sharpe ratio that so many trials without skill would show by chance; that of one trial
 * varies by 1 / (calls - 1). Results that overlap in time count as if they did not, so the figure is rather too high.
 *
 * @param trials  rules tried before this one was chosen, 1 or more
 *
 * Source: Bailey and Lopez de Prado, "The Deflated Sharpe Ratio" (2014).
 */
export function deflatedSharpe(results: Results, trials: number): number | null {
  const moments = results.calls < CALLS_MIN ? null : momentsOf(results)
  if (moments === null) return null
  const { mean, sd, skew, kurtosis } = moments
  const sharpe = mean / sd
  const spread = 1 / Math.sqrt(results.calls - 1)
  const luck = trials < 2 ? 0 : spread * expectedMaximum(trials)
  const tails = 1 - skew * sharpe + ((kurtosis - 1) / 4) * sharpe ** 2
  return normalBelow(((sharpe - luck) * Math.sqrt(results.calls - 1)) / Math.sqrt(Math.max(tails, 1e-9)))
}

/** Expected maximum of so many standard normals. */
function expectedMaximum(trials: number): number {
  return (1 - EULER) * normalQuantile(1 - 1 / trials) + EULER * normalQuantile(1 - 1 / (trials * Math.E))
}

/** Standard normal distribution, to 7 decimals. Source: Abramowitz and Stegun 26.2.17. */
export function normalBelow(z: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(z))
  const tail =
    Math.exp((-z * z) / 2) *
    0.3989422804014327 *
    t *
    (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))))
  return z >= 0 ? 1 - tail : tail
}

/** Where the standard normal reaches a probability, by halving; to 10 decimals. */
export function normalQuantile(probability: number): number {
  let low = -10
  let high = 10
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2
    if (normalBelow(middle) < probability) low = middle
    else high = middle
  }
  return (low + high) / 2
}
