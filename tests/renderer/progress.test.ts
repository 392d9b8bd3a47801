import { describe, expect, test } from 'vitest'
import type { ProgressMessage } from '#contracts/live-progress.ts'
import { readProgressNews } from '../../renderer/link/progress-news.ts'
import type { AchievementView, DailyMissionView } from '../../renderer/link/wire-progress.ts'
import { claimable } from '../../renderer/parts/deeds.ts'
import { chosen } from '../../renderer/state/achievements.ts'
import { CALENDAR_WEEKS, calendarOf, calendarSums, monthsOf } from '../../renderer/state/calendar.ts'
import { draftOf, EMPTY_CAMPAIGN, paceOf, requestOf, trackOf } from '../../renderer/state/campaigns.ts'
import { deepestFall, newest, sumStretch, sumsOf } from '../../renderer/state/curve.ts'
import { isDeciding, isGreat, momentOf } from '../../renderer/state/moment.ts'
import { calmLeftMs, inLines, shareOf, untilText } from '../../renderer/state/progress.ts'
import { honourName } from '../../renderer/state/shipped.ts'

const DAY = 86_400_000
const HOUR = 3_600_000

describe('progress', () => {
  test('[REWARDPAGE-3] a minute has to pass after the last fire before a box opens', () => {
    expect(calmLeftMs([], 100_000)).toBe(0)
    expect(calmLeftMs([40_000, 100_000], 100_000)).toBe(60_000)
    expect(calmLeftMs([40_000], 100_000)).toBe(0)
    expect(calmLeftMs([40_001], 100_000)).toBe(1)
  })

  test('[SHELL-98] a mission is there to be claimed once it is done, until it is paid', () => {
    const mission = (id: string, completed: boolean, claimed: boolean) =>
      ({ id, completed, claimed }) as DailyMissionView
    const all = [mission('open', false, false), mission('done', true, false), mission('paid', true, true)]
    expect(claimable(all).map(({ id }) => id)).toEqual(['done'])
  })

  test('[PROG-41] an honour that is named as the wire names things is read as words', () => {
    expect(honourName('top_ten')).toBe('top ten')
    expect(honourName('Brass ruler')).toBe('Brass ruler')
  })

  test('[PROG-40] what a deed did not earn stands beside it, and what stands alone stays alone', () => {
    const told = (id: string, kind: string, at: number) => ({ id, kind, sentence: `${id}.`, at })
    const lines = inLines([
      told('no more', 'points_withheld', 9),
      told('login', 'activity_recorded', 9),
      told('alone', 'points_withheld', 8),
      told('earlier', 'activity_recorded', 7),
      told('paid', 'points_awarded', 6),
      told('plan', 'activity_recorded', 6),
    ])
    expect(lines.map(({ id, beside }) => [id, beside])).toEqual([
      ['login', 'no more.'],
      ['alone', ''],
      ['earlier', ''],
      ['paid', ''],
      ['plan', ''],
    ])
  })

  test('[PROG-2] a share stays between nothing and all, and a way without length is done', () => {
    expect(shareOf(150, 100, 300)).toBe(0.25)
    expect(shareOf(50, 100, 300)).toBe(0)
    expect(shareOf(400, 100, 300)).toBe(1)
    expect(shareOf(400, 100, null)).toBe(1)
  })

  test('[PROG-2] time left is said in its two largest units', () => {
    expect(untilText(5 * HOUR + 45 * 60_000)).toBe('5 h 45 min')
    expect(untilText(2 * DAY + HOUR)).toBe('2 d 1 h')
    expect(untilText(1)).toBe('1 min')
    expect(untilText(-5)).toBe('0 min')
  })
})

