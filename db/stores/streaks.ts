import type { UserId } from '#core/kernel/ids.ts'
import type { Day, TimestampMs } from '#core/kernel/time.ts'
import type { Freeze, FreezeAccount, StreakRecord, StreakType } from '#core/progress/streak-event.ts'
import { NO_STREAKS, type StreaksPart } from '#core/progress/streaks.ts'
import type { Readable } from '../open.ts'

interface StreakRow {
  readonly type: StreakType
  readonly count: number
  readonly longest: number
  readonly multiplierHundredths: number
  readonly startDay: Day
  readonly lastDay: Day
  readonly lastAt: TimestampMs
  readonly zone: string
  readonly resetDay: Day | null
  readonly milestones: string
  readonly usedAt: TimestampMs | null
  readonly coversFrom: TimestampMs
  readonly coversUntil: TimestampMs
}

const COLUMNS = `s.type, s.count, s.longest, s.multiplier_hundredths AS multiplierHundredths, s.start_day AS startDay,
  s.last_day AS lastDay, s.last_at AS lastAt, s.zone, s.reset_day AS resetDay, s.milestones, s.frozen_at AS usedAt,
  s.covers_from AS coversFrom, s.covers_until AS coversUntil`

/** What a trader keeps up, as the tables have it. */
export function readStreaks(db: Readable, userNo: number): StreaksPart {
  const rows = db.all<StreakRow>(`SELECT ${COLUMNS} FROM streaks s WHERE s.user_no = ?`, userNo)
  const freezes = db.get<FreezeAccount>(
    'SELECT month, used, earned FROM freeze_accounts WHERE user_no = ?',
    userNo,
  )
  return {
    records: Object.fromEntries(rows.map((row) => [row.type, recordOf(row)])),
    freezes: freezes ?? NO_STREAKS.freezes,
  }
}

/** A trader's streak of logins, and the zone he lives in; null where he never logged in. */
export function readLoginStreak(
  db: Readable,
  userId: UserId,
): { readonly record: StreakRecord; readonly zone: string } | null {
  const row = db.get<StreakRow & { readonly home: string }>(
    `SELECT ${COLUMNS}, t.zone AS home FROM traders t JOIN streaks s USING (user_no)
     WHERE t.user_id = ? AND s.type = 'daily_login'`,
    userId,
  )
  if (!row) return null
  const { home, ...record } = row
  return { record: recordOf(record), zone: home }
}

function recordOf({ usedAt, coversFrom, coversUntil, milestones, ...row }: StreakRow): StreakRecord {
  const freeze = usedAt === null ? null : { usedAt, coversFrom, coversUntil }
  return { ...row, milestones: JSON.parse(milestones), freeze }
}

/** A freeze that was used. */
export interface UsedFreeze extends Freeze {
  readonly type: StreakType
  readonly month: string
  readonly paidBy: 'month' | 'earned'
}

/** The freezes a trader used, newest first. */
export function readFreezes(db: Readable, userId: UserId, limit: number): readonly UsedFreeze[] {
  return db.all<UsedFreeze>(
    `SELECT type, used_at AS usedAt, covers_from AS coversFrom, covers_until AS coversUntil, month, paid_by AS paidBy
     FROM streak_freezes WHERE user_no = (SELECT user_no FROM traders WHERE user_id = ?)
     ORDER BY freeze_no DESC LIMIT ?`,
    userId,
    limit,
  )
}
