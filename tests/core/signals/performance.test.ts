import { describe, expect, test } from 'vitest'
import { DEFAULT_POLICY } from '#core/context.ts'
import { rankOf, totalsOn, wilsonLow, winRate } from '#core/signals/performance.ts'
import { totals } from './build.ts'

describe('performance', () => {
  test.each([
    [0, 0, null],
    [1, 0, 1],
    [0, 3, 0],
    [3, 1, 0.75],
  ])('[PERF-1] %i wins and %i losses make a win rate of %s', (wins, losses, rate) => {
    expect(winRate({ wins, losses })).toBe(rate)
  })

  test('[PERF-1] timeouts are no part of the win rate', () => {
    expect(winRate(totals({ timeouts: 9 }))).toBeNull()
    expect(winRate(totals({ wins: 1, losses: 1, timeouts: 9 }))).toBe(0.5)
  })

  // z = 1.96, z^2 = 3.8416, n = 20:
  // 13 wins: (0.65 + 0.09604 - 1.96 * sqrt((0.2275 + 0.04802) / 20)) / 1.19208 = 0.515993 / 1.19208 = 0.43285
  // 12 wins: (0.60 + 0.09604 - 1.96 * sqrt((0.24 + 0.04802) / 20)) / 1.19208 = 0.460832 / 1.19208 = 0.38658
  test.each([
    [0, 0, 0],
    [0, 20, 0],
    [13, 20, 0.43285],
    [12, 20, 0.38658],
    // All of ten: 1 / (1 + 0.38416).
    [10, 10, 0.72246],
  ])('[PERF-3] the lower bound of %i of %i is %f', (wins, trials, low) => {
    expect(wilsonLow(wins, trials, 1.96)).toBeCloseTo(low, 4)
  })

  test.each([
    ['13 of 20 against 40 %', { wins: 13, losses: 7, breakevenMicroSum: 20 * 400_000 }, 'ELITE'],
    ['12 of 20 against 40 %', { wins: 12, losses: 8, breakevenMicroSum: 20 * 400_000 }, 'WARRIOR'],
    ['12 of 20 against 38 %', { wins: 12, losses: 8, breakevenMicroSum: 20 * 380_000 }, 'ELITE'],
    ['all of 19', { wins: 19, losses: 0, breakevenMicroSum: 19 * 400_000 }, 'WARRIOR'],
    [
      'all of 19 and a timeout',
      { wins: 19, losses: 0, timeouts: 1, breakevenMicroSum: 19 * 400_000 },
      'WARRIOR',
    ],
    ['all of 20', { wins: 20, losses: 0, breakevenMicroSum: 20 * 400_000 }, 'ELITE'],
    // 16 of 20 is 0.584 at least: not enough where the targets are near and three of four must win.
    ['16 of 20 against 75 %', { wins: 16, losses: 4, breakevenMicroSum: 20 * 750_000 }, 'WARRIOR'],
    ['nothing yet', {}, 'WARRIOR'],
  ])('[PERF-2] %s', (_name, sums, rank) => {
    expect(rankOf(totals(sums), DEFAULT_POLICY)).toBe(rank)
  })

  test("[FIRE-7] another day's fires are not today's", () => {
    const sums = totals({ day: '2026-11-20', dayFires: 6, fires: 40 })
    expect(totalsOn(sums, '2026-11-20')).toEqual(sums)
    expect(totalsOn(sums, '2026-11-21')).toEqual({ ...sums, day: '2026-11-21', dayFires: 0 })
  })

  test('[USER-8] a move west to the day before takes no fire off the newest day', () => {
    const sums = totals({ day: '2026-11-20', dayFires: 6, fires: 40 })
    expect(totalsOn(sums, '2026-11-19')).toEqual(sums)
  })
})
