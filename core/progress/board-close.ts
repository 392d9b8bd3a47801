import type { DomainEvent } from '#core/event.ts'
import type { UserId } from '#core/kernel/ids.ts'
import { accept, type Result, reject } from '#core/kernel/result.ts'
import type { TimestampMs } from '#core/kernel/time.ts'
import type { Rejection } from '#core/rejection.ts'
import type { ClosePeriod } from './board-commands.ts'
import type { ArchivedLine, BoardResult, PeriodClosed } from './board-event.ts'
import { type BoardPeriod, closeIdOf, type PeriodBoard } from './board-period.ts'
import { BEST_BOARDS, PAYING_BOARDS, rewardsFor, type Standing } from './board-standing.ts'
import { cascade } from './cascade.ts'
import type { Engine, ProgressContext } from './engine.ts'
import type { Progress } from './progress.ts'

/** Traders paid in one step: each brings what follows from it, and everybody else waits meanwhile. */
export const RESULTS_PER_CLOSE_MAX = 32
/** Places archived in one step where nobody is paid: each is looked up among those of before, and written. */
export const LINES_PER_CLOSE_MAX = 250

/** What the close of a period depends on. */
export interface CloseView {
  /** The period; null where none of that name is left to be closed. */
  readonly period: BoardPeriod | null
  readonly participants: number
  /** Places archived so far. */
  readonly results: number
  /** Those whose place is not archived yet, best first. */
  readonly left: readonly Standing[]
  readonly before: (userId: UserId) => PastPlace
  readonly progress: (userId: UserId) => Progress
  /** What the engines of a trader are told. */
  readonly context: (userId: UserId) => ProgressContext
  readonly engines: readonly Engine[]
}

/** What a board has of a trader from before. */
export interface PastPlace {
  /** His rank when the board closed before; null where he was not on it. */
  readonly previousRank: number | null
  /** The most a period of the board closed with for him; null where none did. */
  readonly best: number | null
}

/**
 * Decides one step of the close of a period: the places of those who come next, and what is paid for them.
 *
 * Refuses `out_of_step` before the period is over and after all of it was closed: so it is paid once, whoever asks how
 * often. How far a close has come is what is archived, so it goes on after a kill where it was.
 *
 * Rules BOARD-12 to BOARD-15. Source: decision 28; seed Diana 5.3.
 */
export function decideClosePeriod(
  { board, period: name }: ClosePeriod,
  view: CloseView,
  now: TimestampMs,
): Result<readonly DomainEvent[], Rejection> {
  const { period, participants, left } = view
  if (period === null || now < period.until) return reject({ code: 'out_of_step' })
  const pays = PAYING_BOARDS.has(board)
  const step = left.slice(0, pays ? RESULTS_PER_CLOSE_MAX : LINES_PER_CLOSE_MAX)
  const closed: PeriodClosed = {
    kind: 'period_closed',
    closeId: closeIdOf({ board, period: name }),
    board,
    period: name,
    from: period.from,
    until: period.until,
    participants,
    results: view.results + step.length,
    done: step.length === left.length,
    lines: pays ? [] : step.map((standing) => archived(board, standing, view.before(standing.userId))),
  }
  const told = pays ? step.flatMap((standing) => paid(standing, closed, view)) : []
  return accept([closed, ...told])
}

function archived(
  board: PeriodBoard,
  { userId, rank, score }: Standing,
  { previousRank, best }: PastPlace,
): ArchivedLine {
  const personalBest = BEST_BOARDS.has(board) && (best === null || score > best)
  return { userId, rank, score, previousRank, personalBest }
}

function paid(
  { userId, rank, score }: Standing,
  { board, period, participants }: PeriodClosed,
  view: CloseView,
): readonly DomainEvent[] {
  const progress = view.progress(userId)
  const { previousRank, best } = view.before(userId)
  const beatsBest = best !== null && score > best
  const result: BoardResult = {
    kind: 'board_result',
    userId,
    board,
    period,
    rank,
    score,
    participants,
    previousRank,
    personalBest: best === null || beatsBest,
    rewards: rewardsFor(rank, { participants, beatsBest, vip: progress.points.vip }),
    cause: { engine: 'board', id: `lb:${board}:${period}:${userId}` },
  }
  return cascade([result], progress, view.engines, view.context(userId)).events
}
