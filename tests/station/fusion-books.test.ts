import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { AdvanceMarket } from '#core/command.ts'
import type { RunId } from '#core/kernel/ids.ts'
import { MINUTE_MS } from '#core/kernel/time.ts'
import { follow, openBooks } from '#core/signals/fusion/books.ts'
import type { Book } from '#core/signals/fusion/engine/book.ts'
import { copyBook } from '#core/signals/fusion/engine/copy-book.ts'
import { snapshotOf } from '#core/signals/fusion/engine/snapshot.ts'
import type { Connection } from '#db/open.ts'
import { readCheckpoints, teachingEvents } from '#db/stores/fusion.ts'
import { verify } from '#db/verify.ts'
import { EURUSD, mustExecute, NOON, openDesk, openRun, posted, type TestDesk } from '#tests/support/desk.ts'

const BOOK = 'provider:acme:1.5'
let folder: string
let desk: TestDesk

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fd-books-'))
  desk = openDesk({ file: join(folder, 'desk.db') })
  await mustExecute(desk, openRun())
})
afterEach(async () => {
  await desk.close()
  rmSync(folder, { recursive: true, force: true })
})

/** Posts so many signals; every third claims nothing, the others more and more. */
async function post(count: number, from = 0): Promise<void> {
  const commands = Array.from({ length: count }, (_, index) => ({
    ...posted(`s${from + index}`),
    claimed: index % 3 === 0 ? null : 50 + (index % 49),
  }))
  for (const command of commands) await mustExecute(desk, command)
}

/** One minute of the market; a `high` of 1.1015 wins everything that is open, a `low` of 1.099 loses it. */
function minute(bar: number, { high = 1.1005, low = 1.0995 } = {}): AdvanceMarket {
  const openAt = NOON + (bar - 1) * MINUTE_MS
  const closeAt = openAt + MINUTE_MS
  return {
    kind: 'advance_market',
    runId: 'r1' as RunId,
    barsDone: bar,
    at: closeAt,
    closes: [
      {
        barIndex: bar - 1,
        bar: { symbol: EURUSD, openAt, closeAt, open: 1.1, high, low, close: 1.1, volume: 0, spread: 0 },
      },
    ],
    candidates: [],
    ended: false,
  }
}

/** What the books know after every event of the journal. */
function folded(db: Connection): ReadonlyMap<string, Book> {
  const books = new Map<string, Book>()
  for (const event of teachingEvents(db, 0)) follow(openBooks(books), event)
  return books
}

function stateOf(books: ReadonlyMap<string, Book>): string {
  return JSON.stringify([...books].map(([name, book]) => [name, snapshotOf(book)]))
}

test('[FOLD-1] the books are put down with the journal, and a fold from the first event gives the same bytes', async () => {
  await post(256)
  await mustExecute(desk, minute(1, { high: 1.1015 }))
  const kept = readCheckpoints(desk.db)
  expect(kept.books.map(({ book }) => book)).toEqual([BOOK])
  expect(kept.journalNo).toBe(
    desk.db.get<{ last: number }>('SELECT MAX(journal_no) AS last FROM journal')?.last,
  )
  expect(kept.books[0]?.state).toBe(JSON.stringify(snapshotOf(folded(desk.db).get(BOOK)!)))
  expect(verify(desk.db).checks.find(({ check }) => check === 'replay equals fusion_books')).toMatchObject({
    ok: true,
  })
})

test('[FOLD-1] a checkpoint that says something else is found', async () => {
  await post(256)
  await mustExecute(desk, minute(1, { high: 1.1015 }))
  desk.db.raw.exec(`UPDATE fusion_books SET state = replace(state, '"outcomes":256', '"outcomes":257')`)
  expect(
    verify(desk.db)
      .checks.filter(({ ok }) => !ok)
      .map(({ check }) => check),
  ).toEqual(['replay equals fusion_books'])
})

