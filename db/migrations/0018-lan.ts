import type { Migration } from '../migrate.ts'

/** Whether other machines can reach the station. */
export const lan: Migration = {
  version: 18,
  name: 'lan',
  sql: `
    -- As it is now; no line on a desk that never was open to others.
    CREATE TABLE lan (
      lan_no INTEGER PRIMARY KEY CHECK (lan_no = 1),
      definition TEXT NOT NULL
    ) STRICT;
  `,
}
