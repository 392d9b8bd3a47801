import type { Migration } from '../migrate.ts'

/** What people did, and what it is worth: activities, points and their record. */
export const progress: Migration = {
  version: 6,
  name: 'progress',
  sql: `
    -- What counts once. Decisions and trades are not here: fires, passes and trades are unique in their own tables.
    CREATE TABLE activities (
      user_no INTEGER NOT NULL REFERENCES traders,
      activity TEXT NOT NULL,
      source_id TEXT NOT NULL,
      at INTEGER NOT NULL,
      PRIMARY KEY (user_no, activity, source_id)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE progress (
      user_no INTEGER PRIMARY KEY REFERENCES traders,
      counters TEXT NOT NULL,
      last_day TEXT,
      balance INTEGER NOT NULL,
      lifetime INTEGER NOT NULL,
      xp INTEGER NOT NULL,
      level INTEGER NOT NULL,
      transactions INTEGER NOT NULL,
      earned_day TEXT,
      day_earned INTEGER NOT NULL,
      vip TEXT NOT NULL CHECK (vip IN ('none', 'standard', 'premium'))
    ) STRICT;

    CREATE TABLE points_transactions (
      user_no INTEGER NOT NULL REFERENCES traders,
      tx_no INTEGER NOT NULL,
      at INTEGER NOT NULL,
      type TEXT NOT NULL CHECK (type IN ('earned', 'spent', 'bonus', 'penalty', 'refund', 'admin_adjustment')),
      action TEXT NOT NULL,
      source_id TEXT NOT NULL,
      -- Negative for what went.
      amount INTEGER NOT NULL,
      xp_gained INTEGER NOT NULL,
      balance_after INTEGER NOT NULL,
      suspicious INTEGER NOT NULL CHECK (suspicious IN (0, 1)),
      details TEXT NOT NULL,
      PRIMARY KEY (user_no, tx_no)
    ) STRICT, WITHOUT ROWID;
  `,
}
