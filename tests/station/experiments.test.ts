import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Command } from '#core/command.ts'
import type { UserId } from '#core/kernel/ids.ts'
import { DAY_MS } from '#core/kernel/time.ts'
import { armOf, type Experiment } from '#core/stats/experiment.ts'
import { verify } from '#db/verify.ts'
import { experimentSide } from '#station/experiment-queries.ts'
import { mustExecute, NOON, openDesk, openRun, type TestDesk, user } from '#tests/support/desk.ts'

const OP = 'op' as UserId
const NAMES = Array.from({ length: 80 }, (_, index) => `u${index}`)
const SPLIT = { experimentId: 'levels', treatedBp: 5_000 }
const isTreated = (name: string) => armOf(SPLIT, name as UserId) === 'treated'

let desk: TestDesk
beforeEach(async () => {
  desk = openDesk()
  await mustExecute(desk, openRun(), user('operator'), ...NAMES.map(user))
})
afterEach(() => desk.close())

let told = 0
function click(name: string): Command {
  told += 1
  return {
    kind: 'record_activity',
    userId: name as UserId,
    activity: 'feature_usage',
    eventId: `c${told}`,
    details: {},
  }
}
const START: Command = {
  kind: 'start_experiment',
  experimentId: SPLIT.experimentId,
  fields: {
    name: 'Ten for a level',
    changes: { levelBonusPerLevel: 10 },
    treatedBp: SPLIT.treatedBp,
    outcome: { event: 'activity_recorded', measure: 'events', filter: { activity: 'feature_usage' } },
    days: 7,
  },
  by: OP,
}
const END: Command = { kind: 'end_experiment', experimentId: SPLIT.experimentId, by: OP }
const side = () => experimentSide({ db: desk.db, now: () => desk.now })
const read = () => side().read(side().one(SPLIT.experimentId) as Experiment)

/** What the level added to the newest award of an activity. */
function levelBonus(name: string): number | undefined {
  const paid = desk.published.findLast(
    ({ event }) =>
      event.kind === 'points_awarded' && event.userId === name && event.action === 'feature_usage',
  )
  return paid?.event.kind === 'points_awarded' ? paid.event.calculation?.levelBonus : undefined
}

test('[EXPER-7] while it runs the treated are paid by the changes, and nobody before or after it', async () => {
  const [one, other] = [NAMES.find(isTreated), NAMES.find((name) => !isTreated(name))] as [string, string]
  const both = async () => {
    desk.now += DAY_MS
    await mustExecute(desk, click(one), click(other))
    return [levelBonus(one), levelBonus(other)]
  }
  // The first click unlocks First Steps, and with it level 2: two points a level as it stands, ten for the treated.
  expect(await both()).toEqual([2, 2])
  expect(await both()).toEqual([4, 4])
  await mustExecute(desk, START)
  expect(await both()).toEqual([20, 4])
  await mustExecute(desk, END)
  expect(await both()).toEqual([4, 4])
  expect(verify(desk.db)).toMatchObject({ ok: true })
})

test('[EXPER-7] it ends by itself, and a write that failed started none', async () => {
  const one = NAMES.find(isTreated) as string
  desk.db.raw.exec(
    "CREATE TRIGGER no_more BEFORE INSERT ON experiments BEGIN SELECT RAISE(ABORT, 'the disk says no'); END",
  )
  expect(await desk.execute(START)).toMatchObject({ ok: false })
  await mustExecute(desk, click(one))
  // Level 1, and from then on level 2.
  expect(levelBonus(one)).toBe(2)
  desk.db.raw.exec('DROP TRIGGER no_more')
  desk.now += DAY_MS
  await mustExecute(desk, START, click(one))
  expect(levelBonus(one)).toBe(20)
  desk.now += 7 * DAY_MS
  await mustExecute(desk, click(one))
  expect(levelBonus(one)).toBe(4)
})

test('[EXPER-8] everybody who had joined counts in his arm, also who did nothing; later and earlier deeds do not', async () => {
  await mustExecute(desk, ...NAMES.map(click))
  desk.now = NOON + DAY_MS
  await mustExecute(desk, START, user('late'))
  const treated = NAMES.filter(isTreated)
  const control = NAMES.filter((name) => !isTreated(name))
  // Each treated does two things, every second of the control one.
  for (const name of treated) await mustExecute(desk, click(name), click(name))
  const active = control.filter((_, index) => index % 2 === 0)
  for (const name of active) await mustExecute(desk, click(name))
  await mustExecute(desk, click('late'), click('operator'))
  desk.now += 7 * DAY_MS
  await mustExecute(desk, ...treated.map(click))

  const { treated: t, control: c, difference, running, complete } = await read()
  expect([running, complete]).toEqual([false, true])
  expect(t).toEqual({ n: treated.length, mean: 2, variance: 0 })
  expect([c.n, c.mean]).toEqual([control.length, active.length / control.length])
  expect(difference?.mean).toBeCloseTo(2 - active.length / control.length, 12)
  expect(difference?.low).toBeLessThan(2 - c.mean)

  // Who is gone is in no arm.
  await mustExecute(desk, { kind: 'erase_user', userId: treated[0] as UserId, reason: 'left', by: OP })
  expect((await read()).treated.n).toBe(treated.length - 1)
  expect(verify(desk.db)).toMatchObject({ ok: true })
})

test('[EXPER-9] a refused start or end changes nothing', async () => {
  await mustExecute(desk, START)
  const before = desk.db.raw.serialize()
  expect(await desk.execute(START)).toMatchObject({ rejection: { code: 'experiment_exists' } })
  expect(await desk.execute({ ...START, experimentId: 'two' } as Command)).toMatchObject({
    rejection: { code: 'experiment_running' },
  })
  expect(await desk.execute({ ...END, experimentId: 'two' } as Command)).toMatchObject({
    rejection: { code: 'experiment_not_found' },
  })
  expect(desk.db.raw.serialize().equals(before)).toBe(true)
  await mustExecute(desk, END)
  expect(await desk.execute(END)).toMatchObject({ rejection: { code: 'experiment_over' } })
})
