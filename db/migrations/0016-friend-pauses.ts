import type { Migration } from '../migrate.ts'

/** Who has to wait before he asks the same person again. */
export const friendPauses: Migration = {
  version: 16,
  name: 'friend-pauses',
  sql: `
    -- Whose request came to nothing, and from when on he may ask again. What was before this version keeps nobody waiting.
    CREATE TABLE friend_pauses (
      user_no INTEGER NOT NULL REFERENCES traders,
      friend_no INTEGER NOT NULL REFERENCES traders,
      ask_again_at INTEGER NOT NULL,
      PRIMARY KEY (user_no, friend_no)
    ) STRICT, WITHOUT ROWID;
  `,
}
