import { join } from 'node:path'
import Database from 'better-sqlite3'

/** Another station owns the data folder. */
export class DataFolderInUse extends Error {
  override readonly name = 'DataFolderInUse'
}

/** Held while the station owns its data folder. */
export interface StationLock {
  release(): void
}

/**
 * Two stations that reach for the lock within the same microseconds each find the other half way and both let go; a
 * short wait lets one of them have it. SQLite tries again after 1, 2, 5, 10 ms and so on, in both alike: in 25 ms they
 * could miss each other five times, one time in two hundred on a busy machine; here it is nine times.
 */
const LOCK_WAIT_MS = 100

/**
 * Takes the data folder for this process, before anything in it is opened or written.
 *
 * The lock is a SQLite file held in `BEGIN EXCLUSIVE`: the kernel frees it with the process, also after kill -9,
 * and no pid can be mistaken for another's. Nothing is written to the file.
 *
 * Throws `DataFolderInUse` when another process holds it.
 */
export function takeLock(dataFolder: string): StationLock {
  const raw = new Database(join(dataFolder, 'station.lock'), { timeout: LOCK_WAIT_MS })
  try {
    raw.exec('BEGIN EXCLUSIVE')
  } catch (failure) {
    raw.close()
    if (failure instanceof Database.SqliteError && failure.code.startsWith('SQLITE_BUSY')) {
      throw new DataFolderInUse(`the data folder ${dataFolder} is in use by another station`)
    }
    throw failure
  }
  return { release: () => raw.close() }
}
