import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { nextMultiple, UNLOCKS_PER_CASCADE_MAX, unlockedOf } from '#core/progress/achievement.ts'
import { achievementBook } from '#core/progress/achievement-book.ts'
import type { Counter } from '#core/progress/counters.ts'
import type { Progress } from '#core/progress/progress.ts'
import type { ProgressEvent } from '#core/progress/progress-event.ts'
import {
  ADA,
  atLeast,
  bookOf,
  contextOf,
  definition,
  did,
  idsUnlocked,
  NOON,
  tell,
  trader,
  withCounters,
  withPoints,
} from './achieving.ts'

const DAY_MS = 86_400_000

describe('unlocking', () => {
  test('[ACHV-3] what all criteria hold for is unlocked, secret or not; the rest is not', () => {
    // Seed: {stories 5, points 2000, decisions 100} unlocks the first four of these five.
    const book = bookOf(
      definition('story', { criteria: [atLeast('stories_completed', 1)], displayOrder: 1 }),
      definition('points', { criteria: [atLeast('total_points', 1_000)], displayOrder: 2 }),
      definition('decisions', { criteria: [atLeast('decisions_made', 50)], displayOrder: 3 }),
      definition('both', {
        criteria: [atLeast('stories_completed', 5), atLeast('decisions_made', 100)],
        displayOrder: 4,
      }),
      definition('secret', { criteria: [atLeast('total_points', 50_000)], secret: true, displayOrder: 5 }),
    )
    const start = withCounters({ stories: 5, decisions: 100 }, withPoints(2_000))
    expect(idsUnlocked(tell(did('session_start', {}), start, contextOf(book)))).toEqual([
      'story',
      'points',
      'decisions',
      'both',
    ])
    const rich = withPoints(50_000, start)
    expect(idsUnlocked(tell(did('session_start', {}), rich, contextOf(book)))).toContain('secret')
  })

  test('[ACHV-3] an unlock states what it was, how often, the totals after it and what it pays', () => {
    const book = bookOf(definition('one', { tier: 'gold', points: 250, badgeUrl: '/badge.svg', version: 3 }))
    const { events, progress } = tell(did('decision_made', { decisions: 1 }), trader(), contextOf(book))
    expect(events[1]).toEqual({
      kind: 'achievement_unlocked',
      userId: ADA,
      achievementId: 'one',
      version: 3,
      name: 'one',
      category: 'milestone',
      tier: 'gold',
      badgeUrl: '/badge.svg',
      criteria: [atLeast('decisions_made', 1)],
      occurrence: 1,
      week: '2026-11-16',
      unlocked: { times: 1, given: 0, points: 250, week: '2026-11-16' },
      totals: { unlocks: 1, achievements: 1, tiers: { bronze: 0, silver: 0, gold: 1, platinum: 0 } },
      rewards: [{ kind: 'points', amount: 250 }],
      cause: { engine: 'achievement', id: 'achievement:one:1' },
      by: null,
    })
    expect(events).toHaveLength(2)
    expect(unlockedOf(progress.achievements, 'one')?.times).toBe(1)
  })

  test('[ACHV-3] nothing is unlocked twice, whatever comes after', () => {
    const book = bookOf(definition('one'))
    const first = tell(did('decision_made', { decisions: 1 }), trader(), contextOf(book))
    const later = [did('decision_made', { decisions: 2 }), did('session_start', {}), did('daily_login', {})]
    for (const event of later) expect(idsUnlocked(tell(event, first.progress, contextOf(book)))).toEqual([])
  })

  test('[ACHV-3] what is switched off is not unlocked, and what pays nothing promises nothing', () => {
    const off = bookOf(definition('one', { active: false }))
    expect(idsUnlocked(tell(did('decision_made', { decisions: 1 }), trader(), contextOf(off)))).toEqual([])
    const free = bookOf(definition('one', { points: 0 }))
    const { events } = tell(did('decision_made', { decisions: 1 }), trader(), contextOf(free))
    expect(events[1]).toMatchObject({ achievementId: 'one', rewards: [] })
  })

  test('[ACHV-3] an id may be called like something that every object has', () => {
    const book = bookOf(definition('constructor'))
    const told = tell(did('decision_made', { decisions: 1 }), trader(), contextOf(book))
    expect(idsUnlocked(told)).toEqual(['constructor'])
    expect(told.progress.achievements.totals.achievements).toBe(1)
  })
})