describe('moments', () => {
  const unlocked = (medal: string) =>
    ({ about: 'achievement', unlocked: { name: 'A', medal }, milestone: null }) as const
  const logins = (milestone: number | null) => ({ about: 'streak', unlocked: null, milestone }) as const

  test('[PROG-12] platinum and the great streaks of logins are moments, everything else is a line', () => {
    expect(momentOf(unlocked('platinum'))).toEqual({ kind: 'platinum', name: 'A' })
    for (const medal of ['gold', 'silver', 'bronze']) expect(momentOf(unlocked(medal))).toBeNull()
    for (const days of [7, 30, 100, 365]) expect(momentOf(logins(days))).toEqual({ kind: 'streak', days })
    for (const days of [null, 3, 14, 60]) expect(momentOf(logins(days))).toBeNull()
  })

  test('[PROG-12] a week of logins has no flourish', () => {
    const great = [7, 30, 100, 365].filter((days) => isGreat({ kind: 'streak', days }))
    expect([great, isGreat({ kind: 'platinum', name: 'A' })]).toEqual([[30, 100, 365], true])
  })

  test('[PROG-12] a moment waits while a decision is armed or on its way', () => {
    const armed = { a: { kind: 'armed', until: 1_000 } } as const
    expect([isDeciding(armed, 999), isDeciding(armed, 1_000)]).toEqual([true, false])
    expect(isDeciding({ a: { kind: 'sending', what: 'pass' } }, 0)).toBe(true)
    expect(isDeciding({ a: { kind: 'unanswered', what: 'fire' } }, 0)).toBe(false)
    expect(isDeciding({}, 0)).toBe(false)
  })

  test('[PROG-12] the milestone of a message is that of logins alone', () => {
    const told = (streak_type: string) =>
      readProgressNews('gamification.streak_updated', {
        payload: { streak_type, streak_milestone: 30 },
      } as unknown as ProgressMessage).milestone
    expect(told('daily_login')).toBe(30)
    expect(told('interaction')).toBeNull()
  })
})

describe('the curve of a profile', () => {
  test('[PROFILE-2] sums begin with nought, and the fall is measured from the height before it', () => {
    // 0, 10, 4, 9, 1: from 10 down to 1.
    expect(sumsOf([10, -6, 5, -8])).toEqual([0, 10, 4, 9, 1])
    expect(deepestFall([0, 10, 4, 9, 1])).toBe(9)
    expect(deepestFall([0, 1, 2])).toBe(0)
    expect(sumStretch([0, 10, -2])).toEqual({ from: -2, to: 10 })
    expect(sumStretch([0])).toEqual({ from: -1, to: 1 })
  })

  test('[PROFILE-2] a range shows the newest in their order', () => {
    const trades = Array.from({ length: 40 }, (_, n) => n)
    expect(newest(trades, '30')).toEqual(trades.slice(10))
    expect(newest(trades, 'all')).toEqual(trades)
  })
})

describe('the calendar of a profile', () => {
  // 2026-11-20 is a Friday.
  const weeks = calendarOf({
    today: '2026-11-20',
    results: [
      { day: '2026-11-20', pnl: 10 },
      { day: '2026-11-20', pnl: -4 },
      { day: '2026-10-31', pnl: -3 },
      { day: '2020-01-01', pnl: 99 },
    ],
    streak: { from: '2026-11-19', to: '2026-11-20' },
  })

  test('[PROFILE-3] a year of weeks from Monday on ends with today', () => {
    expect(weeks).toHaveLength(CALENDAR_WEEKS)
    expect(weeks.at(-1)?.map(({ day }) => day)).toEqual([
      '2026-11-16',
      '2026-11-17',
      '2026-11-18',
      '2026-11-19',
      '2026-11-20',
    ])
    // 52 weeks before that Monday.
    expect(weeks[0]?.[0]?.day).toBe('2025-11-17')
  })

  test('[PROFILE-3] a day has the sum of its trades and a day without one has none', () => {
    expect(weeks.at(-1)?.at(-1)).toEqual({ day: '2026-11-20', pnl: 6, inStreak: true })
    expect(weeks.at(-1)?.[0]).toEqual({ day: '2026-11-16', pnl: null, inStreak: false })
    expect(calendarSums(weeks)).toEqual({ up: 1, down: 1, best: 6, worst: -3, streak: 2, traded: 2 })
    expect(monthsOf(weeks)).toEqual([
      { month: '2026-11', days: 1, pnl: 6 },
      { month: '2026-10', days: 1, pnl: -3 },
    ])
  })
})

