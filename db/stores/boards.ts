import type { UserId } from '#core/kernel/ids.ts'
import type { TimestampMs } from '#core/kernel/time.ts'
import type { PastPlace } from '#core/progress/board-close.ts'
import type { BoardPeriod, PeriodBoard } from '#core/progress/board-period.ts'
import type { BoardScore } from '#core/progress/board-standing.ts'
import type { Readable } from '../open.ts'

const USER_NO = '(SELECT user_no FROM traders WHERE user_id = ?)'
/** Once for each group, not for each row. */
const USER_ID = '(SELECT user_id FROM traders t WHERE t.user_no = a.user_no)'
/** What counts for a board: earned, or paid by anything but a board itself. */
const COUNTS = "(type = 'earned' OR (type = 'bonus' AND action <> 'board_reward'))"

/** A stretch of time, its end not included. */
export interface Window {
  readonly from: TimestampMs
  readonly until: TimestampMs
}

/** Trades that the market settled, in thousandths of R each rounded by itself, as boards in memory add them up. */
const MARKET_TRADES =
  'FROM fires a INDEXED BY fires_by_close WHERE a.closed_at >= ? AND a.reported_at IS NULL'

/** What everybody has on a board in a window; who has nothing is not in it. Results in thousandths of R. */
export function readScores(db: Readable, board: PeriodBoard, window: Window): readonly BoardScore[] {
  if (board === 'global') return readLifetimes(db, window.until).map(([userId, score]) => ({ userId, score }))
  if (board === 'weekly_r')
    return db.all(
      `SELECT ${USER_ID} AS userId, SUM(CAST(ROUND(a.r * 1000.0) AS INTEGER)) AS score ${MARKET_TRADES}
       AND a.closed_at < ? GROUP BY a.user_no`,
      window.from,
      window.until,
    )
  if (board === 'story_completion')
    return db.all(
      `SELECT ${USER_ID} AS userId, COUNT(*) AS score FROM activities a
       WHERE a.activity = 'story_completed' AND a.at >= ? AND a.at < ? GROUP BY a.user_no`,
      window.from,
      window.until,
    )
  return db.all(
    `SELECT ${USER_ID} AS userId, SUM(a.amount) AS score FROM points_transactions a
     WHERE a.at >= ? AND a.at < ? AND ${COUNTS} GROUP BY a.user_no HAVING SUM(a.amount) > 0`,
    window.from,
    window.until,
  )
}

/** Everything that people had ever earned before an instant, by user. */
export function readLifetimes(db: Readable, until: TimestampMs): readonly (readonly [UserId, number])[] {
  return db.lists<[UserId, number]>(
    `SELECT t.user_id AS userId, p.lifetime - COALESCE(since.amount, 0) AS score FROM progress p
     JOIN traders t USING (user_no) LEFT JOIN (
       SELECT user_no, SUM(amount) AS amount FROM points_transactions
       WHERE at >= ? AND type IN ('earned', 'bonus') GROUP BY user_no
     ) since USING (user_no) WHERE p.lifetime - COALESCE(since.amount, 0) > 0`,
    until,
  )
}

/** When somebody first scored on a board at or after an instant; null where nobody did. */
export function readFirstScoreAt(db: Readable, board: PeriodBoard, since: TimestampMs): TimestampMs | null {
  return db.get<{ at: number }>(firstScoreSql(board), since)?.at ?? null
}

function firstScoreSql(board: PeriodBoard): string {
  if (board === 'weekly_r') return `SELECT a.closed_at AS at ${MARKET_TRADES} ORDER BY a.closed_at LIMIT 1`
  return board === 'story_completion'
    ? "SELECT at FROM activities WHERE activity = 'story_completed' AND at >= ? ORDER BY at LIMIT 1"
    : `SELECT at FROM points_transactions WHERE at >= ? AND amount > 0 AND ${COUNTS} ORDER BY at LIMIT 1`
}

/** The instant before which no period is closed: what was over when there were no boards yet. */
export function readBoardsSince(db: Readable): TimestampMs {
  return Number(db.get<{ value: string }>("SELECT value FROM station WHERE key = 'boards_since'")?.value ?? 0)
}

/** A period that closed, or closes. */
export interface PeriodSheet extends BoardPeriod {
  readonly participants: number
  readonly results: number
  readonly done: boolean
}

const PERIOD = 'board, period, from_at, until_at, participants, results, done'

interface PeriodRow {
  readonly board: PeriodBoard
  readonly period: string
  readonly from_at: number
  readonly until_at: number
  readonly participants: number
  readonly results: number
  readonly done: number
}

/** A period of a board as it is archived; null where none of that name has begun to close. */
export function readPeriod(db: Readable, board: PeriodBoard, period: string): PeriodSheet | null {
  const sql = `SELECT ${PERIOD} FROM board_periods WHERE board = ? AND period = ?`
  const row = db.get<PeriodRow>(sql, board, period)
  return row ? periodOf(row) : null
}

