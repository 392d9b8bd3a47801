import { RECENT_MAX } from '#core/signals/market.ts'
import type { Readable } from '#db/open.ts'
import { readRecentProbabilities } from '#db/stores/signals.ts'

const BOOKS_CACHED_MAX = 200

/**
 * The last probabilities of each book, kept beside the tables so that a new signal need not read a thousand rows.
 *
 * The writer notes what it opens while its transaction is still open, and forgets all after a rollback.
 */
export class RecentProbabilities {
  readonly #db: Readable
  readonly #books = new Map<string, number[]>()

  constructor(db: Readable) {
    this.#db = db
  }

  /** Oldest first, at most `RECENT_MAX`. */
  of(book: string): readonly number[] {
    const known = this.#books.get(book)
    if (known) return known
    if (this.#books.size >= BOOKS_CACHED_MAX) this.#books.clear()
    const read = [...readRecentProbabilities(this.#db, book, RECENT_MAX)]
    this.#books.set(book, read)
    return read
  }

  /** A signal was opened with this probability. */
  note(book: string, probability: number): void {
    const known = this.#books.get(book)
    if (!known) return
    known.push(probability)
    if (known.length > RECENT_MAX) known.shift()
  }

  forget(): void {
    this.#books.clear()
  }
}
