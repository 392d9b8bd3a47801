import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, test } from 'vitest'
import {
  COMMAND_LINE,
  type Ended,
  runProgram,
  type StationProgram,
  startStationProgram,
  temporaryFolder,
} from '#tests/support/program.ts'

let folder = temporaryFolder()
let running: StationProgram | null = null
beforeEach(() => {
  folder = temporaryFolder()
})
afterEach(async () => {
  await running?.stop('SIGKILL')
  folder.remove()
})

const station = (line: string): Promise<Ended> =>
  runProgram(COMMAND_LINE, [...line.split(' '), '--data', folder.path])

test('[AUDIT-18] the log is verified and listed with and without a running station, and a change is found', async () => {
  expect((await station('user add ada')).code).toBe(0)
  const offline = await station('audit list --what user_added')
  expect(offline.stdout).toMatch(/^#2 {2}\S+Z {2}operator {2}user_added {2}user:ada {2}done\n$/)
  expect(await station('audit verify')).toMatchObject({ code: 0, stdout: 'ok\n' })
  running = await startStationProgram(folder.path)
  const online = await station('audit list --what user_added --limit 1 --json')
  expect(JSON.parse(online.stdout).entries[0]).toMatchObject({ what: 'user_added', about: 'user:operator' })
  const found = JSON.parse((await station('audit verify --json')).stdout)
  expect(found).toMatchObject({ ok: true, sealed_to: found.entries })
  expect((await station('audit list --outcome maybe')).code).toBe(2)
  // Killed, then changed by somebody with a tool of his own, who puts the guards back.
  await running.stop('SIGKILL')
  running = null
  const db = new Database(join(folder.path, 'desk.db'))
  const { sql } = db.prepare("SELECT sql FROM sqlite_master WHERE name = 'audit_unchanged'").get() as {
    sql: string
  }
  db.exec(`DROP TRIGGER audit_unchanged; UPDATE audit SET about = 'user:eve' WHERE entry_no = 2; ${sql}`)
  db.close()
  const changed = await station('audit verify')
  expect([changed.code, changed.stdout]).toEqual([1, 'different\n'])
  expect(changed.stderr).toContain('entry 2 is not what was written')
  expect((await station('check')).code).toBe(1)
})
