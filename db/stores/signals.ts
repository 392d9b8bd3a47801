import type { SignalId, SymbolName } from '#core/kernel/ids.ts'
import type { MarketTimeMs } from '#core/kernel/time.ts'
import type { SignalSheet } from '#core/sheets.ts'
import type { Outcome, Signal, SignalStatus } from '#core/signals/signal.ts'
import type { Readable } from '../open.ts'

interface SignalRow {
  readonly signal_no: number
  readonly signal: string
  readonly expires_at: number
  readonly status: SignalStatus
  readonly expiring: number
  readonly outcome: Outcome | null
  readonly exit: number | null
  readonly r: number | null
  readonly settled_at: number | null
  readonly fire_count: number
  readonly pass_count: number
  readonly executed_count: number
}

const SIGNAL_COLUMNS = `signal_no, signal, expires_at, status, expiring, outcome, exit, r, settled_at,
  fire_count, pass_count, executed_count`
/** Put together once: a text made anew is hashed anew whenever its statement is looked up. */
const SIGNAL_BY_ID = `SELECT ${SIGNAL_COLUMNS} FROM signals WHERE signal_id = ?`
/** More than can sensibly be open at once: each bar reads the open signals of its symbol. About 2 kB each. */
const SIGNAL_CACHE_MAX = 10_000

/**
 * Of a signal only the window changes after opening, so each is parsed once; what has become of it is read every time.
 */
export class SignalCache {
  readonly #byNo = new Map<number, Signal>()

