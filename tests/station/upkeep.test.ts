import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { upkeep } from '#station/upkeep.ts'
import {
  fire,
  mustExecute,
  NOON,
  openDesk,
  openRun,
  posted,
  type TestDesk,
  user,
} from '#tests/support/desk.ts'

const HOUR = 3_600_000
let folder: string
let desk: TestDesk

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fd-upkeep-'))
  desk = openDesk({ file: join(folder, 'desk.db') })
  await mustExecute(desk, openRun(), posted('s1'), user('ada'), user('bob'))
})
afterEach(async () => {
  await desk.close()
  rmSync(folder, { recursive: true, force: true })
})

const care = () =>
  upkeep({ db: desk.db, file: join(folder, 'desk.db'), receiptHours: 48, now: () => desk.now })

test('[UPK-1] the check reads a living database from another thread and finds it whole', async () => {
  await mustExecute(desk, fire('ada', 's1'))
  const found = await care().check()
  expect(found.checks.filter((row) => !row.ok)).toEqual([])
  expect(found.checks.map((row) => row.check)).toContain('replay equals fires')
})

test('[UPK-2] the check sees a fact that is missing from the middle of the journal', async () => {
  await mustExecute(desk, fire('ada', 's1'), fire('bob', 's1'))
  desk.db.raw.exec("DELETE FROM journal WHERE payload LIKE '%signal_fired%trade-ada%'")
  const found = await care().check()
  // Later events state totals, so only the row of the lost fire itself is missing.
  expect(found.checks.filter((row) => !row.ok).map((row) => row.check)).toEqual([
    'journal',
    'replay equals fires',
  ])
})

test('[UPK-3] receipts are kept for their hours and dropped after', async () => {
  await desk.execute(fire('ada', 's1'), { owner: 'ada', key: 'k', inputHash: 'h' })
  desk.now = NOON + 48 * HOUR
  expect(await care().maintain()).toMatchObject({ receiptsDropped: 0 })
  desk.now = NOON + 48 * HOUR + 1
  expect(await care().maintain()).toMatchObject({ receiptsDropped: 1 })
})
