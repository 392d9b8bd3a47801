import { describe, expect, test } from 'vitest'
import type { AchievementDefinition } from '#core/progress/achievement.ts'
import type { AchievementBook } from '#core/progress/achievement-book.ts'
import {
  achievementStatistics,
  galleryOf,
  recommendationsOf,
  type UnlockLine,
} from '#core/progress/achievement-gallery.ts'
import type { Progress } from '#core/progress/progress.ts'
import { atLeast, bookOf, definition, NOON, trader, withCounters, withPoints } from './achieving.ts'

const SECRET = definition('secret', { secret: true, criteria: [atLeast('total_points', 50_000)] })

/** The line of an unlock, at so many minutes after noon. */
function line(of: AchievementDefinition, minute = 0, times = 1): UnlockLine {
  const at = NOON + 60_000 * minute
  return {
    achievementId: of.id,
    name: of.name,
    category: of.category,
    tier: of.tier,
    unlocked: { times, given: 0, points: of.points * times, week: '2026-11-16' },
    firstAt: NOON,
    lastAt: at,
  }
}

function having(lines: readonly UnlockLine[], progress: Progress): Progress {
  const unlocked = Object.fromEntries(lines.map((one) => [one.achievementId, one.unlocked]))
  return { ...progress, achievements: { ...progress.achievements, unlocked } }
}

function look(book: AchievementBook, progress: Progress, lines: readonly UnlockLine[] = []) {
  const gallery = galleryOf(book, { progress: having(lines, progress), now: NOON }, lines)
  return { gallery, statistics: achievementStatistics(book, gallery, lines) }
}

describe('the gallery', () => {
  test('[ACHV-12] progress is worked out as one reads', () => {
    const one = definition('one', { criteria: [atLeast('decisions_made', 50)] })
    const { gallery } = look(bookOf(one), withCounters({ decisions: 20 }))
    expect(gallery.entries).toMatchObject([
      { progressPct: 40, line: null, criteria: [{ current: 20, required: 50, remaining: 30, met: false }] },
    ])
  })

  test('[ACHV-12] what is unlocked is whole, also when the numbers have fallen since', () => {
    const week = definition('week', { criteria: [atLeast('days_active', 7)] })
    const { gallery } = look(bookOf(week), trader(), [line(week)])
    expect(gallery.entries).toMatchObject([{ progressPct: 100, line: { achievementId: 'week' } }])
  })

  test('[ACHV-12] of one that repeats the next multiple is shown', () => {
    const tens = definition('tens', { repeatable: true, criteria: [atLeast('decisions_made', 10)] })
    const { gallery } = look(bookOf(tens), withCounters({ decisions: 24 }), [line(tens, 0, 2)])
    expect(gallery.entries).toMatchObject([
      { progressPct: 40, criteria: [{ current: 24, required: 30, remaining: 6 }] },
    ])
  })

  test('[ACHV-13] a secret one is counted and hidden until it is unlocked; no number tells of it', () => {
    const open = definition('open')
    const before = look(bookOf(open, SECRET), withPoints(49_999))
    expect(before.gallery.entries.map(({ definition: { id } }) => id)).toEqual(['open'])
    expect(before.gallery.secretsLeft).toBe(1)
    expect(before.statistics.inProgress).toBe(0)
    const after = look(bookOf(open, SECRET), withPoints(50_000), [line(SECRET)])
    expect(after.gallery.entries.map(({ definition: { id } }) => id)).toEqual(['open', 'secret'])
    expect(after.gallery.secretsLeft).toBe(0)
  })

  test('[ACHV-13] one that was switched off stays with those who have it, and nobody else sees it', () => {
    const off = definition('off', { active: false })
    expect(look(bookOf(off), trader()).gallery.entries).toEqual([])
    expect(look(bookOf(off), trader(), [line(off)]).gallery.entries).toHaveLength(1)
  })
})

