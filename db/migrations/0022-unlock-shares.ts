import type { Migration } from '../migrate.ts'

/** Who has an achievement is counted along an index: by the table alone every unlock would be sorted first. */
export const unlockShares: Migration = {
  version: 22,
  name: 'unlock-shares',
  sql: `
    CREATE INDEX unlocks_by_achievement ON achievement_unlocks (achievement_id);
  `,
}
