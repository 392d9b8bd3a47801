import { invariant } from './result.ts'

/**
 * How likely each count of successes is in trials whose rate is only known as a Beta distribution.
 *
 * Exact, by products and no gamma function: each count follows from the one below.
 *
 * @param trials whole, at least 1
 * @param a      above 0
 * @param b      above 0
 * @returns      `trials + 1` probabilities of 0, 1, ... successes; they add up to 1
 */
export function betaBinomial(trials: number, a: number, b: number): readonly number[] {
  invariant(trials >= 1 && a > 0 && b > 0, 'a rate has a distribution, and there is something to count')
  let chance = 1
  for (let trial = 0; trial < trials; trial++) chance *= (b + trial) / (a + b + trial)
  const chances = [chance]
  for (let count = 0; count < trials; count++) {
    chance *= ((trials - count) * (a + count)) / ((count + 1) * (b + trials - count - 1))
    chances.push(chance)
  }
  return chances
}

/** The lowest and the highest count of an interval, both included. */
export interface CountInterval {
  readonly low: number
  readonly high: number
}

/**
 * The narrowest equal-tailed interval of counts: no more than `tail` is left out at either end.
 *
 * @param chances probabilities of 0, 1, ...
 * @param tail    0 to 0.5
 */
export function countInterval(chances: readonly number[], tail: number): CountInterval {
  const below = (from: readonly number[]): number => {
    let sum = 0
    return from.findIndex((chance) => {
      sum += chance
      return sum > tail
    })
  }
  const last = chances.length - 1
  return { low: below(chances), high: last - below(chances.toReversed()) }
}
