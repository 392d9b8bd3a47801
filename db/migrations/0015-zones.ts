import type { Migration } from '../migrate.ts'

/** When people moved to another time zone. */
export const zones: Migration = {
  version: 15,
  name: 'zones',
  sql: `
    -- Null for who lives where he began.
    ALTER TABLE traders ADD COLUMN zone_changed_at INTEGER;
  `,
}
