import type { Migration } from '../migrate.ts'

/** Who is brought which signal and why not, the policies by which it was decided, and what was vetoed. */
export const routing: Migration = {
  version: 5,
  name: 'routing',
  sql: `
    ALTER TABLE signals ADD COLUMN vetoed INTEGER NOT NULL DEFAULT 0 CHECK (vetoed IN (0, 1));

    -- Every policy there was: decisions name the one they were made by.
    CREATE TABLE routing_policies (
      version INTEGER PRIMARY KEY,
      policy TEXT NOT NULL,
      changed_by TEXT NOT NULL,
      changed_at INTEGER NOT NULL
    ) STRICT;

    -- How far routing has come with a signal. decided_to is the user_no up to which everybody is decided on.
    CREATE TABLE offers (
      signal_no INTEGER PRIMARY KEY REFERENCES signals,
      policy_version INTEGER NOT NULL,
      tiers TEXT NOT NULL,
      decided_to INTEGER NOT NULL,
      done INTEGER NOT NULL CHECK (done IN (0, 1)),
      routed INTEGER NOT NULL,
      decided_at INTEGER NOT NULL
    ) STRICT;
    -- Those who were brought a signal (no reason), and those whose own limits kept it from them. Whoever is named in
    -- neither way was passed over with his whole member tier, as offers says.
    CREATE TABLE routings (
      signal_no INTEGER NOT NULL REFERENCES signals,
      user_no INTEGER NOT NULL REFERENCES traders,
      reason TEXT,
      at INTEGER NOT NULL,
      PRIMARY KEY (signal_no, user_no)
    ) STRICT, WITHOUT ROWID;
    -- What each user was brought on his own day, and the tiers of the last ten.
    CREATE TABLE quotas (
      user_no INTEGER PRIMARY KEY REFERENCES traders,
      day TEXT NOT NULL,
      day_routed INTEGER NOT NULL,
      last_at INTEGER NOT NULL,
      recent TEXT NOT NULL
    ) STRICT;

    CREATE TABLE vetoes (
      code TEXT PRIMARY KEY CHECK (code IN ('spacing', 'sources', 'floor', 'daily_stop')),
      count INTEGER NOT NULL,
      day TEXT NOT NULL,
      day_count INTEGER NOT NULL,
      at INTEGER NOT NULL,
      symbol TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
  `,
}
