import { afterEach, beforeEach, expect, test } from 'vitest'
import type { UserId } from '#core/kernel/ids.ts'
import type { ArchivedLine, PeriodClosed } from '#core/progress/board-event.ts'
import { journalWriter } from '#db/journal.ts'
import { MIGRATIONS, migrate } from '#db/migrate.ts'
import { weeklyR } from '#db/migrations/0023-weekly-r.ts'
import { openWritable, type Writable } from '#db/open.ts'
import { projector } from '#db/project.ts'
import { readHidden, readResults, readShown } from '#db/stores/board-display.ts'
import * as boards from '#db/stores/boards.ts'
import { verify } from '#db/verify.ts'
import { nextDue } from '#station/periods.ts'
import { NOON } from '#tests/support/desk.ts'

const WEEK_MS = 7 * 86_400_000
/** Before there were boards. */
const BEFORE = 12
const ADA = 'ada' as UserId
const BOB = 'bob' as UserId

type Told = Parameters<ReturnType<typeof journalWriter>['append']>[0][number]

let db: Writable
beforeEach(() => {
  db = openWritable(':memory:')
  migrate(
    db,
    MIGRATIONS.filter(({ version }) => version <= BEFORE),
  )
})
afterEach(() => db.close())

function tell(at: number, ...events: readonly Told[]): void {
  const tables = projector(db)
  for (const recorded of journalWriter(db).append(events, at).recorded) tables.project(recorded)
}

function added(userId: UserId): Told {
  const totals = { balanceCents: 0, fires: 0, passes: 0, wins: 0, losses: 0, timeouts: 0, pnlCents: 0 }
  return {
    kind: 'user_added',
    userId,
    zone: 'UTC',
    memberTier: 'nibbler',
    totals: { ...totals, breakevenMicroSum: 0, day: '2026-01-05', dayFires: 0 },
  }
}

/** The award of that number, with all that was ever won after it. */
function won(userId: UserId, no: number, amount: number, lifetime = amount): Told {
  const totals = {
    balance: lifetime,
    lifetime,
    xp: lifetime,
    level: 1,
    transactions: no,
    day: null,
    dayEarned: 0,
  }
  return {
    kind: 'points_awarded',
    userId,
    type: 'earned',
    action: 'good_deed',
    sourceId: `w${no}`,
    amount,
    xpGained: amount,
    calculation: null,
    before: totals,
    totals,
    suspicious: false,
    context: '',
    cause: null,
    reason: null,
    by: null,
  }
}

test('[BOARD-22] weeks that were over before there were boards are not paid for; the one that ran counts whole', () => {
  tell(NOON, added(ADA), won(ADA, 1, 10))
  // Monday of the third week, and the Wednesday on which the station was brought up to date.
  tell(NOON + 2 * WEEK_MS, won(ADA, 2, 5, 15))
  tell(NOON + 2 * WEEK_MS + WEEK_MS / 7, won(ADA, 3, 7, 22))
  expect(migrate(db, MIGRATIONS.slice(0, BEFORE + 1))).toEqual([BEFORE + 1])
  migrate(db)
  const due = nextDue(db, 'UTC', NOON + 4 * WEEK_MS)
  expect(due).toMatchObject({ board: 'weekly', period: '2026-W04' })
  expect(boards.readScores(db, 'weekly', due!)).toEqual([{ userId: ADA, score: 12 }])
  expect(verify(db)).toMatchObject({ ok: true })
})

test('[BOARD-22] on a new desk nothing is too old, and without a score nothing is due', () => {
  migrate(db)
  expect(nextDue(db, 'UTC', NOON + 40 * WEEK_MS)).toBeNull()
  tell(NOON, added(ADA), won(ADA, 1, 10))
  expect(nextDue(db, 'UTC', NOON)).toBeNull()
  expect(nextDue(db, 'UTC', NOON + WEEK_MS)).toMatchObject({ board: 'weekly', period: '2026-W02' })
})

test('[BOARD-14] what a close states is what the tables say, and a replay says it again', () => {
  migrate(db)
  tell(NOON, added(ADA), added(BOB), won(ADA, 1, 10), won(BOB, 1, 20))
  const period = { board: 'weekly', period: '2026-W02', from: 0, until: 10 } as const
  const closed = {
    kind: 'period_closed',
    closeId: 'close:weekly:2026-W02',
    ...period,
    participants: 2,
    lines: [],
  } as const
  const place = { kind: 'board_result', board: 'weekly', period: '2026-W02', participants: 2 } as const
  const rest = { previousRank: null, personalBest: true, cause: { engine: 'board', id: 'lb' } } as const
  const paid = [{ kind: 'points', amount: 1_000 }] as const
  tell(
    NOON,
    { ...closed, results: 1, done: false },
    { ...place, ...rest, userId: BOB, rank: 1, score: 20, rewards: paid },
  )
  expect(boards.readLastPeriod(db, 'weekly')).toMatchObject({ results: 1, done: false })
  expect(boards.readLastPlaces(db, 'weekly')).toEqual([])
  tell(
    NOON,
    { ...closed, results: 2, done: true },
    { ...place, ...rest, userId: ADA, rank: 2, score: 10, rewards: [] },
  )
  expect(boards.readPeriod(db, 'weekly', '2026-W02')).toEqual({
    ...period,
    participants: 2,
    results: 2,
    done: true,
  })
  expect(boards.readLastPlaces(db, 'weekly')).toHaveLength(2)
  expect(readResults(db, BOB, 5)).toEqual([
    {
      board: 'weekly',
      period: '2026-W02',
      until: 10,
      rank: 1,
      score: 20,
      participants: 2,
      personalBest: true,
      points: 1_000,
    },
  ])
  expect(boards.readPastPlace(db, BOB, { board: 'weekly', until: 20 })).toEqual({ previousRank: 1, best: 20 })
  expect(boards.readPastPlace(db, BOB, { board: 'monthly', until: 20 })).toEqual({
    previousRank: null,
    best: null,
  })
  expect(verify(db)).toMatchObject({ ok: true })
})

