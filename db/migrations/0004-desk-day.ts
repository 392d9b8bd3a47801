import type { Migration } from '../migrate.ts'

/** What the desk did in a stretch of station time is counted by index: fires, and signals by when they were opened. */
export const deskDay: Migration = {
  version: 4,
  name: 'desk-day',
  sql: `
    -- Station time, unlike created_at. The opening is the first event of a mission's stream.
    ALTER TABLE signals ADD COLUMN opened_at INTEGER NOT NULL DEFAULT 0;
    UPDATE signals SET opened_at = (
      SELECT j.at FROM journal j JOIN streams s ON s.stream_no = j.stream_no
      WHERE s.name = 'mission:' || signals.signal_id AND j.seq = 1);
    CREATE INDEX signals_by_opening ON signals (opened_at);
    CREATE INDEX fires_by_time ON fires (fired_at);
  `,
}
