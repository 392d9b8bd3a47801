import { describe, expect, test } from 'vitest'
import { LEVEL_MAX, levelAt, nextLevelXp, xpOfLevel } from '#core/progress/levels.ts'
import { amountOf, calculate, credited, NO_POINTS } from '#core/progress/points.ts'
import { DEFAULT_PROGRESS_POLICY } from '#core/progress/policy.ts'

const PLAIN = {
  base: 100,
  bonus: 0,
  callHundredths: 100,
  vipHundredths: 100,
  streakHundredths: 100,
  level: 5,
}
const award = (terms: Partial<typeof PLAIN>) => calculate({ ...PLAIN, ...terms }, DEFAULT_PROGRESS_POLICY)

describe('what an award is worth', () => {
  // The acceptance vectors of the seed, section 2.3 of its reference.
  test.each([
    ['level 5', {}, 110],
    ['level 10, VIP', { level: 10, vipHundredths: 150 }, 170],
    ['level 5, streak 1.2', { streakHundredths: 120 }, 130],
    ['level 5, bonus 50', { bonus: 50 }, 160],
    [
      'level 10, VIP, call 1.1, streak 1.3, bonus 25',
      { level: 10, vipHundredths: 150, callHundredths: 110, streakHundredths: 130, bonus: 25 },
      259,
    ],
    ['level 50: the bonus of a level is capped', { level: 50 }, 150],
    [
      'exact where binary fractions lose a point',
      { base: 15, vipHundredths: 150, streakHundredths: 120, level: 1 },
      29,
    ],
  ])('[POINTS-1] %s', (_, terms, points) => {
    expect(amountOf(award(terms))).toBe(points)
  })

  test('[POINTS-1] says how it came about: 214 + 25 + 20, at 2.145', () => {
    const found = award({
      level: 10,
      vipHundredths: 150,
      callHundredths: 110,
      streakHundredths: 130,
      bonus: 25,
    })
    expect(found).toMatchObject({ calculated: 214, bonus: 25, levelBonus: 20, finalMillionths: 2_145_000 })
  })

  test('[POINTS-2] all multipliers together count five times at the most', () => {
    // 2.0 x 2.0 x 1.65 is 6.6; 5.0 x 100 and the ten of level 5.
    expect(amountOf(award({ callHundredths: 200, vipHundredths: 200, streakHundredths: 165 }))).toBe(510)
  })

  test('[POINTS-3] no combination of base, membership and streak loses a point to binary fractions', () => {
    for (let base = 1; base <= 40; base++)
      for (const vipHundredths of [100, 150, 200])
        for (let streakHundredths = 100; streakHundredths <= 165; streakHundredths++) {
          const exact = Math.floor((base * vipHundredths * streakHundredths) / 10_000)
          expect(award({ base, vipHundredths, streakHundredths }).calculated).toBe(exact)
        }
  })
})

describe('levels', () => {
  test.each([
    [2, 100],
    [3, 300],
    [4, 600],
    [5, 1_000],
    [6, 1_500],
    [7, 2_100],
    [8, 2_800],
    [9, 3_600],
    [10, 4_500],
    [15, 10_500],
    [20, 19_000],
    [25, 30_000],
    [30, 43_500],
    [40, 78_000],
    [50, 122_500],
  ])('[LEVEL-1] level %i needs %i XP, and not one less', (level, xp) => {
    expect(xpOfLevel(level)).toBe(xp)
    expect(levelAt(xp)).toBe(level)
    expect(levelAt(xp - 1)).toBe(level - 1)
  })

  test('[LEVEL-2] there is none above the fiftieth, and nothing leads on from it', () => {
    expect(levelAt(10_000_000)).toBe(LEVEL_MAX)
    expect(nextLevelXp(LEVEL_MAX)).toBeNull()
    expect(nextLevelXp(1)).toBe(100)
  })
})

test('[POINTS-4] what comes in raises balance, lifetime and XP; a new day begins its own sum', () => {
  const first = credited(NO_POINTS.totals, { amount: 60, xpGained: 60, earned: 60, day: '2026-01-05' })
  expect(first).toEqual({
    balance: 60,
    lifetime: 60,
    xp: 60,
    level: 1,
    transactions: 1,
    day: '2026-01-05',
    dayEarned: 60,
  })
  const rewarded = credited(first, { amount: 500, xpGained: 600, earned: 0, day: '2026-01-05' })
  // 660 XP are level 4 (600).
  expect(rewarded).toMatchObject({ balance: 560, lifetime: 560, xp: 660, level: 4, dayEarned: 60 })
  expect(credited(rewarded, { amount: 1, xpGained: 1, earned: 1, day: '2026-01-06' })).toMatchObject({
    day: '2026-01-06',
    dayEarned: 1,
  })
})
