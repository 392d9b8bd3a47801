import type { UserId } from '#core/kernel/ids.ts'
import { FORECAST_TRADES } from '#core/signals/forecast.ts'
import type { Desk, Handlers } from '../registry.ts'
import { seconds } from '../wire.ts'
import { tooFewForecasts, tooFewTrades, wireForecast, wireForecastScore } from '../wire-forecast.ts'

/** What is ahead of a trader. */
export function forecastRoutes({ station }: Desk): Pick<Handlers, 'userForecast'> {
  const { queries, now } = station
  return {
    userForecast({ params }) {
      const userId = params.id as UserId
      if (queries.trader(userId) === null) return { ok: false, problem: { code: 'user_not_found' } }
      const { closed, sources, forecast, score } = queries.forecast(userId)
      return {
        ok: true,
        reply: {
          user_id: userId,
          trades_ahead: FORECAST_TRADES,
          closed_trades: closed,
          sources: [...sources],
          forecast: forecast && wireForecast(forecast),
          reason: forecast === null ? tooFewTrades(closed) : null,
          score: score && wireForecastScore(score),
          score_reason: score === null ? tooFewForecasts(closed) : null,
          timestamp: seconds(now()),
        },
      }
    },
  }
}
