import { useDeferredValue, useEffect, useState } from 'react'
import { movesBetween, sameOrder } from '../state/board-order.ts'
import type { BoardView } from '../state/boards.ts'

/** How long an arrow tells of a move that was not seen to happen. */
const ARROW_MS = 4_000
const NO_MOVES: ReadonlyMap<string, 1 | -1> = new Map()

const rowsOf = ({ lines, below }: BoardView) => [...lines, ...below]

/**
 * The board to draw. Another order comes as a transition, so that rows can glide to their new places; anything else, as a
 * score that changed in its place, is drawn at once and moves nothing.
 */
export function useGliding(board: BoardView): BoardView {
  const later = useDeferredValue(board)
  return sameOrder(rowsOf(later), rowsOf(board)) ? board : later
}

/** Who has just moved, and which way, for a few seconds. */
export function useFreshMoves(board: BoardView): ReadonlyMap<string, 1 | -1> {
  const [known, setKnown] = useState({ board, moves: NO_MOVES })
  if (known.board !== board) {
    const moves = movesBetween(rowsOf(known.board), rowsOf(board))
    // A board that moved nobody leaves the arrows of the one before it.
    setKnown({ board, moves: moves.size > 0 ? moves : known.moves })
  }
  const { moves } = known
  useEffect(() => {
    if (moves.size === 0) return undefined
    const timer = setTimeout(() => setKnown((now) => ({ ...now, moves: NO_MOVES })), ARROW_MS)
    return () => clearTimeout(timer)
  }, [moves])
  return moves
}