/** The last period of a board that has begun to close. */
export function readLastPeriod(db: Readable, board: PeriodBoard): PeriodSheet | null {
  const sql = `SELECT ${PERIOD} FROM board_periods WHERE board = ? ORDER BY until_at DESC LIMIT 1`
  const row = db.get<PeriodRow>(sql, board)
  return row ? periodOf(row) : null
}

function periodOf(row: PeriodRow): PeriodSheet {
  const { board, period, participants, results } = row
  return {
    board,
    period,
    from: row.from_at,
    until: row.until_at,
    participants,
    results,
    done: row.done === 1,
  }
}

/** Who has a place in a period already. */
export function readPlaced(db: Readable, board: PeriodBoard, period: string): ReadonlySet<UserId> {
  const rows = db.all<{ userId: UserId }>(
    `SELECT t.user_id AS userId FROM board_results r JOIN traders t USING (user_no)
     WHERE r.board = ? AND r.period = ?`,
    board,
    period,
  )
  return new Set(rows.map(({ userId }) => userId))
}

/** What a board has of a trader from before a period that closes now. */
export function readPastPlace(
  db: Readable,
  userId: UserId,
  { board, until }: Pick<BoardPeriod, 'board' | 'until'>,
): PastPlace {
  const row = db.get<{ previousRank: number | null; best: number | null }>(
    `SELECT (SELECT rank FROM board_results WHERE board = ? AND user_no = u.user_no AND period =
         (SELECT period FROM board_periods WHERE board = ? AND until_at < ? ORDER BY until_at DESC LIMIT 1)
       ) AS previousRank,
       (SELECT MAX(score) FROM board_results WHERE board = ? AND user_no = u.user_no) AS best
     FROM traders u WHERE u.user_id = ?`,
    board,
    board,
    until,
    board,
    userId,
  )
  return row ?? { previousRank: null, best: null }
}

/** A trader's place in a closed period. */
export interface ArchivedPlace {
  readonly userId: UserId
  readonly rank: number
  readonly score: number
  readonly previousRank: number | null
  readonly personalBest: boolean
}

interface PlaceRow extends Omit<ArchivedPlace, 'personalBest'> {
  readonly personalBest: number
}

const PLACE = `t.user_id AS userId, r.rank, r.score, r.previous_rank AS previousRank,
  r.personal_best AS personalBest`
const SHOWN = 'NOT EXISTS (SELECT 1 FROM board_display d WHERE d.user_no = r.user_no AND d.shown = 0)'

/** The places of a closed period, best first, equals by name, of those who are shown. */
export function readPlaces(
  db: Readable,
  { board, period }: Pick<BoardPeriod, 'board' | 'period'>,
  limit: number,
): readonly ArchivedPlace[] {
  return db
    .all<PlaceRow>(
      `SELECT ${PLACE} FROM board_results r JOIN traders t USING (user_no)
       WHERE r.board = ? AND r.period = ? AND ${SHOWN} ORDER BY r.rank, t.user_id LIMIT ?`,
      board,
      period,
      limit,
    )
    .map(placeOf)
}

/** One trader's place in a closed period; null where he has none. */
export function readPlace(
  db: Readable,
  userId: UserId,
  { board, period }: Pick<BoardPeriod, 'board' | 'period'>,
): ArchivedPlace | null {
  const row = db.get<PlaceRow>(
    `SELECT ${PLACE} FROM board_results r JOIN traders t USING (user_no)
     WHERE r.board = ? AND r.period = ? AND r.user_no = ${USER_NO}`,
    board,
    period,
    userId,
  )
  return row ? placeOf(row) : null
}

function placeOf({ personalBest, ...row }: PlaceRow): ArchivedPlace {
  return { ...row, personalBest: personalBest === 1 }
}

/** Everybody's place when a board closed last. */
export function readLastPlaces(db: Readable, board: PeriodBoard): readonly (BoardScore & { rank: number })[] {
  return db.all(
    `SELECT t.user_id AS userId, r.rank, r.score FROM board_results r JOIN traders t USING (user_no)
     WHERE r.board = ? AND r.period =
       (SELECT period FROM board_periods WHERE board = ? AND done = 1 ORDER BY until_at DESC LIMIT 1)`,
    board,
    board,
  )
}

/** The most that a period of a board closed with, for everybody who has a place in one. */
export function readBests(db: Readable, board: PeriodBoard): readonly BoardScore[] {
  return db.all(
    `SELECT ${USER_ID} AS userId, MAX(a.score) AS score FROM board_results a WHERE a.board = ? GROUP BY a.user_no`,
    board,
  )
}
