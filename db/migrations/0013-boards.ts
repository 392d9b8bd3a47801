import type { Migration } from '../migrate.ts'

/** Periods of boards, how traders stood when each closed, and who is shown on boards. */
export const boards: Migration = {
  version: 13,
  name: 'boards',
  sql: `
    CREATE TABLE board_periods (
      board TEXT NOT NULL CHECK (board IN ('weekly', 'monthly', 'story_completion', 'global')),
      period TEXT NOT NULL,
      from_at INTEGER NOT NULL,
      until_at INTEGER NOT NULL,
      participants INTEGER NOT NULL,
      -- Places archived so far; all of them once it is done.
      results INTEGER NOT NULL,
      done INTEGER NOT NULL CHECK (done IN (0, 1)),
      PRIMARY KEY (board, period)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX board_periods_by_end ON board_periods (board, until_at);

    CREATE TABLE board_results (
      board TEXT NOT NULL,
      period TEXT NOT NULL,
      user_no INTEGER NOT NULL REFERENCES traders,
      rank INTEGER NOT NULL,
      score INTEGER NOT NULL,
      previous_rank INTEGER,
      personal_best INTEGER NOT NULL CHECK (personal_best IN (0, 1)),
      -- Paid for the place.
      points INTEGER NOT NULL,
      PRIMARY KEY (board, period, user_no),
      FOREIGN KEY (board, period) REFERENCES board_periods
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX board_results_by_rank ON board_results (board, period, rank);
    CREATE INDEX board_results_by_user ON board_results (user_no, board, score);

    -- Who said whether he wants to be shown; everybody else is.
    CREATE TABLE board_display (
      user_no INTEGER PRIMARY KEY REFERENCES traders,
      shown INTEGER NOT NULL CHECK (shown IN (0, 1))
    ) STRICT;

    -- What people gained in a stretch of time, and what of it counts for a board, read from the index alone.
    DROP INDEX points_by_time;
    CREATE INDEX points_by_time ON points_transactions (at, user_no, xp_gained, amount, type, action);
    CREATE INDEX stories_by_time ON activities (at, user_no) WHERE activity = 'story_completed';

    -- Periods that were over before there were boards are not paid for. Of the station, not of the journal.
    INSERT INTO station (key, value)
      SELECT 'boards_since', CAST(MAX(at) AS TEXT) FROM journal HAVING MAX(at) IS NOT NULL;
  `,
}
