import { roundTo } from '#core/kernel/amount.ts'
import type { Tier } from '#core/signals/signal.ts'

/** Lowest probability of each tier, best first. Below the last one a signal is UNRANKED. */
export const TIER_FLOORS: readonly (readonly [Tier, number])[] = [
  ['SNIPER', 0.9],
  ['PRECISION', 0.8],
  ['RAPID', 0.7],
  ['TRAINING', 0.6],
]

/** Decimals at which a probability meets the floors: what is shown as 90.00 % is a SNIPER. */
const TIER_DECIMALS = 4

/**
 * The band a probability falls into.
 *
 * Compared after rounding, so that floating point noise cannot put 0.9 below its own floor.
 *
 * @param probability 0 to 1, calibrated; never a claim, except to choose the length of a provider's window
 *
 * Source: seed HydraX, tiers; domain rules of the fusion engine. Rule BOOK-5.
 */
export function tierOf(probability: number): Tier {
  const shown = roundTo(probability, TIER_DECIMALS)
  return TIER_FLOORS.find(([, floor]) => shown >= floor)?.[0] ?? 'UNRANKED'
}
