import { expect, test } from 'vitest'
import type { UserId } from '#core/kernel/ids.ts'
import { achievementBook } from '#core/progress/achievement-book.ts'
import { pointsEngine } from '#core/progress/points-engine.ts'
import { DEFAULT_PROGRESS_POLICY } from '#core/progress/policy.ts'
import { newProgress } from '#core/progress/progress.ts'

const NOON = Date.UTC(2026, 0, 5, 12)
const ADA = newProgress('ada' as UserId, 'UTC')
const context = {
  now: NOON,
  policy: DEFAULT_PROGRESS_POLICY,
  achievements: achievementBook([]),
  campaign: null,
}

test('[POINTS-6] what another engine promises is paid in full: no multiplier, no level bonus, no limit', () => {
  const promise = {
    kind: 'promised',
    userId: 'ada',
    rewards: [
      { kind: 'points', amount: 25_000 },
      { kind: 'xp', amount: 40 },
      { kind: 'box', rarity: 'rare' },
    ],
    cause: { engine: 'streak', id: 'streak:daily_login:365' },
  }
  const premium = { ...ADA, points: { ...ADA.points, vip: 'premium' as const } }
  expect(pointsEngine(promise as never, premium, context)).toMatchObject([
    {
      type: 'bonus',
      amount: 25_000,
      xpGained: 25_040,
      calculation: null,
      sourceId: 'streak:daily_login:365',
      totals: { balance: 25_000, lifetime: 25_000, xp: 25_040, dayEarned: 0 },
    },
  ])
})

test('[POINTS-6] where nothing of points is promised nothing is paid', () => {
  const promise = {
    kind: 'promised',
    userId: 'ada',
    rewards: [{ kind: 'box', rarity: 'rare' }],
    cause: { engine: 'mission', id: 'm1' },
  }
  expect(pointsEngine(promise as never, ADA, context)).toEqual([])
})
