import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import pino from 'pino'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { BoardEntry } from '#contracts/board-shapes.ts'
import type { AdvanceMarket } from '#core/command.ts'
import { DEFAULT_POLICY } from '#core/context.ts'
import type { SignalId, UserId } from '#core/kernel/ids.ts'
import type { PeriodClosed } from '#core/progress/board-event.ts'
import { MARKET_BOARDS } from '#core/progress/board-period.ts'
import { journalWriter } from '#db/journal.ts'
import { MIGRATIONS, migrate } from '#db/migrate.ts'
import { weeklyR } from '#db/migrations/0023-weekly-r.ts'
import { openWritable } from '#db/open.ts'
import { projector } from '#db/project.ts'
import { verifyReplay } from '#db/verify.ts'
import { wireArchived } from '#server/wire-boards.ts'
import { boardSide } from '#station/board-queries.ts'
import { Boards } from '#station/boards.ts'
import { openPeriods } from '#station/periods.ts'
import { openSettlements, type Settlements } from '#station/settlements.ts'
import {
  EURUSD,
  fire,
  mustExecute,
  NOON,
  openDesk,
  openRun,
  posted,
  type TestDesk,
  user,
} from '#tests/support/desk.ts'
import { askedBy, award, type Boarding, boarding, DAY_MS, told, WEEK_END, WEEK_MS } from './boarding.ts'
import { testLog } from './feed/support.ts'

const MINUTE_MS = 60_000

let desk: TestDesk
let kept: Boarding
let settlements: Settlements
let bars = 0
beforeEach(async () => {
  desk = openDesk()
  kept = boarding(desk)
  settlements = openSettlements(desk.db, desk.execute, DEFAULT_POLICY, pino({ level: 'silent' }))
  desk.writer.onCommit((recorded) => settlements.follow(recorded))
  bars = 0
  await mustExecute(desk, openRun(), user('ada'), user('bob'), user('cyd'))
})
afterEach(async () => {
  await settlements.stop()
  await kept.stop()
  await desk.close()
})

/** A bar that meets the targets of all open signals, 1.5 R above the entry, or their stops, 1 R below. */
function bar(end: 'target' | 'stop'): AdvanceMarket {
  const [high, low] = end === 'target' ? [1.102, 1.0995] : [1.1005, 1.098]
  const openAt = NOON + bars * MINUTE_MS
  bars += 1
  const one = { openAt, closeAt: openAt + MINUTE_MS, open: 1.1, high, low, close: 1.1, volume: 0, spread: 0 }
  return {
    kind: 'advance_market',
    runId: 'r1' as never,
    barsDone: bars,
    at: one.closeAt,
    closes: [{ bar: { symbol: EURUSD, ...one }, barIndex: bars - 1 }],
    candidates: [],
    ended: false,
  }
}

let signals = 0
/** Some fire on a new signal, and it ends. */
async function traded(end: 'target' | 'stop', ...names: readonly string[]): Promise<void> {
  signals += 1
  const signal = `r${signals}`
  const fill = { kind: 'execute_fires', signalId: signal as SignalId, price: 1.1 } as const
  await mustExecute(desk, posted(signal), ...names.map((name) => fire(name, signal)), fill, bar(end))
  await settlements.idle()
}

const board = (by = 'nobody') => kept.boards.board('weekly_r', askedBy(by))
const lines = () => board().lines.map(({ userId, rank, score }) => [userId, rank, score])

test('[BOARD-28] the week in R adds what trades came to in units of their risk, losses and noughts included', async () => {
  expect(board()).toMatchObject({ period: { period: '2026-W02' }, total: 0, lines: [] })
  await traded('target', 'ada', 'bob')
  await traded('stop', 'ada', 'cyd')
  // 1.5, 1.5 less 1, and less 1: in thousandths.
  expect(lines()).toEqual([
    ['bob', 1, 1_500],
    ['ada', 2, 500],
    ['cyd', 3, -1_000],
  ])
  expect(board('cyd').me).toMatchObject({ rank: 3, score: -1_000, moved: null, personalBest: false })
  const again = new Boards({ db: desk.db, zone: 'UTC', now: () => desk.now })
  expect(again.board('weekly_r', askedBy('ada'))).toEqual(board('ada'))
  desk.now = WEEK_END
  expect(lines()).toEqual([])
})

