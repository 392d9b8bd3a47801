import { statSync } from 'node:fs'
import Database from 'better-sqlite3'
import { schemaVersion } from './migrate.ts'
import { type Connection, type Readable, WAL_AUTOCHECKPOINT_PAGES } from './open.ts'
import type { CheckRow } from './verify.ts'

/** Rows of a table that are counted; of a larger one it is said that there are more. */
export const ROWS_COUNTED_MAX = 1_000_000
/** Faults of one table that are told. */
const FAULTS_TOLD_MAX = 10

/** How large the database is, and of what. */
export interface DatabaseSize {
  readonly pageBytes: number
  readonly pages: number
  /** Pages that hold nothing and are filled before the file grows. */
  readonly freePages: number
  readonly walBytes: number
  /** From this size on SQLite folds the write-ahead log back by itself. */
  readonly walFoldBytes: number
  readonly schemaVersion: number
}

/** Reads it from the file's head: no table is touched. */
export function readSize(db: Connection, file: string): DatabaseSize {
  const number = (pragma: string) => db.raw.pragma(pragma, { simple: true }) as number
  const pageBytes = number('page_size')
  return {
    pageBytes,
    pages: number('page_count'),
    freePages: number('freelist_count'),
    walBytes: statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0,
    walFoldBytes: pageBytes * WAL_AUTOCHECKPOINT_PAGES,
    schemaVersion: schemaVersion(db),
  }
}

/** How many rows a table has. */
export interface TableRows {
  readonly table: string
  /** Null where the table cannot be read: the check of the pages says why. */
  readonly rows: number | null
  /** There are more than were counted. */
  readonly more: boolean
}

/** Counts the rows of every table, the largest first, of each at most `max`. */
export function countRows(db: Readable, max = ROWS_COUNTED_MAX): readonly TableRows[] {
  return tablesOf(db)
    .map((table) => {
      const sql = `SELECT COUNT(*) AS n FROM (SELECT 1 FROM ${quoted(table)} LIMIT ${max + 1})`
      const counted = unlessCorrupt(() => db.get<{ n: number }>(sql)?.n ?? 0)
      if (typeof counted === 'string') return { table, rows: null, more: false }
      return { table, rows: Math.min(counted, max), more: counted > max }
    })
    .sort((a, b) => (b.rows ?? 0) - (a.rows ?? 0) || (a.table < b.table ? -1 : 1))
}

/** What a quick check of the pages found. */
export interface QuickReport {
  readonly ok: boolean
  readonly checks: readonly CheckRow[]
  readonly tables: number
  /** Fewer than there are where the time was over. */
  readonly looked: number
}

/**
 * Looks at the pages of one table after the other with SQLite's quick check, until the time is over.
 *
 * It does not compare indexes with their tables, which the whole check does; so it ends in seconds where that takes
 * minutes.
 *
 * @param goOn  asked before each table
 */
export function quickCheck(db: Readable, goOn: () => boolean): QuickReport {
  const tables = tablesOf(db)
  const faults: CheckRow[] = []
  let looked = 0
  for (const table of tables) {
    if (!goOn()) break
    const found = faultsOf(db, table)
    looked += 1
    if (found.length > 0) faults.push({ check: `pages of ${table}`, ok: false, detail: found.join('; ') })
  }
  const all = looked === tables.length
  const detail = all ? `${looked} tables` : `${looked} of ${tables.length} tables, then the time was over`
  const row = { check: 'pages', ok: faults.length === 0 && all, detail }
  return { ok: row.ok, checks: [row, ...faults], tables: tables.length, looked }
}

function faultsOf(db: Readable, table: string): readonly string[] {
  const told = unlessCorrupt(() => db.all<{ quick_check: string }>(`PRAGMA quick_check(${quoted(table)})`))
  if (typeof told === 'string') return [told]
  return told.flatMap(({ quick_check: line }) => (line === 'ok' ? [] : line)).slice(0, FAULTS_TOLD_MAX)
}

/** What was read, or why it cannot be: a page that is damaged badly enough ends the very statement that looks for it. */
function unlessCorrupt<Found>(read: () => Found): Found | string {
  try {
    return read()
  } catch (failure) {
    if (failure instanceof Database.SqliteError && failure.code.startsWith('SQLITE_CORRUPT'))
      return failure.message
    throw failure
  }
}

function tablesOf(db: Readable): readonly string[] {
  return db
    .all<{ name: string }>(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name",
    )
    .map(({ name }) => name)
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}
