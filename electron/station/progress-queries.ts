import type { UserId } from '#core/kernel/ids.ts'
import type { TimestampMs } from '#core/kernel/time.ts'
import { ABUSE_MEMORY_MS } from '#core/progress/points.ts'
import type { PointsType } from '#core/progress/points-event.ts'
import type { Progress } from '#core/progress/progress.ts'
import type { Readable } from '#db/open.ts'
import { type PointsTransaction, readSuspects, readTransactions } from '#db/stores/progress.ts'
import { readFreezes, type UsedFreeze } from '#db/stores/streaks.ts'
import { pageOf } from './pages.ts'
import type { Page } from './queries.ts'

export type { PointsTransaction, UsedFreeze }

/** One page of a points record. */
export interface TransactionsAsk {
  readonly limit: number
  readonly cursor: string | null
  readonly type: PointsType | null
}

/** The read side of progress. */
export interface ProgressQueries {
  /** A trader as the engines see him; null for an unknown user. */
  sheet(id: UserId): Progress | null
  /** Whom the rules against abuse saw something of in the last day, newest first. */
  suspects(limit: number): readonly UserId[]
  /** The freezes a trader used, newest first. */
  freezes(id: UserId, limit: number): readonly UsedFreeze[]
  /** Newest first; null for a cursor that no page gave. */
  transactions(id: UserId, ask: TransactionsAsk): Page<PointsTransaction> | null
}

export function progressSide(
  db: Readable,
  sheet: ProgressQueries['sheet'],
  now: () => TimestampMs,
): ProgressQueries {
  return {
    sheet,
    suspects: (limit) => readSuspects(db, now() - ABUSE_MEMORY_MS, limit),
    freezes: (id, limit) => readFreezes(db, id, limit),
    transactions: (id, { limit, cursor, type }) =>
      pageOf(limit, cursor, (before, count) => readTransactions(db, id, { before, limit: count, type })),
  }
}
