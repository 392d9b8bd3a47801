import pino from 'pino'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { AdvanceMarket } from '#core/command.ts'
import { DEFAULT_POLICY } from '#core/context.ts'
import type { SignalId, SymbolName, UserId } from '#core/kernel/ids.ts'
import type { Bar } from '#core/market/bar.ts'
import { readProgress } from '#db/stores/progress.ts'
import { SignalCache } from '#db/stores/signals.ts'
import { AchievementShelf } from '#station/achievement-shelf.ts'
import { Boards } from '#station/boards.ts'
import { DeskDayCount } from '#station/desk-day.ts'
import { DeskPulse } from '#station/pulse.ts'
import type { Queries } from '#station/queries.ts'
import { readSide } from '#station/read-side.ts'
import { RoutingCount } from '#station/routing-count.ts'
import { openSettlements, type Settlements } from '#station/settlements.ts'
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

const DAY = 86_400_000
let desk: TestDesk
let queries: Queries
let settlements: Settlements

beforeEach(async () => {
  desk = openDesk()
  const boards = new Boards({ db: desk.db, zone: 'UTC', now: () => desk.now })
  const deskDay = new DeskDayCount(desk.db, 'UTC')
  const pulse = new DeskPulse({ db: desk.db, zone: 'UTC', now: () => desk.now })
  settlements = openSettlements(desk.db, desk.execute, DEFAULT_POLICY, pino({ level: 'silent' }))
  desk.writer.onCommit((recorded) => {
    boards.follow(recorded)
    deskDay.follow(recorded)
    settlements.follow(recorded)
  })
  queries = readSide({
    db: desk.db,
    cache: new SignalCache(),
    deskZone: 'UTC',
    boards,
    deskDay,
    pulse,
    routed: new RoutingCount(desk.db),
    fusion: desk.fusion,
    progress: (id) => readProgress(desk.db, id, desk.now),
    achievements: new AchievementShelf(desk.db),
    now: () => desk.now,
    commits: desk.writer.counts,
  })
  await mustExecute(desk, openRun(), posted('s1'), user('ada'), user('bob'), user('cyd'))
})
afterEach(async () => {
  await settlements.stop()
  await desk.close()
})

/** The close of a bar of EURUSD; the first opened at the desk's noon. */
function closed(high: number, low: number, barIndex = 0): AdvanceMarket {
  const bar: Bar = {
    symbol: EURUSD,
    openAt: NOON + barIndex * 60_000,
    closeAt: NOON + (barIndex + 1) * 60_000,
    open: 1.1,
    high,
    low,
    close: 1.1,
    volume: 0,
    spread: 0,
  }
  return {
    kind: 'advance_market',
    runId: 'r1' as never,
    barsDone: barIndex + 1,
    at: bar.closeAt,
    closes: [{ bar, barIndex }],
    candidates: [],
    ended: false,
  }
}

async function closeBar(high: number, low: number, barIndex = 0): Promise<void> {
  await mustExecute(desk, closed(high, low, barIndex))
  await settlements.idle()
}

const BEST = { limit: 10, around: null, of: 'nobody' as UserId, seesHidden: false }
const around = (name: string) => ({ ...BEST, around: name as UserId, of: name as UserId })

const fill = { kind: 'execute_fires', signalId: 's1' as SignalId, price: 1.1 } as const

test('[QRY-1] lists are newest first and a cursor goes on where the page ended', async () => {
  await mustExecute(desk, posted('s2'), posted('s3'))
  const first = queries.signals({ status: 'all', symbol: null }, 2, null)
  expect(first?.items.map((sheet) => sheet.signal.signalId)).toEqual(['s3', 's2'])
  const second = queries.signals({ status: 'all', symbol: null }, 2, first?.next ?? null)
  expect(second?.items.map((sheet) => sheet.signal.signalId)).toEqual(['s1'])
  expect(second?.next).toBeNull()
})

test('[QRY-2] a cursor that no page gave is refused, not guessed', () => {
  expect(queries.signals({ status: 'all', symbol: null }, 2, "1' OR 1")).toBeNull()
  expect(queries.firesOfUser('ada' as UserId, 2, '-1')).toBeNull()
})

test('[QRY-3] signals can be listed by symbol and by whether their window is open', async () => {
  await mustExecute(desk, { ...posted('g1'), symbol: 'GBPUSD' as SymbolName })
  const bySymbol = queries.signals({ status: 'active', symbol: 'GBPUSD' }, 10, null)
  expect(bySymbol?.items.map((sheet) => sheet.signal.signalId)).toEqual(['g1'])
  expect(queries.signals({ status: 'closed', symbol: null }, 10, null)?.items).toEqual([])
  expect(queries.activeSignals(1)).toMatchObject({ total: 2, sheets: [{ signal: { signalId: 'g1' } }] })
})

