import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { v7 as uuid } from 'uuid'
import { DataFolderInUse, type StationLock, takeLock } from '#db/lock.ts'
import { migrate } from '#db/migrate.ts'
import { openWritable, type Writable } from '#db/open.ts'
import { keepEpoch, readEpoch } from '#db/stores/desk.ts'

/** What a station records, in its data folder. */
export const DATABASE_FILE = 'desk.db'
const PID_FILE = 'station.pid'

/** The data folder, owned and opened. */
export interface Storage {
  readonly db: Writable
  readonly file: string
  /** Names the history this database tells. */
  readonly epoch: string
  /** Versions of the schema that were applied at this opening. */
  readonly migrated: readonly number[]
  close(): void
}

/**
 * Takes the data folder, opens its database and brings the schema up to date, in this order.
 *
 * Throws `DataFolderInUse` with the pid of the owner, having written nothing, and `SchemaTooNew`.
 */
export function openStorage(dataFolder: string): Storage {
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 })
  const lock = lockOrName(dataFolder)
  try {
    writeFileSync(join(dataFolder, PID_FILE), `${process.pid}`, { mode: 0o600 })
    const file = join(dataFolder, DATABASE_FILE)
    const db = openWritable(file)
    const migrated = migrate(db)
    const epoch = readEpoch(db) ?? newEpoch(db)
    return {
      db,
      file,
      epoch,
      migrated,
      close() {
        db.close()
        lock.release()
      },
    }
  } catch (failure) {
    lock.release()
    throw failure
  }
}

/** Names a new history. */
export function newEpoch(db: Writable): string {
  const epoch = uuid()
  keepEpoch(db, epoch)
  return epoch
}

function lockOrName(dataFolder: string): StationLock {
  try {
    return takeLock(dataFolder)
  } catch (failure) {
    if (!(failure instanceof DataFolderInUse)) throw failure
    throw new DataFolderInUse(`${failure.message} (pid ${ownerOf(dataFolder)})`)
  }
}

/**
 * The pid that the owner of the lock wrote down.
 *
 * A file of its own, written at once: `station.json` comes only when the station is ready, and one that a killed
 * station left behind names a pid that means nothing any more. Nothing is decided by it.
 */
function ownerOf(dataFolder: string): string {
  try {
    return readFileSync(join(dataFolder, PID_FILE), 'utf8')
  } catch {
    return 'not known yet'
  }
}
