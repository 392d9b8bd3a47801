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

/** What a trader keeps up, as the tables have it. */
export function readStreaks(db: Readable, userNo: number): StreaksPart {
  const rows = db.all<StreakRow>(
    `SELECT type, count, longest, multiplier_hundredths AS multiplierHundredths, start_day AS startDay,
       last_day AS lastDay, last_at AS lastAt, zone, reset_day AS resetDay, milestones, frozen_at AS usedAt,
       covers_from AS coversFrom, covers_until AS coversUntil
     FROM streaks WHERE user_no = ?`,
    userNo,
  )
  const freezes = db.get<FreezeAccount>(
    'SELECT month, used, earned FROM freeze_accounts WHERE user_no = ?',
    userNo,
  )
  return {
    records: Object.fromEntries(rows.map((row) => [row.type, recordOf(row)])),
    freezes: freezes ?? NO_STREAKS.freezes,
  }
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
