import type { Migration } from '../migrate.ts'

/** What operators defined, what traders unlocked, and what only achievements count. */
export const achievements: Migration = {
  version: 9,
  name: 'achievements',
  sql: `
    -- What the desk defined over and beside the achievements of the code; the newest version of each.
    CREATE TABLE achievement_definitions (
      achievement_id TEXT PRIMARY KEY,
      definition TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;

    -- What a trader has, as it was at his newest unlock of it.
    CREATE TABLE achievement_unlocks (
      user_no INTEGER NOT NULL REFERENCES traders,
      achievement_id TEXT NOT NULL,
      name TEXT NOT NULL,
      category TEXT NOT NULL,
      tier TEXT NOT NULL CHECK (tier IN ('bronze', 'silver', 'gold', 'platinum')),
      times INTEGER NOT NULL,
      given INTEGER NOT NULL,
      points INTEGER NOT NULL,
      -- Monday of the newest week in which one was earned.
      week TEXT,
      first_at INTEGER NOT NULL,
      last_at INTEGER NOT NULL,
      PRIMARY KEY (user_no, achievement_id)
    ) STRICT, WITHOUT ROWID;

    -- Every unlock, in order; repeats are lines of their own.
    CREATE TABLE achievement_log (
      user_no INTEGER NOT NULL REFERENCES traders,
      unlock_no INTEGER NOT NULL,
      at INTEGER NOT NULL,
      achievement_id TEXT NOT NULL,
      occurrence INTEGER NOT NULL,
      name TEXT NOT NULL,
      tier TEXT NOT NULL,
      points INTEGER NOT NULL,
      given_by TEXT,
      PRIMARY KEY (user_no, unlock_no)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE achievement_sheets (
      user_no INTEGER PRIMARY KEY REFERENCES traders,
      totals TEXT NOT NULL,
      feats TEXT NOT NULL
    ) STRICT;
  `,
}
