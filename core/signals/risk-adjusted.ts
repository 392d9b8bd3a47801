import { roundHalfAway } from '#core/kernel/amount.ts'

/** Closed trades before their spread says anything. */
export const RISK_ADJUSTED_TRADES_MIN = 20
/** Thousandths of R in one. */
export const R_MILLI = 1_000

/** Closed trades of somebody, summed in whole thousandths of R, so that no order of adding differs from another. */
export interface TradeResults {
  readonly trades: number
  readonly rMilliSum: number
  readonly rMilliSquareSum: number
}

export const NO_RESULTS: TradeResults = { trades: 0, rMilliSum: 0, rMilliSquareSum: 0 }

/** A result in whole thousandths of R, rounded half away from nought. */
export function rMilliOf(r: number): number {
  return roundHalfAway(r * R_MILLI)
}

/** The results after one more trade closed with `r` units of its risk. */
export function withTrade({ trades, rMilliSum, rMilliSquareSum }: TradeResults, r: number): TradeResults {
  const milli = rMilliOf(r)
  return {
    trades: trades + 1,
    rMilliSum: rMilliSum + milli,
    rMilliSquareSum: rMilliSquareSum + milli * milli,
  }
}

/**
 * What a trader made of his risk, and how steadily: the mean of his closed trades in R over their sample deviation.
 *
 * Null for fewer than 20 trades, and where all came out alike: there is no deviation then to divide by.
 *
 * Rule BOARD-9.
 */
export function riskAdjusted({ trades, rMilliSum, rMilliSquareSum }: TradeResults): number | null {
  if (trades < RISK_ADJUSTED_TRADES_MIN) return null
  const mean = rMilliSum / trades
  const variance = (rMilliSquareSum - rMilliSum * mean) / (trades - 1)
  return variance > 0 ? mean / Math.sqrt(variance) : null
}
