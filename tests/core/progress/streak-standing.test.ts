import { describe, expect, test } from 'vitest'
import { HOUR_MS } from '#core/kernel/time.ts'
import { healthScore, recoveriesOf, standingsOf, statisticsOf } from '#core/progress/streak-standing.ts'
import { at, loggedIn, Streaker } from './streaking.ts'

const DAY_MS = 24 * HOUR_MS
const streak = (count: number, multiplierHundredths: number, milestones: number) => ({
  count,
  multiplierHundredths,
  milestones: Array.from({ length: milestones }, (_, index) => index),
})

test.each([
  [[streak(50, 150, 2)], 90],
  [[streak(15, 130, 2)], 65],
  [[streak(50, 150, 2), streak(15, 130, 2)], 77],
  [[streak(100, 150, 3)], 100],
  [[streak(365, 165, 7)], 100],
  [[streak(1, 110, 0)], 20],
  [[streak(3, 110, 0)], 30],
  [[streak(7, 110, 1)], 50],
  [[], 0],
])('[STREAK-10] the health of %j is %i', (active, score) => {
  expect(healthScore(active)).toBe(score)
})

test('[STREAK-10] the statistics are those of the streaks that stand, and of the longest there were', () => {
  // Longest 20, 10 and 25: 55 days in all.
  const ada = loggedIn(20, '2026-11-20', 'standard')
  const start = at('2026-11-20T12:00:00Z')
  for (let day = 9; day >= 0; day--) ada.does('story_progress', start - day * DAY_MS)
  for (let day = 24; day >= 0; day--) ada.does('interaction', start - (day + 10) * DAY_MS)
  expect(statisticsOf(ada.progress, start)).toEqual({
    active: 2,
    longestCurrent: 20,
    longestEver: 25,
    totalDays: 55,
    // 3, 7, 14; 5; 10, 25.
    milestones: 6,
    // 20 days x1.40: 20 + 20 + 30 + 5 = 75. 10 days x1.40: 20 + 20 + 10 + 5 = 55. The third is lost.
    health: 65,
    freezesLeft: 3,
  })
  expect(standingsOf(ada.progress, start)).toMatchObject([
    {
      type: 'daily_login',
      phase: 'done',
      count: 20,
      longest: 20,
      multiplierHundredths: 140,
      nextMilestone: 30,
    },
    { type: 'story_progress', count: 10, multiplierHundredths: 140, nextMilestone: 15, frozen: false },
    {
      type: 'interaction',
      phase: 'lost',
      count: 0,
      longest: 25,
      multiplierHundredths: 100,
      nextMilestone: 10,
    },
  ])
})

test('[STREAK-10] who has kept nothing up yet has zeros, and who is no member no freezes', () => {
  expect(statisticsOf(new Streaker().progress, 0)).toEqual({
    active: 0,
    longestCurrent: 0,
    longestEver: 0,
    totalDays: 0,
    milestones: 0,
    health: 0,
    freezesLeft: 0,
  })
})

describe('recovery', () => {
  // Logged in last on the 7th at 12:00: 36 hours of grace until the 9th, one day of hold until the 10th.
  test.each([
    ['2026-11-07T13:00:00Z', null, 0],
    ['2026-11-08T05:59:59Z', null, 0],
    ['2026-11-08T06:00:00Z', 1, 0],
    ['2026-11-08T14:59:59Z', 1, 0],
    ['2026-11-08T15:00:00Z', 2, 0],
    ['2026-11-08T23:59:59Z', 2, 0],
    ['2026-11-09T00:00:00Z', 3, 0],
    ['2026-11-09T11:59:59Z', 3, 11 * HOUR_MS + 59 * 60_000 + 59_000],
    ['2026-11-09T12:00:00Z', 4, 12 * HOUR_MS],
    ['2026-11-10T00:00:00Z', 5, 24 * HOUR_MS],
    ['2027-11-10T00:00:00Z', 5, 366 * DAY_MS],
  ])('[STREAK-11] at %s the risk of a login streak is %s', (now, level, overdueMs) => {
    const found = recoveriesOf(loggedIn(7, '2026-11-07', 'standard').progress, at(now))
    expect(found).toEqual(
      level === null
        ? []
        : [
            {
              type: 'daily_login',
              count: 7,
              level,
              overdueMs,
              deadlineAt: at('2026-11-10T00:00:00Z'),
              canUseFreeze: level < 5,
            },
          ],
    )
  })

  test.each([
    [3.5 * DAY_MS - 1, null],
    [3.5 * DAY_MS, 1],
    [5.25 * DAY_MS, 2],
    [7 * DAY_MS, 2],
    [7 * DAY_MS + 1, 3],
    [10.5 * DAY_MS, 4],
    [14 * DAY_MS, 4],
    [14 * DAY_MS + 1, 5],
  ])('[STREAK-11] %i ms after an unlock the risk is %s', (later, level) => {
    const ada = new Streaker()
    const start = at('2026-11-01T12:00:00Z')
    ada.does('achievement_unlock', start)
    expect(recoveriesOf(ada.progress, start + later).map((found) => found.level)).toEqual(
      level === null ? [] : [level],
    )
  })

  test('[STREAK-11] the most pressing comes first, and of two the one with more to lose', () => {
    const ada = loggedIn(8, '2026-11-08')
    const start = at('2026-11-08T12:00:00Z')
    for (let day = 4; day >= 0; day--) ada.does('interaction', start - day * DAY_MS)
    ada.does('story_progress', start - DAY_MS)
    const now = at('2026-11-09T22:00:00Z')
    expect(recoveriesOf(ada.progress, now)).toMatchObject([
      { type: 'story_progress', level: 4, count: 1, canUseFreeze: false },
      { type: 'daily_login', level: 2, count: 8, canUseFreeze: false },
      { type: 'interaction', level: 2, count: 5 },
    ])
  })

  test('[STREAK-11] a freeze moves the deadline by a day, and can be used once', () => {
    const ada = loggedIn(7, '2026-11-07', 'standard')
    ada.freezes('daily_login', at('2026-11-09T12:00:00Z'))
    expect(recoveriesOf(ada.progress, at('2026-11-09T12:00:00Z'))).toMatchObject([
      { level: 2, deadlineAt: at('2026-11-11T00:00:00Z'), canUseFreeze: false },
    ])
  })
})
