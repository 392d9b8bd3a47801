import type { Migration } from '../migrate.ts'

/** Friendships, and challenges between friends. */
export const friends: Migration = {
  version: 12,
  name: 'friends',
  sql: `
    -- Each of the two has a row: how the other stands to him. Strangers have none.
    CREATE TABLE friendships (
      user_no INTEGER NOT NULL REFERENCES traders,
      friend_no INTEGER NOT NULL REFERENCES traders,
      state TEXT NOT NULL CHECK (state IN ('requested', 'received', 'friends')),
      since INTEGER NOT NULL,
      PRIMARY KEY (user_no, friend_no)
    ) STRICT, WITHOUT ROWID;

    -- Each of the two has a row: the challenge and, once it is over, what became of it for him.
    CREATE TABLE challenges (
      user_no INTEGER NOT NULL REFERENCES traders,
      challenge_id TEXT NOT NULL,
      opponent_no INTEGER NOT NULL REFERENCES traders,
      proposed INTEGER NOT NULL CHECK (proposed IN (0, 1)),
      state TEXT NOT NULL CHECK (state IN ('proposed', 'running', 'over', 'declined', 'cancelled')),
      proposed_at INTEGER NOT NULL,
      starts_at INTEGER,
      ends_at INTEGER,
      changed_at INTEGER NOT NULL,
      -- How it ended: null before that.
      signals INTEGER,
      own TEXT,
      theirs TEXT,
      result TEXT CHECK (result IN ('won', 'lost', 'draw')),
      PRIMARY KEY (user_no, challenge_id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX challenges_open ON challenges (user_no, opponent_no) WHERE state IN ('proposed', 'running');
    CREATE INDEX challenges_over ON challenges (user_no, changed_at)
      WHERE state IN ('over', 'declined', 'cancelled');
    -- One of the two rows is enough to find what falls due.
    CREATE INDEX challenges_due ON challenges (ends_at) WHERE state = 'running' AND proposed = 1;
  `,
}
