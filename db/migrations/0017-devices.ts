import type { Migration } from '../migrate.ts'

/** Paired devices with their sessions, what services may do, and the way back in. */
export const devices: Migration = {
  version: 17,
  name: 'devices',
  sql: `
    -- What a service may do, a list; null for all of it, as for every token that was made before.
    ALTER TABLE tokens ADD COLUMN scopes TEXT;

    CREATE TABLE devices (
      device_id TEXT PRIMARY KEY,
      user_id TEXT NOT NULL,
      role TEXT NOT NULL CHECK (role IN ('operator', 'trader', 'viewer')),
      paired_at INTEGER NOT NULL,
      ends_at INTEGER NOT NULL,
      revoked INTEGER NOT NULL CHECK (revoked IN (0, 1))
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX devices_by_user ON devices (user_id);

    -- Private: names and places can be erased, and what a session is recognised by has no place in a journal.
    CREATE TABLE device_sessions (
      device_id TEXT PRIMARY KEY REFERENCES devices,
      name TEXT NOT NULL,
      browser TEXT NOT NULL,
      address TEXT NOT NULL,
      seen_at INTEGER NOT NULL,
      current_hash TEXT NOT NULL,
      previous_hash TEXT,
      rotated_at INTEGER NOT NULL,
      rotated_from TEXT NOT NULL,
      repeated INTEGER NOT NULL CHECK (repeated IN (0, 1))
    ) STRICT, WITHOUT ROWID;

    -- Private: the one recovery code, as its hash.
    CREATE TABLE recovery (
      only INTEGER PRIMARY KEY CHECK (only = 1),
      salt TEXT NOT NULL,
      hash TEXT NOT NULL
    ) STRICT;
  `,
}
