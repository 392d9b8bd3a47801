import { createRequire } from 'node:module'
import type { Database } from 'better-sqlite3'

/**
 * Loaded before the program (`node --import`): a disk that a signal fills and empties again.
 *
 * While it is full every write of the station fails as SQLite says it on a full disk. A real one cannot be had in a
 * test without owning the machine.
 */
const Sqlite = createRequire(import.meta.url)('better-sqlite3')
const connections = new Set<Database>()
let full = false

const { pragma } = Sqlite.prototype
Sqlite.prototype.pragma = function (this: Database, ...words: Parameters<Database['pragma']>) {
  connections.add(this)
  return pragma.apply(this, words)
}

function noRoom(): number {
  if (full) throw new Sqlite.SqliteError('database or disk is full', 'SQLITE_FULL')
  return 0
}

process.on('SIGUSR2', () => {
  full = !full
  for (const db of connections) if (db.open && !db.readonly) guard(db)
})

function guard(db: Database): void {
  db.function('no_room', noRoom)
  db.exec('CREATE TEMP TRIGGER IF NOT EXISTS disk BEFORE INSERT ON main.journal BEGIN SELECT no_room(); END')
}
