import type { UserId } from '#core/kernel/ids.ts'
import type { RankMoved } from './board-event.ts'
import type { PeriodBoard } from './board-period.ts'

/** Closes a period of a board that is over; asked again until nobody is left. */
export interface ClosePeriod {
  readonly kind: 'close_period'
  readonly board: PeriodBoard
  readonly period: string
}

/** Tells traders of moves on the boards. */
export interface NoteMoves {
  readonly kind: 'note_moves'
  readonly moves: readonly Omit<RankMoved, 'kind'>[]
}

/** Shows a trader on the boards, or leaves him out. */
export interface ShowOnBoards {
  readonly kind: 'show_on_boards'
  readonly userId: UserId
  readonly shown: boolean
}

/** What can be asked of the boards. */
export type BoardCommand = ClosePeriod | NoteMoves | ShowOnBoards
