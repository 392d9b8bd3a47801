import { betaQuantile } from './beta.ts'

/**
 * How many standard errors to either side of the mean leave so much outside, in all.
 *
 * @param outside  both tails together, above 0 and below 1
 * @param freedom  degrees of freedom, at least 1
 *
 * Source: Student's t by the incomplete beta function, P(|T| > t) = I(freedom / (freedom + t^2); freedom / 2, 1 / 2).
 */
export function studentReach(outside: number, freedom: number): number {
  const x = betaQuantile(outside, freedom / 2, 0.5)
  return Math.sqrt((freedom * (1 - x)) / x)
}
