import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { countRows, quickCheck, readSize } from '#db/look.ts'
import { foldLog, openReadable, openWritable } from '#db/open.ts'

let folder: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fd-look-'))
  file = join(folder, 'desk.db')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function filled(rows: number) {
  const db = openWritable(file)
  db.raw.exec('CREATE TABLE few (n INTEGER) STRICT; CREATE TABLE "many words" (n INTEGER, t TEXT) STRICT')
  const put = db.raw.prepare('INSERT INTO "many words" VALUES (?, ?)')
  db.raw.transaction(() => {
    for (let n = 0; n < rows; n++) put.run(n, 'x'.repeat(100))
  })()
  return db
}

test('[OPS-7] rows are counted table by table, and of a large one it is said that there are more', () => {
  const db = filled(30)
  db.run('INSERT INTO few VALUES (1)')
  expect(countRows(db)).toEqual([
    { table: 'many words', rows: 30, more: false },
    { table: 'few', rows: 1, more: false },
  ])
  expect(countRows(db, 29)[0]).toEqual({ table: 'many words', rows: 29, more: true })
  expect(countRows(db, 30)[0]).toEqual({ table: 'many words', rows: 30, more: false })
  db.close()
})

test('[OPS-7] the size is that of the file, its free pages and its write-ahead log', () => {
  const db = filled(1_000)
  const before = readSize(db, file)
  expect(before.walBytes).toBeGreaterThan(0)
  expect(before.freePages).toBe(0)
  db.run('DELETE FROM "many words"')
  foldLog(db)
  const after = readSize(db, file)
  expect(after).toMatchObject({ walBytes: 0, pages: before.pages, schemaVersion: 0 })
  expect(after.freePages).toBeGreaterThan(10)
  db.close()
})

test('[OPS-8] a quick check finds a page that was damaged, and says so of its table', () => {
  const db = filled(1_000)
  foldLog(db)
  const { pageBytes, pages } = readSize(db, file)
  expect(quickCheck(db, () => true)).toMatchObject({ ok: true, tables: 2, looked: 2 })
  db.close()
  const damaged = openSync(file, 'r+')
  writeSync(damaged, Buffer.alloc(pageBytes / 2, 0xff), 0, pageBytes / 2, (pages - 2) * pageBytes)
  closeSync(damaged)
  const again = openReadable(file)
  const found = quickCheck(again, () => true)
  // What cannot be read is not counted, and keeps no other from being so.
  expect(countRows(again)).toContainEqual({ table: 'few', rows: 0, more: false })
  again.close()
  expect(found.ok).toBe(false)
  expect(found.checks.filter(({ ok }) => !ok).map(({ check }) => check)).toContain('pages of many words')
})

test('[OPS-8] a quick check takes no further table once its time is over, and claims nothing of those', () => {
  const db = filled(10)
  let asked = 0
  const found = quickCheck(db, () => {
    asked += 1
    return asked === 1
  })
  db.close()
  expect(found).toMatchObject({ ok: false, tables: 2, looked: 1 })
  expect(found.checks[0]?.detail).toContain('1 of 2 tables')
})
