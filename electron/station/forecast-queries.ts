import type { UserId } from '#core/kernel/ids.ts'
import {
  FORECAST_BASIS_MAX,
  type Forecast,
  type ForecastScore,
  forecastOf,
  scoreForecasts,
} from '#core/signals/forecast.ts'
import type { Readable } from '#db/open.ts'
import { readClosedTrades, readTradeSources } from '#db/stores/closed-trades.ts'

/** Closed trades that are looked at; forecasts of the past are made again from these. */
export const FORECAST_HISTORY_MAX = 500

/** What is forecast of a trader, and how forecasts of him were. */
export interface TraderForecast {
  /** Closed trades that were looked at. */
  readonly closed: number
  readonly sources: readonly string[]
  /** Null where he has too few closed trades. */
  readonly forecast: Forecast | null
  /** Null where too few forecasts have come true or not. */
  readonly score: ForecastScore | null
}

/** Forecasts the next trades of a known user, from the tables as they stand. */
export function readForecast(db: Readable, userId: UserId): TraderForecast {
  const trades = readClosedTrades(db, userId, FORECAST_HISTORY_MAX)
  return {
    closed: trades.length,
    sources: readTradeSources(db, userId, FORECAST_BASIS_MAX),
    forecast: forecastOf(trades),
    score: scoreForecasts(trades),
  }
}