  /** The signal as it was opened, with the end its window has now. */
  signal(row: Pick<SignalRow, 'signal_no' | 'signal' | 'expires_at'>): Signal {
    const known = this.#byNo.get(row.signal_no)
    if (known?.expiresAt === row.expires_at) return known
    if (known === undefined && this.#byNo.size >= SIGNAL_CACHE_MAX) this.#byNo.clear()
    const signal = { ...(known ?? (JSON.parse(row.signal) as Signal)), expiresAt: row.expires_at }
    this.#byNo.set(row.signal_no, signal)
    return signal
  }

  forget(): void {
    this.#byNo.clear()
  }
}

/** A signal with what has become of it, or null. */
export function readSignal(db: Readable, cache: SignalCache, id: SignalId): SignalSheet | null {
  const row = db.get<SignalRow>(SIGNAL_BY_ID, id)
  return row ? sheetOf(row, cache) : null
}

/** A sheet with its place in the order of opening, for paging. */
export interface NumberedSheet {
  readonly no: number
  readonly sheet: SignalSheet
}

export interface SignalPage {
  readonly status: 'active' | 'closed' | 'all'
  readonly symbol: SymbolName | null
  /** Only signals opened before this number; null from the newest. */
  readonly before: number | null
  readonly limit: number
}

/**
 * Signals by status and symbol, newest first.
 *
 * Open windows are few among all that ever were, and so may be the signals of a symbol: each is found by its own
 * index, as SQLite would rather walk back through the whole table. Vetoed candidates are no signals.
 */
export function readSignals(db: Readable, cache: SignalCache, page: SignalPage): readonly NumberedSheet[] {
  const status = { active: "AND status = 'active'", closed: "AND status <> 'active'", all: '' }[page.status]
  const symbol = page.symbol === null ? 'AND ? IS NULL' : 'AND symbol = ?'
  const bySymbol = page.symbol === null ? '' : 'INDEXED BY signals_by_symbol'
  const index = page.status === 'active' ? 'INDEXED BY signals_active' : bySymbol
  return db
    .all<SignalRow>(
      `SELECT ${SIGNAL_COLUMNS} FROM signals ${index} WHERE signal_no < ? AND vetoed = 0 ${status} ${symbol} ORDER BY signal_no DESC LIMIT ?`,
      page.before ?? Number.MAX_SAFE_INTEGER,
      page.symbol,
      page.limit,
    )
    .map((row) => ({ no: row.signal_no, sheet: sheetOf(row, cache) }))
}

/** Market time at which the last signal was opened, or null. */
export function readNewestSignalAt(db: Readable): MarketTimeMs | null {
  return (
    db.get<{ at: number }>('SELECT created_at AS at FROM signals ORDER BY signal_no DESC LIMIT 1')?.at ?? null
  )
}

/** How many windows are open. */
export function countActive(db: Readable): number {
  return db.get<{ n: number }>("SELECT COUNT(*) AS n FROM signals WHERE status = 'active'")?.n ?? 0
}

/** Signals of one symbol whose outcome is still open, oldest first. */
export function readUnsettled(db: Readable, cache: SignalCache, symbol: SymbolName): readonly SignalSheet[] {
  return db
    .all<SignalRow>(
      `SELECT ${SIGNAL_COLUMNS} FROM signals INDEXED BY signals_unsettled
       WHERE symbol = ? AND status <> 'settled' ORDER BY signal_no`,
      symbol,
    )
    .map((row) => sheetOf(row, cache))
}

/** Every signal whose outcome is still open, oldest first. */
export function readAllUnsettled(db: Readable, cache: SignalCache): readonly SignalSheet[] {
  return db
    .all<SignalRow>(
      `SELECT ${SIGNAL_COLUMNS} FROM signals INDEXED BY signals_unsettled
       WHERE status <> 'settled' ORDER BY signal_no`,
    )
    .map((row) => sheetOf(row, cache))
}

/** What happens to open windows at a moment of the market. */
export interface DueMoment {
  readonly at: MarketTimeMs
  /** Market time before its end at which a window counts as ending. */
  readonly leadMs: number
}

/** Open windows that end, or begin to end, by now; by time. */
export function readDue(db: Readable, cache: SignalCache, { at, leadMs }: DueMoment): readonly SignalSheet[] {
  const sql = `SELECT ${SIGNAL_COLUMNS} FROM signals INDEXED BY signals_active
    WHERE status = 'active' AND expiring = ? AND expires_at <= ? ORDER BY expires_at, signal_no`
  const rows = [...db.all<SignalRow>(sql, 0, at + leadMs), ...db.all<SignalRow>(sql, 1, at)]
  return rows.map((row) => sheetOf(row, cache))
}

/** The next moment at which an open window ends or begins to end; null when none is open. */
export function readNextDue(db: Readable, leadMs: number): MarketTimeMs | null {
  const sql = `SELECT MIN(expires_at) AS at FROM signals INDEXED BY signals_active
    WHERE status = 'active' AND expiring = ?`
  const begins = db.get<{ at: number | null }>(sql, 0)?.at ?? null
  const ends = db.get<{ at: number | null }>(sql, 1)?.at ?? null
  if (begins === null) return ends
  return Math.min(begins - leadMs, ends ?? Number.POSITIVE_INFINITY)
}

/** Signals whose open window ends before a moment, oldest first. */
export function readOpenWindows(db: Readable, before: MarketTimeMs): readonly SignalId[] {
  const sql = `SELECT signal_no, signal_id FROM signals INDEXED BY signals_active
    WHERE status = 'active' AND expiring = ? AND expires_at < ?`
  return [0, 1]
    .flatMap((expiring) => db.all<{ signal_no: number; signal_id: SignalId }>(sql, expiring, before))
    .sort((one, other) => one.signal_no - other.signal_no)
    .map((row) => row.signal_id)
}

/** Unsettled signals without a bar horizon whose time is over; oldest first. */
export function readPastHorizon(db: Readable, cache: SignalCache, at: MarketTimeMs): readonly SignalSheet[] {
  return db
    .all<SignalRow>(
      `SELECT ${SIGNAL_COLUMNS} FROM signals INDEXED BY signals_unsettled
       WHERE status <> 'settled' AND horizon_bar IS NULL AND horizon_at <= ? ORDER BY signal_no`,
      at,
    )
    .map((row) => sheetOf(row, cache))
}

/** Signals with a fire that still waits for its first price. */
export function readAwaiting(db: Readable, cache: SignalCache): readonly Signal[] {
  return db
    .all<SignalRow>(
      `SELECT ${SIGNAL_COLUMNS} FROM signals WHERE status = 'active' AND executed_count < fire_count`,
    )
    .map((row) => cache.signal(row))
}

function sheetOf(row: SignalRow, cache: SignalCache): SignalSheet {
  return {
    signal: cache.signal(row),
    status: row.status,
    expiring: row.expiring === 1,
    outcome: row.outcome,
    exit: row.exit,
    r: row.r,
    settledAt: row.settled_at,
    totals: { fireCount: row.fire_count, passCount: row.pass_count, executedCount: row.executed_count },
  }
}
