import type { z } from 'zod'
import type { Forecast as WireForecast, ForecastScore as WireScore } from '#contracts/http/forecast.ts'
import { roundHalfAway, roundTo } from '#core/kernel/amount.ts'
import {
  BOOKS_WEIGHT_TRADES,
  FORECAST_BASIS_MIN,
  FORECAST_TRADES,
  FORECASTS_SCORED_MIN,
  type Forecast,
  type ForecastScore,
  type SumForecast,
} from '#core/signals/forecast.ts'
import { money } from './wire.ts'

const DECIMALS = 4
const R_DECIMALS = 2

/** A forecast in words of the wire. */
export function wireForecast({
  basis,
  probability,
  wins,
  r,
  pnlCents,
}: Forecast): z.infer<typeof WireForecast> {
  return {
    basis: {
      trades: basis.trades,
      wins: basis.wins,
      books_probability: roundTo(basis.booksMean, DECIMALS),
      books_weight: BOOKS_WEIGHT_TRADES,
    },
    win_probability: roundTo(probability, DECIMALS),
    wins: wireSum(wins, (count) => roundTo(count, R_DECIMALS)),
    r: wireSum(r, (value) => roundTo(value, R_DECIMALS)),
    pnl: wireSum(pnlCents, (cents) => money(roundHalfAway(cents))),
  }
}

/** How forecasts of the past were, in words of the wire. */
export function wireForecastScore(score: ForecastScore): z.infer<typeof WireScore> {
  const { forecasts, own, books, winsWithin, rWithin } = score
  const wire = ({ brier, logLoss }: ForecastScore['own']) => ({
    brier: roundTo(brier, DECIMALS),
    log_loss: roundTo(logLoss, DECIMALS),
  })
  return {
    forecasts,
    trades: forecasts * FORECAST_TRADES,
    ...wire(own),
    books: wire(books),
    wins_within: winsWithin,
    r_within: rWithin,
  }
}

/** Why nothing is forecast. */
export function tooFewTrades(have: number) {
  const needed = FORECAST_BASIS_MIN
  return {
    code: 'not_enough_trades' as const,
    message: `A forecast needs ${needed} closed trades; there are ${have}.`,
    have,
    needed,
  }
}

/** Why forecasts of the past have no score. */
export function tooFewForecasts(closed: number) {
  const have = Math.max(0, Math.floor((closed - FORECAST_BASIS_MIN) / FORECAST_TRADES))
  const needed = FORECASTS_SCORED_MIN
  return {
    code: 'not_enough_forecasts' as const,
    message: `A score needs ${needed} forecasts whose ${FORECAST_TRADES} trades have closed; there are ${have}.`,
    have,
    needed,
  }
}

function wireSum({ expected, low, high }: SumForecast, shown: (value: number) => number) {
  return { expected: shown(expected), interval: [shown(low), shown(high)] as [number, number] }
}