describe('campaigns', () => {
  const milestones = [{ xp: 100 }, { xp: 400 }, { xp: 1_000 }]

  test('[PROG-3] a milestone is owned at its XP, the first beyond is next, the others are locked', () => {
    expect(trackOf(milestones, 100).map(({ state }) => state)).toEqual(['owned', 'next', 'locked'])
    expect(trackOf(milestones, 99).map(({ state }) => state)).toEqual(['next', 'locked', 'locked'])
    expect(trackOf(milestones, 1_000).map(({ state }) => state)).toEqual(['owned', 'owned', 'owned'])
  })

  test('[PROG-3] a pace is told after a day, and is the XP so far over the time so far', () => {
    const run = { startsAt: 0, endsAt: 10 * DAY }
    expect(paceOf(run, 300, 2 * DAY)).toBe(1_500)
    expect(paceOf(run, 300, DAY - 1)).toBeNull()
    expect(paceOf(run, 0, 2 * DAY)).toBeNull()
    expect(paceOf(run, 300, 10 * DAY)).toBeNull()
  })

  test('[PROG-4] a draft is sent when it has a name, an end and whole numbers; its times are UTC', () => {
    const draft = { ...EMPTY_CAMPAIGN, name: ' Autumn ', ends: '2026-11-20T18:00' }
    expect(requestOf(EMPTY_CAMPAIGN)).toBeNull()
    expect(requestOf(draft)).toEqual({
      name: 'Autumn',
      description: '',
      ends_at: Date.UTC(2026, 10, 20, 18) / 1_000,
      milestones: [{ xp: 500, rewards: [{ kind: 'points', amount: 200 }] }],
    })
    expect(requestOf({ ...draft, milestones: [{ key: 1, xp: '1.5', points: '200', more: [] }] })).toBeNull()
    expect(requestOf({ ...draft, milestones: [{ key: 1, xp: '5', points: '', more: [] }] })).toBeNull()
  })

  test('[PROG-13] a campaign that is changed is sent as it was, but for what was changed', () => {
    const box = { kind: 'box', rarity: 'rare' } as const
    const xp = { kind: 'xp', amount: 50 } as const
    const campaign = {
      id: 'c1',
      name: 'Autumn',
      description: 'Leaves',
      status: 'upcoming',
      startsAt: Date.UTC(2026, 10, 20, 18),
      endsAt: Date.UTC(2026, 11, 20, 18, 0, 7),
      milestones: [
        { xp: 500, rewards: [{ kind: 'points', amount: 200 }, box] },
        { xp: 900, rewards: [xp] },
      ],
    } as const
    const draft = draftOf(campaign)
    expect([draft.starts, draft.ends]).toEqual(['2026-11-20T18:00', '2026-12-20T18:00:07'])
    expect(requestOf({ ...draft, name: 'Winter' })).toEqual({
      name: 'Winter',
      description: 'Leaves',
      starts_at: campaign.startsAt / 1_000,
      ends_at: campaign.endsAt / 1_000,
      milestones: campaign.milestones,
    })
  })
})

test('[PROG-5] the gallery shows all, what is more than half way, or what is done', () => {
  const one = (id: string, progress: number, done = false) => ({ id, progress, done }) as AchievementView
  const all = [one('begun', 0.2), one('near', 0.5), one('done', 1, true)]
  const ids = (shown: Parameters<typeof chosen>[1]) => chosen(all, shown).map(({ id }) => id)
  expect(ids('all')).toEqual(['done', 'near', 'begun'])
  expect(ids('near')).toEqual(['near'])
  expect(ids('done')).toEqual(['done'])
})
