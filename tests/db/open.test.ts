import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { DataFolderInUse, takeLock } from '#db/lock.ts'
import { MIGRATIONS, migrate, SchemaTooNew, schemaVersion } from '#db/migrate.ts'
import { openReadable, openWritable, synchronousOf } from '#db/open.ts'

const NEWEST = MIGRATIONS.at(-1)?.version ?? 0

const folders: string[] = []
function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'fd-db-'))
  folders.push(made)
  return made
}
afterEach(() => {
  for (const made of folders.splice(0)) rmSync(made, { recursive: true, force: true })
})

test('[DB-1] a reopened file is at synchronous FULL and in WAL mode', () => {
  const file = join(folder(), 'desk.db')
  const first = openWritable(file)
  first.raw.exec('CREATE TABLE t (a) STRICT'.replace('(a)', '(a INTEGER)'))
  first.close()
  const again = openWritable(file)
  expect(synchronousOf(again.raw)).toBe(2)
  expect(again.raw.pragma('journal_mode', { simple: true })).toBe('wal')
  expect(again.raw.pragma('foreign_keys', { simple: true })).toBe(1)
  again.close()
})

test('[DB-2] a reading connection cannot write', () => {
  const file = join(folder(), 'desk.db')
  openWritable(file).close()
  const reading = openReadable(file)
  expect(() => reading.run('CREATE TABLE t (a INTEGER)')).toThrow(/readonly/)
  reading.close()
})

test('[MIG-1] every table is STRICT', () => {
  const db = openWritable(':memory:')
  migrate(db)
  const loose = db.all(
    "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite_%'",
  )
  expect(loose).toEqual([])
  db.close()
})

test('[MIG-2] a second start applies nothing; the version is the newest', () => {
  const db = openWritable(':memory:')
  expect(migrate(db)).toEqual(MIGRATIONS.map(({ version }) => version))
  expect(migrate(db)).toEqual([])
  expect(schemaVersion(db)).toBe(NEWEST)
  db.close()
})

test('[MIG-3] a step that fails half way leaves the version before, whole', () => {
  const db = openWritable(':memory:')
  migrate(db)
  const broken = {
    version: NEWEST + 1,
    name: 'broken',
    sql: 'CREATE TABLE half (a INTEGER) STRICT; CREATE NONSENSE;',
  }
  expect(() => migrate(db, [...MIGRATIONS, broken])).toThrow()
  expect(schemaVersion(db)).toBe(NEWEST)
  expect(db.get("SELECT name FROM sqlite_schema WHERE name = 'half'")).toBeUndefined()
  db.close()
})

test('[MIG-4] a database of a newer program is refused and not touched', () => {
  const db = openWritable(':memory:')
  migrate(db)
  db.raw.pragma('user_version = 99')
  const before = db.raw.serialize()
  expect(() => migrate(db)).toThrow(SchemaTooNew)
  expect(db.raw.serialize().equals(before)).toBe(true)
  db.close()
})

test('[LOCK-1] a second owner of the data folder is refused at once and writes nothing', () => {
  const data = folder()
  const lock = takeLock(data)
  expect(() => takeLock(data)).toThrow(DataFolderInUse)
  lock.release()
  takeLock(data).release()
})

test('[LOCK-2] the lock goes with its process, also by kill -9', () => {
  const data = folder()
  const victim = `
    import { takeLock } from '#db/lock.ts'
    takeLock(${JSON.stringify(data)})
    process.kill(process.pid, 'SIGKILL')
  `
  const ended = spawnSync(process.execPath, ['--input-type=module-typescript', '-e', victim], {
    cwd: process.cwd(),
  })
  expect(ended.signal).toBe('SIGKILL')
  takeLock(data).release()
})