test('[FOLD-2] a batch that fails teaches nothing', async () => {
  await post(10)
  await mustExecute(desk, minute(1, { high: 1.1015 }))
  const before = stateOf(desk.fusion.all())
  desk.db.raw.exec('PRAGMA max_page_count = 1')
  const answers = await Promise.all(
    Array.from({ length: 60 }, (_, index) =>
      desk.execute({ ...posted(`f${index}`), provider: `p${'x'.repeat(30)}` }),
    ),
  )
  const failed = answers.filter((answer) => !answer.ok).length
  expect(failed).toBeGreaterThan(0)
  desk.db.raw.exec('PRAGMA max_page_count = 1000000')
  expect(stateOf(desk.fusion.all())).toBe(stateOf(folded(desk.db)))
  if (failed === answers.length) expect(stateOf(desk.fusion.all())).toBe(before)
})

test('[FOLD-3] a new start goes on with the same books, from the checkpoint and what came after it', async () => {
  await post(256)
  await mustExecute(desk, minute(1, { high: 1.1015 }))
  await post(7, 256)
  await mustExecute(desk, minute(2, { low: 1.099 }))
  await post(3, 300)
  const before = stateOf(desk.fusion.all())
  await desk.close()
  desk = openDesk({ file: join(folder, 'desk.db') })
  expect(readCheckpoints(desk.db).journalNo).toBeGreaterThan(0)
  expect(stateOf(desk.fusion.all())).toBe(before)
  expect(stateOf(folded(desk.db))).toBe(before)
})

test('[FOLD-7] events of earlier starts count towards the next checkpoint, so that no start looks through more and more', async () => {
  await post(1)
  // So many events that teach nothing, of starts that each brought too few of them.
  desk.db.raw.exec(`
    INSERT INTO streams (name) VALUES ('user:ben');
    WITH RECURSIVE n (seq) AS (SELECT 1 UNION ALL SELECT seq + 1 FROM n WHERE seq < 8192)
    INSERT INTO journal (stream_no, seq, at, cause, v, payload)
      SELECT (SELECT stream_no FROM streams WHERE name = 'user:ben'), seq, 0, 0, 1, '{"kind":"user_added"}' FROM n`)
  expect(readCheckpoints(desk.db).journalNo).toBe(0)
  await desk.close()
  desk = openDesk({ file: join(folder, 'desk.db') })
  await post(1, 1)
  expect(readCheckpoints(desk.db)).toMatchObject({ eventsSince: 0, books: [{ book: BOOK }] })
})

test('[FOLD-4] what a signal was given when it opened is what the fold gives it', async () => {
  for (let round = 0; round < 6; round++) {
    await post(12, 100 * round)
    await mustExecute(desk, minute(round + 1, round % 2 === 0 ? { high: 1.1015 } : { low: 1.099 }))
  }
  const books = openBooks()
  let told = 0
  for (const event of teachingEvents(desk.db, 0)) {
    if (event.kind !== 'signal_opened') {
      follow(books, event)
      continue
    }
    const before = books.known(BOOK)
    const copy = new Map(before === null ? [] : [[BOOK, copyBook(before)]])
    follow(openBooks(copy), event)
    follow(books, event)
    expect(copy.get(BOOK)!.ranking.size).toBe(told + 1)
    // The last probability that the book remembers, in millionths.
    const last = copy.get(BOOK)!.ranking.arrived[told]
    expect(last).toBe(Math.round(event.signal.assessment.probability * 1_000_000))
    told += 1
  }
  expect(told).toBe(72)
})

test('[FOLD-5] a copy goes on by itself', async () => {
  await post(20)
  await mustExecute(desk, minute(1, { high: 1.1015 }))
  const original = folded(desk.db).get(BOOK)!
  const before = JSON.stringify(snapshotOf(original))
  const copy = copyBook(original)
  expect(JSON.stringify(snapshotOf(copy))).toBe(before)
  const events = [...teachingEvents(desk.db, 0)]
  const later = events.map((event) =>
    event.kind === 'signal_opened'
      ? { ...event, signal: { ...event.signal, signalId: `${event.signal.signalId}x` } }
      : { ...event, signalId: `${(event as { signalId: string }).signalId}x` },
  )
  for (const event of later) follow(openBooks(new Map([[BOOK, copy]])), event as never)
  expect(JSON.stringify(snapshotOf(original))).toBe(before)
  expect(JSON.stringify(snapshotOf(copy))).not.toBe(before)
})
