import { roundTo } from '#core/kernel/amount.ts'
import type { Bar } from '#core/market/bar.ts'
import type { Levels, Outcome, Signal } from '#core/signals/signal.ts'

/** What of a signal decides how it ends. */
export type Judgeable = Pick<
  Signal,
  'symbol' | 'direction' | 'levels' | 'createdAt' | 'horizonAt' | 'horizonBar'
> & {
  /** The bar it was made of; null for a provider's signal. */
  readonly evidence: { readonly barIndex: number } | null
}

/** How a signal ended. */
export interface Judgement {
  readonly outcome: Outcome
  readonly exit: number
  /** Result in units of the risk, rounded to `R_DECIMALS`. */
  readonly r: number
}

const R_DECIMALS = 9
/** A result beyond this many times the risk is a slip of the keyboard, not a trade. */
const R_MAX = 1_000_000

/**
 * What one closed bar makes of an unsettled signal; null while it stays open.
 *
 * Whole bars judge: a trade leaves by the side it can be closed at (BUY on the bid, which bars are; SELL on the
 * ask, the bid plus the spread). Where a bar holds both levels nobody knows which came first, and the stop counts.
 * A level is the exit, also where the price jumped over it. The last bar of the horizon ends what neither level
 * ended, at its close; a bar that begins after a provider's horizon ends it at its first price.
 *
 * Bars that the signal may have been made of do not judge it: only those after its own bar, and for a provider's
 * signal those that began at or after its creation.
 *
 * @param barIndex index of the bar, counted per symbol and run
 *
 * Source: seed HydraX, outcome tracking, the one consistent rule. Rules SETTLE-1 to SETTLE-7.
 */
export function judge(signal: Judgeable, bar: Bar, barIndex: number): Judgement | null {
  if (bar.symbol !== signal.symbol || !comesAfter(signal, bar, barIndex)) return null
  const cost = signal.direction === 'BUY' ? 0 : bar.spread
  if (signal.horizonBar === null && bar.openAt >= signal.horizonAt) return timeout(signal, bar.open + cost)

  const reached = levelReached(signal, bar.low + cost, bar.high + cost)
  if (reached !== null) return reached
  return atHorizon(signal, bar, barIndex) ? timeout(signal, bar.close + cost) : null
}

/**
 * Ends a signal at a price because its time is up.
 *
 * A price beyond a level counts as the level: there the trade would have been out.
 *
 * @param price of the side the trade is closed at
 */
export function timeout({ levels }: Pick<Signal, 'levels'>, price: number): Judgement {
  const low = Math.min(levels.stop, levels.target)
  const high = Math.max(levels.stop, levels.target)
  const exit = Math.min(high, Math.max(low, price))
  return { outcome: 'TIMEOUT', exit, r: resultInRisk(levels, exit) }
}

/** Probability of a win at which levels neither earn nor lose: the risk's share of the whole span, 0 to 1. */
export function breakevenOf({ entry, stop, target }: Levels): number {
  return Math.abs(entry - stop) / Math.abs(target - stop)
}

function comesAfter({ evidence, createdAt }: Judgeable, bar: Bar, barIndex: number): boolean {
  return evidence === null ? bar.openAt >= createdAt : barIndex > evidence.barIndex
}

function atHorizon({ horizonBar, horizonAt }: Judgeable, bar: Bar, barIndex: number): boolean {
  return horizonBar === null ? bar.closeAt >= horizonAt : barIndex >= horizonBar
}

function levelReached({ direction, levels }: Judgeable, low: number, high: number): Judgement | null {
  const { stop, target } = levels
  const stopped = direction === 'BUY' ? low <= stop : high >= stop
  if (stopped) return { outcome: 'LOSS', exit: stop, r: resultInRisk(levels, stop) }
  const won = direction === 'BUY' ? high >= target : low <= target
  return won ? { outcome: 'WIN', exit: target, r: resultInRisk(levels, target) } : null
}

/** Gain over risk. For a SELL both differences change their sign, so one formula serves both sides. */
function resultInRisk({ entry, stop }: Levels, exit: number): number {
  const r = (exit - entry) / (entry - stop)
  // Adding 0 turns a negative zero, which no table keeps, into zero.
  return roundTo(Math.min(R_MAX, Math.max(-R_MAX, r)), R_DECIMALS) + 0
}
