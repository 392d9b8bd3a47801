import { describe, expect, test } from 'vitest'
import { HOUR_MS } from '#core/kernel/time.ts'
import type { Activity } from '#core/progress/deed.ts'
import { STREAK_TYPES, type StreakType } from '#core/progress/streak-event.ts'
import { at, loggedIn, Streaker } from './streaking.ts'

const CALENDAR: readonly StreakType[] = ['daily_login', 'story_progress', 'interaction']
const DAY_MS = 24 * HOUR_MS

describe('calendar days', () => {
  test.each(CALENDAR)(
    '[STREAK-1] %s: the first time begins, the next day adds one, the same day nothing',
    (type) => {
      const ada = new Streaker('Europe/Berlin')
      expect(ada.does(type, at('2026-03-28T22:59:00Z'))).toMatchObject({
        change: 'began',
        previous: 0,
        broken: false,
        daysSinceLast: null,
        record: { count: 1, longest: 1, startDay: '2026-03-28', lastDay: '2026-03-28', resetDay: null },
      })
      // Two minutes later it is the next day in Berlin, the one that has 23 hours.
      expect(ada.does(type, at('2026-03-28T23:01:00Z'))).toMatchObject({
        change: 'grew',
        previous: 1,
        daysSinceLast: 1,
        record: { count: 2, longest: 2, startDay: '2026-03-28', lastDay: '2026-03-29' },
      })
      expect(ada.does(type, at('2026-03-29T21:59:59.999Z'))).toBeNull()
      expect(ada.does(type, at('2026-03-29T22:00:00Z'))).toMatchObject({
        change: 'grew',
        record: { count: 3 },
      })
    },
  )

  test.each(CALENDAR)('[STREAK-2] %s: one missed day holds the count, two reset it', (type) => {
    const ada = new Streaker()
    ada.does(type, at('2026-11-01T12:00:00Z'))
    ada.does(type, at('2026-11-02T00:00:00Z'))
    // Nearly 48 hours later, but the 3rd was missed.
    expect(ada.does(type, at('2026-11-04T23:59:59.999Z'))).toMatchObject({
      change: 'held',
      previous: 2,
      broken: false,
      daysSinceLast: 2,
      record: { count: 2, startDay: '2026-11-01', lastDay: '2026-11-04' },
    })
    expect(ada.does(type, at('2026-11-05T00:00:00Z'))).toMatchObject({ change: 'grew', record: { count: 3 } })
    expect(ada.does(type, at('2026-11-08T00:00:00Z'))).toMatchObject({
      change: 'reset',
      previous: 3,
      broken: true,
      daysSinceLast: 3,
      record: { count: 1, longest: 3, startDay: '2026-11-08', resetDay: '2026-11-08' },
    })
  })

  test('[STREAK-2] a streak of one that begins anew has broken nothing', () => {
    const ada = new Streaker()
    ada.does('daily_login', at('2026-11-01T12:00:00Z'))
    expect(ada.does('daily_login', at('2026-11-11T12:00:00Z'))).toMatchObject({
      change: 'reset',
      broken: false,
      record: { count: 1, resetDay: null },
    })
  })

  test('[STREAK-1] a second login on the same day changes nothing, a minute or hours later', () => {
    const ada = loggedIn(5, '2026-11-05')
    const before = ada.progress
    for (const minutes of [1, 60, 719]) {
      expect(ada.does('daily_login', at('2026-11-05T12:00:00Z') + minutes * 60_000)).toBeNull()
    }
    expect(ada.progress.streaks).toEqual(before.streaks)
  })

  test('[STREAK-3] a clock that is set back changes nothing', () => {
    const ada = loggedIn(5, '2026-11-05')
    const before = ada.progress.streaks
    for (const back of ['2026-11-05T11:59:59Z', '2026-11-04T12:00:00Z', '2020-01-01T00:00:00Z'])
      expect(ada.does('daily_login', at(back))).toBeNull()
    expect(ada.progress.streaks).toEqual(before)
    expect(ada.does('daily_login', at('2026-11-06T12:00:00Z'))).toMatchObject({ record: { count: 6 } })
  })

  test('[STREAK-1] streaks of different types do not touch each other', () => {
    const ada = loggedIn(4, '2026-11-04')
    ada.does('interaction', at('2026-11-04T13:00:00Z'))
    expect(STREAK_TYPES.map((type) => ada.count(type))).toEqual([4, 0, 1, 0])
  })
})

describe('hours', () => {
  // 7 days of grace, 14 until the end of the hold; both ends still belong to the window.
  test.each([
    ['at once', 0, 'grew', 3],
    ['exactly 7 days later', 7 * DAY_MS, 'grew', 3],
    ['a millisecond more', 7 * DAY_MS + 1, 'held', 2],
    ['exactly 14 days later', 14 * DAY_MS, 'held', 2],
    ['a millisecond more than 14 days later', 14 * DAY_MS + 1, 'reset', 1],
  ] as const)('[STREAK-4] an unlock %s', (_name, later, change, count) => {
    const ada = new Streaker()
    const start = at('2026-11-01T12:00:00Z')
    ada.does('achievement_unlock', start)
    ada.does('achievement_unlock', start)
    expect(ada.does('achievement_unlock', start + later)).toMatchObject({ change, record: { count } })
  })

  test('[STREAK-4] an unlock before the newest one changes nothing', () => {
    const ada = new Streaker()
    ada.does('achievement_unlock', at('2026-11-01T12:00:00Z'))
    expect(ada.does('achievement_unlock', at('2026-11-01T11:59:59Z'))).toBeNull()
  })
})

test.each([
  ['daily_login', 'daily_login'],
  ['chapter_completed', 'story_progress'],
  ['story_completed', 'story_progress'],
  ['button_click', 'interaction'],
  ['menu_navigation', 'interaction'],
  ['feature_usage', 'interaction'],
  ['briefing_opened', 'interaction'],
  ['decision_made', 'interaction'],
  ['session_start', null],
  ['trade_closed', null],
  ['plan_saved', null],
] as const satisfies readonly (readonly [Activity, StreakType | null])[])(
  '[STREAK-7] %s keeps up %s',
  (activity, type) => {
    const ada = new Streaker()
    const now = at('2026-11-01T12:00:00Z')
    ada.hears(ada.activity(activity, now), now)
    expect(Object.keys(ada.progress.streaks.records)).toEqual(type === null ? [] : [type])
  },
)
