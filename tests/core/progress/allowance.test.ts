import { expect, test } from 'vitest'
import type { UserId } from '#core/kernel/ids.ts'
import type { TimestampMs } from '#core/kernel/time.ts'
import { achievementBook } from '#core/progress/achievement-book.ts'
import type { Activity, Deed } from '#core/progress/deed.ts'
import { pointsEngine } from '#core/progress/points-engine.ts'
import { DEFAULT_PROGRESS_POLICY } from '#core/progress/policy.ts'
import { newProgress, type Progress } from '#core/progress/progress.ts'
import { followDeeds } from '#core/progress/record.ts'

const NOON = Date.UTC(2026, 0, 5, 12)
const HOUR = 3_600_000
const { dayAllowances } = DEFAULT_PROGRESS_POLICY.abuse

const trader = (zone = 'UTC') => newProgress('ada' as UserId, zone)
const contextAt = (now: TimestampMs) => ({
  now,
  policy: DEFAULT_PROGRESS_POLICY,
  achievements: achievementBook([]),
  campaign: null,
})

/** Does something at an instant; the points engine alone answers. */
function does(progress: Progress, activity: Activity, at: TimestampMs) {
  const deed: Deed = {
    userId: progress.userId,
    activity,
    sourceId: `${activity}-${at}`,
    base: 25,
    bonus: 0,
    facts: {},
  }
  const followed = followDeeds([deed], progress, [pointsEngine], contextAt(at))
  return { progress: followed.progress, answer: followed.events[1] }
}

test('[ABUSE-10] a day pays one click of each kind, one session, one share and one help, and two of each part of a briefing', () => {
  expect([...dayAllowances]).toEqual([
    ['session_start', 1],
    ['session_long', 1],
    ['button_click', 1],
    ['menu_navigation', 1],
    ['feature_usage', 1],
    ['content_share', 1],
    ['friend_helped', 1],
    ['briefing_opened', 2],
    ['plan_saved', 2],
    ['decision_made', 2],
    ['chapter_completed', 2],
    ['outcome_reviewed', 2],
  ])
})

test.each([...dayAllowances])(
  '[ABUSE-10] %s earns up to its allowance and not once more',
  (activity, count) => {
    let progress = trader()
    for (let time = 0; time < count; time++) {
      const done = does(progress, activity, NOON + time * HOUR)
      expect(done.answer).toMatchObject({ kind: 'points_awarded', amount: 27 })
      progress = done.progress
    }
    const over = does(progress, activity, NOON + count * HOUR)
    expect(over.answer).toEqual({
      kind: 'points_withheld',
      userId: 'ada',
      action: activity,
      sourceId: `${activity}-${NOON + count * HOUR}`,
      violation: 'rate_limit_exceeded',
      // Midnight of the next day, in UTC.
      retryAt: Date.UTC(2026, 0, 6),
      counted: false,
    })
  },
)

test('[ABUSE-10] more than a day’s work is no violation, however often', () => {
  let progress = trader()
  for (let second = 0; second < 60; second++)
    progress = does(progress, 'button_click', NOON + second * 1_000).progress
  expect(progress.points.abuse.violations).toEqual([])
  expect(progress.points.totals.balance).toBe(27)
  expect(does(progress, 'daily_login', NOON + 60_000).answer).toMatchObject({ kind: 'points_awarded' })
})

test.each([
  // Where Ada is, the day begins at these instants.
  ['UTC', Date.UTC(2026, 0, 6)],
  ['America/New_York', Date.UTC(2026, 0, 6, 5)],
  ['Pacific/Kiritimati', Date.UTC(2026, 0, 6, 10)],
  // The clocks go forward that night: the day before has 23 hours.
  ['Europe/Berlin', Date.UTC(2026, 2, 29, 22)],
])('[ABUSE-10] in %s the allowance is whole again at the own midnight and not before', (zone, midnight) => {
  const evening = does(trader(zone), 'session_start', midnight - 2 * HOUR).progress
  expect(does(evening, 'session_start', midnight - 1).answer).toMatchObject({
    kind: 'points_withheld',
    retryAt: midnight,
  })
  expect(does(evening, 'session_start', midnight).answer).toMatchObject({ kind: 'points_awarded' })
})

