import type { Readable } from '#db/open.ts'
import { readRecentProbabilities } from '#db/stores/signals.ts'

/** Signals of a book among which a new one is ranked. */
export const RANKED_AMONG_MAX = 1_000
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

  /** Oldest first, at most 1,000. */
  of(book: string): readonly number[] {
    const known = this.#books.get(book)
    if (known) return known
    if (this.#books.size >= BOOKS_CACHED_MAX) this.#books.clear()
    const read = [...readRecentProbabilities(this.#db, book, RANKED_AMONG_MAX)]
    this.#books.set(book, read)
    return read
  }

  /** A signal was opened with this probability. */
  note(book: string, probability: number): void {
    const known = this.#books.get(book)
    if (!known) return
    known.push(probability)
    if (known.length > RANKED_AMONG_MAX) known.shift()
  }

  forget(): void {
    this.#books.clear()
  }
}
