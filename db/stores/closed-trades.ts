import type { UserId } from '#core/kernel/ids.ts'
import type { ClosedTrade } from '#core/signals/forecast.ts'
import type { Outcome } from '#core/signals/signal.ts'
import type { Readable } from '../open.ts'

interface TradeRow {
  readonly outcome: Outcome
  readonly r: number
  readonly pnl_cents: number
  readonly closed_at: number
  readonly user_ordinal: number
  readonly probability: number
}

const OF_USER = `FROM fires f JOIN signals s ON s.signal_no = f.signal_no
  WHERE f.user_no = (SELECT user_no FROM traders WHERE user_id = ?) AND f.outcome IS NOT NULL
    AND f.reported_at IS NULL
  ORDER BY f.signal_no DESC LIMIT ?`

/** A trader's trades that the market closed on the newest signals, in the order in which they closed. */
export function readClosedTrades(db: Readable, userId: UserId, limit: number): readonly ClosedTrade[] {
  const columns = 'f.outcome, f.r, f.pnl_cents, f.closed_at, f.user_ordinal, s.probability'
  return (
    db
      .all<TradeRow>(`SELECT ${columns} ${OF_USER}`, userId, limit)
      // Those that one commit closed are in the order in which he fired.
      .sort((a, b) => a.closed_at - b.closed_at || a.user_ordinal - b.user_ordinal)
      .map(({ outcome, r, pnl_cents, probability }) => ({ outcome, r, pnlCents: pnl_cents, probability }))
  )
}

/** Where the signals of a trader's newest closed trades came from: `sim`, `replay`, `live` or providers, by the alphabet. */
export function readTradeSources(db: Readable, userId: UserId, limit: number): readonly string[] {
  const rows = db.all<{ source: string }>(
    `SELECT json_extract(s.signal, '$.source') AS source ${OF_USER}`,
    userId,
    limit,
  )
  return [...new Set(rows.map(({ source }) => source))].sort()
}
