import type { DomainEvent } from '#core/event.ts'
import { accept, type Result, reject } from '#core/kernel/result.ts'
import type { Rejection } from '#core/rejection.ts'
import type { NoteMoves, ShowOnBoards } from './board-commands.ts'
import type { RankMoved } from './board-event.ts'

/** Places that a move has to pass to be told. Source: seed Diana 5.2, position_change_threshold. */
export const PLACES_MOVED_MIN = 5
/** Places won that make it urgent. */
export const PLACES_URGENT_MIN = 10
/** Moves in one command. */
export const MOVES_PER_COMMAND_MAX = 200

/** A trader's place before and after. */
export interface Move {
  readonly previousRank: number | null
  readonly rank: number
  readonly previousScore: number
  readonly score: number
  /** The most a period of the board closed with for him; null where none did. */
  readonly best: number | null
}

/**
 * Whether a move passes what a trader had reached before: only the step over it does, and only where there is something
 * to pass. Rule BOARD-17.
 */
export function passesBest({ previousScore, score, best }: Move): boolean {
  return best !== null && previousScore <= best && score > best
}

/** Whether a move is worth telling: five places up or down, or over the own best. Rule BOARD-17. */
export function worthTelling(move: Move): boolean {
  const places = move.previousRank === null ? 0 : Math.abs(move.previousRank - move.rank)
  return places >= PLACES_MOVED_MIN || passesBest(move)
}

/** Whether a move is urgent news: ten places up, or over the own best. */
export function urgent({ previousRank, rank, personalBest }: RankMoved): boolean {
  return personalBest || (previousRank !== null && previousRank - rank >= PLACES_URGENT_MIN)
}

/** Records moves that were found worth telling. They change nothing else. */
export function decideNoteMoves({ moves }: NoteMoves): Result<readonly DomainEvent[], Rejection> {
  return accept(moves.map((move) => ({ kind: 'rank_moved', ...move })))
}

/** What the display of a trader depends on. */
export interface DisplayView {
  readonly exists: boolean
  readonly shown: boolean
}

/**
 * Decides whether a trader is on the boards that others see. Asked for what is so already, nothing happens.
 *
 * Rule BOARD-18. Source: seed Diana, allow_leaderboard_display (defect D-18).
 */
export function decideShowOnBoards(
  { userId, shown }: ShowOnBoards,
  view: DisplayView,
): Result<readonly DomainEvent[], Rejection> {
  if (!view.exists) return reject({ code: 'user_not_found' })
  return accept(shown === view.shown ? [] : [{ kind: 'board_display_changed', userId, shown }])
}
