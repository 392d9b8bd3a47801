import type { Migration } from '../migrate.ts'

/** The tally of records goes to the row of a trader that every activity writes anyhow. */
export const tallies: Migration = {
  version: 11,
  name: 'tallies',
  sql: `
    ALTER TABLE progress ADD COLUMN tally TEXT;
    UPDATE progress SET tally = (
      SELECT json_object('day', day, 'decisions', decisions, 'blocks', blocks, 'winRun', win_run, 'combo', combo)
      FROM record_tallies r WHERE r.user_no = progress.user_no
    );
    DROP TABLE record_tallies;
  `,
}
