import type { Vote } from '#core/signals/signal.ts'
import { clamp, logit, sigmoid } from '../engine/scale.ts'

/** The mean of what is claimed for a win; a source that disagrees claims the rest. 0.5 where nobody speaks. */
export function averageClaim(votes: readonly Vote[]): number {
  if (votes.length === 0) return 0.5
  return (
    votes.reduce((sum, { agreement, claim }) => sum + (agreement === 1 ? claim : 1 - claim), 0) / votes.length
  )
}

/** The same mean, taken in log-odds. */
export function logitMeanClaim(votes: readonly Vote[]): number {
  if (votes.length === 0) return 0.5
  const odds = votes.map(({ agreement, claim }) => agreement * logit(clamp(claim, 0.02, 0.98)))
  return sigmoid(odds.reduce((sum, each) => sum + each, 0) / votes.length)
}

/** A score turned into a probability by two numbers, learned as outcomes come. */
export interface Platt {
  readonly probability: (score: number) => number
  readonly learn: (score: number, won: number) => void
}

/** Prior standard deviation of intercept and slope; the prior is the score as it stands. */
const PLATT_SD = 1

/**
 * Online Platt scaling: Bayesian logistic regression on intercept and slope of the score's log-odds.
 *
 * It repairs the level of a score and cannot repair its order. Source: Gupta and Ramdas (2023), by the same Newton
 * step as the evidence pool.
 */
export function openPlatt(): Platt {
  let [intercept, slope] = [0, 1]
  let [aa, ab, bb] = [PLATT_SD ** 2, 0, PLATT_SD ** 2]
  const oddsOf = (score: number): number => logit(clamp(score, 0.001, 0.999))
  const probability = (score: number): number => sigmoid(intercept + slope * oddsOf(score))
  return {
    probability,
    learn(score, won) {
      const odds = oddsOf(score)
      const said = probability(score)
      const [gainA, gainB] = [aa + ab * odds, ab + bb * odds]
      const spread = gainA + gainB * odds
      const curvature = Math.max(said * (1 - said), 1e-12)
      const step = (won - said) / (1 + curvature * spread)
      const shrink = 1 / (1 / curvature + spread)
      intercept += gainA * step
      slope += gainB * step
      aa -= gainA * gainA * shrink
      ab -= gainA * gainB * shrink
      bb -= gainB * gainB * shrink
    },
  }
}
