import type { Migration } from '../migrate.ts'

/** Who decided what about access, money and configuration: a chain that is only added to. */
export const audit: Migration = {
  version: 20,
  name: 'audit',
  sql: `
    CREATE TABLE audit (
      entry_no INTEGER PRIMARY KEY,
      at INTEGER NOT NULL,
      place TEXT NOT NULL CHECK (place IN ('station', 'command_line', 'loopback', 'lan')),
      user_id TEXT,
      token_id TEXT,
      role TEXT CHECK (role IN ('operator', 'trader', 'viewer', 'service')),
      what TEXT NOT NULL,
      about TEXT,
      outcome TEXT NOT NULL,
      times INTEGER NOT NULL CHECK (times > 0),
      facts TEXT NOT NULL,
      correlation_id TEXT,
      journal_no INTEGER,
      prev TEXT NOT NULL CHECK (length(prev) = 64),
      hash TEXT NOT NULL CHECK (length(hash) = 64)
    ) STRICT;
    CREATE INDEX audit_by_user ON audit (user_id, entry_no);
    CREATE INDEX audit_by_what ON audit (what, entry_no);
    CREATE INDEX audit_refused ON audit (entry_no) WHERE outcome <> 'done';

    -- A REPLACE would take a row away without asking the trigger of DELETE: so a number that is there is refused.
    CREATE TRIGGER audit_next BEFORE INSERT ON audit
      WHEN NEW.entry_no IS NOT (SELECT COALESCE(MAX(entry_no), 0) + 1 FROM audit)
      BEGIN SELECT RAISE(ABORT, 'the audit log is only added to at its end'); END;
    CREATE TRIGGER audit_unchanged BEFORE UPDATE ON audit
      BEGIN SELECT RAISE(ABORT, 'the audit log is never changed'); END;
    CREATE TRIGGER audit_kept BEFORE DELETE ON audit
      BEGIN SELECT RAISE(ABORT, 'nothing is taken from the audit log'); END;
  `,
}
