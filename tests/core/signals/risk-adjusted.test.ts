import { expect, test } from 'vitest'
import { NO_RESULTS, riskAdjusted, withTrade } from '#core/signals/risk-adjusted.ts'

const of = (results: readonly number[]) => riskAdjusted(results.reduce(withTrade, NO_RESULTS))
const times = (count: number, r: number) => Array.from({ length: count }, () => r)

test('[BOARD-9] it is the mean of closed trades in R over their sample deviation', () => {
  // 10 of +1.5 and 10 of -1: mean 0.25; each is 1.25 off it, so the variance is 20 * 1.5625 / 19.
  expect(of([...times(10, 1.5), ...times(10, -1)])).toBeCloseTo(0.25 / Math.sqrt((20 * 1.5625) / 19), 12)
})

test('[BOARD-9] timeouts count with what they came to, and a loser stands below zero', () => {
  // 5 of +1, 10 of -1, 5 of 0: mean -0.25; squares sum to 15, less 20 * 0.0625.
  expect(of([...times(5, 1), ...times(10, -1), ...times(5, 0)])).toBeCloseTo(
    -0.25 / Math.sqrt((15 - 20 * 0.0625) / 19),
    12,
  )
})

test('[BOARD-9] nineteen trades say nothing yet, and twenty that are all alike have nothing to divide by', () => {
  expect(of([...times(10, 1.5), ...times(9, -1)])).toBeNull()
  expect(of(times(20, 1.5))).toBeNull()
  expect(of([...times(19, 1.5), 1.499])).not.toBeNull()
})

test('[BOARD-9] the order of trades does not matter to the last bit', () => {
  const results = Array.from({ length: 40 }, (_, n) => ((n * 7) % 11) / 3 - 1.7)
  expect(of(results)).toBe(of([...results].reverse()))
})
