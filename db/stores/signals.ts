import type { SignalId, SymbolName, UserId } from '#core/kernel/ids.ts'
import type { MarketTimeMs } from '#core/kernel/time.ts'
import type { PassSheet, SignalSheet, TradeSheet } from '#core/sheets.ts'
import type { Outcome, Signal, SignalStatus } from '#core/signals/signal.ts'
import type { Readable } from '../open.ts'

interface SignalRow {
  readonly signal_no: number
  readonly signal: string
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

const SIGNAL_COLUMNS = `signal_no, signal, status, expiring, outcome, exit, r, settled_at,
  fire_count, pass_count, executed_count`
const SIGNAL_CACHE_MAX = 4_000

/** Signals never change after opening, so each is parsed once; what has become of it is read every time. */
export class SignalCache {
  readonly #byNo = new Map<number, Signal>()

  signal(row: { readonly signal_no: number; readonly signal: string }): Signal {
    const known = this.#byNo.get(row.signal_no)
    if (known) return known
    if (this.#byNo.size >= SIGNAL_CACHE_MAX) this.#byNo.clear()
    const signal = JSON.parse(row.signal) as Signal
    this.#byNo.set(row.signal_no, signal)
    return signal
  }

  forget(): void {
    this.#byNo.clear()
  }
}

/** A signal with what has become of it, or null. */
export function readSignal(db: Readable, cache: SignalCache, id: SignalId): SignalSheet | null {
  const row = db.get<SignalRow>(`SELECT ${SIGNAL_COLUMNS} FROM signals WHERE signal_id = ?`, id)
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

/** Signals by status and symbol, newest first. */
export function readSignals(db: Readable, cache: SignalCache, page: SignalPage): readonly NumberedSheet[] {
  const status = { active: "AND status = 'active'", closed: "AND status <> 'active'", all: '' }[page.status]
  const symbol = page.symbol === null ? 'AND ? IS NULL' : 'AND symbol = ?'
  return db
    .all<SignalRow>(
      `SELECT ${SIGNAL_COLUMNS} FROM signals WHERE signal_no < ? ${status} ${symbol} ORDER BY signal_no DESC LIMIT ?`,
      page.before ?? Number.MAX_SAFE_INTEGER,
      page.symbol,
      page.limit,
    )
    .map((row) => ({ no: row.signal_no, sheet: sheetOf(row, cache) }))
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
    .all<SignalRow>(`SELECT ${SIGNAL_COLUMNS} FROM signals WHERE status <> 'settled' ORDER BY signal_no`)
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

/** Settled signals with executed trades that are not booked yet. */
export function readOwedSettlements(db: Readable): readonly SignalId[] {
  return db
    .all<{ signal_id: SignalId }>(
      `SELECT DISTINCT s.signal_id FROM signals s JOIN fires f ON f.signal_no = s.signal_no
       WHERE s.status = 'settled' AND s.executed_count > 0 AND f.executed = 1 AND f.outcome IS NULL`,
    )
    .map((row) => row.signal_id)
}

/** Probabilities of the last `limit` signals of a book, oldest first. */
export function readRecentProbabilities(db: Readable, book: string, limit: number): readonly number[] {
  return db
    .all<{ probability: number }>(
      'SELECT probability FROM signals INDEXED BY signals_by_book WHERE book = ? ORDER BY signal_no DESC LIMIT ?',
      book,
      limit,
    )
    .map((row) => row.probability)
    .reverse()
}

const FIRE_OWN_COLUMNS = `f.ordinal, f.user_ordinal, f.trade_id, f.fired_at, f.risk_bp, f.balance_cents,
  f.executed, f.executed_price, f.outcome, f.r, f.pnl_cents, f.closed_at`
const FIRE_COLUMNS = `s.signal_id, t.user_id, ${FIRE_OWN_COLUMNS}`
const FIRE_FROM =
  'FROM fires f JOIN signals s ON s.signal_no = f.signal_no JOIN traders t ON t.user_no = f.user_no'

interface FireRow {
  readonly signal_id: SignalId
  readonly user_id: UserId
  readonly ordinal: number
  readonly user_ordinal: number
  readonly trade_id: TradeSheet['tradeId']
  readonly fired_at: number
  readonly risk_bp: number
  readonly balance_cents: number
  readonly executed: number
  readonly executed_price: number | null
  readonly outcome: Outcome | null
  readonly r: number | null
  readonly pnl_cents: number | null
  readonly closed_at: number | null
}

/**
 * One user's fire on one signal, or null.
 *
 * The numbers are looked up in subqueries: the same as a join of the three tables takes SQLite seven times as long,
 * and every fire asks this.
 */
export function readFire(db: Readable, user: UserId, signal: SignalId): TradeSheet | null {
  const row = db.get<Omit<FireRow, 'signal_id' | 'user_id'>>(
    `SELECT ${FIRE_OWN_COLUMNS} FROM fires f WHERE f.user_no = (SELECT user_no FROM traders WHERE user_id = ?)
       AND f.signal_no = (SELECT signal_no FROM signals WHERE signal_id = ?)`,
    user,
    signal,
  )
  return row ? tradeOf({ ...row, signal_id: signal, user_id: user }) : null
}

/** A trade with its place in a list, for paging. */
export interface NumberedTrade {
  readonly no: number
  readonly trade: TradeSheet
}

/** Fires of a signal, newest first, before the given ordinal. */
export function readFiresOfSignal(
  db: Readable,
  id: SignalId,
  before: number,
  limit: number,
): readonly NumberedTrade[] {
  return db
    .all<FireRow>(
      `SELECT ${FIRE_COLUMNS} ${FIRE_FROM} WHERE f.signal_no = (SELECT signal_no FROM signals WHERE signal_id = ?)
       AND f.ordinal < ? ORDER BY f.ordinal DESC LIMIT ?`,
      id,
      before,
      limit,
    )
    .map((row) => ({ no: row.ordinal, trade: tradeOf(row) }))
}

/** Fires of a user, newest first, before the given ordinal of the user. */
export function readFiresOfUser(
  db: Readable,
  id: UserId,
  before: number,
  limit: number,
): readonly NumberedTrade[] {
  return db
    .all<FireRow>(
      `SELECT ${FIRE_COLUMNS} ${FIRE_FROM} WHERE f.user_no = (SELECT user_no FROM traders WHERE user_id = ?)
       AND f.user_ordinal < ? ORDER BY f.user_ordinal DESC LIMIT ?`,
      id,
      before,
      limit,
    )
    .map((row) => ({ no: row.user_ordinal, trade: tradeOf(row) }))
}

/** Executed trades of a signal that are not booked yet, oldest first. */
export function readUnbooked(db: Readable, id: SignalId, limit: number): readonly TradeSheet[] {
  return db
    .all<FireRow>(
      `SELECT ${FIRE_COLUMNS} ${FIRE_FROM} WHERE f.signal_no = (SELECT signal_no FROM signals WHERE signal_id = ?)
       AND f.executed = 1 AND f.outcome IS NULL ORDER BY f.ordinal LIMIT ?`,
      id,
      limit,
    )
    .map(tradeOf)
}

/** Whether the user passed on the signal. */
export function readPassed(db: Readable, user: UserId, signal: SignalId): boolean {
  const row = db.get(
    `SELECT 1 FROM passes WHERE user_no = (SELECT user_no FROM traders WHERE user_id = ?)
       AND signal_no = (SELECT signal_no FROM signals WHERE signal_id = ?)`,
    user,
    signal,
  )
  return row !== undefined
}

/** A user's passes, newest first. */
export function readPasses(db: Readable, user: UserId, limit: number): readonly PassSheet[] {
  return db
    .all<{ signal_id: SignalId; reason: PassSheet['reason']; note: string | null; passed_at: number }>(
      `SELECT s.signal_id, p.reason, n.note, p.passed_at FROM passes p JOIN signals s ON s.signal_no = p.signal_no
       LEFT JOIN pass_notes n ON n.user_no = p.user_no AND n.signal_no = p.signal_no
       WHERE p.user_no = (SELECT user_no FROM traders WHERE user_id = ?) ORDER BY p.passed_at DESC, p.signal_no DESC LIMIT ?`,
      user,
      limit,
    )
    .map((row) => ({
      signalId: row.signal_id,
      userId: user,
      reason: row.reason,
      note: row.note,
      passedAt: row.passed_at,
    }))
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

function tradeOf(row: FireRow): TradeSheet {
  return {
    tradeId: row.trade_id,
    signalId: row.signal_id,
    userId: row.user_id,
    firedAt: row.fired_at,
    riskBp: row.risk_bp,
    balanceCents: row.balance_cents,
    executed: row.executed === 1,
    executedPrice: row.executed_price,
    outcome: row.outcome,
    r: row.r,
    pnlCents: row.pnl_cents,
    closedAt: row.closed_at,
  }
}
