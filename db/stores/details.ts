import type { TimestampMs } from '#core/kernel/time.ts'
import type { DetailPart } from '#core/stats/stats-event.ts'
import type { Readable } from '../open.ts'

/** The table of each list whose old lines may go; each has an index that begins with `at`. */
export const DETAIL_TABLES: Readonly<Record<DetailPart, string>> = {
  transactions: 'points_transactions',
  violations: 'violations',
}

/**
 * Up to where about `limit` of the lines older than `before` reach, and how many lie before that.
 *
 * Lines of one millisecond are not parted: where more than `limit` are of the oldest, all of these.
 */
export function readCut(
  db: Readable,
  part: DetailPart,
  { before, limit }: { readonly before: TimestampMs; readonly limit: number },
): { readonly cut: TimestampMs; readonly lines: number } {
  const table = DETAIL_TABLES[part]
  const old = `FROM ${table} WHERE at < ?`
  const oldest = db.get<{ at: number }>(`SELECT at ${old} ORDER BY at LIMIT 1`, before)
  if (oldest === undefined) return { cut: before, lines: 0 }
  const next = db.get<{ at: number }>(`SELECT at ${old} ORDER BY at LIMIT 1 OFFSET ?`, before, limit)
  const cut = next === undefined ? before : Math.max(next.at, oldest.at + 1)
  return { cut, lines: db.get<{ n: number }>(`SELECT COUNT(*) AS n ${old}`, cut)?.n ?? 0 }
}
