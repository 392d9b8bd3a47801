import type { UserId } from '#core/kernel/ids.ts'
import type { TimestampMs } from '#core/kernel/time.ts'
import {
  type CompetitiveMetrics,
  type Insight,
  insightsOf,
  metricsOf,
} from '#core/progress/board-insights.ts'
import { type BoardPeriod, PERIOD_BOARDS, type PeriodBoard } from '#core/progress/board-period.ts'
import { PAYING_BOARDS } from '#core/progress/board-standing.ts'
import type { Readable } from '#db/open.ts'
import { type ResultSheet, readResults } from '#db/stores/board-display.ts'
import * as archive from '#db/stores/boards.ts'
import { readName } from '#db/stores/traders.ts'
import type { Boards } from './boards.ts'

export type { ResultSheet }

/** Periods of a trader that metrics and insights look back on. */
export const RESULTS_LOOKED_AT_MAX = 200

/** A line of a board that closed. */
export interface ArchivedBoardLine extends archive.ArchivedPlace {
  readonly name: string | null
}

/** A period of a board that closed, with its places. */
export interface ArchivedBoard {
  readonly period: BoardPeriod
  readonly lines: readonly ArchivedBoardLine[]
  readonly me: ArchivedBoardLine | null
  readonly total: number
}

/** Where a trader stands on a board now. */
export interface RunningPlace {
  readonly board: PeriodBoard
  readonly period: BoardPeriod
  /** Null where he has no score. */
  readonly rank: number | null
  readonly score: number
  readonly participants: number
  /** Those with strictly less; null where he has no score. */
  readonly behind: number | null
  /** When the board closed last; null where he had no place. */
  readonly previous: { readonly rank: number; readonly score: number } | null
  readonly personalBest: boolean
}

/** A trader's places: those of now, those that are archived, and what they come to. */
export interface BoardCareer {
  readonly shown: boolean
  readonly running: readonly RunningPlace[]
  readonly results: readonly ResultSheet[]
  readonly metrics: CompetitiveMetrics
  readonly insights: readonly Insight[]
}

/** Which period that closed; null for the newest. */
export interface ArchiveAsk {
  readonly board: PeriodBoard
  readonly period: string | null
  readonly limit: number
  /** Whose own line is told; null for nobody's. */
  readonly of: UserId | null
}

/** The read side of boards that close. */
export interface BoardQueries {
  /** A period that has closed; null where none of that name has. */
  archived(ask: ArchiveAsk): ArchivedBoard | null
  career(userId: UserId): BoardCareer
  isHidden(userId: UserId): boolean
}

export function boardSide(db: Readable, boards: Boards, now: () => TimestampMs): BoardQueries {
  return {
    archived: (ask) => archivedBoard(db, ask),
    career: (userId) => careerOf(db, boards, { userId, now: now() }),
    isHidden: (userId) => boards.isHidden(userId),
  }
}

function archivedBoard(db: Readable, { board, period, limit, of }: ArchiveAsk): ArchivedBoard | null {
  const found = period === null ? archive.readLastPeriod(db, board) : archive.readPeriod(db, board, period)
  if (found === null || !found.done) return null
  const line = (place: archive.ArchivedPlace) => ({ ...place, name: readName(db, place.userId) })
  const own = of === null ? null : archive.readPlace(db, of, found)
  return {
    period: found,
    lines: archive.readPlaces(db, found, limit).map(line),
    me: own && line(own),
    total: found.participants,
  }
}

function careerOf(
  db: Readable,
  boards: Boards,
  { userId, now }: { readonly userId: UserId; readonly now: TimestampMs },
): BoardCareer {
  const results = readResults(db, userId, RESULTS_LOOKED_AT_MAX)
  const running = PERIOD_BOARDS.map((board) => runningPlace(boards, board, userId))
  const scores = running
    .filter(({ board }) => PAYING_BOARDS.has(board))
    .map(({ board, score }) => ({ board, score, best: boards.periods.best(board, userId) }))
  return {
    shown: !boards.isHidden(userId),
    running,
    results,
    metrics: metricsOf(results),
    insights: insightsOf(results, scores, now),
  }
}

function runningPlace({ periods }: Boards, board: PeriodBoard, userId: UserId): RunningPlace {
  const { period, index } = periods.current(board)
  const place = index.place(userId)
  const best = periods.best(board, userId)
  return {
    board,
    period,
    rank: place?.rank ?? null,
    score: place?.score ?? 0,
    participants: index.size,
    behind: place === null ? null : index.behind(place.score),
    previous: periods.last(board, userId),
    personalBest: best !== null && place !== null && place.score > best,
  }
}
