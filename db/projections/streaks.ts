import type { FreezeAccount, StreakFrozen, StreakRecord, StreakUpdated } from '#core/progress/streak-event.ts'
import { NO_STREAKS } from '#core/progress/streaks.ts'
import type { Writable } from '../open.ts'

/** The tables of streaks, and the key each is compared by. */
export const STREAK_KEYS = {
  streaks: 'user_no, type',
  streak_freezes: 'freeze_no',
  freeze_accounts: 'user_no',
} as const

/** Copies what became of a streak. */
export function copyStreak(db: Writable, userNo: number, { record, freezes }: StreakUpdated): void {
  db.run(
    `INSERT INTO streaks (user_no, type, count, longest, multiplier_hundredths, start_day, last_day, last_at, zone,
       reset_day, milestones, frozen_at, covers_from, covers_until)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (user_no, type) DO UPDATE SET count = excluded.count,
       longest = excluded.longest, multiplier_hundredths = excluded.multiplier_hundredths,
       start_day = excluded.start_day, last_day = excluded.last_day, last_at = excluded.last_at, zone = excluded.zone,
       reset_day = excluded.reset_day, milestones = excluded.milestones, frozen_at = excluded.frozen_at,
       covers_from = excluded.covers_from, covers_until = excluded.covers_until`,
    userNo,
    ...valuesOf(record),
  )
  setAccount(db, userNo, freezes)
}

function valuesOf(record: StreakRecord) {
  return [
    record.type,
    record.count,
    record.longest,
    record.multiplierHundredths,
    record.startDay,
    record.lastDay,
    record.lastAt,
    record.zone,
    record.resetDay,
    JSON.stringify(record.milestones),
    record.freeze?.usedAt ?? null,
    record.freeze?.coversFrom ?? null,
    record.freeze?.coversUntil ?? null,
  ] as const
}

/** Copies a freeze that was used. */
export function copyFreeze(db: Writable, userNo: number, told: StreakFrozen): void {
  const { streak, freeze, freezes, paidBy } = told
  db.run(
    'UPDATE streaks SET frozen_at = ?, covers_from = ?, covers_until = ? WHERE user_no = ? AND type = ?',
    freeze.usedAt,
    freeze.coversFrom,
    freeze.coversUntil,
    userNo,
    streak,
  )
  db.run(
    `INSERT INTO streak_freezes (user_no, type, used_at, covers_from, covers_until, month, paid_by)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
    userNo,
    streak,
    freeze.usedAt,
    freeze.coversFrom,
    freeze.coversUntil,
    freezes.month,
    paidBy,
  )
  setAccount(db, userNo, freezes)
}

function setAccount(db: Writable, userNo: number, { month, used, earned }: FreezeAccount): void {
  const none = NO_STREAKS.freezes
  // Most never earn or use one: no row says the same.
  if (month === none.month && earned === none.earned) return
  db.run(
    `INSERT INTO freeze_accounts (user_no, month, used, earned) VALUES (?, ?, ?, ?)
     ON CONFLICT (user_no) DO UPDATE SET month = excluded.month, used = excluded.used, earned = excluded.earned`,
    userNo,
    month,
    used,
    earned,
  )
}
