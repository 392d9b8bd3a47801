import { schemaVersion } from '#db/migrate.ts'
import { readRun } from '#db/stores/desk.ts'
import type { Config } from './config.ts'
import type { OpenLog } from './log.ts'
import { openDesk, openQueries } from './open.ts'
import type { Queries } from './queries.ts'
import type { Execute, Upkeep } from './station.ts'
import { openStorage } from './storage.ts'
import { upkeep } from './upkeep.ts'

/** A data folder without a running market: for commands while no station runs. */
export interface Offline {
  readonly execute: Execute
  readonly queries: Queries
  readonly upkeep: Upkeep
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
    queries: openQueries(desk).queries,
    upkeep: upkeep({
      db: storage.db,
      file: storage.file,
      receiptHours: config.limits.journalReceiptHours,
      now: desk.now,
    }),
    schema: { version: schemaVersion(storage.db), applied: storage.migrated },
    async close() {
      await desk.writer.close()
      storage.close()
    },
  }
}
