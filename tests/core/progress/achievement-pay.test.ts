import { expect, test } from 'vitest'
import { achievementBook } from '#core/progress/achievement-book.ts'
import { cascade } from '#core/progress/cascade.ts'
import { ENGINES } from '#core/progress/engines.ts'
import type { PointsAwarded } from '#core/progress/points-event.ts'
import type { Progress } from '#core/progress/progress.ts'
import type { ProgressEvent } from '#core/progress/progress-event.ts'
import { contextOf, did, idsUnlocked, trader } from './achieving.ts'

const CONTEXT = contextOf(achievementBook([]))

function holding(lifetime: number, xp: number, level: number): Progress {
  const start = trader()
  const totals = { ...start.points.totals, balance: lifetime, lifetime, xp, level }
  return { ...start, points: { ...start.points, totals } }
}

function paid(events: readonly ProgressEvent[]): readonly (readonly [string, number])[] {
  const awards = events.filter((event): event is PointsAwarded => event.kind === 'points_awarded')
  return awards.map(({ sourceId, amount }) => [sourceId, amount])
}

test('[ACHV-17] level 10 is paid once, though its own points bring about a check: no recursion, no second payment', () => {
  // 4,490 XP is level 9; a login of 50 and its level bonus of 18 makes 4,558: level 10 (4,500).
  const login = { ...did('daily_login', {}), base: 50 }
  const { events, progress } = cascade([login], holding(4_490, 4_490, 9), ENGINES, CONTEXT)
  expect(idsUnlocked({ events }).filter((id) => id === 'level_10')).toHaveLength(1)
  expect(paid(events).filter(([source]) => source === 'achievement:level_10:1')).toEqual([
    ['achievement:level_10:1', 400],
  ])
  // Login 68, points_collector_1k 100, level_10 400.
  expect(progress.points.totals.lifetime).toBe(4_490 + 68 + 100 + 400)
  expect(progress.achievements.totals.unlocks).toBe(2)
})

test('[ACHV-17] points of one unlock bring about the next, each paid once, and the balance is the sum', () => {
  // 9,990 and a login of 50 + 18 passes 10,000: 1k (100) and 10k (500).
  const login = { ...did('daily_login', {}), base: 50 }
  const start = holding(9_990, 4_400, 9)
  const { events, progress } = cascade([login], start, ENGINES, CONTEXT)
  const sources = paid(events).map(([source]) => source)
  expect(new Set(sources).size).toBe(sources.length)
  expect(sources).toContain('achievement:points_collector_10k:1')
  const sum = paid(events).reduce((total, [, amount]) => total + amount, 0)
  expect(progress.points.totals.lifetime).toBe(9_990 + sum)
})

test('[ACHV-17] a reward is a bonus without multipliers, and a streak counts the unlock', () => {
  const { events } = cascade([{ ...did('daily_login', {}), base: 50 }], holding(990, 0, 1), ENGINES, CONTEXT)
  expect(
    events.filter((event) => event.kind === 'points_awarded' && event.cause?.engine === 'achievement'),
  ).toMatchObject([
    { type: 'bonus', amount: 100, xpGained: 100, calculation: null, cause: { engine: 'achievement' } },
  ])
  const kept = events.flatMap((event) => (event.kind === 'streak_updated' ? [event.record.type] : []))
  expect(kept).toContain('achievement_unlock')
})

test('[ACHV-17] the richest unlock of all ends within what a cascade may be', () => {
  // Everything that points can unlock at once: 1k, 10k, 50k, 100k; levels 10, 25 and 50.
  const { events } = cascade(
    [{ ...did('daily_login', {}), base: 50 }],
    holding(100_000, 122_500, 50),
    ENGINES,
    CONTEXT,
  )
  expect(idsUnlocked({ events })).toHaveLength(7)
})
