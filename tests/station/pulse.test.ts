import { afterEach, beforeEach, expect, test } from 'vitest'
import type { SignalId, UserId } from '#core/kernel/ids.ts'
import { DeskPulse } from '#station/pulse.ts'
import {
  fire,
  mustExecute,
  NOON,
  openDesk,
  openRun,
  pass,
  posted,
  type TestDesk,
  user,
} from '#tests/support/desk.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const ADA = 'ada' as UserId
const TUESDAY = NOON + DAY
const WEDNESDAY = TUESDAY + DAY

let desk: TestDesk
beforeEach(async () => {
  desk = openDesk()
  await mustExecute(desk, openRun(), user('ada'), user('bob'))
})
afterEach(() => desk.close())

function openPulse(zone = 'UTC'): DeskPulse {
  const pulse = new DeskPulse({ db: desk.db, zone, now: () => desk.now })
  desk.writer.onCommit((recorded) => pulse.follow(recorded))
  return pulse
}

const filled = (signal: string) =>
  ({ kind: 'execute_fires', signalId: signal as SignalId, price: 1.1 }) as const

/** Tuesday: a signal and two fires at noon, both filled; another of each at 15:00, not filled. */
async function playTuesday(): Promise<void> {
  desk.now = TUESDAY
  await mustExecute(desk, posted('s1'), fire('ada', 's1'), fire('bob', 's1'), filled('s1'))
  desk.now = TUESDAY + 3 * HOUR
  await mustExecute(desk, posted('s2'), fire('ada', 's2'))
}

test('[DELTA-1] the day is compared with the day before up to the same minute', async () => {
  await playTuesday()
  const pulse = openPulse()
  desk.now = WEDNESDAY
  // Up to noon, which is not part of it.
  expect(pulse.dayBefore()).toEqual({ signals: 0, fires: 0, executed: 0, traders: 0 })
  desk.now = WEDNESDAY + 59_999
  expect(pulse.dayBefore()?.fires).toBe(0)
  desk.now = WEDNESDAY + MINUTE
  expect(pulse.dayBefore()).toEqual({ signals: 1, fires: 2, executed: 2, traders: 2 })
  desk.now = WEDNESDAY + 4 * HOUR
  expect(pulse.dayBefore()).toEqual({ signals: 2, fires: 3, executed: 2, traders: 2 })
  expect(pulse.signalsToday()).toBe(0)
})

test('[DELTA-1] a desk that was not there all that time has nothing to compare', () => {
  const pulse = openPulse()
  expect(pulse.dayBefore()).toBeNull()
  // It began on Monday at noon: of Monday it knows a half only.
  desk.now = TUESDAY
  expect(pulse.dayBefore()).toBeNull()
  desk.now = WEDNESDAY
  expect(pulse.dayBefore()).not.toBeNull()
})

test("[DELTA-1] the day is that of the desk's zone", async () => {
  await playTuesday()
  // Auckland is 13 hours ahead in January: noon UTC on Tuesday is Wednesday 01:00 there.
  const pulse = openPulse('Pacific/Auckland')
  desk.now = TUESDAY + 4 * HOUR
  expect(pulse.signalsToday()).toBe(2)
  desk.now = WEDNESDAY + HOUR
  expect(pulse.dayBefore()).toMatchObject({ signals: 1, fires: 2 })
})

test('[DELTA-2] a comparison is the same whether it was asked for minute by minute or once', async () => {
  await playTuesday()
  const asked = openPulse()
  for (let minute = 0; minute <= 5 * 60; minute += 7) {
    desk.now = WEDNESDAY + minute * MINUTE
    asked.dayBefore()
  }
  desk.now = WEDNESDAY + 5 * HOUR
  expect(asked.dayBefore()).toEqual(openPulse().dayBefore())
})

test('[DELTA-2] signals are counted as they are opened, and anew on the next day', async () => {
  const pulse = openPulse()
  expect(pulse.signalsToday()).toBe(0)
  await mustExecute(desk, posted('s1'), posted('s2'))
  expect([pulse.signalsToday(), openPulse().signalsToday()]).toEqual([2, 2])
  desk.now = TUESDAY
  await mustExecute(desk, posted('s3'))
  expect([pulse.signalsToday(), openPulse().signalsToday()]).toEqual([1, 1])
})

test('[DELTA-3] the last seven days are compared with the seven before', () => {
  const pulse = openPulse()
  const close = (day: string, cents: number) =>
    desk.db.run(
      "INSERT INTO trader_days (user_no, day, pnl_cents) SELECT user_no, ?, ? FROM traders WHERE user_id = 'ada'",
      day,
      cents,
    )
  // The desk's noon is the 5th: the last seven days are the 30th to the 5th.
  close('2026-01-05', 1)
  close('2025-12-30', 2)
  expect(pulse.weekBefore(ADA)).toBeNull()
  close('2025-12-22', 40)
  expect(pulse.weekBefore(ADA)).toBe(0)
  close('2025-12-23', 400)
  close('2025-12-29', -1_000)
  expect(pulse.weekBefore(ADA)).toBe(-600)
  expect(pulse.weekBefore('bob' as UserId)).toBeNull()
  expect(pulse.weekBefore('nobody' as UserId)).toBeNull()
})

test('[FOOT-3] the last event is what happened to signals and what people decided, nothing else', async () => {
  const pulse = openPulse()
  expect(pulse.lastEvent()).toBeNull()
  await mustExecute(desk, posted('s1'))
  expect(pulse.lastEvent()?.event.kind).toBe('signal_opened')
  desk.now = NOON + MINUTE
  await mustExecute(desk, fire('ada', 's1'), user('cyd'))
  expect(pulse.lastEvent()).toMatchObject({
    at: NOON + MINUTE,
    event: { kind: 'signal_fired', userId: 'ada' },
  })
  await mustExecute(desk, pass('bob', 's1'), filled('s1'))
  expect(pulse.lastEvent()?.event.kind).toBe('signal_passed')
  // Who begins later finds the same in the journal.
  expect(openPulse().lastEvent()).toEqual(pulse.lastEvent())
})

test('[FOOT-2] the disk is timed by commits that wrote something', async () => {
  const began = desk.writer.counts().commitMs?.of ?? 0
  await mustExecute(desk, posted('s1'))
  const refused = await desk.execute(fire('nobody', 's1'))
  expect(refused.ok).toBe(false)
  const { commitMs } = desk.writer.counts()
  expect(commitMs?.of).toBe(began + 1)
  expect(commitMs?.last).toBeGreaterThan(0)
})
