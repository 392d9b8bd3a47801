import type { DomainEvent } from '#core/event.ts'
import type { TimestampMs } from '#core/kernel/time.ts'
import type { Metric } from '#core/stats/metric.ts'
import { fromRow } from '../journal.ts'
import type { Readable } from '../open.ts'

/** Every metric of the desk, by id. */
export function readMetrics(db: Readable): readonly Metric[] {
  return db
    .all<{ definition: string }>('SELECT definition FROM custom_metrics ORDER BY metric_id')
    .map(({ definition }) => JSON.parse(definition))
}

/** One metric, or null. */
export function readMetric(db: Readable, metricId: string): Metric | null {
  const row = db.get<{ definition: string }>(
    'SELECT definition FROM custom_metrics WHERE metric_id = ?',
    metricId,
  )
  return row ? JSON.parse(row.definition) : null
}

/** How many metrics there are. */
export function countMetrics(db: Readable): number {
  return db.get<{ n: number }>('SELECT COUNT(*) AS n FROM custom_metrics')?.n ?? 0
}

/** The number of the newest event; 0 on a new desk. */
export function lastJournalNo(db: Readable): number {
  return db.get<{ no: number | null }>('SELECT MAX(journal_no) AS no FROM journal')?.no ?? 0
}

/**
 * The last number before which every event is older than an instant, as long as the clock only went forward.
 *
 * The journal has no index on time, which every fire would pay for: this halves its way, some twenty look-ups.
 */
export function journalNoBefore(db: Readable, at: TimestampMs): number {
  let [low, high] = [0, lastJournalNo(db)]
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    const row = db.get<{ at: number }>('SELECT at FROM journal WHERE journal_no = ?', middle)
    if (row !== undefined && row.at < at) low = middle
    else high = middle - 1
  }
  return low
}

/** Events of a kind with numbers after `after` up to `last`, in order; a payload begins with its kind. */
export function readEventsOf(
  db: Readable,
  kind: DomainEvent['kind'],
  { after, last }: { readonly after: number; readonly last: number },
): readonly { readonly at: TimestampMs; readonly event: DomainEvent }[] {
  const beginning = `{"kind":"${kind}",`
  return db
    .all<{ at: number; v: number; payload: string }>(
      `SELECT at, v, payload FROM journal WHERE journal_no > ? AND journal_no <= ? AND substr(payload, 1, ?) = ?
       ORDER BY journal_no`,
      after,
      last,
      beginning.length,
      beginning,
    )
    .map((row) => fromRow({ stream: '', seq: 0, ...row }))
}
