import { describe, expect, test } from 'vitest'
import { type RandomStream, randomStream } from '#core/kernel/random.ts'
import {
  BOOKS_WEIGHT_TRADES,
  type ClosedTrade,
  FORECAST_BASIS_MAX,
  FORECAST_TRADES,
  type Forecast,
  forecastOf,
  pastForecasts,
  scoreForecasts,
} from '#core/signals/forecast.ts'
import type { Outcome } from '#core/signals/signal.ts'

/** A trade of a risk of 10.00: won at 1.5 R, lost at 1 R. */
function trade(outcome: Outcome, probability = 0.5): ClosedTrade {
  const r = outcome === 'WIN' ? 1.5 : outcome === 'LOSS' ? -1 : 0.25
  return { outcome, r, pnlCents: 1_000 * r, probability }
}

/** `W`, `L` and `T`, as often as said. */
function trades(word: string, probability = 0.5): readonly ClosedTrade[] {
  const outcomes: Record<string, Outcome> = { W: 'WIN', L: 'LOSS', T: 'TIMEOUT' }
  return [...word].map((letter) => trade(outcomes[letter]!, probability))
}

/** Trades whose chance is known and whose books say something of it. */
function drawn(stream: RandomStream, count: number, { chance = 0.4, books = 0.4 } = {}) {
  return Array.from({ length: count }, () => trade(stream.next() < chance ? 'WIN' : 'LOSS', books))
}

function must(forecast: Forecast | null): Forecast {
  if (forecast === null) throw new Error('no forecast')
  return forecast
}

describe('a forecast', () => {
  test('[FORECAST-3] nineteen trades make none, twenty do', () => {
    expect(forecastOf([])).toBeNull()
    expect(forecastOf(trades('W'.repeat(19)))).toBeNull()
    expect(forecastOf(trades('W'.repeat(20)))).not.toBeNull()
  })

  test('[FORECAST-1] eight of twenty, over books that said one in two, are nine of the next twenty', () => {
    const forecast = must(forecastOf(trades('WWWWWWWWLLLLLLLLLLLL')))
    // 20 x 0.5 + 8 = 18 and 20 x 0.5 + 12 = 22: 18 / 40.
    expect(forecast.basis).toEqual({ trades: 20, wins: 8, booksMean: 0.5 })
    expect(forecast.probability).toBe(0.45)
    expect(forecast.wins).toEqual({ expected: 9, low: 5, high: 13 })
  })

  test('[FORECAST-1] a timeout is a trade that was not won, as the books have it', () => {
    const forecast = must(forecastOf(trades('WWWWWWWWLLLLLLTTTTTT')))
    expect(forecast.wins).toEqual({ expected: 9, low: 5, high: 13 })
    expect(forecast.r.expected).toBeCloseTo(8 * 1.5 - 6 + 6 * 0.25, 9)
  })

  test('[FORECAST-1] what the books said weighs like twenty trades, and less the more he has of his own', () => {
    const of = (count: number) => must(forecastOf(trades('WL'.repeat(count / 2), 0.9))).probability
    expect(of(20)).toBeCloseTo((BOOKS_WEIGHT_TRADES * 0.9 + 10) / 40, 12)
    expect(of(180)).toBeCloseTo((BOOKS_WEIGHT_TRADES * 0.9 + 90) / 200, 12)
  })

  test('[FORECAST-2] the sum of results lies around twenty means, as far as their spread and their number say', () => {
    const { r, pnlCents } = must(forecastOf(trades('WWWWWWWWLLLLLLLLLLLL')))
    // Mean 0; variance (8 x 2.25 + 12) / 19 = 30 / 19; 1.729133 x sqrt(30 / 19 x (20 + 400 / 20)).
    expect([r.expected, r.low, r.high]).toEqual([
      0,
      expect.closeTo(-13.741755, 4),
      expect.closeTo(13.741755, 4),
    ])
    expect(pnlCents.high).toBeCloseTo(13_741.755, 1)
  })

  test('[FORECAST-4] only the newest two hundred trades are looked at', () => {
    const newest = trades('WL'.repeat(FORECAST_BASIS_MAX / 2))
    const long = [...trades('L'.repeat(500), 0.1), ...newest]
    expect(forecastOf(long)).toEqual(forecastOf(newest))
    expect(must(forecastOf(long)).basis.trades).toBe(200)
  })
})