test('[QRY-4] fires of a signal and of a user are newest first, in pages', async () => {
  await mustExecute(
    desk,
    posted('s2'),
    fire('ada', 's1'),
    fire('bob', 's1'),
    fire('cyd', 's1'),
    fire('ada', 's2'),
  )
  const page = queries.firesOfSignal('s1' as SignalId, 2, null)
  expect(page?.items.map((trade) => trade.userId)).toEqual(['cyd', 'bob'])
  expect(queries.firesOfSignal('s1' as SignalId, 2, page?.next ?? null)?.items.map((t) => t.userId)).toEqual([
    'ada',
  ])
  expect(queries.firesOfUser('ada' as UserId, 5, null)?.items.map(({ trade }) => trade.signalId)).toEqual([
    's2',
    's1',
  ])
})

test('[QRY-5] a win is booked with its money, and trades today end with the day of the user', async () => {
  await mustExecute(desk, fire('ada', 's1'), fill)
  await closeBar(1.102, 1.0995)
  // 1 % of 10,000.00 at risk, target 1.5 R: 150.00.
  const trader = queries.trader('ada' as UserId)
  expect(trader?.totals).toMatchObject({
    wins: 1,
    losses: 0,
    pnlCents: 15_000,
    balanceCents: 1_015_000,
    dayFires: 1,
  })
  expect(trader?.last7dPnlCents).toBe(15_000)
  expect(queries.trade('ada' as UserId, 's1' as SignalId)).toMatchObject({
    outcome: 'WIN',
    r: 1.5,
    pnlCents: 15_000,
  })
  desk.now = NOON + 7 * DAY
  expect(queries.trader('ada' as UserId)?.last7dPnlCents).toBe(0)
})

test('[QRY-6] a fire that never got a price stays unfilled and books nothing', async () => {
  await mustExecute(desk, fire('ada', 's1'))
  await closeBar(1.102, 1.0995)
  expect(queries.trade('ada' as UserId, 's1' as SignalId)).toMatchObject({ executed: false, outcome: null })
  expect(queries.trader('ada' as UserId)?.totals.pnlCents).toBe(0)
})

test('[QRY-7] more trades than one command books are all booked, once', async () => {
  const names = Array.from({ length: 130 }, (_, index) => `t${index}`)
  await mustExecute(desk, ...names.map(user), ...names.map((name) => fire(name, 's1')), fill)
  await closeBar(1.1, 1.0985)
  expect(
    desk.db.get("SELECT COUNT(*) AS n, SUM(pnl_cents) AS cents FROM fires WHERE outcome = 'LOSS'"),
  ).toEqual({
    n: 130,
    cents: -130 * 10_000,
  })
})

test('[QRY-8] what was settled but not booked before a stop is booked after the start', async () => {
  await mustExecute(desk, fire('ada', 's1'), fill)
  await settlements.stop()
  await closeBar(1.102, 1.0995)
  expect(queries.trade('ada' as UserId, 's1' as SignalId)?.outcome).toBeNull()
  const again = openSettlements(desk.db, desk.execute, DEFAULT_POLICY, pino({ level: 'silent' }))
  await again.idle()
  expect(queries.trade('ada' as UserId, 's1' as SignalId)?.outcome).toBe('WIN')
})

test('[QRY-9] a signal that cannot be booked keeps no other waiting, and is booked once it can be', async () => {
  await mustExecute(desk, fire('ada', 's1'), fill, posted('s2'), fire('bob', 's2'), {
    kind: 'execute_fires',
    signalId: 's2' as SignalId,
    price: 1.1,
  })
  // The table refuses one row, as a broken promise of ours would.
  desk.db.raw.exec(
    `CREATE TEMP TRIGGER no_ada BEFORE UPDATE OF outcome ON fires WHEN OLD.trade_id = 'trade-ada-s1'
     BEGIN SELECT RAISE(ABORT, 'no'); END`,
  )
  const booked = Promise.withResolvers<void>()
  desk.writer.onCommit((recorded) => {
    if (recorded.some(({ event }) => event.kind === 'trade_closed' && event.userId === 'bob'))
      booked.resolve()
  })
  await mustExecute(desk, closed(1.102, 1.0995))
  await booked.promise
  expect(queries.trade('ada' as UserId, 's1' as SignalId)?.outcome).toBeNull()
  desk.db.raw.exec('DROP TRIGGER no_ada')
  await settlements.idle()
  expect(queries.trade('ada' as UserId, 's1' as SignalId)?.outcome).toBe('WIN')
})

