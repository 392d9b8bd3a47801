import { type PeriodBoard, periodAt } from '#core/progress/board-period.ts'
import type { Readable } from '#db/open.ts'
import type { Boards } from '#station/boards.ts'
import type { BoardName } from '#station/queries.ts'
import { DESK_ZONE } from './draw-desk.ts'
import type { Finding } from './invariant.ts'

export const RANKS_RECOMPUTED = 'a rank is one more than those with more'
export const CLOSED_RECOMPUTED = 'a closed period stands as it was earned'

/** What somebody has on a board. */
export interface Score {
  readonly userId: string
  readonly score: number
}
export interface Place extends Score {
  readonly rank: number
}

/** What is wrong with places, given all scores: each is there once, with its score, behind all with more; null where nothing is. */
export function misplaced(places: readonly Place[], scores: readonly Score[]): string | null {
  const known = new Map(places.map((place) => [place.userId, place]))
  if (known.size !== places.length || places.length !== scores.length)
    return `${places.length} places of ${scores.length} traders`
  for (const { userId, score } of scores) {
    const place = known.get(userId)
    if (place === undefined) return `${userId} has ${score} and no place`
    const rank = 1 + scores.filter((other) => other.score > score).length
    if (place.score !== score) return `${userId} stands with ${place.score}, not ${score}`
    if (place.rank !== rank) return `${userId} stands at ${place.rank}, not ${rank}`
  }
  return null
}

const SHOWN = `t.erased_at IS NULL
  AND NOT EXISTS (SELECT 1 FROM board_display d WHERE d.user_no = t.user_no AND d.shown = 0)`
const EVERYBODY = '1'
const COUNTS = "(e.type = 'earned' OR (e.type = 'bonus' AND e.source_id NOT LIKE 'lb:%'))"
const IN_WINDOW = 'e.at >= w.from_at AND e.at < w.until_at'

/** Adds up the lines of a table by trader, of a window where the condition asks for it. */
function scoresOf(table: string, score: string, where: string): (who: string) => string {
  return (who) => `SELECT t.user_id AS userId, ${score} AS score FROM (SELECT ? AS from_at, ? AS until_at) w
    JOIN ${table} e JOIN traders t ON t.user_no = e.user_no WHERE ${where} AND ${who} GROUP BY t.user_id`
}

const POINTS = scoresOf('points_transactions', 'SUM(e.amount)', `${IN_WINDOW} AND ${COUNTS}`)
const STORIES = scoresOf('activities', 'COUNT(*)', `e.activity = 'story_completed' AND ${IN_WINDOW}`)
const LIFETIME = scoresOf(
  'points_transactions',
  'SUM(e.amount)',
  "e.at < w.until_at AND e.type IN ('earned', 'bonus')",
)

const WEEK_IN_R = scoresOf(
  'fires',
  'SUM(CAST(ROUND(e.r * 1000.0) AS INTEGER))',
  'e.closed_at >= w.from_at AND e.closed_at < w.until_at AND e.reported_at IS NULL',
)

const BOARDS: Partial<Record<BoardName, (who: string) => string>> = {
  weekly: POINTS,
  weekly_r: WEEK_IN_R,
  monthly: POINTS,
  story_completion: STORIES,
  global: LIFETIME,
  total_fires: scoresOf('fires', 'COUNT(*)', '1'),
  pnl: scoresOf('fires', 'SUM(COALESCE(e.pnl_cents, 0))', '1'),
}
/** Boards on which a trader with nothing has no place. */
const PLACED_FROM_ONE = new Set<BoardName>(['weekly', 'monthly', 'story_completion', 'global'])

const ALL = 1_000
const OPERATOR_ASKS = { limit: ALL, around: null, of: 'u0' as never, seesHidden: true }

/** What boards that are kept in memory say, by their names. */
export type Lines = ReadonlyMap<BoardName, readonly Place[]>

export function linesOf(boards: Boards): Lines {
  const names = Object.keys(BOARDS) as BoardName[]
  return new Map(names.map((name) => [name, boards.board(name, OPERATOR_ASKS).lines]))
}

/** Compares what boards say with what the tables say, counted and ranked anew. */
export function misranked(said: readonly Lines[], db: Readable, now: number): readonly Finding[] {
  return (Object.keys(BOARDS) as BoardName[]).flatMap((board) => {
    const scores = scoresIn(db, board, { ...periodAt(windowOf(board), DESK_ZONE, now), who: SHOWN })
    const troubles = said.flatMap((lines) => misplaced(lines.get(board) ?? [], scores) ?? [])
    return troubles.map((trouble) => ({ invariant: RANKS_RECOMPUTED, detail: `${board}: ${trouble}` }))
  })
}

function windowOf(board: BoardName): PeriodBoard {
  return board === 'monthly' || board === 'story_completion' ? board : 'weekly'
}

interface Window {
  readonly from: number
  readonly until: number
  /** Which traders, as SQL. */
  readonly who: string
}

function scoresIn(db: Readable, board: BoardName, { from, until, who }: Window): readonly Score[] {
  const scores = db.all<Score>(BOARDS[board]?.(who) ?? '', from, until)
  return PLACED_FROM_ONE.has(board) ? scores.filter(({ score }) => score > 0) : scores
}

interface ClosedRow {
  readonly board: PeriodBoard
  readonly period: string
  readonly from: number
  readonly until: number
}

/** Ranks every closed period anew from what was recorded in it; who was hidden then has no place in it. */
export function misclosed(db: Readable): readonly Finding[] {
  const closed = db.all<ClosedRow>(
    'SELECT board, period, from_at AS "from", until_at AS until FROM board_periods WHERE done = 1',
  )
  return closed.flatMap(({ board, period, from, until }) => {
    const places = db.all<Place>(
      `SELECT t.user_id AS userId, r.rank, r.score FROM board_results r JOIN traders t USING (user_no)
       WHERE r.board = ? AND r.period = ?`,
      board,
      period,
    )
    const placed = new Set(places.map(({ userId }) => userId))
    const scores = scoresIn(db, board, { from, until, who: EVERYBODY }).filter(({ userId }) =>
      placed.has(userId),
    )
    const trouble = misplaced(places, scores)
    return trouble === null
      ? []
      : [{ invariant: CLOSED_RECOMPUTED, detail: `${board} ${period}: ${trouble}` }]
  })
}