describe('what an event is held against', () => {
  test('[ACHV-4] definitions that ask for a stat the event moved, and no others', () => {
    const book = bookOf(
      definition('asks_decisions'),
      definition('asks_stories', { criteria: [atLeast('stories_completed', 1)] }),
    )
    // He has a story, but nothing told of it just now.
    const start = withCounters({ stories: 1 })
    const told = tell(did('decision_made', { decisions: 1 }), start, contextOf(book))
    expect(idsUnlocked(told)).toEqual(['asks_decisions'])
  })

  test('[ACHV-4] a login or the start of a session looks at everything', () => {
    const book = bookOf(definition('asks_stories', { criteria: [atLeast('stories_completed', 1)] }))
    const start = withCounters({ stories: 1 })
    for (const activity of ['daily_login', 'session_start'] as const)
      expect(idsUnlocked(tell(did(activity, {}), start, contextOf(book)))).toEqual(['asks_stories'])
    expect(idsUnlocked(tell(did('session_long', {}), start, contextOf(book)))).toEqual([])
  })

  test('[ACHV-4] a decision of a new desk is held against a tenth of the definitions', () => {
    const book = achievementBook([])
    const asked = ['decisions_made', 'interactions'].flatMap((stat) => book.byStat.get(stat as never) ?? [])
    expect(book.active).toHaveLength(41)
    expect(asked).toHaveLength(6)
  })

  test('[ACHV-4] points and levels are looked at when they move', () => {
    const book = bookOf(
      definition('rich', { criteria: [atLeast('total_points', 100)] }),
      definition('high', { criteria: [atLeast('level_reached', 2)] }),
    )
    const start = trader()
    const before = start.points.totals
    const awarded = (totals: Partial<typeof before>): ProgressEvent => ({
      kind: 'points_awarded',
      userId: ADA,
      type: 'earned',
      action: 'decision_made',
      sourceId: 'one',
      amount: 100,
      xpGained: 100,
      calculation: null,
      before,
      totals: { ...before, ...totals },
      suspicious: false,
      context: null,
      cause: null,
      reason: null,
      by: null,
    })
    const rich = tell(awarded({ lifetime: 100 }), start, contextOf(book))
    expect(idsUnlocked(rich)).toEqual(['rich'])
    const both = tell(awarded({ lifetime: 100, xp: 100, level: 2 }), start, contextOf(book))
    expect(idsUnlocked(both)).toEqual(['rich', 'high'])
  })
})

describe('chains', () => {
  test('[ACHV-5] an unlock may bring about another, until nothing is due', () => {
    const book = bookOf(
      definition('first'),
      definition('second', { criteria: [atLeast('achievements_unlocked', 1)] }),
      definition('third', { criteria: [atLeast('achievements_unlocked', 2)] }),
      definition('fourth', { criteria: [atLeast('achievements_unlocked', 4)] }),
    )
    const told = tell(did('decision_made', { decisions: 1 }), trader(), contextOf(book))
    expect(idsUnlocked(told)).toEqual(['first', 'second', 'third'])
    expect(told.progress.achievements.totals).toMatchObject({ unlocks: 3, achievements: 3 })
  })

  test('[ACHV-5] one command unlocks ten at most; the rest comes with the next look at everything', () => {
    const many = Array.from({ length: 25 }, (_, at) => definition(`many_${at}`, { displayOrder: at }))
    const context = contextOf(bookOf(...many))
    const first = tell(did('decision_made', { decisions: 1 }), trader(), context)
    expect(idsUnlocked(first)).toEqual(many.slice(0, UNLOCKS_PER_CASCADE_MAX).map(({ id }) => id))
    const second = tell(did('daily_login', {}), first.progress, context)
    expect(idsUnlocked(second)).toHaveLength(10)
    const third = tell(did('session_start', {}), second.progress, context)
    expect(idsUnlocked(third)).toHaveLength(5)
    expect(third.progress.achievements.totals.unlocks).toBe(25)
  })
})

