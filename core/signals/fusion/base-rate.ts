import type { Policy } from '#core/context.ts'
import type { BookSheet } from '#core/sheets.ts'
import { tierOf } from '#core/signals/fusion/tiers.ts'
import type { Assessment, SignalState } from '#core/signals/signal.ts'

/** Half width of the 80 % interval in standard deviations. */
const INTERVAL_SD = 1.28
/** Outcomes beyond this many no longer narrow the interval: the market that made them has moved on. */
const EFFECTIVE_OUTCOMES_MAX = 4_000

/**
 * What a book's own outcomes say about the next trade of its geometry.
 *
 * The probability is the share of wins, shrunk to breakeven: without evidence a trade is worth nothing, and it
 * takes outcomes, not claims, to move it. A timeout is an outcome that did not win.
 *
 * @param breakeven probability at which the trade neither earns nor loses, cost included
 *
 * Source: fusion method, all-time base rate, interval and abstention. Rules BOOK-1 to BOOK-4.
 */
export function assess(book: BookSheet, breakeven: number, policy: Policy): Assessment {
  const { wins, losses, timeouts } = book.totals
  const outcomes = wins + losses + timeouts
  const prior = policy.baseRatePriorOutcomes
  const probability = (wins + prior * breakeven) / (outcomes + prior)
  const variance = (probability * (1 - probability)) / Math.min(outcomes + prior, EFFECTIVE_OUTCOMES_MAX)
  const reach = INTERVAL_SD * Math.sqrt(variance)
  return {
    probability,
    intervalLow: Math.max(0, probability - reach),
    intervalHigh: Math.min(1, probability + reach),
    base: probability,
    parts: {},
    tier: tierOf(probability),
    state: stateOf(outcomes, probability - reach, { breakeven, policy }),
    rank: rankAmong(book.recent, probability),
    breakeven,
  }
}

function stateOf(
  outcomes: number,
  low: number,
  { breakeven, policy }: { readonly breakeven: number; readonly policy: Policy },
): SignalState {
  if (outcomes < policy.warmingOutcomes) return 'WARMING'
  return low <= breakeven ? 'NO_EDGE' : 'EDGE'
}

/** Share that lies below, equals counting half; the middle where there is nothing to compare with. */
function rankAmong(recent: readonly number[], probability: number): number {
  if (recent.length === 0) return 0.5
  let below = 0
  let equal = 0
  for (const other of recent) {
    if (other < probability) below += 1
    else if (other === probability) equal += 1
  }
  return (below + equal / 2) / recent.length
}