describe('what is known to be true', () => {
  test.each([
    [20, 0.4, 0.4],
    [60, 0.4, 0.4],
    [200, 0.25, 0.25],
    [200, 0.4, 0.5],
  ])(
    '[FORECAST-6] after %d trades of a chance of %d under books of %d, nine in ten intervals and few more hold',
    (count, chance, books) => {
      const rounds = 1_500
      const stream = randomStream(`coverage ${count} ${chance}`)
      let [wins, r] = [0, 0]
      for (let round = 0; round < rounds; round++) {
        const forecast = must(forecastOf(drawn(stream, count, { chance, books })))
        const next = drawn(stream, FORECAST_TRADES, { chance })
        const won = next.filter(({ outcome }) => outcome === 'WIN').length
        const sum = next.reduce((total, trade) => total + trade.r, 0)
        if (won >= forecast.wins.low && won <= forecast.wins.high) wins += 1
        if (sum >= forecast.r.low && sum <= forecast.r.high) r += 1
      }
      // A count cannot leave out exactly a tenth; chance moves a share of 1,500 by 0.023 in three deviations.
      expect(wins / rounds).toBeGreaterThan(0.877)
      expect(wins / rounds).toBeLessThan(0.985)
      expect(r / rounds).toBeGreaterThan(0.86)
      expect(r / rounds).toBeLessThan(0.96)
    },
  )

  test('[FORECAST-6] a right chance scores what it must: p (1 - p), and its entropy', () => {
    const score = scoreForecasts(drawn(randomStream('score'), 4_020))
    expect(score?.forecasts).toBe(200)
    expect(score?.books.brier).toBeCloseTo(0.24, 2)
    expect(score?.books.logLoss).toBeCloseTo(-(0.4 * Math.log(0.4) + 0.6 * Math.log(0.6)), 2)
    expect(score!.own.brier).toBeCloseTo(score!.books.brier, 2)
    expect(score!.winsWithin / 200).toBeGreaterThan(0.85)
  })

  test('[FORECAST-6] where the books are wrong of him, his own record is worth more', () => {
    const score = scoreForecasts(drawn(randomStream('wrong books'), 1_020, { chance: 0.3, books: 0.6 }))
    expect(score!.own.brier).toBeLessThan(score!.books.brier - 0.05)
    expect(score!.own.logLoss).toBeLessThan(score!.books.logLoss - 0.1)
  })
})

describe('the score', () => {
  const history = drawn(randomStream('history'), 140)

  test('[FORECAST-5] each forecast is made from what closed before, and compared with the twenty that closed next', () => {
    const past = pastForecasts(history)
    expect(past).toHaveLength(6)
    for (const [index, { forecast, next }] of past.entries()) {
      const done = 20 * (index + 1)
      expect(forecast).toEqual(forecastOf(history.slice(0, done)))
      expect(next).toEqual(history.slice(done, done + 20))
    }
  })

  test('[FORECAST-5] what comes later changes no forecast that was made', () => {
    const other = [...history.slice(0, 80), ...trades('W'.repeat(60), 0.99)]
    const made = (trades: readonly ClosedTrade[]) => pastForecasts(trades).map(({ forecast }) => forecast)
    expect(made(other).slice(0, 4)).toEqual(made(history).slice(0, 4))
    expect(made(other)[4]).not.toEqual(made(history)[4])
  })

  test('[FORECAST-5] five forecasts have to have come true or not: a hundred and twenty trades, not one less', () => {
    expect(scoreForecasts(history.slice(0, 119))).toBeNull()
    expect(scoreForecasts(history.slice(0, 120))?.forecasts).toBe(5)
    expect(scoreForecasts(history.slice(0, 139))?.forecasts).toBe(5)
  })

  test('[FORECAST-5] of a hundred and twenty trades won at books of one half it is that of pencil and paper', () => {
    const score = scoreForecasts(trades('W'.repeat(120)))
    // After n wins the chance is (10 + n) / (20 + n): 30/40, 50/60, 70/80, 90/100, 110/120.
    const chances = [30 / 40, 50 / 60, 70 / 80, 90 / 100, 110 / 120]
    const mean = (cost: (chance: number) => number) =>
      chances.reduce((sum, chance) => sum + cost(chance), 0) / chances.length
    expect(score?.own.brier).toBeCloseTo(
      mean((chance) => (1 - chance) ** 2),
      12,
    )
    expect(score?.own.logLoss).toBeCloseTo(
      mean((chance) => -Math.log(chance)),
      12,
    )
    expect(score?.books).toEqual({ brier: 0.25, logLoss: expect.closeTo(Math.log(2), 12) })
    // Twenty of twenty at (30, 10) and (50, 10) have chances of 0.010 and 0.044, which is outside; at (70, 10) of 0.092.
    // Results that never differ have an interval without width, and it holds them.
    expect([score?.winsWithin, score?.rWithin]).toEqual([3, 5])
  })
})
