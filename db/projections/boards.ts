import type { BoardDisplayChanged, BoardResult, PeriodClosed } from '#core/progress/board-event.ts'
import { pointsIn } from '#core/progress/reward.ts'
import type { Numbers } from '../numbers.ts'
import type { Writable } from '../open.ts'

/** The tables of boards that are copies of the journal, and the key each is compared by. */
export const BOARD_KEYS = {
  board_periods: 'board, period',
  board_results: 'board, period, user_no',
  board_display: 'user_no',
} as const

const ADD_RESULT = `INSERT INTO board_results
  (board, period, user_no, rank, score, previous_rank, personal_best, points) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`

/** Copies a step of the close of a period, with the places it states itself. */
export function copyPeriod(db: Writable, numbers: Numbers, told: PeriodClosed): void {
  const { board, period } = told
  db.run(
    `INSERT INTO board_periods (board, period, from_at, until_at, participants, results, done)
     VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (board, period) DO UPDATE SET participants = excluded.participants, results = excluded.results,
       done = excluded.done`,
    board,
    period,
    told.from,
    told.until,
    told.participants,
    told.results,
    told.done ? 1 : 0,
  )
  for (const { userId, rank, score, previousRank = null, personalBest = false } of told.lines)
    db.run(
      ADD_RESULT,
      board,
      period,
      numbers.user(userId),
      rank,
      score,
      previousRank,
      personalBest ? 1 : 0,
      0,
    )
}

/** Copies a trader's place at the close of a period. */
export function copyResult(db: Writable, userNo: number, told: BoardResult): void {
  db.run(
    ADD_RESULT,
    told.board,
    told.period,
    userNo,
    told.rank,
    told.score,
    told.previousRank,
    told.personalBest ? 1 : 0,
    pointsIn(told.rewards),
  )
}

/** Copies whether a trader is shown. */
export function copyDisplay(db: Writable, userNo: number, { shown }: BoardDisplayChanged): void {
  db.run(
    `INSERT INTO board_display (user_no, shown) VALUES (?, ?)
     ON CONFLICT (user_no) DO UPDATE SET shown = excluded.shown`,
    userNo,
    shown ? 1 : 0,
  )
}
