import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { insightsOf, metricsOf, type PastResult } from '#core/progress/board-insights.ts'
import { urgent, worthTelling } from '#core/progress/board-moves.ts'
import { badgeOf, percentileOf, rewardsFor, standingsOf } from '#core/progress/board-standing.ts'

const scored = (scores: Readonly<Record<string, number>>) =>
  standingsOf(Object.entries(scores).map(([userId, score]) => ({ userId: userId as never, score }))).map(
    ({ userId, rank }) => [userId, rank],
  )

describe('places', () => {
  test('[BOARD-10] a rank is one more than those with strictly more: 1, 1, 3', () => {
    expect(scored({ u1: 100, u2: 95, u3: 50 })).toEqual([
      ['u1', 1],
      ['u2', 2],
      ['u3', 3],
    ])
    expect(scored({ u3: 50, u2: 95, u1: 95 })).toEqual([
      ['u1', 1],
      ['u2', 1],
      ['u3', 3],
    ])
    // The vector in which the original counted somebody's own earlier row.
    expect(scored({ u1: 80, u3: 50 })).toEqual([
      ['u1', 1],
      ['u3', 2],
    ])
    expect(scored({})).toEqual([])
  })

  test('[BOARD-10] whatever the scores, everybody has one place and ties share it', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 40 }), (scores) => {
        const given = scores.map((score, index) => ({ userId: `u${index}` as never, score }))
        for (const { score, rank } of standingsOf(given))
          expect(rank).toBe(1 + scores.filter((other) => other > score).length)
      }),
    )
  })

  test('[BOARD-11] a percentile is 100 for the first, 0 for the last, and null below ten', () => {
    expect(percentileOf(1, 10)).toBe(100)
    expect(percentileOf(10, 10)).toBe(0)
    expect(percentileOf(11, 10)).toBe(0)
    // 3 of 10: (10 - 3) / 9.
    expect(percentileOf(3, 10)).toBe(77.78)
    expect(percentileOf(1, 9)).toBeNull()
    expect(percentileOf(1, 1)).toBeNull()
  })

  test('[BOARD-11] a percentile counts the others who stand behind or beside', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 10, maxLength: 40 }), (scores) => {
        const given = scores.map((score, index) => ({ userId: `u${index}` as never, score }))
        for (const { score, rank } of standingsOf(given)) {
          const asGood = scores.filter((other) => other <= score).length - 1
          expect(percentileOf(rank, scores.length)).toBeCloseTo((100 * asGood) / (scores.length - 1), 2)
        }
      }),
    )
  })

  test.each([
    [1, 1_000, 'first_place', 'gold_medal'],
    [2, 500, 'top_three', 'silver_medal'],
    [3, 500, 'top_three', 'bronze_medal'],
    [4, 200, 'top_ten', 'trophy'],
    [10, 200, 'top_ten', 'trophy'],
    [11, 50, null, 'star'],
    [50, 50, null, 'star'],
    [51, 0, null, 'person'],
  ])('[BOARD-13] rank %i pays %i points and the badge %s, and shows %s', (rank, points, badge, sign) => {
    expect(rewardsFor(rank, { participants: 60, beatsBest: false, vip: 'none' })).toEqual([
      ...(points > 0 ? [{ kind: 'points', amount: points }] : []),
      ...(badge === null ? [] : [{ kind: 'honour', honour: 'badge', name: badge }]),
    ])
    expect(badgeOf(rank)).toBe(sign)
  })

  test('[BOARD-13] the own best is worth 100, and members get half of it all again, rounded down', () => {
    const points = (rank: number, vip: 'none' | 'standard' | 'premium', beatsBest = true) =>
      rewardsFor(rank, { participants: 60, beatsBest, vip })[0]
    expect(points(1, 'standard')).toEqual({ kind: 'points', amount: 1_650 })
    expect(points(1, 'premium')).toEqual({ kind: 'points', amount: 1_650 })
    expect(points(60, 'none')).toEqual({ kind: 'points', amount: 100 })
    expect(points(11, 'standard', false)).toEqual({ kind: 'points', amount: 75 })
    expect(points(60, 'standard', false)).toBeUndefined()
  })
})

describe('a thin board', () => {
  test('[BOARD-27] of fewer than three pays nobody, neither for a place nor for the own best', () => {
    const paid = (participants: number) => rewardsFor(1, { participants, beatsBest: true, vip: 'premium' })
    expect([paid(1), paid(2)]).toEqual([[], []])
    expect(paid(3)[0]).toEqual({ kind: 'points', amount: 1_650 })
  })
})

describe('moves', () => {
  const move = { previousRank: 10, rank: 5, previousScore: 100, score: 200, best: null }

  test('[BOARD-17] five places up or down are told, four are not', () => {
    expect(worthTelling(move)).toBe(true)
    expect(worthTelling({ ...move, rank: 6 })).toBe(false)
    expect(worthTelling({ ...move, rank: 15 })).toBe(true)
    expect(worthTelling({ ...move, rank: 14 })).toBe(false)
    expect(worthTelling({ ...move, previousRank: null, rank: 1 })).toBe(false)
  })

  test('[BOARD-17] the step over the own best is told, not the next, and a first period has none to beat', () => {
    const near = { ...move, rank: 10 }
    expect(worthTelling({ ...near, best: 150 })).toBe(true)
    expect(worthTelling({ ...near, best: 100 })).toBe(true)
    expect(worthTelling({ ...near, best: 99 })).toBe(false)
    expect(worthTelling({ ...near, best: 200 })).toBe(false)
    expect(worthTelling({ ...near, previousRank: null, previousScore: 0, best: 10 })).toBe(true)
  })

  test('[BOARD-17] ten places up and an own best are urgent', () => {
    const told = {
      kind: 'rank_moved',
      userId: 'ada' as never,
      board: 'weekly',
      period: '2026-W47',
      previousRank: 20,
      rank: 10,
      previousScore: 1,
      score: 2,
      participants: 30,
      personalBest: false,
    } as const
    expect(urgent(told)).toBe(true)
    expect(urgent({ ...told, rank: 11 })).toBe(false)
    expect(urgent({ ...told, rank: 30 })).toBe(false)
    expect(urgent({ ...told, rank: 20, personalBest: true })).toBe(true)
  })
})

