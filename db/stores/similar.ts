import { type EndedLike, SIMILAR_AMONG_MAX } from '#core/signals/similar.ts'
import type { Readable } from '../open.ts'

type EndedRow = Omit<EndedLike, 'won'> & { readonly won: number }

/**
 * The newest signals that taught a book and were opened before one, and the newest of the book's logs after them.
 *
 * Both are read from indexes that hold all that is asked for, and at most `SIMILAR_AMONG_MAX` of them together.
 */
export function readEnded(db: Readable, book: string, signalId: string): readonly EndedLike[] {
  const own = db.all<EndedRow>(
    `SELECT symbol, direction, probability, side, outcome = 'WIN' AS won FROM signals INDEXED BY signals_taught
     WHERE taught = 1 AND book = ? AND signal_no < (SELECT signal_no FROM signals WHERE signal_id = ?)
     ORDER BY signal_no DESC LIMIT ?`,
    book,
    signalId,
    SIMILAR_AMONG_MAX,
  )
  const logged = db.all<EndedRow>(
    `SELECT symbol, direction, probability, side, won FROM past_signals INDEXED BY past_signals_by_book
     WHERE book = ? ORDER BY past_no DESC LIMIT ?`,
    book,
    SIMILAR_AMONG_MAX - own.length,
  )
  return [...own, ...logged].map((row) => ({ ...row, won: row.won === 1 }))
}
