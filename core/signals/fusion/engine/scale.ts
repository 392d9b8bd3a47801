/**
 * Log-odds of a probability.
 *
 * @param probability strictly between 0 and 1
 */
export function logit(probability: number): number {
  return Math.log(probability / (1 - probability))
}

/** The probability of log-odds; 0.5 at 0, and 0 or 1 only where a double holds nothing between. */
export function sigmoid(logOdds: number): number {
  return 1 / (1 + Math.exp(-logOdds))
}

/** The weight that remains after one step, for a memory that halves in so many steps. */
export function keptPerStep(halfLife: number): number {
  return 2 ** (-1 / halfLife)
}

export function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value))
}
