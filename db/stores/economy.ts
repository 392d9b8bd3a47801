import type { Day, TimestampMs } from '#core/kernel/time.ts'
import type { PointsType } from '#core/progress/points-event.ts'
import type { Readable } from '../open.ts'

/** A stretch of time, its end not counted. */
export interface Stretch {
  readonly from: TimestampMs
  readonly to: TimestampMs
}

/** Points that came and went for one reason. */
export interface PointsFlow {
  readonly type: PointsType
  readonly action: string
  readonly came: number
  /** Positive. */
  readonly went: number
  readonly transactions: number
}

/** Points by type and reason in a stretch of time. */
export function readFlows(db: Readable, { from, to }: Stretch): readonly PointsFlow[] {
  return db.all<PointsFlow>(
    `SELECT type, action, SUM(MAX(amount, 0)) AS came, SUM(MAX(-amount, 0)) AS went, COUNT(*) AS transactions
     FROM points_transactions INDEXED BY points_by_time WHERE at >= ? AND at < ? GROUP BY type, action
     ORDER BY type, action`,
    from,
    to,
  )
}

/** What was unlocked in a stretch of time. */
export interface UnlockCount {
  readonly unlocks: number
  readonly users: number
  readonly points: number
}

/** Unlocks, those who unlocked, and the points these paid, in a stretch of time. */
export function readUnlocks(db: Readable, { from, to }: Stretch): UnlockCount {
  return db.get<UnlockCount>(
    `SELECT COUNT(*) AS unlocks, COUNT(DISTINCT user_no) AS users, COALESCE(SUM(points), 0) AS points
     FROM achievement_log WHERE at >= ? AND at < ?`,
    from,
    to,
  ) as UnlockCount
}

/**
 * Traders who first logged in on a day or before it, and those of them whose longest row of logins reached `days`.
 *
 * A login is an activity whose source is its day, so the first one is the least.
 */
export function readSurvivors(
  db: Readable,
  { firstBy, days }: { readonly firstBy: Day; readonly days: number },
): { readonly n: number; readonly reached: number } {
  return db.get<{ n: number; reached: number }>(
    `SELECT COUNT(*) AS n, COALESCE(SUM(longest >= ?), 0) AS reached FROM
       (SELECT s.longest, (SELECT MIN(source_id) FROM activities a
          WHERE a.user_no = s.user_no AND a.activity = 'daily_login') AS first
        FROM streaks s WHERE s.type = 'daily_login')
     WHERE first <= ?`,
    days,
    firstBy,
  ) as { n: number; reached: number }
}

/** What traders have, all of them together. */
export interface BalanceSums {
  readonly traders: number
  readonly balance: number
  readonly lifetime: number
  readonly xp: number
  readonly negative: number
  readonly highest: number
}

export function readBalanceSums(db: Readable): BalanceSums {
  return db.get<BalanceSums>(
    `SELECT COUNT(*) AS traders, COALESCE(SUM(balance), 0) AS balance, COALESCE(SUM(lifetime), 0) AS lifetime,
       COALESCE(SUM(xp), 0) AS xp, COALESCE(SUM(balance < 0), 0) AS negative, COALESCE(MAX(balance), 0) AS highest
     FROM progress`,
  ) as BalanceSums
}

/** The balance of the one who stands at a place, the poorest at 0; null past the last. */
export function readBalanceAt(db: Readable, place: number): number | null {
  const row = db.get<{ balance: number }>(
    'SELECT balance FROM progress ORDER BY balance LIMIT 1 OFFSET ?',
    place,
  )
  return row?.balance ?? null
}
