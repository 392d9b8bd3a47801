import type { Cents } from '#core/kernel/amount.ts'
import { betaBinomial, type CountInterval, countInterval } from '#core/kernel/beta-binomial.ts'
import { studentReach } from '#core/kernel/student.ts'
import { type Scores, scoresOf } from './fusion/evaluation/scores.ts'
import type { Outcome } from './signal.ts'

/** Trades that a forecast looks ahead. */
export const FORECAST_TRADES = 20
/** Closed trades below which nothing is forecast: less says more about the books than about the trader. */
export const FORECAST_BASIS_MIN = 20
/** The newest closed trades that a forecast is made from: who trades otherwise than years ago is seen as he is. */
export const FORECAST_BASIS_MAX = 200
/** What the books said of his trades counts like so many trades of his own. */
export const BOOKS_WEIGHT_TRADES = 20
/** Forecasts of the past below which no score is told. */
export const FORECASTS_SCORED_MIN = 5
/** Two-sided 90 %: a twentieth is left out at each end. */
const TAIL = 0.05

/** A closed trade as a forecast sees it. */
export interface ClosedTrade {
  readonly outcome: Outcome
  /** Result in units of the risk. */
  readonly r: number
  readonly pnlCents: Cents
  /** What the book said of the signal as it opened. */
  readonly probability: number
}

/** A sum of coming results: what is expected, and the 90 % interval. */
export interface SumForecast {
  readonly expected: number
  readonly low: number
  readonly high: number
}

/** What a trader's next 20 closed trades will probably come to. */
export interface Forecast {
  /** What it was made from. */
  readonly basis: {
    readonly trades: number
    readonly wins: number
    /** Mean of what the books said of these trades. */
    readonly booksMean: number
  }
  /** Of one coming trade to win. */
  readonly probability: number
  readonly wins: SumForecast & CountInterval
  readonly r: SumForecast
  readonly pnlCents: SumForecast
}

/**
 * Forecasts the next 20 closed trades from the newest 200; null where there are fewer than 20.
 *
 * Wins: the rate is Beta distributed, over a prior that holds what the books said of his trades and weighs like 20 of
 * them; the count of the next 20 is then Beta-binomial, exactly. A win is a target reached before stop and time, as for
 * the books: a timeout is none. Results: Student's predictive interval of a sum, which takes coming trades for
 * independent draws like those before.
 *
 * @param trades in the order in which they closed
 *
 * Rules FORECAST-1 to FORECAST-4.
 */
export function forecastOf(trades: readonly ClosedTrade[]): Forecast | null {
  if (trades.length < FORECAST_BASIS_MIN) return null
  const basis = trades.slice(-FORECAST_BASIS_MAX)
  const wins = basis.filter(({ outcome }) => outcome === 'WIN').length
  const booksMean = meanOf(basis.map(({ probability }) => probability))
  const a = BOOKS_WEIGHT_TRADES * booksMean + wins
  const b = BOOKS_WEIGHT_TRADES * (1 - booksMean) + basis.length - wins
  const probability = a / (a + b)
  return {
    basis: { trades: basis.length, wins, booksMean },
    probability,
    wins: {
      expected: FORECAST_TRADES * probability,
      ...countInterval(betaBinomial(FORECAST_TRADES, a, b), TAIL),
    },
    r: sumOf(basis.map(({ r }) => r)),
    pnlCents: sumOf(basis.map(({ pnlCents }) => pnlCents)),
  }
}

/** A forecast that was, and what became of it. */
export interface PastForecast {
  readonly forecast: Forecast
  /** The 20 trades that closed next. */
  readonly next: readonly ClosedTrade[]
}

/**
 * The forecasts that would have been made after 20, 40, 60 ... closed trades, each from the trades before it alone, with
 * the 20 that closed next. No trade is forecast twice.
 *
 * Rule FORECAST-5.
 */
export function pastForecasts(trades: readonly ClosedTrade[]): readonly PastForecast[] {
  const past: PastForecast[] = []
  for (let done = FORECAST_BASIS_MIN; done + FORECAST_TRADES <= trades.length; done += FORECAST_TRADES) {
    const forecast = forecastOf(trades.slice(0, done))
    if (forecast !== null) past.push({ forecast, next: trades.slice(done, done + FORECAST_TRADES) })
  }
  return past
}

/** How good the forecasts of the past were. */
export interface ForecastScore {
  readonly forecasts: number
  /** Brier score and log loss of the forecast chance, trade by trade. */
  readonly own: Pick<Scores, 'brier' | 'logLoss'>
  /** The same of what the books alone would have said before these trades. */
  readonly books: Pick<Scores, 'brier' | 'logLoss'>
  /** Forecasts whose wins came to lie in their interval, and whose sum of results did. */
  readonly winsWithin: number
  readonly rWithin: number
}

/**
 * Scores the forecasts of the past as the engine scores its own; null where there are fewer than five.
 *
 * Rules FORECAST-5 and FORECAST-6.
 */
export function scoreForecasts(trades: readonly ClosedTrade[]): ForecastScore | null {
  const past = pastForecasts(trades)
  if (past.length < FORECASTS_SCORED_MIN) return null
  const outcomes = Uint8Array.from(past.flatMap(({ next }) => next.map(won)))
  const scored = (said: (forecast: Forecast) => number) => {
    const probabilities = past.flatMap(({ forecast, next }) => next.map(() => said(forecast)))
    const { brier, logLoss } = scoresOf({ probabilities: Float64Array.from(probabilities), outcomes })
    return { brier, logLoss }
  }
  return {
    forecasts: past.length,
    own: scored(({ probability }) => probability),
    books: scored(({ basis }) => basis.booksMean),
    winsWithin: past.filter(({ forecast, next }) => within(sum(next.map(won)), forecast.wins)).length,
    rWithin: past.filter(({ forecast, next }) => within(sum(next.map(({ r }) => r)), forecast.r)).length,
  }
}

/** What the next 20 come to, by the mean and the spread of those before. */
function sumOf(values: readonly number[]): SumForecast {
  const n = values.length
  const mean = meanOf(values)
  const variance = sum(values.map((value) => (value - mean) ** 2)) / (n - 1)
  const expected = FORECAST_TRADES * mean
  // The sum scatters by itself, and its mean is only known as well as n trades tell it.
  const error = Math.sqrt(variance * (FORECAST_TRADES + FORECAST_TRADES ** 2 / n))
  const reach = studentReach(2 * TAIL, n - 1) * error
  return { expected, low: expected - reach, high: expected + reach }
}

function within(value: number, { low, high }: CountInterval): boolean {
  return value >= low && value <= high
}

function won({ outcome }: ClosedTrade): number {
  return outcome === 'WIN' ? 1 : 0
}

function meanOf(values: readonly number[]): number {
  return sum(values) / values.length
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