test('[BOARD-4] only those who fired are on a board; a win rate needs a closed trade', async () => {
  await mustExecute(desk, fire('ada', 's1'), fill, fire('bob', 's1'))
  expect(queries.board('total_fires', BEST)).toMatchObject({ total: 2, me: null })
  expect(queries.board('win_rate', BEST).total).toBe(0)
  await closeBar(1.102, 1.0995)
  expect(queries.board('win_rate', around('ada'))).toMatchObject({
    me: { rank: 1, score: 1, name: "ada's name" },
  })
})

test('[BOARD-7] a proven board lists win rates from 20 trades won or lost', async () => {
  for (let n = 1; n <= 20; n++) {
    const signal = `p${n}`
    const fires = n < 20 ? [fire('ada', signal), fire('bob', signal)] : [fire('ada', signal)]
    await mustExecute(desk, posted(signal), ...fires, { ...fill, signalId: signal as SignalId })
  }
  await closeBar(1.102, 1.0995)
  expect(queries.board('win_rate', BEST).lines).toMatchObject([
    { userId: 'ada', wins: 20, losses: 0 },
    { userId: 'bob', wins: 19, losses: 0 },
  ])
  expect(queries.board('proven', BEST)).toMatchObject({ lines: [{ userId: 'ada' }], total: 1 })
})

test('[BOARD-9] results weighed by risk are read when first asked for, follow the trades, and a restart reads the same', async () => {
  const tenFires = async (round: string) => {
    for (let n = 1; n <= 10; n++) {
      const signal = `${round}${n}`
      await mustExecute(desk, posted(signal), fire('ada', signal), { ...fill, signalId: signal as SignalId })
    }
  }
  await tenFires('won')
  await closeBar(1.102, 1.0995)
  expect(queries.board('risk_adjusted', BEST)).toMatchObject({ total: 0, lines: [] })
  await tenFires('lost')
  await closeBar(1.1005, 1.098, 1)
  const results = queries.firesOfUser('ada' as UserId, 50, null)?.items.map(({ trade }) => trade.r ?? 0) ?? []
  expect([results.length, new Set(results).size]).toEqual([20, 2])
  const mean = results.reduce((sum, r) => sum + r, 0) / 20
  const squares = results.reduce((sum, r) => sum + (r - mean) ** 2, 0)
  const { lines, total } = queries.board('risk_adjusted', BEST)
  expect(lines[0]).toMatchObject({ userId: 'ada', rank: 1, closed: 20 })
  expect(lines[0]?.score).toBeCloseTo(mean / Math.sqrt(squares / 19), 2)
  const again = new Boards({ db: desk.db, zone: 'UTC', now: () => desk.now })
  expect(again.board('risk_adjusted', BEST)).toEqual({ period: null, lines, me: null, total })
})

test('[BOARD-5] around a user the board shows him with three above and three below', async () => {
  const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i']
  await mustExecute(desk, ...names.map(user))
  for (const [index, name] of names.entries()) {
    for (let fired = 0; fired <= index; fired++) {
      const signal = `m${name}${fired}`
      await mustExecute(desk, posted(signal), fire(name, signal))
    }
  }
  const board = queries.board('total_fires', around('e'))
  expect(board.lines.map((line) => line.userId)).toEqual(['h', 'g', 'f', 'e', 'd', 'c', 'b'])
  expect(board.me).toMatchObject({ rank: 5, score: 5 })
})

test('[DAY-1] the desk counts its own day, and only executed fires as executed', async () => {
  await mustExecute(desk, posted('s2'))
  expect(queries.deskDay()).toMatchObject({
    firesToday: 0,
    mostFired: null,
    executionRate: 0,
    firesPerUser: 0,
  })
  await mustExecute(desk, fire('ada', 's1'), fire('bob', 's1'), fill, fire('ada', 's2'))
  expect(queries.deskDay()).toEqual({
    day: '2026-01-05',
    firesToday: 3,
    activeUsersToday: 2,
    mostFired: { signalId: 's1', fires: 2 },
    // ada fired twice, bob once
    firesPerUser: 1.5,
    executionRate: 2 / 3,
  })
  desk.now = NOON + DAY
  expect(queries.deskDay()).toMatchObject({ firesToday: 0, activeUsersToday: 0, firesPerUser: 1.5 })
})

test('[DAY-2] a count that began in the middle of the day equals one that saw all of it', async () => {
  await mustExecute(desk, fire('ada', 's1'), fill, pass('bob', 's1'), fire('bob', 's1'))
  const late = new DeskDayCount(desk.db, 'UTC')
  const { firesPerUser, ...seen } = queries.deskDay()
  expect(firesPerUser).toBe(1)
  expect(late.read(desk.now)).toEqual(seen)
})
