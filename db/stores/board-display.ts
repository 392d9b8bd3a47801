import type { UserId } from '#core/kernel/ids.ts'
import type { TimestampMs } from '#core/kernel/time.ts'
import type { PeriodBoard } from '#core/progress/board-period.ts'
import type { Readable } from '../open.ts'

const USER_NO = '(SELECT user_no FROM traders WHERE user_id = ?)'

/** Those who are on no board that others see. */
export function readHidden(db: Readable): readonly UserId[] {
  return db
    .all<{ userId: UserId }>(
      'SELECT t.user_id AS userId FROM board_display d JOIN traders t USING (user_no) WHERE d.shown = 0',
    )
    .map(({ userId }) => userId)
}

/** Whether a trader is on the boards: everybody is who has not said otherwise. */
export function readShown(db: Readable, userId: UserId): boolean {
  const row = db.get<{ shown: number }>(`SELECT shown FROM board_display WHERE user_no = ${USER_NO}`, userId)
  return row?.shown !== 0
}

/** A trader's place in a period that closed, with how many had one. */
export interface ResultSheet {
  readonly board: PeriodBoard
  readonly period: string
  readonly until: TimestampMs
  readonly rank: number
  readonly score: number
  readonly participants: number
  readonly personalBest: boolean
  readonly points: number
}

interface ResultRow extends Omit<ResultSheet, 'personalBest'> {
  readonly personalBest: number
}

/** A trader's places in periods that closed and pay, newest first, as many as asked for. */
export function readResults(db: Readable, userId: UserId, limit: number): readonly ResultSheet[] {
  return db
    .all<ResultRow>(
      `SELECT r.board, r.period, p.until_at AS until, r.rank, r.score, p.participants,
         r.personal_best AS personalBest, r.points
       FROM board_results r JOIN board_periods p USING (board, period)
       WHERE r.user_no = ${USER_NO} AND r.board NOT IN ('global', 'weekly_r') ORDER BY p.until_at DESC, r.board LIMIT ?`,
      userId,
      limit,
    )
    .map(({ personalBest, ...row }) => ({ ...row, personalBest: personalBest === 1 }))
}
