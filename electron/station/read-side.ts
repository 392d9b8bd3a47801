import type { SymbolName } from '#core/kernel/ids.ts'
import type { TimestampMs } from '#core/kernel/time.ts'
import { eventsAfter, headSeq } from '#db/journal.ts'
import { type Connection, sizeBytes } from '#db/open.ts'
import { readBook, readTokens } from '#db/stores/desk.ts'
import * as fires from '#db/stores/fires.ts'
import { readPausedSources } from '#db/stores/fusion.ts'
import * as signals from '#db/stores/signals.ts'
import * as traders from '#db/stores/traders.ts'
import { achievementSide } from './achievement-queries.ts'
import type { AchievementShelf } from './achievement-shelf.ts'
import type { Boards } from './boards.ts'
import type { DeskDayCount } from './desk-day.ts'
import type { FusionBooks } from './fusion-books.ts'
import { pageOf } from './page-of.ts'
import { progressSide } from './progress-queries.ts'
import type { Page, Queries, SignalFilter, TradeWithSignal } from './queries.ts'

export interface ReadParts {
  readonly db: Connection
  readonly cache: signals.SignalCache
  readonly boards: Boards
  readonly deskDay: DeskDayCount
  readonly fusion: FusionBooks
  readonly achievements: AchievementShelf
  readonly now: () => TimestampMs
  readonly commits: () => { readonly commits: number; readonly commands: number }
}

/** The read side over the station's own connection: between two batches it sees exactly what is committed. */
export function readSide({
  db,
  cache,
  boards,
  deskDay,
  fusion,
  achievements,
  now,
  commits,
}: ReadParts): Queries {
  return {
    signal: (id) => signals.readSignal(db, cache, id),
    signals: (filter, limit, cursor) => signalPage(db, cache, filter, { limit, cursor }),
    activeSignals: (limit) => ({
      sheets: signals
        .readSignals(db, cache, { status: 'active', symbol: null, before: null, limit })
        .map(({ sheet }) => sheet),
      total: signals.countActive(db),
    }),
    firesOfSignal: (id, limit, cursor) => {
      const page = pageOf(limit, cursor, (before, count) => fires.readFiresOfSignal(db, id, before, count))
      return page && { ...page, items: page.items.map(({ trade }) => trade) }
    },
    firesOfUser: (id, limit, cursor) => {
      const page = pageOf(limit, cursor, (before, count) => fires.readFiresOfUser(db, id, before, count))
      return page && { ...page, items: page.items.flatMap(({ trade }) => withSignal(db, cache, trade)) }
    },
    trade: (userId, signalId) => fires.readFire(db, userId, signalId),
    passed: (userId, signalId) => fires.readPassed(db, userId, signalId),
    exposure: (userId, symbol) => fires.readExposure(db, userId, symbol),
    book: (book) => readBook(db, book),
    books: () => fusion.all(),
    pausedSources: () => readPausedSources(db),
    passesOfUser: (id, limit) => fires.readPasses(db, id, limit),
    daysOfUser: (id) => traders.readDays(db, id),
    trader: (id) => traders.readTrader(db, id, now()),
    userName: (id) => traders.readName(db, id),
    firesSince: (id, since) => traders.readFiresSince(db, id, since),
    changedAt: (id) => traders.readChangedAt(db, id),
    board: (name, limit, around) => boards.board(name, limit, around),
    deskDay: () => ({ ...deskDay.read(now()), firesPerUser: boards.firesPerUser() }),
    tokens: () => readTokens(db),
    head: (stream) => headSeq(db, stream),
    eventsAfter: (stream, seq, limit) => eventsAfter(db, stream, seq, limit),
    progress: progressSide(db, now),
    achievements: achievementSide(db, achievements, now),
    counts: () => countsOf(db, commits()),
  }
}

function signalPage(
  db: Connection,
  cache: signals.SignalCache,
  filter: SignalFilter,
  range: { readonly limit: number; readonly cursor: string | null },
): Page<ReturnType<typeof signals.readSignals>[number]['sheet']> | null {
  const symbol = filter.symbol as SymbolName | null
  const page = pageOf(range.limit, range.cursor, (before, limit) =>
    signals.readSignals(db, cache, { status: filter.status, symbol, before, limit }),
  )
  return page && { ...page, items: page.items.map(({ sheet }) => sheet) }
}

function withSignal(
  db: Connection,
  cache: signals.SignalCache,
  trade: TradeWithSignal['trade'],
): readonly TradeWithSignal[] {
  const sheet = signals.readSignal(db, cache, trade.signalId)
  return sheet ? [{ trade, sheet }] : []
}

function countsOf(
  db: Connection,
  { commits, commands }: { readonly commits: number; readonly commands: number },
) {
  const rows = db.get<{ n: number }>('SELECT COALESCE(MAX(journal_no), 0) AS n FROM journal')
  return {
    journalRows: rows?.n ?? 0,
    bytes: sizeBytes(db),
    commits,
    commandsPerCommit: commits === 0 ? 0 : commands / commits,
  }
}