/** The second week of 2026 on a board that pays nobody. */
function closedWeek(board: 'weekly_r' | 'global', lines: readonly ArchivedLine[]): PeriodClosed {
  return {
    kind: 'period_closed',
    closeId: `close:${board}:2026-W02`,
    board,
    period: '2026-W02',
    from: 0,
    until: 10,
    participants: lines.length,
    results: lines.length,
    done: true,
    lines,
  }
}

test('[BOARD-21] a line of a close says what he had before; one from a journal in which none did has no place before', () => {
  migrate(db)
  tell(NOON, added(ADA), added(BOB))
  const first = { userId: ADA, rank: 1, score: 9 }
  const second = { userId: BOB, rank: 2, score: 8, previousRank: 1, personalBest: true }
  tell(NOON, closedWeek('weekly_r', [first, second]))
  expect(boards.readPlaces(db, { board: 'weekly_r', period: '2026-W02' }, 10)).toEqual([
    { ...first, previousRank: null, personalBest: false },
    second,
  ])
  expect(verify(db)).toMatchObject({ ok: true })
})

test('[BOARD-18] the last word of a user on being shown is kept, and takes him out of closed periods too', () => {
  migrate(db)
  tell(NOON, added(ADA), added(BOB))
  const lines = [
    { userId: ADA, rank: 1, score: 9 },
    { userId: BOB, rank: 2, score: 8 },
  ]
  tell(NOON, closedWeek('global', lines))
  const display = (userId: UserId, shown: boolean) =>
    ({ kind: 'board_display_changed', userId, shown }) as const
  tell(NOON, display(ADA, false), display(BOB, false), display(BOB, true))
  expect(readHidden(db)).toEqual([ADA])
  expect([readShown(db, ADA), readShown(db, BOB), readShown(db, 'zoe' as UserId)]).toEqual([
    false,
    true,
    true,
  ])
  const closed = { board: 'global', period: '2026-W02' } as const
  expect(boards.readPlaces(db, closed, 10)).toMatchObject([{ userId: BOB, rank: 2 }])
  expect(boards.readPlace(db, ADA, closed)).toMatchObject({ rank: 1, score: 9 })
  expect(verify(db)).toMatchObject({ ok: true })
})

test('[BOARD-31] a desk from before the week in R keeps its periods and places, and takes places of such weeks', () => {
  migrate(db, MIGRATIONS.slice(0, weeklyR.version - 1))
  tell(NOON, added(ADA), won(ADA, 1, 10))
  const period = { board: 'weekly', period: '2026-W02', from: 0, until: 10 } as const
  const closed = {
    kind: 'period_closed',
    closeId: 'close:weekly:2026-W02',
    ...period,
    participants: 1,
    results: 1,
    done: true,
    lines: [],
  } as const
  const place = { kind: 'board_result', board: 'weekly', period: '2026-W02', participants: 1 } as const
  const rest = { previousRank: null, personalBest: true, cause: { engine: 'board', id: 'lb' } } as const
  tell(NOON, closed, { ...place, ...rest, userId: ADA, rank: 1, score: 10, rewards: [] })
  const before = db.all('SELECT * FROM board_results JOIN board_periods USING (board, period)')

  expect(migrate(db, MIGRATIONS.slice(0, weeklyR.version))).toEqual([weeklyR.version])
  migrate(db)
  expect(db.all('SELECT * FROM board_results JOIN board_periods USING (board, period)')).toEqual(before)
  expect(db.raw.pragma('foreign_key_check')).toEqual([])
  const lines = [{ userId: ADA, rank: 1, score: -1_000 }]
  tell(NOON, { ...closed, closeId: 'close:weekly_r:2026-W02', board: 'weekly_r', lines })
  expect(boards.readLastPlaces(db, 'weekly_r')).toEqual(lines)
  // A place without its period is refused as before.
  expect(() =>
    db.run(
      `INSERT INTO board_results (board, period, user_no, rank, score, previous_rank, personal_best, points)
       VALUES ('weekly_r', '2026-W09', 1, 1, 0, NULL, 0, 0)`,
    ),
  ).toThrow('FOREIGN KEY')
  expect(verify(db)).toMatchObject({ ok: true })
})
