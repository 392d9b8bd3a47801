import type { DomainEvent } from '#core/event.ts'
import { eventsOfKinds } from '../journal.ts'
import type { Readable, Writable } from '../open.ts'

/** What one book had learned, as JSON of its snapshot. */
export interface BookState {
  readonly book: string
  readonly state: string
}

/** All books as of one event of the journal. */
export interface Checkpoint {
  /** Number of the last event they have followed; 0 before the first checkpoint. */
  readonly journalNo: number
  /** Events of any kind that the journal holds after that one. */
  readonly eventsSince: number
  readonly books: readonly BookState[]
}

export function readCheckpoints(db: Readable): Checkpoint {
  const kept = db.get<{ journalNo: number }>('SELECT journal_no AS journalNo FROM fusion_checkpoint')
  const books = db.all<BookState>('SELECT book, state FROM fusion_books ORDER BY book')
  const last = db.get<{ no: number }>('SELECT COALESCE(MAX(journal_no), 0) AS no FROM journal')
  const journalNo = kept?.journalNo ?? 0
  return { journalNo, eventsSince: (last?.no ?? 0) - journalNo, books }
}

/**
 * Puts down the books that changed, as of the last event in the journal.
 *
 * The others are as they were, and stand for the same event. To be called inside the transaction of that event.
 */
export function keepCheckpoints(db: Writable, changed: readonly BookState[]): void {
  for (const { book, state } of changed)
    db.run(
      `INSERT INTO fusion_books (book, state) VALUES (?, ?)
       ON CONFLICT (book) DO UPDATE SET state = excluded.state`,
      book,
      state,
    )
  db.run(
    `INSERT INTO fusion_checkpoint (one, journal_no) SELECT 1, COALESCE(MAX(journal_no), 0) FROM journal WHERE true
     ON CONFLICT (one) DO UPDATE SET journal_no = excluded.journal_no`,
  )
}

/** The events that teach the books, after `journalNo` and up to `last`, oldest first. */
export function teachingEvents(
  db: Readable,
  journalNo: number,
  last = Number.MAX_SAFE_INTEGER,
): Generator<DomainEvent> {
  return eventsOfKinds(db, ['signal_opened', 'signal_settled', 'past_signal_recorded'], {
    after: journalNo,
    last,
  })
}

/** Sources that an operator took out of the count. */
export function readPausedSources(db: Readable): ReadonlySet<string> {
  return new Set(db.all<{ source: string }>('SELECT source FROM paused_sources').map(({ source }) => source))
}
