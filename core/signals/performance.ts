import type { Policy } from '#core/context.ts'
import type { TraderTotals } from '#core/event.ts'
import type { Day } from '#core/kernel/time.ts'

export type Rank = 'WARRIOR' | 'ELITE'

/** Two-sided 95 % of a normal distribution. */
const ELITE_Z = 1.96
export const MICRO_PER_UNIT = 1_000_000

/**
 * Share of wins among the trades that were won or lost, 0 to 1; null before the first of them.
 *
 * Timeouts are neither: they are counted and shown on their own.
 *
 * Source: seed HydraX, outcome tracking. Rule PERF-1.
 */
export function winRate({ wins, losses }: Pick<TraderTotals, 'wins' | 'losses'>): number | null {
  const decided = wins + losses
  return decided === 0 ? null : wins / decided
}

/**
 * The rank a trader has earned.
 *
 * ELITE asks for skill that chance alone would rarely show: enough trades, and a win rate whose lower bound is
 * above what the same trades needed to break even. A win rate alone can be bought with near targets.
 *
 * Source: seed HydraX names the ranks without a rule. Rule PERF-2.
 */
export function rankOf(
  totals: Pick<TraderTotals, 'wins' | 'losses' | 'breakevenMicroSum'>,
  policy: Policy,
): Rank {
  const decided = totals.wins + totals.losses
  if (decided < policy.eliteTradesMin) return 'WARRIOR'
  const breakevenMean = totals.breakevenMicroSum / MICRO_PER_UNIT / decided
  return wilsonLow(totals.wins, decided, ELITE_Z) > breakevenMean ? 'ELITE' : 'WARRIOR'
}

/**
 * Lower bound of the Wilson score interval of a share; 0 without trials.
 *
 * @param z width in standard deviations of a normal distribution
 *
 * Rule PERF-3.
 */
export function wilsonLow(wins: number, trials: number, z: number): number {
  if (trials === 0) return 0
  const share = wins / trials
  const square = z * z
  const centre = share + square / (2 * trials)
  const reach = z * Math.sqrt((share * (1 - share) + square / (4 * trials)) / trials)
  return Math.max(0, (centre - reach) / (1 + square / trials))
}

/**
 * The totals as they stand on a day of the user's own zone: fires of a day before it no longer count as today's.
 *
 * A day before the newest, after a move west, goes on with the newest.
 */
export function totalsOn(totals: TraderTotals, day: Day): TraderTotals {
  return totals.day >= day ? totals : { ...totals, day, dayFires: 0 }
}