test('[BOARD-28] a trade counts in the week in which it closed, whenever it was fired', async () => {
  signals += 1
  const signal = `r${signals}`
  const fill = { kind: 'execute_fires', signalId: signal as SignalId, price: 1.1 } as const
  await mustExecute(desk, posted(signal), fire('ada', signal), fill)
  desk.now = WEEK_END
  await mustExecute(desk, bar('target'))
  await settlements.idle()
  expect(board().period?.period).toBe('2026-W03')
  expect(lines()).toEqual([['ada', 1, 1_500]])
})

test('[BOARD-28] a result of nought puts a trader on the board, between gains and losses', async () => {
  await traded('stop', 'cyd')
  await traded('target', 'bob', 'ada')
  for (let lost = 0; lost < 3; lost++) await traded('stop', 'ada')
  await traded('target', 'ada')
  // Twice 1.5 less three times 1.
  expect(lines()).toEqual([
    ['bob', 1, 1_500],
    ['ada', 2, 0],
    ['cyd', 3, -1_000],
  ])
})

test('[BOARD-29] the week in R is archived, pays nobody, and says in the next week who moved and who beats his best', async () => {
  await traded('target', 'ada', 'bob')
  await traded('stop', 'ada', 'cyd')
  const points = () => told(desk, 'points_awarded').filter(({ cause }) => cause?.id.startsWith('lb:weekly_r'))
  desk.now = WEEK_END
  await kept.close()
  expect(told(desk, 'period_closed').filter(({ board }) => board === 'weekly_r')).toMatchObject([
    {
      closeId: 'close:weekly_r:2026-W02',
      participants: 3,
      done: true,
      lines: [
        { userId: 'bob', rank: 1, score: 1_500 },
        { userId: 'ada', rank: 2, score: 500 },
        { userId: 'cyd', rank: 3, score: -1_000 },
      ],
    },
  ])
  expect(told(desk, 'board_result').filter(({ board }) => board === 'weekly_r')).toEqual([])
  expect(points()).toEqual([])
  desk.now += DAY_MS
  await traded('target', 'cyd')
  await traded('stop', 'bob')
  expect(board().lines).toMatchObject([
    { userId: 'cyd', rank: 1, moved: 2, personalBest: true },
    { userId: 'bob', rank: 2, moved: -1, personalBest: false },
  ])
  const again = new Boards({ db: desk.db, zone: 'UTC', now: () => desk.now })
  expect(again.board('weekly_r', askedBy('ada'))).toEqual(board('ada'))
  await kept.moves.tell()
  expect(told(desk, 'rank_moved').filter(({ board }) => board === 'weekly_r')).toEqual([])
  expect(verifyReplay(desk.db).checks.filter((row) => !row.ok)).toEqual([])
})

test('[BOARD-21] a closed week in R says who moved since the one before and who had more than ever', async () => {
  const side = boardSide(desk.db, kept.boards, () => desk.now)
  const closed = (period: string) => {
    const found = side.archived({ board: 'weekly_r', period, limit: 10, of: 'ada' as UserId })
    if (found === null) throw new Error(`${period} has not closed`)
    const told = wireArchived('weekly_r', found, desk.now)
    const line = ({ user_id, score, rank_change, is_personal_best }: BoardEntry) =>
      [user_id, score, rank_change, is_personal_best] as const
    return { entries: told.entries.map(line), me: told.me && line(told.me) }
  }
  await traded('target', 'ada', 'bob')
  await traded('stop', 'ada', 'cyd')
  desk.now = WEEK_END
  await kept.close()
  // As on every board, nobody had a place before, and the first is the best so far.
  expect(closed('2026-W02')).toEqual({
    entries: [
      ['bob', 1.5, null, true],
      ['ada', 0.5, null, true],
      ['cyd', -1, null, true],
    ],
    me: ['ada', 0.5, null, true],
  })

  await traded('target', 'ada')
  await traded('stop', 'bob', 'cyd')
  const running = board('ada').me
  expect(running).toMatchObject({ moved: 1, personalBest: true })
  desk.now = WEEK_END + WEEK_MS
  await kept.close()
  // Bob had 1.5 before; Cyd loses one R again, which is no more than before.
  expect(closed('2026-W03')).toEqual({
    entries: [
      ['ada', 1.5, 1, true],
      ['bob', -1, -1, false],
      ['cyd', -1, 1, false],
    ],
    me: ['ada', 1.5, 1, true],
  })
  expect(verifyReplay(desk.db).checks.filter((row) => !row.ok)).toEqual([])
})

