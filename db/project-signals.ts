import type * as event from '#core/event.ts'
import type { TimestampMs } from '#core/kernel/time.ts'
import { sideOf } from '#core/signals/similar.ts'
import type { Numbers } from './numbers.ts'
import type { Writable } from './open.ts'

/** A signal as it opened. */
export function addSignal(db: Writable, { signal }: event.SignalOpened, at: TimestampMs): void {
  db.run(
    `INSERT INTO signals (signal_id, symbol, book, probability, created_at, opened_at, expires_at, horizon_at,
       horizon_bar, signal, direction, side, vetoed, status, expiring, fire_count, pass_count, executed_count)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, 0, 0)`,
    signal.signalId,
    signal.symbol,
    signal.book,
    signal.assessment.probability,
    signal.createdAt,
    at,
    signal.expiresAt,
    signal.horizonAt,
    signal.horizonBar,
    JSON.stringify(signal),
    signal.direction,
    sideOf(signal.assessment),
    signal.veto === undefined ? 0 : 1,
    // A vetoed candidate has no window that could be open; it only waits for its end.
    signal.veto === undefined ? 'active' : 'expired',
  )
}

/** The window is about to close, has closed, or ends later than was told. */
export function moveWindow(
  db: Writable,
  numbers: Numbers,
  told: event.SignalExpiring | event.SignalExpired | event.WindowExtended,
): void {
  if (told.kind === 'window_extended') extendWindow(db, numbers, told)
  else endWindow(db, numbers, told)
}

function endWindow(
  db: Writable,
  numbers: Numbers,
  { kind, signalId }: event.SignalExpiring | event.SignalExpired,
): void {
  const change = kind === 'signal_expiring' ? 'expiring = 1' : "status = 'expired'"
  db.run(`UPDATE signals SET ${change} WHERE signal_no = ?`, numbers.signal(signalId))
}

/** A mark that the window is about to close belongs to its old end: the new one is marked in its own time. */
function extendWindow(db: Writable, numbers: Numbers, { signalId, expiresAt }: event.WindowExtended): void {
  db.run(
    'UPDATE signals SET expires_at = ?, expiring = 0 WHERE signal_no = ?',
    expiresAt,
    numbers.signal(signalId),
  )
}

/** How a signal ended, and what its book counts after it. */
export function settle(db: Writable, numbers: Numbers, told: event.SignalSettled): void {
  db.run(
    "UPDATE signals SET status = 'settled', outcome = ?, exit = ?, r = ?, settled_at = ?, taught = ? WHERE signal_no = ?",
    told.outcome,
    told.exit,
    told.r,
    told.at,
    told.bookTotals === null ? 0 : 1,
    numbers.signal(told.signalId),
  )
  if (told.bookTotals) setBook(db, told.book, told.bookTotals)
}

/** A signal of a provider's log, which never was open. */
export function addPast(
  db: Writable,
  { past, bookTotals }: event.PastSignalRecorded,
  recordedAt: TimestampMs,
): void {
  db.run(
    `INSERT INTO past_signals (provider, past_id, symbol, direction, at, claimed, claim_paused, ratio, won, pattern,
       session, book, probability, base, side, file, line, recorded_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    past.provider,
    past.pastId,
    past.symbol,
    past.direction,
    past.at,
    past.claimed,
    past.claimPaused ? 1 : 0,
    past.ratio,
    past.won ? 1 : 0,
    past.pattern,
    past.session,
    past.book,
    past.probability,
    past.base,
    sideOf(past),
    past.file,
    past.line,
    recordedAt,
  )
  setBook(db, past.book, bookTotals)
}

function setBook(db: Writable, book: string, { wins, losses, timeouts }: event.BookTotals): void {
  db.run(
    `INSERT INTO books (book, wins, losses, timeouts) VALUES (?, ?, ?, ?) ON CONFLICT (book)
     DO UPDATE SET wins = excluded.wins, losses = excluded.losses, timeouts = excluded.timeouts`,
    book,
    wins,
    losses,
    timeouts,
  )
}
