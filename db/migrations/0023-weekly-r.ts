import type { Migration } from '../migrate.ts'

/**
 * The board of the week's results in R: it closes as the others do, and is read along the time at which trades closed.
 *
 * SQLite changes no CHECK in place, so both tables are made anew; the one that refers to the other goes first.
 */
export const weeklyR: Migration = {
  version: 23,
  name: 'weekly-r',
  sql: `
    CREATE TABLE new_board_periods (
      board TEXT NOT NULL CHECK (board IN ('weekly', 'weekly_r', 'monthly', 'story_completion', 'global')),
      period TEXT NOT NULL,
      from_at INTEGER NOT NULL,
      until_at INTEGER NOT NULL,
      participants INTEGER NOT NULL,
      -- Places archived so far; all of them once it is done.
      results INTEGER NOT NULL,
      done INTEGER NOT NULL CHECK (done IN (0, 1)),
      PRIMARY KEY (board, period)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE new_board_results (
      board TEXT NOT NULL,
      period TEXT NOT NULL,
      user_no INTEGER NOT NULL REFERENCES traders,
      rank INTEGER NOT NULL,
      -- Points, stories, or thousandths of R.
      score INTEGER NOT NULL,
      previous_rank INTEGER,
      personal_best INTEGER NOT NULL CHECK (personal_best IN (0, 1)),
      -- Paid for the place.
      points INTEGER NOT NULL,
      PRIMARY KEY (board, period, user_no),
      FOREIGN KEY (board, period) REFERENCES new_board_periods
    ) STRICT, WITHOUT ROWID;
    INSERT INTO new_board_periods SELECT board, period, from_at, until_at, participants, results, done FROM board_periods;
    INSERT INTO new_board_results
      SELECT board, period, user_no, rank, score, previous_rank, personal_best, points FROM board_results;
    DROP TABLE board_results;
    DROP TABLE board_periods;
    ALTER TABLE new_board_periods RENAME TO board_periods;
    ALTER TABLE new_board_results RENAME TO board_results;
    CREATE INDEX board_periods_by_end ON board_periods (board, until_at);
    CREATE INDEX board_results_by_rank ON board_results (board, period, rank);
    CREATE INDEX board_results_by_user ON board_results (user_no, board, score);

    -- What the market settled in a stretch of time, read from the index alone; what an executor reported is on no board.
    CREATE INDEX fires_by_close ON fires (closed_at, user_no, r) WHERE closed_at IS NOT NULL AND reported_at IS NULL;
  `,
}
