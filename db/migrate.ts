import { foundation } from './migrations/0001-foundation.ts'
import { timeframes } from './migrations/0002-timeframes.ts'
import { fusion } from './migrations/0003-fusion.ts'
import { deskDay } from './migrations/0004-desk-day.ts'
import { routing } from './migrations/0005-routing.ts'
import { pastSignals } from './migrations/0006-past-signals.ts'
import { progress } from './migrations/0007-progress.ts'
import { streaks } from './migrations/0008-streaks.ts'
import { achievements } from './migrations/0009-achievements.ts'
import { quests } from './migrations/0010-quests.ts'
import { tallies } from './migrations/0011-tallies.ts'
import { friends } from './migrations/0012-friends.ts'
import { boards } from './migrations/0013-boards.ts'
import { stats } from './migrations/0014-stats.ts'
import { zones } from './migrations/0015-zones.ts'
import { friendPauses } from './migrations/0016-friend-pauses.ts'
import { devices } from './migrations/0017-devices.ts'
import { lan } from './migrations/0018-lan.ts'
import { publicApi } from './migrations/0019-public-api.ts'
import { audit } from './migrations/0020-audit.ts'
import { boxPity } from './migrations/0021-box-pity.ts'
import { unlockShares } from './migrations/0022-unlock-shares.ts'
import { weeklyR } from './migrations/0023-weekly-r.ts'
import type { Writable } from './open.ts'

/** One step of the schema. Never edited after release. */
export interface Migration {
  readonly version: number
  readonly name: string
  readonly sql: string
}

/** All steps, oldest first; versions count from 1 without a gap. */
export const MIGRATIONS: readonly Migration[] = [
  foundation,
  timeframes,
  fusion,
  deskDay,
  routing,
  pastSignals,
  progress,
  streaks,
  achievements,
  quests,
  tallies,
  friends,
  boards,
  stats,
  zones,
  friendPauses,
  devices,
  lan,
  publicApi,
  audit,
  boxPity,
  unlockShares,
  weeklyR,
]

/** The database was written by a newer program than this one. */
export class SchemaTooNew extends Error {
  override readonly name = 'SchemaTooNew'
}

/**
 * Brings the schema to `target`, one transaction a step: a kill between any two statements leaves one whole version.
 *
 * Returns the versions that were applied. Throws `SchemaTooNew` and changes nothing when the file is ahead.
 */
export function migrate(db: Writable, migrations: readonly Migration[] = MIGRATIONS): readonly number[] {
  const found = schemaVersion(db)
  const newest = migrations.at(-1)?.version ?? 0
  if (found > newest) {
    throw new SchemaTooNew(
      `the database has schema ${found}, this program knows ${newest}: use a newer Fusion Desk`,
    )
  }
  const missing = migrations.filter((step) => step.version > found)
  for (const step of missing) applyStep(db, step)
  return missing.map((step) => step.version)
}

/** The version the file says it has; 0 for an empty one. */
export function schemaVersion(db: Writable): number {
  return db.raw.pragma('user_version', { simple: true }) as number
}

function applyStep(db: Writable, step: Migration): void {
  db.raw
    .transaction(() => {
      db.raw.exec(step.sql)
      db.raw.pragma(`user_version = ${step.version}`)
    })
    .immediate()
}