describe('what repeats', () => {
  const TENS = bookOf(
    definition('tens', { repeatable: true, criteria: [atLeast('decisions_made', 10)], points: 20 }),
  )

  function decisions(count: number, start: Progress, now = NOON) {
    return tell(did('decision_made', { decisions: count }), start, contextOf(TENS, now))
  }

  test('[ACHV-6] each further multiple unlocks anew, and each occurrence has a cause of its own', () => {
    const first = decisions(10, trader())
    expect(first.events[1]).toMatchObject({ occurrence: 1, cause: { id: 'achievement:tens:1' } })
    expect(idsUnlocked(decisions(19, first.progress, NOON + 7 * DAY_MS))).toEqual([])
    const second = decisions(20, first.progress, NOON + 7 * DAY_MS)
    expect(second.events[1]).toMatchObject({ occurrence: 2, cause: { id: 'achievement:tens:2' } })
    // A repeat is an unlock and no further achievement.
    expect(second.progress.achievements.totals).toMatchObject({ unlocks: 2, achievements: 1 })
    expect(unlockedOf(second.progress.achievements, 'tens')).toMatchObject({ times: 2, points: 40 })
  })

  test('[ACHV-6] at most once in an ISO week of the trader, Monday to Sunday', () => {
    const monday = Date.UTC(2026, 10, 23)
    const first = decisions(10, trader())
    expect(idsUnlocked(decisions(20, first.progress, monday - 1))).toEqual([])
    expect(idsUnlocked(decisions(20, first.progress, monday))).toEqual(['tens'])
    // In New York that Monday begins five hours later.
    const there = decisions(10, trader({ zone: 'America/New_York' }))
    expect(idsUnlocked(decisions(20, there.progress, monday + 5 * 3_600_000 - 1))).toEqual([])
    expect(idsUnlocked(decisions(20, there.progress, monday + 5 * 3_600_000))).toEqual(['tens'])
  })

  test('[ACHV-6] a week that is seen again by flying west is no later one', () => {
    const start = { ...trader({ zone: 'Pacific/Auckland' }) }
    // Monday 23 November in Auckland while it is still Sunday in New York.
    const monday = Date.UTC(2026, 10, 22, 12)
    const first = decisions(10, start, monday)
    const west = { ...first.progress, zone: 'America/New_York' }
    expect(idsUnlocked(decisions(20, west, monday + 1))).toEqual([])
  })

  test('[ACHV-6] what an operator gave uses up no multiple', () => {
    expect(nextMultiple(null)).toBe(1)
    expect(nextMultiple({ times: 1, given: 1, points: 0, week: null })).toBe(1)
    expect(nextMultiple({ times: 3, given: 1, points: 0, week: null })).toBe(3)
  })
})

