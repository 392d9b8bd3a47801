import type { UserId } from '#core/kernel/ids.ts'
import type { TimestampMs } from '#core/kernel/time.ts'
import {
  type AbusePart,
  AWARDS_KEPT_MAX,
  type EarnedAward,
  VIOLATIONS_KEPT_MAX,
} from '#core/progress/abuse.ts'
import { ABUSE_MEMORY_MS } from '#core/progress/points.ts'
import type {
  Calculation,
  PointsAwarded,
  PointsType,
  Violation,
  VipTier,
} from '#core/progress/points-event.ts'
import { newProgress, type Progress } from '#core/progress/progress.ts'
import type { Cause } from '#core/progress/reward.ts'
import type { Readable } from '../open.ts'
import { readAchievementPart } from './achievements.ts'
import { readQuests } from './quests.ts'
import { readStreaks } from './streaks.ts'

interface ProgressRow {
  readonly zone: string
  readonly counters: string | null
  readonly last_day: string | null
  readonly balance: number
  readonly lifetime: number
  readonly xp: number
  readonly level: number
  readonly transactions: number
  readonly earned_day: string | null
  readonly day_earned: number
  readonly vip: VipTier
  readonly user_no: number
  readonly abuse_reset_at: number | null
}

/** A trader's progress as the tables have it; null for an unknown user. */
export function readProgress(db: Readable, userId: UserId, now: TimestampMs): Progress | null {
  const row = db.get<ProgressRow>(
    `SELECT t.zone, p.counters, p.last_day, p.balance, p.lifetime, p.xp, p.level, p.transactions, p.earned_day,
       p.day_earned, p.vip, p.abuse_reset_at, t.user_no
     FROM traders t LEFT JOIN progress p ON p.user_no = t.user_no WHERE t.user_id = ?`,
    userId,
  )
  if (!row) return null
  const fresh = {
    ...newProgress(userId, row.zone),
    streaks: readStreaks(db, row.user_no),
    achievements: readAchievementPart(db, userId),
    ...readQuests(db, userId),
  }
  if (row.counters === null) return fresh
  const { balance, lifetime, xp, level, transactions, vip } = row
  return {
    ...fresh,
    activity: { counters: JSON.parse(row.counters), lastDay: row.last_day },
    points: {
      totals: { balance, lifetime, xp, level, transactions, day: row.earned_day, dayEarned: row.day_earned },
      vip,
      abuse: readAbuse(db, row.user_no, { now, resetAt: row.abuse_reset_at ?? 0 }),
    },
  }
}

/** What the rules against abuse remember of the last day, and of nothing before they were told to forgive. */
function readAbuse(
  db: Readable,
  userNo: number,
  { now, resetAt }: { readonly now: TimestampMs; readonly resetAt: TimestampMs },
): AbusePart {
  const after = Math.max(now - ABUSE_MEMORY_MS, resetAt)
  const awards = db.all<{ at: number; action: string; amount: number; suspicious: number; details: string }>(
    `SELECT at, action, amount, suspicious, details FROM
       (SELECT * FROM points_transactions WHERE user_no = ? ORDER BY tx_no DESC LIMIT ?)
     WHERE type = 'earned' AND at > ? ORDER BY tx_no`,
    userNo,
    AWARDS_KEPT_MAX,
    after,
  )
  const violations = db.all<{ at: number }>(
    'SELECT at FROM violations WHERE user_no = ? AND at > ? ORDER BY at, violation_no',
    userNo,
    // A penalty of today hangs on the day before its violation.
    Math.max(after - ABUSE_MEMORY_MS, resetAt),
  )
  return {
    awards: awards.map(awardOf),
    violations: violations
      .map(({ at }) => at)
      .filter((at, _, all) => (all.at(-1) ?? at) - at < ABUSE_MEMORY_MS)
      .slice(-VIOLATIONS_KEPT_MAX),
  }
}

