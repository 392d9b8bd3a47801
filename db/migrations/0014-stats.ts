import type { Migration } from '../migrate.ts'

/** Who was erased, and what operators want counted. */
export const stats: Migration = {
  version: 14,
  name: 'stats',
  sql: `
    -- The id stays in what others rely on; the person is gone. Null for everybody else.
    ALTER TABLE traders ADD COLUMN erased_at INTEGER;
    -- Few: read at each start.
    CREATE INDEX traders_erased ON traders (erased_at) WHERE erased_at IS NOT NULL;

    -- Figures that operators defined, as they are now.
    CREATE TABLE custom_metrics (
      metric_id TEXT PRIMARY KEY,
      definition TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;

    -- Two policies side by side, by user; at most one whose end lies ahead.
    CREATE TABLE experiments (
      experiment_id TEXT PRIMARY KEY,
      ends_at INTEGER NOT NULL,
      definition TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;

    -- What was unlocked in a stretch of time.
    CREATE INDEX achievement_log_by_time ON achievement_log (at, user_no);
  `,
}
