import { expect, test } from 'vitest'
import type { VipTier } from '#core/progress/points-event.ts'
import { STREAK_TYPES, type StreakType } from '#core/progress/streak-event.ts'
import {
  milestonesOf,
  milestonesReached,
  multiplierHundredths,
  nextMilestone,
  rewardsOf,
} from '#core/progress/streak-tables.ts'
import { momentIn } from '#core/progress/streak-windows.ts'
import { loginMultiplierHundredths } from '#core/progress/streaks.ts'
import { at, loggedIn, Streaker } from './streaking.ts'

const DAY_MS = 86_400_000

// Every vector of the seed, then both sides of every step.
test.each<readonly [StreakType, number, VipTier, number]>([
  ['daily_login', 5, 'none', 110],
  ['daily_login', 5, 'standard', 120],
  ['story_progress', 15, 'standard', 150],
  ['daily_login', 31, 'none', 155],
  ['daily_login', 31, 'premium', 165],
  ['story_progress', 31, 'none', 160],
  ['story_progress', 31, 'standard', 170],
  ['achievement_unlock', 31, 'none', 165],
  ['achievement_unlock', 31, 'standard', 175],
  ['interaction', 31, 'none', 152],
  ['interaction', 31, 'standard', 162],
  ['daily_login', 0, 'none', 100],
  ['daily_login', 0, 'premium', 100],
  ['daily_login', 1, 'none', 110],
  ['daily_login', 7, 'none', 110],
  ['daily_login', 8, 'none', 120],
  ['daily_login', 14, 'none', 120],
  ['daily_login', 15, 'none', 130],
  ['daily_login', 29, 'none', 130],
  ['daily_login', 30, 'none', 135],
  ['story_progress', 9, 'none', 120],
  ['story_progress', 10, 'none', 130],
  ['interaction', 19, 'none', 130],
  ['interaction', 20, 'none', 132],
  ['achievement_unlock', 4, 'none', 110],
  ['achievement_unlock', 5, 'none', 125],
])('[STREAK-5] %s of %i, membership %s: %i hundredths', (type, count, vip, hundredths) => {
  expect(multiplierHundredths(type, count, vip)).toBe(hundredths)
})

test('[STREAK-5] the multiplier of the record is the one that awards use, whatever comes between', () => {
  const ada = new Streaker()
  const start = at('2026-01-01T12:00:00Z')
  for (let day = 0; day < 40; day++) {
    const now = start + day * DAY_MS
    ada.does('daily_login', now)
    if (day === 10) ada.joins('premium', now + 1)
    if (day === 33) ada.joins('none', now + 1)
    const { streaks, points, zone } = ada.progress
    expect(loginMultiplierHundredths(streaks, points.vip, momentIn(zone, now))).toBe(
      ada.record('daily_login')?.multiplierHundredths,
    )
  }
  expect(ada.record('daily_login')?.multiplierHundredths).toBe(155)
})

test('[STREAK-5] a membership restates what streaks multiply by, and nothing else of them', () => {
  const ada = loggedIn(31, '2026-05-31')
  const before = ada.record('daily_login')
  ada.joins('standard', at('2026-05-31T13:00:00Z'))
  expect(ada.told.at(-1)).toMatchObject({ change: 'restated', previous: 31, broken: false, reached: [] })
  expect(ada.record('daily_login')).toEqual({ ...before, multiplierHundredths: 165 })
  const told = ada.told.length
  ada.joins('premium', at('2026-05-31T14:00:00Z'))
  expect(ada.told).toHaveLength(told)
})

test('[STREAK-5] a login streak that is lost, or never began, multiplies nothing', () => {
  const ada = loggedIn(31, '2026-05-31')
  const used = (now: string) =>
    loginMultiplierHundredths(ada.progress.streaks, 'standard', momentIn('UTC', at(now)))
  expect(used('2026-06-02T23:59:59Z')).toBe(165)
  expect(used('2026-06-03T00:00:00Z')).toBe(100)
  expect(loginMultiplierHundredths(new Streaker().progress.streaks, 'premium', momentIn('UTC', 0))).toBe(100)
})

test('[STREAK-6] the milestones are those of the seeds, and pay what these say', () => {
  expect(STREAK_TYPES.map(milestonesOf)).toEqual([
    [3, 7, 14, 30, 60, 100, 365],
    [5, 15, 30, 60],
    [10, 25, 50, 100],
    [3, 10, 20, 50],
  ])
  const amounts = (type: StreakType) =>
    milestonesOf(type).map((milestone) =>
      rewardsOf(type, milestone).reduce(
        (sum, reward) => sum + (reward.kind === 'points' ? reward.amount : 0),
        0,
      ),
    )
  expect(STREAK_TYPES.map(amounts)).toEqual([
    [500, 1_000, 2_000, 5_000, 10_000, 20_000, 25_000],
    [250, 750, 2_000, 5_000],
    [100, 300, 750, 2_000],
    [300, 1_000, 2_500, 7_500],
  ])
  const besides = milestonesOf('daily_login').map((milestone) => rewardsOf('daily_login', milestone)[1])
  expect(besides).toMatchObject([
    { kind: 'xp', amount: 100 },
    { kind: 'box', rarity: 'common' },
    { kind: 'honour', honour: 'item' },
    { kind: 'box', rarity: 'legendary' },
    { kind: 'honour', honour: 'analyst' },
    { kind: 'honour', honour: 'title', name: 'Dedicated Player' },
    { kind: 'honour', honour: 'badge', name: 'hall_of_fame' },
  ])
})

test('[STREAK-6] a jump reaches every milestone between, a fall none', () => {
  const reached = (before: number, after: number, known: readonly number[] = []) =>
    milestonesReached('daily_login', { before, after }, known)
  expect(reached(5, 35)).toEqual([7, 14, 30])
  expect(reached(35, 5)).toEqual([])
  expect(reached(7, 7)).toEqual([])
  expect(reached(6, 7)).toEqual([7])
  expect(reached(0, 400, [7, 60])).toEqual([3, 14, 30, 100, 365])
  expect(nextMilestone('daily_login', 364)).toBe(365)
  expect(nextMilestone('daily_login', 365)).toBeNull()
})

test('[STREAK-6] a milestone is paid once in a lifetime, also after a reset and the way up again', () => {
  const ada = loggedIn(14, '2026-01-14')
  expect(ada.paid.map(({ cause }) => cause)).toEqual([
    { engine: 'streak', id: 'streak:daily_login:3' },
    { engine: 'streak', id: 'streak:daily_login:7' },
    { engine: 'streak', id: 'streak:daily_login:14' },
  ])
  const start = at('2026-02-01T12:00:00Z')
  for (let day = 0; day < 30; day++) ada.does('daily_login', start + day * DAY_MS)
  const paid = ada.paid.map(({ milestone }) => milestone)
  expect(paid).toEqual([3, 7, 14, 30])
  expect(ada.record('daily_login')).toMatchObject({ count: 30, longest: 30, milestones: [3, 7, 14, 30] })
})

test('[STREAK-6] a day that is held reaches no milestone a second time', () => {
  const ada = loggedIn(7, '2026-01-07')
  expect(ada.does('daily_login', at('2026-01-09T12:00:00Z'))).toMatchObject({ change: 'held', reached: [] })
})

test('[STREAK-6] 365 days of login in a row have paid 63,500 points', () => {
  const ada = loggedIn(365, '2026-12-31')
  const points = ada.paid
    .flatMap(({ rewards }) => rewards)
    .reduce((sum, reward) => sum + (reward.kind === 'points' ? reward.amount : 0), 0)
  expect(points).toBe(63_500)
})
