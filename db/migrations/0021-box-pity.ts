import type { Migration } from '../migrate.ts'

/** Each box keeps the pity that it left, so that the counter can be told as of the oldest box that is closed. */
export const boxPity: Migration = {
  version: 21,
  name: 'box-pity',
  sql: `
    ALTER TABLE mystery_boxes ADD COLUMN pity TEXT NOT NULL
      DEFAULT '{"sinceRare":0,"sinceEpic":0,"sinceLegendary":0}';
    -- The journal has known it of every box from the first on.
    UPDATE mystery_boxes SET pity = told.pity FROM (
      SELECT t.user_no, json_extract(j.payload, '$.boxNo') AS box_no, json_extract(j.payload, '$.pity') AS pity
      FROM journal j JOIN traders t ON t.user_id = json_extract(j.payload, '$.userId')
      WHERE substr(j.payload, 1, 21) = '{"kind":"box_granted"'
    ) AS told
    WHERE told.user_no = mystery_boxes.user_no AND told.box_no = mystery_boxes.box_no;
  `,
}
