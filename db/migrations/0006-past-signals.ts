import type { Migration } from '../migrate.ts'

/** Signals read from providers' logs, and the settled signals of a book in an index of their own. */
export const pastSignals: Migration = {
  version: 6,
  name: 'past-signals',
  sql: `
    CREATE TABLE past_signals (
      past_no INTEGER PRIMARY KEY,
      provider TEXT NOT NULL,
      past_id TEXT NOT NULL,
      symbol TEXT NOT NULL,
      direction TEXT NOT NULL CHECK (direction IN ('BUY', 'SELL')),
      at INTEGER NOT NULL,
      claimed REAL NOT NULL,
      claim_paused INTEGER NOT NULL CHECK (claim_paused IN (0, 1)),
      ratio REAL NOT NULL,
      won INTEGER NOT NULL CHECK (won IN (0, 1)),
      pattern TEXT NOT NULL,
      session TEXT NOT NULL,
      book TEXT NOT NULL,
      probability REAL NOT NULL,
      base REAL NOT NULL,
      side INTEGER NOT NULL CHECK (side IN (-1, 0, 1)),
      file TEXT NOT NULL,
      line INTEGER NOT NULL,
      recorded_at INTEGER NOT NULL
    ) STRICT;
    CREATE UNIQUE INDEX past_signals_by_id ON past_signals (provider, past_id);
    CREATE INDEX past_signals_by_provider ON past_signals (provider);
    -- Everything that is asked of those like a signal, so that two thousand of them are read without their rows.
    CREATE INDEX past_signals_by_book ON past_signals (book, past_no, symbol, direction, probability, side, won);

    -- Whether the outcome taught its book: what the end of a run settled did not.
    ALTER TABLE signals ADD COLUMN taught INTEGER NOT NULL DEFAULT 0 CHECK (taught IN (0, 1));
    UPDATE signals SET taught = 1 WHERE signal_id IN (
      SELECT json_extract(payload, '$.signalId') FROM journal
      WHERE substr(payload, 1, 25) = '{"kind":"signal_settled",' AND json_extract(payload, '$.bookTotals') IS NOT NULL
    );
    -- What decides which signals are alike; side is that to which the evidence moved the base rate.
    ALTER TABLE signals ADD COLUMN direction TEXT NOT NULL DEFAULT 'BUY' CHECK (direction IN ('BUY', 'SELL'));
    ALTER TABLE signals ADD COLUMN side INTEGER NOT NULL DEFAULT 0 CHECK (side IN (-1, 0, 1));
    UPDATE signals SET direction = json_extract(signal, '$.direction'),
      side = CASE
        WHEN abs(probability - json_extract(signal, '$.assessment.base')) < 0.0005 THEN 0
        WHEN probability > json_extract(signal, '$.assessment.base') THEN 1
        ELSE -1
      END;
    CREATE INDEX signals_taught ON signals (book, signal_no, symbol, direction, probability, side, outcome, taught)
      WHERE taught = 1;

    -- A source remembers the plain sum of its claims too: the books are folded anew from the first event.
    DELETE FROM fusion_books;
    DELETE FROM fusion_checkpoint;
  `,
}