function awardOf(row: {
  readonly at: number
  readonly action: string
  readonly amount: number
  readonly suspicious: number
  readonly details: string
}): EarnedAward {
  const { calculation, context } = JSON.parse(row.details) as Pick<PointsAwarded, 'calculation' | 'context'>
  return {
    at: row.at,
    activity: row.action,
    base: calculation?.base ?? row.amount,
    amount: row.amount,
    context: context ?? '',
    suspicious: row.suspicious === 1,
  }
}

/** When an activity was recorded; null where it never was. */
export function readActivityAt(
  db: Readable,
  userId: UserId,
  activity: string,
  sourceId: string,
): TimestampMs | null {
  const row = db.get<{ at: number }>(
    `SELECT at FROM activities WHERE user_no = (SELECT user_no FROM traders WHERE user_id = ?)
     AND activity = ? AND source_id = ?`,
    userId,
    activity,
    sourceId,
  )
  return row?.at ?? null
}

/** One line of a points record. */
export interface PointsTransaction {
  readonly txNo: number
  readonly at: TimestampMs
  readonly type: PointsType
  readonly action: string
  readonly sourceId: string
  /** Negative for what went. */
  readonly amount: number
  readonly xpGained: number
  readonly balanceAfter: number
  readonly suspicious: boolean
  readonly calculation: Calculation | null
  readonly cause: Cause | null
  readonly reason: string | null
  readonly by: UserId | null
}

interface TransactionRow
  extends Pick<
    PointsTransaction,
    'txNo' | 'at' | 'type' | 'action' | 'sourceId' | 'amount' | 'xpGained' | 'balanceAfter'
  > {
  readonly suspicious: number
  readonly details: string
}

/** A user's points record before a transaction, newest first, of one type or of all. */
export function readTransactions(
  db: Readable,
  userId: UserId,
  {
    before,
    limit,
    type,
  }: { readonly before: number; readonly limit: number; readonly type: PointsType | null },
): readonly (PointsTransaction & { readonly no: number })[] {
  return db
    .all<TransactionRow>(
      `SELECT tx_no AS txNo, at, type, action, source_id AS sourceId, amount, xp_gained AS xpGained,
         balance_after AS balanceAfter, suspicious, details
       FROM points_transactions WHERE user_no = (SELECT user_no FROM traders WHERE user_id = ?) AND tx_no < ?
         AND (? IS NULL OR type = ?) ORDER BY tx_no DESC LIMIT ?`,
      userId,
      before,
      type,
      type,
      limit,
    )
    .map(({ details, suspicious, ...row }) => ({
      ...row,
      ...JSON.parse(details),
      suspicious: suspicious === 1,
      no: row.txNo,
    }))
}

/** Users with a violation or a mark after an instant that nobody has forgiven since, newest first. */
export function readSuspects(db: Readable, after: TimestampMs, limit: number): readonly UserId[] {
  return db
    .all<{ userId: UserId }>(
      `SELECT t.user_id AS userId, MAX(seen.at) AS newest FROM (
         SELECT user_no, at FROM violations WHERE at > ?
         UNION ALL SELECT user_no, at FROM points_transactions WHERE suspicious = 1 AND at > ?
       ) seen JOIN traders t ON t.user_no = seen.user_no JOIN progress p ON p.user_no = seen.user_no
       WHERE seen.at > COALESCE(p.abuse_reset_at, 0) GROUP BY t.user_id ORDER BY newest DESC, t.user_id LIMIT ?`,
      after,
      after,
      limit,
    )
    .map(({ userId }) => userId)
}

/** Points that were withheld from a user for a broken rule. */
export interface ViolationSheet {
  readonly at: TimestampMs
  readonly action: string
  readonly sourceId: string
  readonly violation: Violation
  readonly retryAt: TimestampMs
}

/** What was withheld from a user, newest first. */
export function readViolations(db: Readable, userId: UserId, limit: number): readonly ViolationSheet[] {
  return db.all<ViolationSheet>(
    `SELECT at, action, source_id AS sourceId, violation, retry_at AS retryAt FROM violations
     WHERE user_no = (SELECT user_no FROM traders WHERE user_id = ?) ORDER BY at DESC, violation_no DESC LIMIT ?`,
    userId,
    limit,
  )
}
