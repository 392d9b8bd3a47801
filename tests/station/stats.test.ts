import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Command } from '#core/command.ts'
import type { SignalId, UserId } from '#core/kernel/ids.ts'
import { statsSide } from '#station/stats-queries.ts'
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

const ADA = { userId: 'ada' as UserId, zone: 'UTC' }

let desk: TestDesk
beforeEach(async () => {
  desk = openDesk()
  await mustExecute(desk, openRun(), user('ada'), user('bob'))
})
afterEach(() => desk.close())

/** A close that reaches the target of every open BUY. */
function won(bar: number): Command {
  const at = NOON + (bar + 1) * 60_000
  const prices = { open: 1.1, high: 1.102, low: 1.1, close: 1.1, volume: 1, spread: 0 }
  return {
    kind: 'advance_market',
    runId: 'r1' as never,
    barsDone: bar + 1,
    at,
    closes: [{ bar: { symbol: EURUSD, openAt: at - 60_000, closeAt: at, ...prices }, barIndex: bar }],
    candidates: [],
    ended: false,
  }
}

const side = () => statsSide({ db: desk.db, deskZone: 'UTC', now: () => desk.now })

test('[TSTAT-3] every decision of the user and nobody else is counted, over all pages, with how it came out', async () => {
  const count = 260
  for (let index = 0; index < count; index++) {
    desk.now = NOON + index * 60_000
    await mustExecute(desk, posted(`s${index}`), fire('ada', `s${index}`))
  }
  await mustExecute(desk, posted('let-go'), pass('ada', 'let-go'), fire('bob', 's0'))
  for (let index = 0; index < count; index++)
    await mustExecute(desk, { kind: 'execute_fires', signalId: `s${index}` as SignalId, price: 1.1 })
  await mustExecute(desk, won(0), { kind: 'settle_trades', signalId: 's3' as SignalId })

  const { stats, complete } = await side().times(ADA, null)
  expect(complete).toBe(true)
  // Noon to 16:19, one a minute, and the pass in the last of them.
  expect(stats.hours.map(({ fires }) => fires).slice(11, 18)).toEqual([0, 60, 60, 60, 60, 20, 0])
  expect(stats.all).toMatchObject({ fires: count, passes: 1, wins: 1, passedWins: 1 })
  expect(stats.hours[12]).toMatchObject({ wins: 1 })
  expect(stats.hours[16]).toMatchObject({ passes: 1, passedWins: 1 })
  expect([...stats.sources.keys()]).toEqual(['acme'])
  expect((await side().times(ADA, 'sim')).stats.all).toMatchObject({ fires: 0, passes: 0 })
  expect(side().favorite(ADA.userId)).toEqual({ symbol: 'EURUSD', fires: count })
  expect(side().favorite('nobody' as UserId)).toBeNull()
})
