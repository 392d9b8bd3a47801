import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Connection, foldInPassing, openReadable } from '#db/open.ts'
import { dropReceipts, keepReceipt, type ReceiptPlace } from '#db/receipts.ts'
import { verify } from '#db/verify.ts'
import { FOLD_AFTER_COMMANDS, openIdleFold } from '#station/idle-fold.ts'
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

test('[UPK-6] one check at a time: who asks meanwhile gets its answer, who asks later a new one', async () => {
  const tidier = care()
  const [first, second] = [tidier.check(), tidier.check()]
  expect(second).toBe(first)
  await mustExecute(desk, fire('ada', 's1'))
  await first
  const later = await tidier.check()
  const fires = later.checks.find((row) => row.check === 'replay equals fires')
  expect(fires).toMatchObject({ ok: true, detail: expect.stringMatching(/^1 rows/) })
  expect(later).not.toBe(await first)
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

test('[UPK-3] old receipts are found among all others, a piece at a time', async () => {
  const keep = (owner: string, key: string, at: number) =>
    keepReceipt(desk.db, { owner, key, inputHash: 'h' }, { firstNo: 1, lastNo: 1, at })
  for (const owner of ['ada', 'bob']) for (const key of ['a', 'b', 'c']) keep(owner, key, key === 'b' ? 1 : 9)
  // Two at a time: a, b | c, a | b, c and then nothing.
  let place = null as ReceiptPlace | null
  const dropped: number[] = []
  do {
    const piece = dropReceipts(desk.db, 5, place, 2)
    dropped.push(piece.dropped)
    place = piece.next
  } while (place !== null)
  expect(dropped).toEqual([1, 0, 1, 0])
  expect(desk.db.all('SELECT owner, key FROM receipts ORDER BY owner, key')).toEqual(
    ['ada', 'bob'].flatMap((owner) => ['a', 'c'].map((key) => ({ owner, key }))),
  )
})

test('[UPK-2] the check sees a row too many and a row too few', async () => {
  await mustExecute(desk, fire('ada', 's1'))
  desk.db.raw.exec("INSERT INTO books VALUES ('nobody', 0, 0, 0); DELETE FROM fires")
  const { checks } = await care().replay()
  expect(checks.filter((row) => !row.ok)).toMatchObject([
    {
      check: 'replay equals books',
      detail: expect.stringMatching(/^row 1 differs: .*nobody.* \/ undefined$/),
    },
    {
      check: 'replay equals fires',
      detail: expect.stringMatching(/^row 1 differs: undefined \/ .*trade-ada-s1/),
    },
  ])
})

/** Lets the station write after the journal was read and before the tables are. */
class Disturbed extends Connection {
  override all<Row>(sql: string, ...values: (string | number | null)[]): Row[] {
    const rows = super.all<Row>(sql, ...values)
    const read = sql.includes('journal_no > ?') && rows.length === 0
    if (read) desk.db.raw.exec("UPDATE traders SET day_fires = 9 WHERE user_id = 'ada'")
    return rows
  }
}

test('[UPK-4] what the station writes while the check reads is no difference', () => {
  const reading = new Disturbed(openReadable(join(folder, 'desk.db')).raw)
  expect(verify(reading).checks.filter((row) => !row.ok)).toEqual([])
  reading.close()
  // The next look sees it: nothing told so.
  expect(verify(desk.db).ok).toBe(false)
})

// Waiting for the reader would take five seconds, and nobody would be answered meanwhile.
test('[UPK-5] tidying waits for nobody who reads', { timeout: 4_000 }, async () => {
  const reading = openReadable(join(folder, 'desk.db'))
  reading.raw.exec('BEGIN')
  reading.get('SELECT COUNT(*) FROM journal')
  await mustExecute(desk, fire('ada', 's1'))
  expect(await care().maintain()).toMatchObject({ receiptsDropped: 0 })
  reading.close()
})

test('[UPK-7] the log is folded in a lull, and never while commands come', async () => {
  const fold = () => foldInPassing(desk.db)
  const { look } = openIdleFold({ fold, counts: desk.writer.counts })
  const unfolded = () => {
    // Busy or not, frames of the log, and how many of them are folded.
    const [told] = desk.db.raw.pragma('wal_checkpoint(NOOP)') as { log: number; checkpointed: number }[]
    return (told?.log ?? 0) - (told?.checkpointed ?? 0)
  }
  foldInPassing(desk.db)
  await mustExecute(desk, ...users(0, FOLD_AFTER_COMMANDS - 1))
  look()
  look()
  expect(unfolded(), 'too little to fold').toBeGreaterThan(0)
  await mustExecute(desk, ...users(FOLD_AFTER_COMMANDS, 1))
  look()
  expect(unfolded(), 'one came since the last look').toBeGreaterThan(0)
  look()
  expect(unfolded(), 'a lull').toBe(0)
  await mustExecute(desk, ...users(FOLD_AFTER_COMMANDS + 1, 1))
  look()
  look()
  expect(unfolded(), 'folded not long ago').toBeGreaterThan(0)
})

const users = (from: number, count: number) =>
  Array.from({ length: count }, (_, nth) => user(`user-${from + nth}`))
