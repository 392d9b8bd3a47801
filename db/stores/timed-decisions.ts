import type { SymbolName, UserId } from '#core/kernel/ids.ts'
import type { TimedDecision } from '#core/stats/time-stats.ts'
import type { Readable } from '../open.ts'

/** A decision with the number of its signal, for paging. */
export interface NumberedDecision {
  readonly no: number
  readonly decision: TimedDecision
}

interface Row extends Omit<TimedDecision, 'kind'> {
  readonly no: number
}

const SIGNAL = `s.symbol, json_extract(s.signal, '$.assessment.tier') AS tier,
  json_extract(s.signal, '$.source') AS source`
const OF_USER = 'user_no = (SELECT user_no FROM traders WHERE user_id = ?)'

/**
 * Fires or passes of a user on signals before a number, newest signal first.
 *
 * A trade that an executor closed has no outcome here: what somebody reports of himself is no statistic.
 */
export function readTimedDecisions(
  db: Readable,
  userId: UserId,
  {
    kind,
    before,
    limit,
  }: { readonly kind: TimedDecision['kind']; readonly before: number; readonly limit: number },
): readonly NumberedDecision[] {
  const sql =
    kind === 'fire'
      ? `SELECT f.signal_no AS no, f.fired_at AS at, IIF(f.reported_at IS NULL, f.outcome, NULL) AS outcome,
           IIF(f.reported_at IS NULL, f.pnl_cents, NULL) AS pnlCents, ${SIGNAL}
         FROM fires f JOIN signals s ON s.signal_no = f.signal_no
         WHERE f.${OF_USER} AND f.signal_no < ? ORDER BY f.signal_no DESC LIMIT ?`
      : `SELECT p.signal_no AS no, p.passed_at AS at, s.outcome, NULL AS pnlCents, ${SIGNAL}
         FROM passes p JOIN signals s ON s.signal_no = p.signal_no
         WHERE p.${OF_USER} AND p.signal_no < ? ORDER BY p.signal_no DESC LIMIT ?`
  return db
    .all<Row>(sql, userId, before, limit)
    .map(({ no, ...decision }) => ({ no, decision: { kind, ...decision } }))
}

/** The symbol that somebody fires on most. */
export interface Favorite {
  readonly symbol: SymbolName
  readonly fires: number
}

/** The symbol with most of a user's newest `limit` fires, by name where two have as many; null before the first. */
export function readFavorite(db: Readable, userId: UserId, limit: number): Favorite | null {
  const row = db.get<Favorite>(
    `SELECT s.symbol, COUNT(*) AS fires FROM
       (SELECT signal_no FROM fires WHERE ${OF_USER} ORDER BY signal_no DESC LIMIT ?) f
     JOIN signals s ON s.signal_no = f.signal_no GROUP BY s.symbol ORDER BY fires DESC, s.symbol LIMIT 1`,
    userId,
    limit,
  )
  return row ?? null
}
