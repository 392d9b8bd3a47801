import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, expect, test } from 'vitest'
import type { Step } from './support/cursor-client.ts'
import { compareWithJournal } from './support/journal-compare.ts'

const STREAM = 'mission:one'
const folder = mkdtempSync(join(tmpdir(), 'fusion-compare-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** A journal of four fires on one mission, counts 1 to 4. */
function fourFires(): string {
  const file = join(mkdtempSync(join(folder, 'journal-')), 'desk.db')
  const db = new Database(file)
  db.exec('CREATE TABLE streams (stream_no INTEGER PRIMARY KEY, name TEXT)')
  db.exec('CREATE TABLE journal (stream_no INTEGER, seq INTEGER, payload TEXT)')
  db.prepare('INSERT INTO streams VALUES (1, ?)').run(STREAM)
  for (const count of [1, 2, 3, 4]) {
    const mission = { fireCount: count, passCount: 0, executedCount: 0 }
    db.prepare('INSERT INTO journal VALUES (1, ?, ?)').run(
      count,
      JSON.stringify({ kind: 'signal_fired', mission }),
    )
  }
  db.close()
  return file
}

/** A live message that covers the events after `since` up to `seq`. */
function told(since: number, seq: number, count = seq): Step {
  const data = { epoch: 'e', stream: STREAM, since, seq, count, pass_count: 0, executed_count: 0 }
  return { since, seq, message: { name: 'fire_count_update', data } }
}

const NO_FAULT = { lost: 0, repeated: 0, reordered: 0, different: 0 }

test.each([
  ['one by one', [told(0, 1), told(1, 2), told(2, 3), told(3, 4)], {}],
  ['several events in one message', [told(0, 3), told(3, 4)], {}],
  ['a snapshot over a gap', [told(0, 1), { since: 1, seq: 4, message: null }], {}],
  ['from a later beginning', [told(2, 3), told(3, 4)], {}],
  ['a hole in the middle', [told(0, 1), told(2, 3), told(3, 4)], { lost: 1 }],
  ['an end that never came', [told(0, 1), told(1, 2)], { lost: 2 }],
  ['one message twice', [told(0, 1), told(0, 1), told(1, 4)], { repeated: 1, reordered: 1 }],
  ['another count than the journal', [told(0, 4, 5)], { different: 1 }],
])('[PROVE-7] a client that was told %s is judged so', (_, taken, faults) => {
  const found = compareWithJournal(fourFires(), new Map([[STREAM, taken]]))
  expect(found).toMatchObject({ ...NO_FAULT, ...faults })
})
