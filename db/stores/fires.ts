import type { SignalId, SymbolName, TradeId, UserId } from '#core/kernel/ids.ts'
import type { Exposure, PassSheet, TradeSheet } from '#core/sheets.ts'
import type { Outcome } from '#core/signals/signal.ts'
import type { Readable } from '../open.ts'

const FIRE_OWN_COLUMNS = `f.ordinal, f.user_ordinal, f.trade_id, f.fired_at, f.risk_bp, f.balance_cents,
  f.executed, f.executed_price, f.outcome, f.r, f.pnl_cents, f.closed_at,
  f.reported_price, f.reported_at`
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
  readonly reported_price: number | null
  readonly reported_at: number | null
}

const FIRE_OF_USER_ON_SIGNAL = `SELECT ${FIRE_OWN_COLUMNS} FROM fires f
  WHERE f.user_no = (SELECT user_no FROM traders WHERE user_id = ?)
    AND f.signal_no = (SELECT signal_no FROM signals WHERE signal_id = ?)`

/**
 * One user's fire on one signal, or null.
 *
 * The numbers are looked up in subqueries: the same as a join of the three tables takes SQLite seven times as long,
 * and every fire asks this.
 */
export function readFire(db: Readable, user: UserId, signal: SignalId): TradeSheet | null {
  const row = db.get<Omit<FireRow, 'signal_id' | 'user_id'>>(FIRE_OF_USER_ON_SIGNAL, user, signal)
  return row ? tradeOf({ ...row, signal_id: signal, user_id: user }) : null
}

/** One trade of one user by its own id; null where there is none of his. */
export function readTradeOf(db: Readable, user: UserId, trade: TradeId): TradeSheet | null {
  const row = db.get<FireRow>(
    `SELECT ${FIRE_COLUMNS} FROM fires f INDEXED BY fires_by_trade JOIN signals s ON s.signal_no = f.signal_no
     JOIN traders t ON t.user_no = f.user_no WHERE f.trade_id = ? AND t.user_id = ?`,
    trade,
    user,
  )
  return row ? tradeOf(row) : null
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
      `SELECT ${FIRE_COLUMNS} FROM fires f INDEXED BY fires_unbooked JOIN signals s ON s.signal_no = f.signal_no
       JOIN traders t ON t.user_no = f.user_no WHERE f.signal_no = (SELECT signal_no FROM signals WHERE signal_id = ?)
       AND f.executed = 1 AND f.outcome IS NULL ORDER BY f.ordinal LIMIT ?`,
      id,
      limit,
    )
    .map(tradeOf)
}

/**
 * What the user has at stake at once.
 *
 * Goes from the signals that are not settled, which are few, to his fires on them: his closed trades may be many. The
 * risk of each is rounded as its result will be, half away from zero to the cent.
 */
export function readExposure(db: Readable, user: UserId, symbol: SymbolName): Exposure {
  const row = db.get<Exposure>(
    `SELECT COUNT(*) AS trades, COALESCE(SUM(s.symbol = ?), 0) AS onSymbol,
       COALESCE(SUM(CAST(ROUND(f.risk_bp * f.balance_cents / 10000.0) AS INTEGER)), 0) AS riskCents
     FROM signals s INDEXED BY signals_unsettled
     CROSS JOIN fires f ON f.signal_no = s.signal_no
       AND f.user_no = (SELECT user_no FROM traders WHERE user_id = ?)
     WHERE s.status <> 'settled' AND f.outcome IS NULL AND (f.executed = 1 OR s.status = 'active')`,
    symbol,
    user,
  )
  return row ?? { trades: 0, onSymbol: 0, riskCents: 0 as Exposure['riskCents'] }
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

/**
 * Settled signals with executed trades that are not booked yet.
 *
 * Goes from signal to signal through the index of unbooked trades: every open signal stands in it with all its fires,
 * and a start must not read them all.
 */
export function readOwedSettlements(db: Readable): readonly SignalId[] {
  const unbooked = 'FROM fires INDEXED BY fires_unbooked WHERE executed = 1 AND outcome IS NULL'
  return db
    .all<{ signal_id: SignalId }>(
      `WITH RECURSIVE unbooked (no) AS (
         SELECT MIN(signal_no) ${unbooked}
         UNION ALL SELECT (SELECT MIN(signal_no) ${unbooked} AND signal_no > no) FROM unbooked WHERE no IS NOT NULL)
       SELECT signal_id FROM unbooked JOIN signals ON signal_no = no WHERE status = 'settled' ORDER BY no`,
    )
    .map((row) => row.signal_id)
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
    ...(row.reported_price !== null &&
      row.reported_at !== null && { reported: { price: row.reported_price, at: row.reported_at } }),
  }
}
