import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Command } from '#core/command.ts'
import type { UserId } from '#core/kernel/ids.ts'
import { DAY_MS, HOUR_MS } from '#core/kernel/time.ts'
import type { Metric, MetricFields } from '#core/stats/metric.ts'
import { journalNoBefore, lastJournalNo } from '#db/stores/metrics.ts'
import { verify } from '#db/verify.ts'
import { metricSide } from '#station/metric-queries.ts'
import { mustExecute, NOON, openDesk, openRun, type TestDesk, user } from '#tests/support/desk.ts'

let desk: TestDesk
beforeEach(async () => {
  desk = openDesk()
  await mustExecute(desk, openRun(), user('ada'), user('bob'))
})
afterEach(() => desk.close())

let told = 0
function click(name: string): Command {
  told += 1
  return {
    kind: 'record_activity',
    userId: name as UserId,
    activity: 'button_click',
    eventId: `c${told}`,
    details: {},
  }
}
function define(metricId: string, fields: Partial<MetricFields> = {}): Command {
  const plain = { name: metricId, event: 'activity_recorded', measure: 'events', windowDays: 3 } as const
  const filter = { activity: 'button_click' }
  return { kind: 'define_metric', metricId, fields: { ...plain, filter, ...fields }, by: 'op' as UserId }
}
const side = (deskZone = 'UTC') => metricSide({ db: desk.db, deskZone, now: () => desk.now })

test('[METRIC-5] a figure counts what happened in its window, day by day of the desk, days of nothing too', async () => {
  await mustExecute(desk, click('ada'), define('clicks'))
  desk.now = NOON + DAY_MS
  await mustExecute(desk, click('ada'), click('ada'), click('bob'))
  desk.now = NOON + 3 * DAY_MS
  await mustExecute(desk, click('ada'))
  const metric = side().one('clicks') as Metric

  const read = await side().read(metric)
  expect(read).toMatchObject({ all: { value: 4, users: 2, events: 4 }, complete: true })
  expect(read.days.map(({ day, value }) => [day, value])).toEqual([
    ['2026-01-06', 3],
    ['2026-01-07', 0],
    ['2026-01-08', 1],
  ])
  // At noon in London it is midnight in Auckland's summer, an hour past it: each click is one day later there.
  const far = await side('Pacific/Auckland').read(metric)
  expect(far.days.map(({ day, value }) => [day, value])).toEqual([
    ['2026-01-07', 3],
    ['2026-01-08', 0],
    ['2026-01-09', 1],
  ])
  const users = await side().read({ ...metric, measure: 'users' })
  expect([users.all.value, ...users.days.map(({ value }) => value)]).toEqual([2, 2, 0, 1])
})

test('[METRIC-5] what lies before a metric was defined is counted, and a clock that was set back loses nothing', async () => {
  for (let index = 0; index < 20; index++) {
    desk.now = NOON + index * HOUR_MS - (index % 3) * HOUR_MS
    await mustExecute(desk, click('ada'))
  }
  await mustExecute(desk, define('clicks', { windowDays: 1 }))
  desk.now = NOON + 20 * HOUR_MS
  // Its first is that of 00:00: twelve hours after noon, told with the clocks of steps 12 to 19.
  const times = desk.published.filter(
    ({ event, at }) => event.kind === 'activity_recorded' && at >= NOON + 12 * HOUR_MS,
  )
  const read = await side().read(side().one('clicks') as Metric)
  expect(read.all.value).toBe(times.length)
})

test('[METRIC-6] the search for the first event agrees with a look at every one', async () => {
  for (let index = 0; index < 10; index++) {
    desk.now = NOON + index * 1_000
    await mustExecute(desk, click('ada'))
  }
  for (const at of [0, NOON, NOON + 1, NOON + 4_500, NOON + 9_000, NOON + 9_001, NOON + DAY_MS]) {
    const seen = desk.db.get<{ n: number }>('SELECT COUNT(*) AS n FROM journal WHERE at < ?', at)?.n
    expect([at, journalNoBefore(desk.db, at)]).toEqual([at, seen])
  }
  expect(journalNoBefore(desk.db, NOON + DAY_MS)).toBe(lastJournalNo(desk.db))
})

test('[METRIC-7] definitions are facts of the journal: refusals change nothing, and a replay gives them again', async () => {
  await mustExecute(desk, define('clicks'), define('boxes', { event: 'box_opened', filter: {} }))
  const off: Command = { kind: 'switch_metric', metricId: 'clicks', active: false, by: 'op' as UserId }
  await mustExecute(desk, off)
  expect(
    side()
      .all()
      .map(({ metricId, active }) => [metricId, active]),
  ).toEqual([
    ['boxes', true],
    ['clicks', false],
  ])
  const before = desk.db.raw.serialize()
  expect(await desk.execute(define('clicks'))).toMatchObject({ rejection: { code: 'metric_exists' } })
  expect(await desk.execute(define('more', { measure: 'points' }))).toMatchObject({
    rejection: { code: 'invalid_configuration' },
  })
  expect(desk.db.raw.serialize().equals(before)).toBe(true)
  for (let index = 2; index < 50; index++) await mustExecute(desk, define(`m${index}`))
  expect(await desk.execute(define('one_more'))).toMatchObject({ rejection: { code: 'too_many_metrics' } })
  expect(verify(desk.db)).toMatchObject({ ok: true })
})
