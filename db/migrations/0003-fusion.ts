import type { Migration } from '../migrate.ts'

/**
 * Checkpoints of what the books of the fusion engine have learned, and the sources they do not hear.
 *
 * The books remember their own probabilities: signals are no longer looked up by their book.
 */
export const fusion: Migration = {
  version: 3,
  name: 'fusion',
  sql: `
    -- Not copies of events but of what follows from them: a fold from the first event gives the same bytes.
    CREATE TABLE fusion_books (
      book TEXT PRIMARY KEY,
      state TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    -- The last event that all of them have followed.
    CREATE TABLE fusion_checkpoint (
      one INTEGER PRIMARY KEY CHECK (one = 1),
      journal_no INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE paused_sources (
      source TEXT PRIMARY KEY
    ) STRICT, WITHOUT ROWID;
    DROP INDEX signals_by_book;
  `,
}
