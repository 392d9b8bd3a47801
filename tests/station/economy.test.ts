import { afterEach, beforeEach, expect, test } from 'vitest'
import type { ChangePoints, Command } from '#core/command.ts'
import type { UserId } from '#core/kernel/ids.ts'
import { DAY_MS, HOUR_MS } from '#core/kernel/time.ts'
import { readEconomy } from '#station/economy-queries.ts'
import { mustExecute, NOON, openDesk, openRun, type TestDesk, user } from '#tests/support/desk.ts'

let desk: TestDesk
beforeEach(async () => {
  desk = openDesk()
  await mustExecute(desk, openRun(), user('ada'), user('bob'), user('eve'))
})
afterEach(() => desk.close())

let told = 0
function points(name: string, change: ChangePoints['change'], amount: number, action = 'shop'): Command {
  told += 1
  return {
    kind: 'change_points',
    change,
    userId: name as UserId,
    amount,
    action,
    eventId: `w${told}`,
    bonus: 0,
    callHundredths: 100,
    reason: 'x',
    by: 'op' as UserId,
    mayFallBelowZero: true,
  }
}
const login = (name: string, day: number): Command => ({
  kind: 'record_activity',
  userId: name as UserId,
  activity: 'daily_login',
  eventId: `l${name}${day}`,
  details: {},
})
const economy = (days: number, deskZone = 'UTC') =>
  readEconomy({ db: desk.db, deskZone, now: () => desk.now }, days)

test('[ECON-1] points in and out add up by day of the desk and by reason', async () => {
  desk.now = NOON - DAY_MS
  await mustExecute(desk, points('ada', 'refund', 1_000))
  desk.now = NOON
  await mustExecute(desk, points('ada', 'refund', 100), points('bob', 'refund', 40, 'gift'))
  desk.now = NOON + 14 * HOUR_MS
  await mustExecute(
    desk,
    points('ada', 'spend', 30),
    points('ada', 'refund', 5),
    points('eve', 'deduct', 20, 'fine'),
  )

  const { days, reasons, balances } = await economy(2)
  expect(days).toEqual([
    { day: '2026-01-05', came: 140, went: 0, transactions: 2 },
    { day: '2026-01-06', came: 5, went: 50, transactions: 3 },
  ])
  expect(reasons).toEqual([
    { type: 'refund', action: 'shop', came: 105, went: 0, transactions: 2 },
    { type: 'refund', action: 'gift', came: 40, went: 0, transactions: 1 },
    { type: 'spent', action: 'shop', came: 0, went: 30, transactions: 1 },
    { type: 'penalty', action: 'fine', came: 0, went: 20, transactions: 1 },
  ])
  // -20, 40 and 1,075.
  expect(balances).toMatchObject({
    traders: 3,
    balance: 1_095,
    negative: 1,
    median: 40,
    ninetieth: 1_075,
    highest: 1_075,
  })
  // Where the desk's day begins later, the afternoon still belongs to the day before.
  expect((await economy(1, 'America/Los_Angeles')).days).toEqual([
    { day: '2026-01-05', came: 145, went: 50, transactions: 5 },
  ])
})

test('[ECON-2] unlocks are counted in the week of the desk in which they came', async () => {
  const give = (name: string, achievementId: string): Command => ({
    kind: 'unlock_achievement',
    userId: name as UserId,
    achievementId,
    by: 'op' as UserId,
  })
  desk.now = NOON - DAY_MS
  await mustExecute(desk, give('ada', 'night_owl'))
  desk.now = NOON
  await mustExecute(desk, give('bob', 'night_owl'))
  desk.now = NOON + DAY_MS
  const { weeks } = await economy(1)
  expect(weeks).toHaveLength(13)
  const seen = (monday: string) =>
    desk.db.all<{ user_no: number; points: number }>(
      monday === '2026-01-05'
        ? 'SELECT * FROM achievement_log WHERE at >= ?'
        : 'SELECT * FROM achievement_log WHERE at < ?',
      Date.UTC(2026, 0, 5),
    )
  for (const [index, monday] of [
    [11, '2025-12-29'],
    [12, '2026-01-05'],
  ] as const) {
    const lines = seen(monday)
    expect(lines.length).toBeGreaterThan(0)
    expect(weeks[index]).toEqual({
      monday,
      unlocks: lines.length,
      users: 1,
      points: lines.reduce((sum, { points: paid }) => sum + paid, 0),
    })
  }
  expect(weeks[10]).toMatchObject({ monday: '2025-12-22', unlocks: 0, users: 0, points: 0 })
})

test('[ECON-3] of those who came long enough ago, it counts who ever kept up logins for so long', async () => {
  for (let day = 0; day < 8; day++) {
    desk.now = NOON + day * DAY_MS
    await mustExecute(desk, login('ada', day))
    // Two days missed: his row begins anew on the sixth day.
    if (day < 3 || day > 5) await mustExecute(desk, login('bob', day))
    // First came on day 2: she could not have seven days before day 8.
    if (day >= 2) await mustExecute(desk, login('eve', day))
  }
  expect((await economy(1)).survival).toEqual([
    { days: 7, n: 2, reached: 1 },
    { days: 30, n: 0, reached: 0 },
  ])
  desk.now = NOON + 8 * DAY_MS
  await mustExecute(desk, login('eve', 8))
  expect((await economy(1)).survival[0]).toEqual({ days: 7, n: 3, reached: 2 })
})

test('[ECON-4] a new desk has an economy of nothing', async () => {
  expect(await economy(1)).toMatchObject({
    days: [{ day: '2026-01-05', came: 0, went: 0, transactions: 0 }],
    reasons: [],
    balances: { traders: 0, balance: 0, median: null, ninetieth: null },
  })
})