test('[ABUSE-10] a clock that is set back brings no second allowance', () => {
  const { progress } = does(trader(), 'session_start', NOON)
  expect(does(progress, 'session_start', NOON - 2 * HOUR).answer).toMatchObject({ kind: 'points_withheld' })
})

/** Fails where something is not withheld, or is paid before the instant that was told, or is not paid then. */
function freesAt(progress: Progress, activity: Activity, asked: string, told: string): void {
  const at = Date.parse(told)
  for (const now of [Date.parse(asked), at - 1])
    expect(does(progress, activity, now).answer).toMatchObject({ kind: 'points_withheld', retryAt: at })
  expect(does(progress, activity, at).answer).toMatchObject({ kind: 'points_awarded' })
}

/** Does something at instants, all paid, in the zone that is named. */
function paidAt(start: Progress, zone: string, activity: Activity, ...instants: readonly string[]): Progress {
  let progress: Progress = { ...start, zone }
  for (const instant of instants) {
    const done = does(progress, activity, Date.parse(instant))
    expect(done.answer).toMatchObject({ kind: 'points_awarded' })
    progress = done.progress
  }
  return progress
}

test('[ABUSE-10] a date that is had again after a move west pays no second time, for a day and no longer', () => {
  // 02:00 of the 19th there.
  const east = paidAt(trader(), 'Pacific/Kiritimati', 'button_click', '2026-11-18T12:00:00Z')
  const west = { ...east, zone: 'UTC' }
  freesAt(west, 'button_click', '2026-11-18T13:00:00Z', '2026-11-19T12:00:00Z')
})

test('[ABUSE-10] of two that are paid a day, the older frees its place first', () => {
  // 02:00 and 04:00 of the 19th there.
  const east = paidAt(
    trader(),
    'Pacific/Kiritimati',
    'plan_saved',
    '2026-11-18T12:00:00Z',
    '2026-11-18T14:00:00Z',
  )
  const west = { ...east, zone: 'UTC' }
  freesAt(west, 'plan_saved', '2026-11-18T15:00:00Z', '2026-11-19T12:00:00Z')
  // What is paid then fills it again, until the second is a day old.
  const again = paidAt(west, 'UTC', 'plan_saved', '2026-11-19T12:00:00Z')
  freesAt(again, 'plan_saved', '2026-11-19T13:00:00Z', '2026-11-19T14:00:00Z')
})

test('[ABUSE-10] a newer day begins whole, where the one before it had 23 hours, too', () => {
  // 18:30 of 8 March in Kiritimati. New York begins that date half an hour later, at five, and ends it at four.
  const east = paidAt(trader(), 'Pacific/Kiritimati', 'button_click', '2026-03-08T04:30:00Z')
  const west = { ...east, zone: 'America/New_York' }
  freesAt(west, 'button_click', '2026-03-08T06:00:00Z', '2026-03-09T04:00:00Z')
})

test('[ABUSE-10] what was earned in the first hour of a date of 25 hours counts to its end', () => {
  // 18:30 of 1 November in Kiritimati, and 00:30 in New York, where the date begins at four and ends at five.
  const east = paidAt(trader(), 'Pacific/Kiritimati', 'button_click', '2026-11-01T04:30:00Z')
  const west = { ...east, zone: 'America/New_York' }
  freesAt(west, 'button_click', '2026-11-01T06:00:00Z', '2026-11-02T05:00:00Z')
})

test('[ABUSE-10] what was earned on the newest day is told apart from what was earned before it', () => {
  const at = (text: string) => Date.parse(text)
  let progress = trader('Pacific/Kiritimati')
  // 23:00 of the 18th and 02:00 of the 19th there: each date pays once.
  for (const text of ['2026-11-18T09:00:00Z', '2026-11-18T12:00:00Z']) {
    const done = does(progress, 'feature_usage', at(text))
    expect(done.answer).toMatchObject({ kind: 'points_awarded' })
    progress = done.progress
  }
  const clicked = does(progress, 'button_click', at('2026-11-18T09:30:00Z'))
  progress = { ...clicked.progress, zone: 'UTC' }
  // Both are of the newest day or of today's date in UTC.
  for (const activity of ['feature_usage', 'button_click'] as const)
    expect(does(progress, activity, at('2026-11-18T13:00:00Z')).answer).toMatchObject({
      kind: 'points_withheld',
    })
})
