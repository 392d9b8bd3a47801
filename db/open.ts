import { chmodSync } from 'node:fs'
import Database from 'better-sqlite3'

/** Reading side of a connection. A function that takes this cannot write. */
export type Readable = Pick<Connection, 'get' | 'all' | 'lists'>
/** Writing side of a connection. */
export type Writable = Connection

type Value = string | number | null
const STATEMENTS_MAX = 500
const BUSY_TIMEOUT_MS = 5_000
/**
 * Pages before a commit folds the log itself, 196 MB: larger makes that pause rarer, not much longer. A lull folds it
 * sooner. A batch of 64 fires writes some 150 pages and those of two batches wait for it, so that in a burst without a
 * lull fewer than one fire in a hundred does.
 */
export const WAL_AUTOCHECKPOINT_PAGES = 48_000
const CACHE_KIB = 16_384
const SYNCHRONOUS_FULL = 2

/** An open SQLite file with its prepared statements. */
export class Connection {
  readonly raw: Database.Database
  readonly #statements = new Map<string, Database.Statement>()

  constructor(raw: Database.Database) {
    this.raw = raw
  }

  /** The first row, or undefined. */
  get<Row>(sql: string, ...values: Value[]): Row | undefined {
    return this.#prepared(sql).get(...values) as Row | undefined
  }

  /** All rows. */
  all<Row>(sql: string, ...values: Value[]): Row[] {
    return this.#prepared(sql).all(...values) as Row[]
  }

  /** All rows as lists of their columns: of a million, naming the columns takes longer than reading them. */
  lists<Row extends readonly Value[]>(sql: string, ...values: Value[]): Row[] {
    return this.raw
      .prepare(sql)
      .raw()
      .all(...values) as Row[]
  }

  /** Runs a writing statement; returns how many rows changed and the row id of an insert. */
  run(sql: string, ...values: Value[]): { readonly changes: number; readonly rowId: number } {
    const done = this.#prepared(sql).run(...values)
    return { changes: done.changes, rowId: Number(done.lastInsertRowid) }
  }

  close(): void {
    this.raw.close()
  }

  #prepared(sql: string): Database.Statement {
    const known = this.#statements.get(sql)
    if (known) return known
    if (this.#statements.size >= STATEMENTS_MAX) this.#statements.clear()
    const statement = this.raw.prepare(sql)
    this.#statements.set(sql, statement)
    return statement
  }
}

/**
 * Opens the station's database for writing, durable from the first statement.
 *
 * `synchronous=FULL` is set and asserted on every connection: this build of SQLite opens an existing WAL file at
 * NORMAL, where acknowledged commits vanish in a power cut.
 */
export function openWritable(file: string): Writable {
  const raw = new Database(file)
  raw.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`)
  raw.pragma('journal_mode = WAL')
  raw.pragma('synchronous = FULL')
  if (process.platform === 'darwin') {
    raw.pragma('fullfsync = ON')
    raw.pragma('checkpoint_fullfsync = ON')
  }
  raw.pragma('foreign_keys = ON')
  raw.pragma(`wal_autocheckpoint = ${WAL_AUTOCHECKPOINT_PAGES}`)
  raw.pragma(`cache_size = -${CACHE_KIB}`)
  raw.pragma('temp_store = MEMORY')
  // What is deleted is overwritten: an erased name must not stay in the free space of a page.
  raw.pragma('secure_delete = ON')
  if (synchronousOf(raw) !== SYNCHRONOUS_FULL) throw new Error(`${file}: synchronous=FULL could not be set`)
  if (file !== ':memory:') chmodSync(file, 0o600)
  return new Connection(raw)
}

/**
 * Folds the write-ahead log back into the database and frees its space.
 *
 * Without waiting: while another connection reads, as much is folded as can be, and the rest later. The one who asks
 * is the station's only thread. False where something was left for later.
 */
export function foldLog(db: Writable): boolean {
  db.raw.pragma('busy_timeout = 0')
  try {
    const [told] = db.raw.pragma('wal_checkpoint(TRUNCATE)') as { readonly busy: number }[]
    return told?.busy === 0
  } finally {
    db.raw.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`)
  }
}

/** Folds what can be folded at this moment and waits for nobody; the log's file keeps its size and is written anew. */
export function foldInPassing(db: Writable): void {
  db.raw.pragma('wal_checkpoint(PASSIVE)')
}

/** Opens the database for reading only; also while the station writes. */
export function openReadable(file: string): Connection {
  const raw = new Database(file, { readonly: true, fileMustExist: true })
  raw.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`)
  return new Connection(raw)
}

/** Size of the database in bytes, the write-ahead log not counted. */
export function sizeBytes(db: Connection): number {
  const pages = db.raw.pragma('page_count', { simple: true }) as number
  const pageBytes = db.raw.pragma('page_size', { simple: true }) as number
  return pages * pageBytes
}

/** The `synchronous` level of a connection: 2 is FULL. */
export function synchronousOf(raw: Database.Database): number {
  return raw.pragma('synchronous', { simple: true }) as number
}
