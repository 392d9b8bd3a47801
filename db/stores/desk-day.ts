import type { SignalId, UserId } from '#core/kernel/ids.ts'
import type { TimestampMs } from '#core/kernel/time.ts'
import { fromRow, type JournalRow, type Recorded } from '../journal.ts'
import type { Readable } from '../open.ts'

/** A stretch of station time: from an instant on, up to another that is not part of it. */
export interface Span {
  readonly from: TimestampMs
  readonly until: TimestampMs
}

/** Fires of a stretch, by signal: how many, and how many of them were executed. */
export interface SignalFires {
  readonly signalId: SignalId
  readonly fires: number
  readonly executed: number
}

/** What was fired since an instant, by signal, in the order in which the signals were opened. */
export function readFiresBySignalSince(db: Readable, since: TimestampMs): readonly SignalFires[] {
  return db.all(
    `SELECT s.signal_id AS signalId, COUNT(*) AS fires, SUM(f.executed) AS executed
     FROM fires f INDEXED BY fires_by_time JOIN signals s ON s.signal_no = f.signal_no
     WHERE f.fired_at >= ? GROUP BY f.signal_no ORDER BY f.signal_no`,
    since,
  )
}

/** Fires of a stretch, by user: how many, and how many of them were executed. */
export interface UserFires {
  readonly userId: UserId
  readonly fires: number
  readonly executed: number
}

/** Who fired in a stretch of time. */
export function readFiresByUser(db: Readable, { from, until }: Span): readonly UserFires[] {
  return db.all(
    `SELECT t.user_id AS userId, COUNT(*) AS fires, SUM(f.executed) AS executed
     FROM fires f INDEXED BY fires_by_time JOIN traders t ON t.user_no = f.user_no
     WHERE f.fired_at >= ? AND f.fired_at < ? GROUP BY f.user_no`,
    from,
    until,
  )
}

/** Signals that were opened in a stretch of time. */
export function countOpened(db: Readable, { from, until }: Span): number {
  const row = db.get<{ n: number }>(
    `SELECT COUNT(*) AS n FROM signals INDEXED BY signals_by_opening WHERE opened_at >= ? AND opened_at < ? AND vetoed = 0`,
    from,
    until,
  )
  return row?.n ?? 0
}

/** When the first thing at this desk was recorded; null before. */
export function readFirstAt(db: Readable): TimestampMs | null {
  return (
    db.get<{ at: number }>('SELECT at FROM journal WHERE journal_no = (SELECT MIN(journal_no) FROM journal)')
      ?.at ?? null
  )
}

/** The newest event of some kind among the last of the journal; null where none of them is. */
export function readNewest(
  db: Readable,
  wanted: (recorded: Recorded) => boolean,
  limit: number,
): Recorded | null {
  const rows = db.all<JournalRow>(
    `SELECT s.name AS stream, j.seq, j.at, j.v, j.payload FROM journal j
     JOIN streams s ON s.stream_no = j.stream_no ORDER BY j.journal_no DESC LIMIT ?`,
    limit,
  )
  return rows.map(fromRow).find(wanted) ?? null
}