describe('statistics', () => {
  const five = [
    definition('bronze', { points: 100 }),
    definition('gold', { points: 500, tier: 'gold', category: 'social' }),
    definition('begun', { criteria: [atLeast('stories_completed', 5)] }),
    definition('far', { criteria: [atLeast('chapters_completed', 5)] }),
    SECRET,
  ]

  test('[ACHV-14] 2 of 5 are 40 %, and 600 points', () => {
    const lines = [line(five[0]!), line(five[1]!, 5)]
    const progress = withCounters({ stories: 1 }, withPoints(600))
    expect(look(bookOf(...five), progress, lines).statistics).toEqual({
      completed: 2,
      inProgress: 1,
      available: 5,
      completionPct: 40,
      tierCounts: { bronze: 1, silver: 0, gold: 1, platinum: 0 },
      categoryCounts: { narrative: 0, social: 1, exploration: 0, engagement: 0, milestone: 1, special: 0 },
      pointsEarned: 600,
      rarest: { tier: 'gold', achievementId: 'gold' },
      recent: [lines[1], lines[0]],
    })
  })

  test('[ACHV-14] two decimals; nothing unlocked and nothing available are nought', () => {
    const three = five.slice(0, 3)
    // 1 of 3.
    expect(look(bookOf(...three), trader(), [line(three[0]!)]).statistics.completionPct).toBe(33.33)
    expect(look(bookOf(), trader()).statistics).toMatchObject({
      completed: 0,
      available: 0,
      completionPct: 0,
      rarest: null,
      recent: [],
    })
  })

  test('[ACHV-14] what was switched off counts as unlocked and not as available; repeats pay and count once', () => {
    const off = definition('off', { active: false })
    const tens = definition('tens', { repeatable: true, points: 20 })
    const { statistics } = look(bookOf(off, tens), trader(), [line(off), line(tens, 0, 3)])
    expect(statistics).toMatchObject({ completed: 2, available: 1, completionPct: 100, pointsEarned: 160 })
  })

  test('[ACHV-14] the five newest, newest first', () => {
    const many = Array.from({ length: 7 }, (_, at) => definition(`many_${at}`))
    const lines = many.map((one, at) => line(one, at))
    const recent = look(bookOf(...many), trader(), lines).statistics.recent
    expect(recent.map(({ achievementId }) => achievementId)).toEqual([
      'many_6',
      'many_5',
      'many_4',
      'many_3',
      'many_2',
    ])
  })
})

describe('recommendations', () => {
  test('[ACHV-15] most progress first, then most points, at most five', () => {
    const begun = [3, 7, 5, 9, 1, 6].map((count, at) =>
      definition(`of_${count}`, { criteria: [atLeast('decisions_made', 10 * count)], displayOrder: at }),
    )
    const rich = definition('rich', { criteria: [atLeast('stories_completed', 10)], points: 999 })
    // 1 of 10, 30, 50, 60, 70, 90 and 1 of 10.
    const { gallery } = look(bookOf(...begun, rich), withCounters({ decisions: 1, stories: 1 }))
    const ids = recommendationsOf(gallery).map(({ entry }) => entry.definition.id)
    expect(ids).toEqual(['rich', 'of_1', 'of_3', 'of_5', 'of_6'])
  })

  test('[ACHV-15] not what he has, what is off, secret or not begun', () => {
    const had = definition('had')
    const book = bookOf(
      had,
      definition('off', { active: false }),
      definition('not_begun', { criteria: [atLeast('stories_completed', 5)] }),
      SECRET,
    )
    const { gallery } = look(book, withCounters({ decisions: 1 }, withPoints(49_999)), [line(had)])
    expect(recommendationsOf(gallery)).toEqual([])
  })

  test('[ACHV-15] the next milestone is the missing criterion with the most progress', () => {
    const mixed = definition('mixed', {
      criteria: [
        atLeast('decisions_made', 1),
        // 1 missing of 2, 100 missing of 1,000.
        atLeast('stories_completed', 2),
        atLeast('total_points', 1_000),
      ],
    })
    const { gallery } = look(bookOf(mixed), withCounters({ decisions: 1, stories: 1 }, withPoints(900)))
    // (100 + 50 + 90) / 3
    expect(recommendationsOf(gallery)).toMatchObject([
      {
        entry: { progressPct: 80 },
        nextMilestone: { stat: 'total_points', progressPct: 90, remaining: 100 },
      },
    ])
  })
})
