import { closeSync, fsyncSync, openSync, renameSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { takeLock } from '#db/lock.ts'
import { migrate } from '#db/migrate.ts'
import { openWritable } from '#db/open.ts'
import { DATABASE_FILE, newEpoch, type Storage } from '../storage.ts'
import { DRAFT_FILE } from './demo-mark.ts'

/** A database in memory that becomes the one of its data folder at once, or not at all. */
export interface DraftStorage extends Storage {
  /** Writes it to the folder, durably. */
  save(): void
}

/**
 * Opens a draft for a data folder, which it owns meanwhile.
 *
 * Nobody is answered while a demo is made, so nothing has to be on disk before the whole is; thousands of commits that
 * each wait for the disk would take longer than all the rest.
 *
 * @throws DataFolderInUse
 */
export function openDraft(dataFolder: string): DraftStorage {
  const lock = takeLock(dataFolder)
  const db = openWritable(':memory:')
  const migrated = migrate(db)
  return {
    db,
    // Where it will lie: what is kept beside a database is kept there from the start.
    file: join(dataFolder, DATABASE_FILE),
    epoch: newEpoch(db),
    migrated,
    save() {
      const draft = join(dataFolder, DRAFT_FILE)
      writeDurably(draft, db.raw.serialize())
      renameSync(draft, join(dataFolder, DATABASE_FILE))
    },
    close() {
      db.close()
      lock.release()
    },
  }
}

function writeDurably(path: string, bytes: Buffer): void {
  const file = openSync(path, 'w', 0o600)
  try {
    for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}
