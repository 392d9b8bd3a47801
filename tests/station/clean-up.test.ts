import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Command } from '#core/command.ts'
import type { UserId } from '#core/kernel/ids.ts'
import { DAY_MS } from '#core/kernel/time.ts'
import { LINES_PER_STEP_MAX } from '#core/stats/clean-up.ts'
import { readCut } from '#db/stores/details.ts'
import { readProgress } from '#db/stores/progress.ts'
import { verify } from '#db/verify.ts'
import { openCleanUp } from '#station/clean-up.ts'
import { mustExecute, NOON, openDesk, openRun, type TestDesk, user } from '#tests/support/desk.ts'

const ADA = 'ada' as UserId
const OP = 'op' as UserId

let desk: TestDesk
beforeEach(async () => {
  desk = openDesk()
  await mustExecute(desk, openRun(), user('ada'))
})
afterEach(() => desk.close())

const login = (event: string): Command => ({
  kind: 'record_activity',
  userId: ADA,
  activity: 'daily_login',
  eventId: event,
  details: {},
})
function gift(event: string): Command {
  const said = { change: 'refund', amount: 1, action: 'gift', bonus: 0, callHundredths: 100 } as const
  return {
    kind: 'change_points',
    userId: ADA,
    eventId: event,
    reason: 'x',
    by: OP,
    mayFallBelowZero: false,
    ...said,
  }
}
const violation = (event: string): Command => ({
  kind: 'note_violation',
  userId: ADA,
  action: 'gift',
  eventId: event,
  violation: 'duplicate_action',
  retryAt: desk.now,
})
const clean = (keepDays = 90) =>
  openCleanUp({ execute: desk.execute, now: () => desk.now, deskZone: 'UTC', keepDays })
const count = (table: string) => desk.db.get<{ n: number }>(`SELECT COUNT(*) AS n FROM ${table}`)?.n ?? 0
const dropped = () => desk.published.filter(({ event }) => event.kind === 'details_dropped')

/** Logs in, gets a gift and breaks a rule on each of a hundred days in a row. */
async function hundredDays(): Promise<void> {
  for (let day = 0; day < 100; day++) {
    desk.now = NOON + day * DAY_MS
    await mustExecute(desk, login(`d${day}`), gift(`g${day}`), violation(`v${day}`))
  }
}

test('[CLEAN-2] old lines go, totals, streaks and what counts once stay, and a replay gives the tables', async () => {
  await hundredDays()
  const before = readProgress(desk.db, ADA, desk.now)
  const activities = count('activities')
  const lines = count('points_transactions')
  // Day 99 less 90 is day 9, whose first instant is older than its noon: nine days go.
  const nine = desk.db.get<{ n: number }>(
    'SELECT COUNT(*) AS n FROM points_transactions WHERE at < ?',
    Date.UTC(2026, 0, 5 + 9),
  )?.n as number
  expect(nine).toBeGreaterThanOrEqual(18)

  expect(await clean().run()).toBe(nine + 9)
  expect([count('points_transactions'), count('violations')]).toEqual([lines - nine, 91])
  expect(count('activities')).toBe(activities)
  expect(readProgress(desk.db, ADA, desk.now)).toEqual(before)
  expect(verify(desk.db)).toMatchObject({ ok: true })

  // A deed and a gift of a day that was dropped count no second time.
  const rows = count('journal')
  await mustExecute(desk, gift('g0'))
  expect(count('journal')).toBe(rows)
  await mustExecute(desk, login('again'), gift('g100'))
  expect(verify(desk.db)).toMatchObject({ ok: true })
})

test('[CLEAN-3] it is done once a day, also by a station that starts anew; the next day goes on', async () => {
  await hundredDays()
  const first = clean()
  expect(await first.run()).toBeGreaterThan(0)
  const told = dropped().length
  expect([await first.run(), await clean().run()]).toEqual([0, 0])
  expect(dropped()).toHaveLength(told)
  desk.now += DAY_MS
  expect(await first.run()).toBeGreaterThan(0)
  expect(verify(desk.db)).toMatchObject({ ok: true })
})

test('[CLEAN-3] it keeps everything for ever unless it is told otherwise', async () => {
  await hundredDays()
  expect(await clean(0).run()).toBe(0)
  expect(dropped()).toEqual([])
})

test('[CLEAN-4] many lines go in steps, and lines of one millisecond together', async () => {
  const half = LINES_PER_STEP_MAX / 2
  const gifts = Array.from({ length: 3 * half }, (_, index) => index)
  // Three thousand lines: one a millisecond, then 2,001 in one.
  for (let from = 0; from < gifts.length; from += 50) {
    await Promise.all(
      gifts.slice(from, from + 50).map((index) => {
        desk.now += 1
        return desk.execute(gift(`a${index}`))
      }),
    )
  }
  desk.now += 1_000
  const together = Array.from({ length: LINES_PER_STEP_MAX + 1 }, (_, index) => gift(`b${index}`))
  for (let from = 0; from < together.length; from += 64)
    await Promise.all(together.slice(from, from + 64).map((command) => desk.execute(command)))
  const all = count('points_transactions')
  expect(all).toBe(3 * half + LINES_PER_STEP_MAX + 1)

  desk.now += 200 * DAY_MS
  expect(
    readCut(desk.db, 'transactions', { before: desk.now, limit: LINES_PER_STEP_MAX }).lines,
  ).toBeLessThanOrEqual(LINES_PER_STEP_MAX)
  expect(await clean().run()).toBe(all)
  const steps = dropped().map(({ event }) => (event.kind === 'details_dropped' ? event.lines : 0))
  expect(steps.length).toBeGreaterThanOrEqual(3)
  expect(Math.max(...steps)).toBe(LINES_PER_STEP_MAX + 1)
  expect(verify(desk.db)).toMatchObject({ ok: true })
})

test('[CLEAN-5] a station that cannot write ends early and goes on with the next call', async () => {
  await hundredDays()
  desk.db.raw.exec(
    "CREATE TRIGGER no_more BEFORE DELETE ON violations BEGIN SELECT RAISE(ABORT, 'the disk says no'); END",
  )
  const care = clean()
  expect(await care.run()).toBeGreaterThan(0)
  expect(count('violations')).toBe(100)
  desk.db.raw.exec('DROP TRIGGER no_more')
  expect(await care.run()).toBe(9)
  expect(verify(desk.db)).toMatchObject({ ok: true })
})
