import { schemaVersion } from '#db/migrate.ts'
import { readRun } from '#db/stores/desk.ts'
import type { Config } from './config.ts'
import type { OpenLog } from './log.ts'
import { openDesk, openQueries } from './open.ts'
import type { Queries } from './queries.ts'
import type { Execute, Station, Upkeep } from './station.ts'
import { openStorage } from './storage.ts'
import { careFor } from './tidying.ts'

/** A data folder without a running market: for commands while no station runs. */
export interface Offline {
  readonly execute: Execute
  readonly askedBy: Station['askedBy']
  readonly queries: Queries
  readonly upkeep: Upkeep
  readonly jobs: Station['jobs']
  /** Schema version, and the steps that this opening applied. */
  readonly schema: { readonly version: number; readonly applied: readonly number[] }
  close(): Promise<void>
}

/** Opens a data folder under the station's lock. Throws `DataFolderInUse` while a station runs. */
export function openOffline(
  config: Pick<Config, 'dataFolder' | 'deskZone' | 'features' | 'limits'>,
  logs: OpenLog,
): Offline {
  const storage = openStorage(config.dataFolder)
  const clock = () => ({ at: readRun(storage.db)?.at ?? Date.now(), speed: 0 })
  const desk = openDesk(storage, config, logs, { market: clock })
  return {
    execute: desk.writer.execute,
    askedBy: desk.audit.askers.askedBy,
    queries: openQueries(desk).queries,
    upkeep: careFor(desk, config),
    jobs: desk.jobs,
    schema: { version: schemaVersion(storage.db), applied: storage.migrated },
    async close() {
      await desk.writer.close()
      desk.audit.stop()
      storage.close()
    },
  }
}
