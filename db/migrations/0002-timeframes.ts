import type { Migration } from '../migrate.ts'

/** Symbols of one run may play bars of different lengths. */
export const timeframes: Migration = {
  version: 2,
  name: 'timeframes',
  sql: `
    -- JSON: the timeframe of each symbol that does not play that of its run.
    ALTER TABLE runs ADD COLUMN timeframes TEXT NOT NULL DEFAULT '{}';
  `,
}