test('[BOARD-29] without progress the week in R closes all the same, and no other board', async () => {
  await mustExecute(desk, award('ada', 300))
  await traded('target', 'ada')
  desk.now = WEEK_END
  const { db, execute } = desk
  const log = testLog().log
  const parts = { db, execute, boards: MARKET_BOARDS, zone: 'UTC', now: () => desk.now, log }
  const periods = openPeriods(parts)
  await periods.idle()
  await periods.stop()
  expect(told(desk, 'period_closed').map(({ closeId }) => closeId)).toEqual(['close:weekly_r:2026-W02'])
})

describe('a desk from before the week in R', () => {
  /** Has a desk of the version before hear what this one told, brings it up to date, and closes what is over. */
  async function broughtUpToDate(boardsSince: number | null): Promise<readonly PeriodClosed[]> {
    const file = join(mkdtempSync(join(tmpdir(), 'fd-week-')), 'desk.db')
    const old = openWritable(file)
    migrate(old, MIGRATIONS.slice(0, weeklyR.version - 1))
    const tables = projector(old)
    const journal = journalWriter(old)
    for (const { event, at } of desk.published)
      for (const recorded of journal.append([event], at).recorded) tables.project(recorded)
    if (boardsSince !== null)
      old.run("INSERT INTO station (key, value) VALUES ('boards_since', ?)", String(boardsSince))
    old.close()

    const mended = openDesk({ file })
    mended.now = WEEK_END + 2 * WEEK_MS
    const periods = boarding(mended)
    await periods.close()
    expect(verifyReplay(mended.db).checks.filter((row) => !row.ok)).toEqual([])
    await periods.stop()
    await mended.close()
    rmSync(dirname(file), { recursive: true, force: true })
    return told(mended, 'period_closed').filter(({ board }) => board === 'weekly_r')
  }
  const periodsOf = (closes: readonly PeriodClosed[]) =>
    closes.map(({ period, lines }) => [period, lines.map(({ userId, score }) => [userId, score])])

  test('[BOARD-31] closes at its next start every week in which a trade closed, and none in which none did', async () => {
    await traded('target', 'ada', 'bob')
    desk.now = WEEK_END + WEEK_MS
    await traded('stop', 'ada')
    const closes = await broughtUpToDate(null)
    expect(periodsOf(closes)).toEqual([
      [
        '2026-W02',
        [
          ['ada', 1_500],
          ['bob', 1_500],
        ],
      ],
      ['2026-W04', [['ada', -1_000]]],
    ])
    expect(closes[1]?.lines).toMatchObject([{ previousRank: 1, personalBest: false }])
  })

  test('[BOARD-31] closes none that was over before it had boards', async () => {
    await traded('target', 'ada', 'bob')
    desk.now = WEEK_END + WEEK_MS
    await traded('stop', 'ada')
    expect(periodsOf(await broughtUpToDate(WEEK_END))).toEqual([['2026-W04', [['ada', -1_000]]]])
  })
})

test('[BOARD-18] who is hidden is on no week in R that others see, and sees where he would stand', async () => {
  await traded('target', 'ada', 'bob')
  await traded('target', 'ada')
  await mustExecute(desk, { kind: 'show_on_boards', userId: 'ada' as UserId, shown: false })
  expect(lines()).toEqual([['bob', 1, 1_500]])
  expect(board('ada').me).toMatchObject({ rank: 1, score: 3_000 })
})

test('[BOARD-30] a line says for how many days its trader has logged in, until two are missed', async () => {
  await mustExecute(desk, award('ada', 10), award('bob', 20))
  const login = { kind: 'record_activity', activity: 'daily_login', details: {} } as const
  await mustExecute(desk, { ...login, userId: 'ada' as UserId, eventId: 'in-1' })
  const days = () =>
    Object.fromEntries(
      kept.boards.board('monthly', askedBy('ada')).lines.map((line) => [line.userId, line.streakDays]),
    )
  expect(days()).toEqual({ ada: 1, bob: 0 })
  desk.now += DAY_MS
  await mustExecute(desk, { ...login, userId: 'ada' as UserId, eventId: 'in-2' })
  expect(days().ada).toBe(2)
  // One day without is held, two lose it.
  desk.now += 2 * DAY_MS
  expect(days().ada).toBe(2)
  desk.now += DAY_MS
  expect(days().ada).toBe(0)
})