describe('what only achievements count', () => {
  function login(day: string, start: Progress) {
    const now = Date.parse(`${day}T12:00:00Z`)
    return tell(did('daily_login', {}, day), start, contextOf(achievementBook([]), now))
  }

  test('[ACHV-7] seven logins from Monday to Sunday are a perfect week; seven in a row over two weeks are none', () => {
    const days = Array.from({ length: 21 }, (_, at) =>
      new Date(Date.UTC(2026, 10, 18 + at)).toISOString().slice(0, 10),
    )
    let progress = trader()
    const unlockedOn: string[] = []
    // Wednesday 18 November on: the first whole week ends on Sunday the 29th, the next on 6 December.
    for (const day of days) {
      const told = login(day, progress)
      progress = told.progress
      if (idsUnlocked(told).includes('perfect_week')) unlockedOn.push(day)
    }
    expect(unlockedOn).toEqual(['2026-11-29', '2026-12-06'])
    expect(progress.achievements.feats.perfectWeeks).toBe(2)
  })

  test('[ACHV-7] a week with six logins is not perfect', () => {
    let progress = trader()
    for (const day of ['16', '17', '18', '20', '21', '22'])
      progress = login(`2026-11-${day}`, progress).progress
    expect(progress.achievements.feats).toMatchObject({
      perfectWeeks: 0,
      week: { monday: '2026-11-16', logins: 6 },
    })
  })

  test('[ACHV-7] memberships that begin are counted, those that end are not', () => {
    const book = achievementBook([])
    const vip = (tier: 'none' | 'standard' | 'premium'): ProgressEvent => ({
      kind: 'vip_changed',
      userId: ADA,
      vip: tier,
      by: null,
    })
    const began = tell(vip('standard'), trader(), contextOf(book))
    expect(idsUnlocked(began)).toEqual(['vip_novice'])
    const ended = tell(vip('none'), began.progress, contextOf(book))
    expect(ended.events).toHaveLength(1)
    const again = tell(vip('premium'), ended.progress, contextOf(book))
    expect(idsUnlocked(again)).toEqual([])
    expect(again.progress.achievements.feats.vipActivations).toBe(2)
  })

  test('[ACHV-7] the best rank at the close of a week counts, and only of weeks', () => {
    const book = achievementBook([])
    const closed = (rank: number, board: 'weekly' | 'monthly' = 'weekly'): ProgressEvent => ({
      kind: 'board_result',
      userId: ADA,
      board,
      period: '2026-W47',
      rank,
      score: 100,
      participants: 20,
      previousRank: null,
      personalBest: false,
      rewards: [],
      cause: { engine: 'board', id: 'lb:weekly:2026-W47:ada' },
    })
    expect(idsUnlocked(tell(closed(1, 'monthly'), trader(), contextOf(book)))).toEqual([])
    expect(idsUnlocked(tell(closed(11), trader(), contextOf(book)))).toEqual([])
    const tenth = tell(closed(10), trader(), contextOf(book))
    expect(idsUnlocked(tenth)).toEqual(['competitor_top10'])
    const worse = tell(closed(12), tenth.progress, contextOf(book))
    expect(worse.progress.achievements.feats.weeklyRankBest).toBe(10)
    expect(idsUnlocked(tell(closed(1), worse.progress, contextOf(book)))).toEqual([
      'competitor_top5',
      'competitor_top1',
    ])
  })
})

test('[ACHV-8] in whatever order things are told, the same is unlocked', () => {
  const moves = fc.constantFrom<Counter>(
    'decisions',
    'stories',
    'chapters',
    'interactions',
    'invites',
    'helped',
  )
  const book = achievementBook([
    definition('mixed', { criteria: [atLeast('stories_completed', 2), atLeast('decisions_made', 3)] }),
    definition('chained', { criteria: [atLeast('achievements_unlocked', 4)] }),
  ])
  const play = (told: readonly Counter[]): ReadonlySet<string> => {
    let progress = trader()
    for (const counter of told) {
      const count = (progress.activity.counters[counter] ?? 0) + 1
      progress = tell(did('feature_usage', { [counter]: count }), progress, contextOf(book)).progress
    }
    return new Set(Object.keys(progress.achievements.unlocked))
  }
  fc.assert(
    fc.property(
      fc
        .array(moves, { maxLength: 60 })
        .chain((told) => fc.tuple(fc.constant(told), fc.shuffledSubarray(told, { minLength: told.length }))),
      ([told, shuffled]) => {
        expect(play(shuffled)).toEqual(play(told))
      },
    ),
  )
})
