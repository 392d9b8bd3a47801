import { expect, test } from 'vitest'
import type { UserId } from '#core/kernel/ids.ts'
import type { TimestampMs } from '#core/kernel/time.ts'
import { achievementBook } from '#core/progress/achievement-book.ts'
import { recordDeed } from '#core/progress/activity.ts'
import { cascade } from '#core/progress/cascade.ts'
import type { Activity, Facts } from '#core/progress/deed.ts'
import { ENGINES } from '#core/progress/engines.ts'
import { credited, NO_POINTS } from '#core/progress/points.ts'
import { DEFAULT_PROGRESS_POLICY } from '#core/progress/policy.ts'
import { newProgress, type Progress } from '#core/progress/progress.ts'
import type { ProgressEvent } from '#core/progress/progress-event.ts'
import { tallyAfter } from '#core/progress/tally.ts'

const at = (text: string): TimestampMs => Date.parse(text)

/** Somebody who moves about and does things. */
class Traveller {
  #progress: Progress
  constructor(zone: string) {
    this.#progress = newProgress('ada' as UserId, zone)
  }
  get progress(): Progress {
    return this.#progress
  }
  moves(zone: string): void {
    this.#progress = { ...this.#progress, zone }
  }
  does(activity: Activity, now: TimestampMs, base = 0, facts: Facts = {}): readonly ProgressEvent[] {
    const context = {
      now,
      policy: DEFAULT_PROGRESS_POLICY,
      achievements: achievementBook([]),
      campaign: null,
    }
    const deed = { userId: this.#progress.userId, activity, sourceId: `${now}`, base, bonus: 0, facts }
    const told = cascade([recordDeed(deed, this.#progress, context)], this.#progress, ENGINES, context)
    this.#progress = told.progress
    return told.events
  }
  /** What a login came to: the points of it and the streak after it. */
  logsIn(text: string) {
    const events = this.does('daily_login', at(text), 50)
    const bonus = events.find(({ kind }) => kind === 'daily_bonus_claimed')
    const withheld = events.find((event) => event.kind === 'points_withheld')
    const streak = this.#progress.streaks.records.daily_login?.count
    return { paid: bonus !== undefined, streak, ...(withheld && { retryAt: withheld.retryAt }) }
  }
}

test('[POINTS-15] who stays is paid on every date, at 23:00 and at 08:00', () => {
  const ada = new Traveller('Europe/Berlin')
  expect(ada.logsIn('2026-11-17T22:00:00Z')).toEqual({ paid: true, streak: 1 })
  expect(ada.logsIn('2026-11-18T07:00:00Z')).toEqual({ paid: true, streak: 2 })
  expect(ada.logsIn('2026-11-18T23:00:00Z')).toEqual({ paid: true, streak: 3 })
})

test('[POINTS-15] a date that is reached by moving east counts for the streak and pays no second bonus', () => {
  const ada = new Traveller('UTC')
  expect(ada.logsIn('2026-11-18T12:00:00Z')).toEqual({ paid: true, streak: 1 })
  ada.moves('Pacific/Kiritimati')
  // 02:00 of the 19th there; the 20th begins there at 10:00 of the 19th in UTC.
  expect(ada.logsIn('2026-11-18T12:00:00.1Z')).toEqual({
    paid: false,
    streak: 2,
    retryAt: at('2026-11-19T10:00:00Z'),
  })
  // From there on he lives by that calendar.
  expect(ada.logsIn('2026-11-19T10:00:00Z')).toEqual({ paid: true, streak: 3 })
})

test('[POINTS-15] who arrives in the east when the date has come at home, too, is paid', () => {
  const ada = new Traveller('Europe/Berlin')
  ada.logsIn('2026-11-18T08:00:00Z')
  ada.moves('Asia/Tokyo')
  expect(ada.logsIn('2026-11-18T23:00:00Z')).toEqual({ paid: true, streak: 2 })
})

test('[POINTS-15] a date that is had again in the west pays nothing, nor one before it', () => {
  const ada = new Traveller('Pacific/Kiritimati')
  expect(ada.logsIn('2026-11-18T12:00:00Z')).toEqual({ paid: true, streak: 1 })
  ada.moves('UTC')
  // The 18th, then the 19th, which he had.
  expect(ada.logsIn('2026-11-18T13:00:00Z')).toMatchObject({ paid: false, streak: 1 })
  expect(ada.logsIn('2026-11-19T13:00:00Z')).toMatchObject({ paid: false, streak: 1 })
  expect(ada.logsIn('2026-11-20T00:00:00Z')).toEqual({ paid: true, streak: 2 })
})

test('[USER-8] a day active counts once, and none on the way back west', () => {
  const ada = new Traveller('UTC')
  const days = () => ada.progress.activity.counters.daysActive
  ada.does('button_click', at('2026-11-18T12:00:00Z'))
  ada.moves('Pacific/Kiritimati')
  ada.does('button_click', at('2026-11-18T12:01:00Z'))
  expect(days()).toBe(2)
  ada.moves('UTC')
  ada.does('button_click', at('2026-11-18T12:02:00Z'))
  ada.moves('Pacific/Kiritimati')
  ada.does('button_click', at('2026-11-18T12:03:00Z'))
  expect(days()).toBe(2)
  ada.does('button_click', at('2026-11-19T10:00:00Z'))
  expect(days()).toBe(3)
})

test('[USER-8] points of a day before the newest are added to the newest', () => {
  const one = { amount: 60, xpGained: 60, earned: 60 }
  const newest = credited(NO_POINTS.totals, { ...one, day: '2026-11-19' })
  expect(credited(newest, { ...one, day: '2026-11-18' })).toMatchObject({ day: '2026-11-19', dayEarned: 120 })
  expect(credited(newest, { ...one, day: '2026-11-20' })).toMatchObject({ day: '2026-11-20', dayEarned: 60 })
})

test('[USER-8] the counts of records go on where the calendar goes back', () => {
  const decided = { activity: 'decision_made', facts: {} } as const
  const tally = tallyAfter(decided, null, '2026-11-19')
  expect(tallyAfter(decided, tally, '2026-11-18')).toMatchObject({ day: '2026-11-19', decisions: 2 })
  expect(tallyAfter(decided, tally, '2026-11-20')).toMatchObject({ day: '2026-11-20', decisions: 1 })
})
