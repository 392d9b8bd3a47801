import type { SymbolName, UserId } from '#core/kernel/ids.ts'
import type { TimestampMs } from '#core/kernel/time.ts'
import type { Progress } from '#core/progress/progress.ts'
import { sideOf, similarTo } from '#core/signals/similar.ts'
import { eventsAfter, headSeq } from '#db/journal.ts'
import { type Connection, sizeBytes } from '#db/open.ts'
import { readBook, readToken, readTokens } from '#db/stores/desk.ts'
import * as fires from '#db/stores/fires.ts'
import { readPausedSources } from '#db/stores/fusion.ts'
import { readHook, readHooks } from '#db/stores/hooks.ts'
import { readLan } from '#db/stores/lan.ts'
import { readPast, readPasts } from '#db/stores/past-signals.ts'
import * as signals from '#db/stores/signals.ts'
import { readEnded } from '#db/stores/similar.ts'
import * as traders from '#db/stores/traders.ts'
import { achievementSide } from './achievement-queries.ts'
import type { AchievementShelf } from './achievement-shelf.ts'
import { auditSide } from './audit-queries.ts'
import { boardSide } from './board-queries.ts'
import type { Boards } from './boards.ts'
import type { DeskDayCount } from './desk-day.ts'
import { deviceSide } from './device-queries.ts'
import type { Quantiles } from './durations.ts'
import { exportSide } from './export-queries.ts'
import { readForecast } from './forecast-queries.ts'
import type { FusionBooks } from './fusion-books.ts'
import { pageOf } from './pages.ts'
import { progressSide } from './progress-queries.ts'
import type { Pulse } from './pulse.ts'
import type { Page, Queries, SignalFilter, TradeWithSignal } from './queries.ts'
import { questSide } from './quest-queries.ts'
import type { RoutingCount } from './routing-count.ts'
import { routingQueries } from './routing-queries.ts'
import { socialSide } from './social-queries.ts'
import { statsSide } from './stats-queries.ts'

export interface ReadParts {
  readonly db: Connection
  readonly cache: signals.SignalCache
  readonly boards: Boards
  readonly deskDay: DeskDayCount
  readonly pulse: Pulse
  readonly routed: RoutingCount
  readonly fusion: FusionBooks
  /** A trader's progress; null for an unknown user. */
  readonly progress: (id: UserId) => Progress | null
  readonly achievements: AchievementShelf
  /** The desk's zone. */
  readonly deskZone: string
  readonly now: () => TimestampMs
  readonly commits: () => CommitCounts
}

/** What the writer counts. */
export interface CommitCounts {
  readonly commits: number
  readonly commands: number
  readonly commitMs: Quantiles | null
  readonly waiting: number
}

/** The read side over the station's own connection: between two batches it sees exactly what is committed. */
export function readSide(parts: ReadParts): Queries {
  const { db, cache, boards, deskDay, pulse, fusion, progress, achievements, now, commits } = parts
  return {
    ...routingQueries(parts),
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
    pastSignal: (provider, pastId) => readPast(db, provider, pastId),
    pastSignals: (provider, limit, cursor) =>
      pageOf(limit, cursor, (before, count) => readPasts(db, provider, before, count)),
    similar: ({ signalId, symbol, direction, book, assessment }) => {
      const asked = { symbol, direction, probability: assessment.probability, side: sideOf(assessment) }
      return similarTo(asked, readEnded(db, book, signalId))
    },
    pausedSources: () => readPausedSources(db),
    passesOfUser: (id, limit) => fires.readPasses(db, id, limit),
    daysOfUser: (id) => traders.readDays(db, id),
    trader: (id) => traders.readTrader(db, id, now()),
    userName: (id) => traders.readName(db, id),
    firesSince: (id, since) => traders.readFiresSince(db, id, since),
    changedAt: (id) => traders.readChangedAt(db, id),
    board: (name, ask) => boards.board(name, ask),
    boards: boardSide(db, boards, now),
    deskDay: () => ({
      ...deskDay.read(now()),
      // Most ask for the day alone, and the boards need not be there for that.
      get firesPerUser() {
        return boards.firesPerUser()
      },
    }),
    pulse,
    token: (id) => readToken(db, id),
    lan: () => readLan(db),
    tokens: () => readTokens(db),
    head: (stream) => headSeq(db, stream),
    eventsAfter: (stream, seq, limit) => eventsAfter(db, stream, seq, limit),
    progress: progressSide(db, progress, now),
    achievements: achievementSide(db, achievements, now),
    forecast: (id) => readForecast(db, id),
    quests: questSide(db, now),
    hooks: () => readHooks(db),
    hook: (id) => readHook(db, id),
    social: socialSide(db),
    exports: exportSide(db),
    devices: deviceSide(db),
    stats: statsSide(parts),
    audit: auditSide(db),
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

function countsOf(db: Connection, { commits, commands, commitMs, waiting }: CommitCounts) {
  const newest = db.get<{ no: number; at: number }>(
    'SELECT journal_no AS no, at FROM journal ORDER BY journal_no DESC LIMIT 1',
  )
  return {
    journalRows: newest?.no ?? 0,
    newestAt: newest?.at ?? null,
    bytes: sizeBytes(db),
    commits,
    commandsPerCommit: commits === 0 ? 0 : commands / commits,
    commitMs,
    waiting,
  }
}
