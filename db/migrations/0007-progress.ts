import type { Migration } from '../migrate.ts'

/** What people did, and what it is worth: activities, points and their record. */
export const progress: Migration = {
  version: 7,
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
      -- Violations before this are forgiven.
      abuse_reset_at INTEGER,
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
    -- Few: what an operator looks at.
    CREATE INDEX points_suspicious ON points_transactions (at, user_no) WHERE suspicious = 1;

    -- Points that were withheld because a rule was broken.
    CREATE TABLE violations (
      violation_no INTEGER PRIMARY KEY,
      user_no INTEGER NOT NULL REFERENCES traders,
      at INTEGER NOT NULL,
      action TEXT NOT NULL,
      source_id TEXT NOT NULL,
      violation TEXT NOT NULL CHECK (violation IN ('rate_limit_exceeded', 'suspicious_pattern', 'duplicate_action',
        'invalid_context', 'gaming_behavior')),
      retry_at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX violations_by_user ON violations (user_no, at);
    CREATE INDEX violations_by_time ON violations (at, user_no);
  `,
}
