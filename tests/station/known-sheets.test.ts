import { afterEach, expect, test } from 'vitest'
import type { Command } from '#core/command.ts'
import { DEFAULT_POLICY } from '#core/context.ts'
import type { SignalId } from '#core/kernel/ids.ts'
import { randomStream } from '#core/kernel/random.ts'
import { SignalCache } from '#db/stores/signals.ts'
import { verify } from '#db/verify.ts'
import { Decider } from '#station/decide.ts'
import {
  EURUSD,
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

let desk: TestDesk
afterEach(() => desk.close())

const TRADERS = ['ada', 'bob', 'cem']
const DAY_MS = 86_400_000

/** A close that reaches the target of every open BUY, so that all of them are settled as won. */
function settleAll(at: number, barIndex: number): Command {
  const bar = { symbol: EURUSD, openAt: at - 60_000, closeAt: at, volume: 1, spread: 0 }
  return {
    kind: 'advance_market',
    runId: 'r1' as never,
    barsDone: barIndex + 1,
    at,
    closes: [{ bar: { ...bar, open: 1.1, high: 1.102, low: 1.1, close: 1.102 }, barIndex }],
    candidates: [],
    ended: false,
  }
}

/** Draws what happens next. */
function walk(seed: string, signalIds: readonly string[]): () => Command {
  const chance = randomStream(seed)
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(chance.next() * items.length)]!
  let bars = 0
  return () => {
    const signalId = pick(signalIds) as SignalId
    const what = chance.next()
    if (what < 0.5) return fire(pick(TRADERS), signalId)
    if (what < 0.7) return pass(pick(TRADERS), signalId)
    if (what < 0.85) return { kind: 'execute_fires', signalId, price: 1.1 }
    if (what < 0.95) return { kind: 'settle_trades', signalId }
    bars += 1
    return settleAll(NOON + bars * 60_000, bars - 1)
  }
}

/** Runs a command and compares the answer with that of a decider without any memory; returns the kinds of its events. */
async function compared(command: Command): Promise<readonly string[]> {
  const context = { now: desk.now, market: desk.market, policy: DEFAULT_POLICY }
  const afresh = new Decider(desk.db, new SignalCache()).decide(command, context)
  const answer = await desk.execute(command)
  const events = answer.ok ? answer.value.events.map(({ event }) => event) : []
  expect(answer.ok ? { ok: true, value: events } : answer).toEqual(afresh)
  return events.map(({ kind }) => kind)
}

test('[SHEET-1] who remembers sheets decides as one who reads them every time', async () => {
  desk = openDesk()
  await mustExecute(desk, openRun(), ...TRADERS.map(user))
  const kinds = new Set<string>()
  for (let round = 0; round < 8; round++) {
    const signalIds = [1, 2, 3, 4].map((index) => `s${round}-${index}`)
    await mustExecute(desk, ...signalIds.map((id) => posted(id, NOON + 20 * DAY_MS)))
    const next = walk(`sheets ${round}`, signalIds)
    for (let step = 0; step < 50; step++) {
      for (const kind of await compared(next())) kinds.add(kind)
      // The traders' own days go by.
      if (step % 20 === 19) desk.now += DAY_MS
    }
  }
  // The walk went where sheets change: decisions, fills, settlements and bookings.
  expect([...kinds]).toEqual(
    expect.arrayContaining([
      'activity_recorded',
      'points_awarded',
      'run_advanced',
      'signal_executed',
      'signal_fired',
      'signal_passed',
      'signal_settled',
      'trade_closed',
      'trader_decided',
    ]),
  )
  expect(verify(desk.db)).toMatchObject({ ok: true })
})

test('[SHEET-2] after a rollback nothing is remembered', async () => {
  desk = openDesk()
  await mustExecute(desk, openRun(), user('ada'), user('bob'), posted('s1'))
  await mustExecute(desk, fire('ada', 's1'))
  desk.db.raw.exec(
    "CREATE TEMP TRIGGER no_bob BEFORE INSERT ON fires WHEN NEW.trade_id = 'bad' BEGIN SELECT RAISE(ABORT, 'no'); END",
  )
  expect(await desk.execute(fire('bob', 's1', 'bad'))).toMatchObject({ ok: false })
  desk.db.raw.exec('DROP TRIGGER no_bob')
  const answer = await desk.execute(fire('bob', 's1'))
  expect(answer.ok && answer.value.events[0]?.event).toMatchObject({
    mission: { fireCount: 2 },
    userFireCount: 1,
  })
})
