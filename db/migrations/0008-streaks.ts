import type { Migration } from '../migrate.ts'

/** What people keep up, and the freezes that stretched their pauses. */
export const streaks: Migration = {
  version: 8,
  name: 'streaks',
  sql: `
    CREATE TABLE streaks (
      user_no INTEGER NOT NULL REFERENCES traders,
      type TEXT NOT NULL CHECK (type IN ('daily_login', 'story_progress', 'interaction', 'achievement_unlock')),
      count INTEGER NOT NULL,
      longest INTEGER NOT NULL,
      multiplier_hundredths INTEGER NOT NULL,
      start_day TEXT NOT NULL,
      last_day TEXT NOT NULL,
      last_at INTEGER NOT NULL,
      -- Where the user was last seen.
      zone TEXT NOT NULL,
      reset_day TEXT,
      -- JSON, ascending.
      milestones TEXT NOT NULL,
      -- The freeze of the present pause; all three or none.
      frozen_at INTEGER,
      covers_from INTEGER,
      covers_until INTEGER,
      PRIMARY KEY (user_no, type)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE streak_freezes (
      freeze_no INTEGER PRIMARY KEY,
      user_no INTEGER NOT NULL REFERENCES traders,
      type TEXT NOT NULL CHECK (type IN ('daily_login', 'story_progress', 'interaction', 'achievement_unlock')),
      used_at INTEGER NOT NULL,
      covers_from INTEGER NOT NULL,
      covers_until INTEGER NOT NULL,
      month TEXT NOT NULL,
      paid_by TEXT NOT NULL CHECK (paid_by IN ('month', 'earned'))
    ) STRICT;
    CREATE INDEX streak_freezes_of_user ON streak_freezes (user_no);

    CREATE TABLE freeze_accounts (
      user_no INTEGER PRIMARY KEY REFERENCES traders,
      month TEXT NOT NULL,
      used INTEGER NOT NULL,
      earned INTEGER NOT NULL
    ) STRICT;
  `,
}
