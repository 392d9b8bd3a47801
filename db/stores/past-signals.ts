import type { SymbolName } from '#core/kernel/ids.ts'
import type { TimestampMs } from '#core/kernel/time.ts'
import type { Direction, PastSignal } from '#core/signals/signal.ts'
import type { Readable } from '../open.ts'

interface PastRow {
  readonly past_no: number
  readonly provider: string
  readonly past_id: string
  readonly symbol: SymbolName
  readonly direction: Direction
  readonly at: number
  readonly claimed: number
  readonly claim_paused: number
  readonly ratio: number
  readonly won: number
  readonly pattern: string
  readonly session: string
  readonly book: string
  readonly probability: number
  readonly base: number
  readonly file: string
  readonly line: number
  readonly recorded_at: number
}

/** A line of a provider's log as it was taken, or null. */
export function readPast(db: Readable, provider: string, pastId: string): PastSignal | null {
  const row = db.get<PastRow>(
    'SELECT * FROM past_signals WHERE provider = ? AND past_id = ?',
    provider,
    pastId,
  )
  return row ? pastOf(row) : null
}

/** A past signal with its place in the order of taking, for paging, and when it was taken. */
export interface NumberedPast {
  readonly no: number
  readonly recordedAt: TimestampMs
  readonly past: PastSignal
}

/** What was taken from a provider's logs, newest first; only before a number, null from the newest. */
export function readPasts(
  db: Readable,
  provider: string,
  before: number,
  limit: number,
): readonly NumberedPast[] {
  return db
    .all<PastRow>(
      `SELECT * FROM past_signals INDEXED BY past_signals_by_provider
       WHERE provider = ? AND past_no < ? ORDER BY past_no DESC LIMIT ?`,
      provider,
      before,
      limit,
    )
    .map((row) => ({ no: row.past_no, recordedAt: row.recorded_at, past: pastOf(row) }))
}

function pastOf(row: PastRow): PastSignal {
  return {
    provider: row.provider,
    pastId: row.past_id,
    symbol: row.symbol,
    direction: row.direction,
    at: row.at,
    claimed: row.claimed,
    ...(row.claim_paused === 1 && { claimPaused: true as const }),
    ratio: row.ratio,
    won: row.won === 1,
    pattern: row.pattern,
    session: row.session,
    book: row.book,
    probability: row.probability,
    base: row.base,
    file: row.file,
    line: row.line,
  }
}