const DAY_MS = 86_400_000
const NOW = Date.UTC(2026, 10, 29)

/** The place of so many weeks ago. */
function week(ago: number, rank: number, more: Partial<PastResult> = {}): PastResult {
  return {
    board: 'weekly',
    period: `w-${ago}`,
    until: NOW - ago * 7 * DAY_MS,
    rank,
    score: 100,
    participants: 60,
    personalBest: false,
    ...more,
  }
}

describe('what places come to', () => {
  test('[BOARD-19] best ranks, finishes, average and the board with the most places won', () => {
    const results = [
      week(1, 4),
      week(2, 12, { board: 'monthly' }),
      week(3, 2, { personalBest: true }),
      week(5, 30, { board: 'monthly' }),
      week(6, 9),
    ]
    expect(metricsOf(results)).toEqual({
      bestRanks: { weekly: 2, monthly: 12 },
      personalBests: 1,
      // 4 + 12 + 2 + 30 + 9 = 57.
      averageRank: 11.4,
      top10: 3,
      top5: 2,
      top3: 1,
      level: 'rising',
      mostImproved: { board: 'monthly', from: 30, to: 12 },
      participations: 5,
      boards: ['monthly', 'weekly'],
    })
  })

  test.each([
    ['newcomer', [], 0],
    ['champion', [1, 3, 2], 0],
    ['elite', [1, 3, 9], 0],
    ['competitive', [8, 9, 40], 3],
    ['rising', [8, 9, 40], 2],
    ['rising', [50], 1],
    ['participant', [51], 1],
  ] as const)('[BOARD-19] a %s has the ranks %j and %i own bests', (level, ranks, bests) => {
    const results = ranks.map((rank, index) => week(index + 1, rank, { personalBest: index < bests }))
    expect(metricsOf(results).level).toBe(level)
  })

  test('[BOARD-20] a trend compares the oldest of the last five periods of thirty days with the newest', () => {
    const told = (results: readonly PastResult[]) => insightsOf(results, [], NOW)[0]
    expect(told([week(1, 8), week(2, 20), week(4, 14), week(5, 1)])).toEqual({
      kind: 'performance_trend',
      board: 'weekly',
      trend: 'improving',
      rankChange: 6,
      periods: 3,
    })
    expect(told([week(1, 20), week(2, 8)])).toMatchObject({ trend: 'declining', rankChange: -12 })
    expect(told([week(1, 20), week(2, 20)])).toMatchObject({ trend: 'stable', rankChange: 0 })
    expect(told([week(1, 20), week(5, 12)])).toBeUndefined()
  })

  test('[BOARD-20] a score within a tenth of the own best and below it is worth a word', () => {
    const near = (score: number, best: number | null) =>
      insightsOf([], [{ board: 'weekly', score, best }], NOW)
    expect(near(90, 100)).toEqual([
      { kind: 'personal_best_opportunity', board: 'weekly', current: 90, best: 100, gap: 10 },
    ])
    expect(near(89, 100)).toEqual([])
    expect(near(100, 100)).toEqual([])
    expect(near(90, null)).toEqual([])
  })

  test.each([
    [[51, 51], ['improvement_opportunity']],
    [[50, 50], []],
    [[10, 50], ['achievement_proximity']],
    [[11, 50], []],
    [[3, 50], []],
  ])('[BOARD-20] the ranks %j are worth %j', (ranks, kinds) => {
    const told = insightsOf(
      ranks.map((rank, index) => week(index + 5, rank)),
      [],
      NOW,
    )
    expect(told.map(({ kind }) => kind)).toEqual(kinds)
  })

  test('[BOARD-20] the target of 6 to 10 is 5, that of 4 and 5 is 3', () => {
    expect(insightsOf([week(5, 6)], [], NOW)).toMatchObject([{ target: 'top_5_finish', targetRank: 5 }])
    expect(insightsOf([week(5, 5)], [], NOW)).toMatchObject([{ target: 'podium_finish', targetRank: 3 }])
  })

  test('[BOARD-20] what hangs on ranks is kept to itself on a board of fewer than ten', () => {
    const thin = [week(1, 5, { participants: 9 }), week(2, 9, { participants: 9 })]
    expect(insightsOf(thin, [], NOW)).toEqual([])
    expect(insightsOf(thin, [{ board: 'weekly', score: 95, best: 100 }], NOW)).toHaveLength(1)
    const crowded = thin.map((result) => ({ ...result, participants: 10 }))
    expect(insightsOf(crowded, [], NOW).map(({ kind }) => kind)).toEqual([
      'performance_trend',
      'achievement_proximity',
    ])
  })
})
