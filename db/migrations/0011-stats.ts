import type { Migration } from '../migrate.ts'

/** Who was erased. */
export const stats: Migration = {
  version: 11,
  name: 'stats',
  sql: `
    -- The id stays in what others rely on; the person is gone. Null for everybody else.
    ALTER TABLE traders ADD COLUMN erased_at INTEGER;
  `,
}
