import type { DomainEvent } from '#core/event.ts'
import { type Books, follow, openBooks } from '#core/signals/fusion/books.ts'
import type { Book } from '#core/signals/fusion/engine/book.ts'
import { copyBook } from '#core/signals/fusion/engine/copy-book.ts'
import { restoreBook, snapshotOf } from '#core/signals/fusion/engine/snapshot.ts'
import { openSources } from '#core/signals/fusion/pipeline.ts'
import type { Readable, Writable } from '#db/open.ts'
import { keepCheckpoints, readCheckpoints, teachingEvents } from '#db/stores/fusion.ts'

const STATION_SOURCES = new Set(openSources().map(({ name }) => name))
/** Signals opened or settled after which the books are put down: a start goes through no more of them again. */
const TEACHING_EVENTS_MAX = 512
/** Events of any kind after which they are put down: a start looks through no more of them. */
const EVENTS_MAX = 8_192

/**
 * What the books of the desk have learned, as of the last decision of the writer.
 *
 * A pure fold over the journal: read from the last checkpoint and the events after it, and the same to the last bit
 * as a fold from the first event.
 */
export class FusionBooks {
  readonly #db: Readable
  /** Null until they are asked for, and after a rollback. */
  #books: Map<string, Book> | null = null
  readonly #changed = new Set<string>()
  #teaching = 0
  #events = 0

  constructor(db: Readable) {
    this.#db = db
  }

  /** All books by name, for reading only. */
  all(): ReadonlyMap<string, Book> {
    return this.#known()
  }

  /** Whether anybody of this name votes here: a source of the station, or one that a book has heard. */
  knows(source: string): boolean {
    if (STATION_SOURCES.has(source)) return true
    return [...this.#known().values()].some(({ slots }) => slots.bySource.has(source))
  }

  /** Books for one decision: what it teaches them is forgotten with it. */
  apart(): Books {
    const known = this.#known()
    const own = new Map<string, Book>()
    const apart = openBooks(own)
    const copied = (name: string): void => {
      const book = own.has(name) ? undefined : known.get(name)
      if (book !== undefined) own.set(name, copyBook(book))
    }
    return {
      of(key) {
        copied(key.name)
        return apart.of(key)
      },
      known(name) {
        copied(name)
        return apart.known(name)
      },
      count: () => new Set([...known.keys(), ...own.keys()]).size,
    }
  }

  /** Takes over what an accepted decision says. */
  follow(event: DomainEvent): void {
    this.#events += 1
    const book = taughtBy(event)
    if (book === null) return
    follow(openBooks(this.#known()), event)
    this.#changed.add(book)
    this.#teaching += 1
  }

  /** To be called after every rollback: what was said did not happen. */
  forget(): void {
    this.#books = null
    this.#putDown()
  }

  /** Puts the books down in the open transaction, after its last event and where enough has happened. */
  checkpoint(db: Writable): void {
    if (this.#teaching < TEACHING_EVENTS_MAX && this.#events < EVENTS_MAX) return
    const known = this.#known()
    const changed = [...this.#changed].flatMap((name) => {
      const book = known.get(name)
      return book === undefined ? [] : [{ book: name, state: JSON.stringify(snapshotOf(book)) }]
    })
    keepCheckpoints(db, changed)
    this.#putDown()
  }

  #putDown(): void {
    this.#changed.clear()
    this.#teaching = 0
    this.#events = 0
  }

  #known(): Map<string, Book> {
    if (this.#books !== null) return this.#books
    const { journalNo, eventsSince, books } = readCheckpoints(this.#db)
    this.#books = new Map(books.map(({ book, state }) => [book, restoreBook(JSON.parse(state))]))
    for (const event of teachingEvents(this.#db, journalNo)) this.follow(event)
    // Also those that taught nothing: the next start looks through them again.
    this.#events = eventsSince
    return this.#books
  }
}

/** The book that an event asks or teaches, or null. */
function taughtBy(event: DomainEvent): string | null {
  switch (event.kind) {
    case 'signal_opened':
      return event.signal.book
    case 'signal_settled':
      return event.book
    case 'past_signal_recorded':
      return event.past.book
    default:
      return null
  }
}
