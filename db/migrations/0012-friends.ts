import type { Migration } from '../migrate.ts'

/** Friendships. */
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
  `,
}
