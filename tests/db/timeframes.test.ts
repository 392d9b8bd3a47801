import { expect, test } from 'vitest'
import type { RunOpened } from '#core/event.ts'
import type { RunId } from '#core/kernel/ids.ts'
import { journalWriter } from '#db/journal.ts'
import { MIGRATIONS, migrate } from '#db/migrate.ts'
import { openWritable } from '#db/open.ts'
import { projector } from '#db/project.ts'
import { readRun } from '#db/stores/desk.ts'
import { verify } from '#db/verify.ts'
import { EURUSD, NOON } from '#tests/support/desk.ts'

const OPENED: RunOpened = {
  kind: 'run_opened',
  runId: 'r1' as RunId,
  source: 'replay',
  fingerprint: 'f',
  timeframe: 'h1',
  symbols: [EURUSD],
  startsAt: NOON,
}

test('[MIG-5] a run of the version before has one timeframe for all its symbols', () => {
  const db = openWritable(':memory:')
  migrate(db, MIGRATIONS.slice(0, 1))
  journalWriter(db).append([OPENED], NOON)
  db.run(
    `INSERT INTO runs (run_id, source, fingerprint, timeframe, symbols, starts_at, bars_done, at, ended, last_prices)
     VALUES ('r1', 'replay', 'f', 'h1', '["EURUSD"]', ?, 0, ?, 0, '{}')`,
    NOON,
    NOON,
  )
  expect(migrate(db)).toContain(2)
  expect(readRun(db)).toMatchObject({ timeframe: 'h1', timeframes: {} })
  expect(verify(db)).toMatchObject({ ok: true })
  db.close()
})

test('[MIG-5] a run remembers the timeframe of each symbol that has another', () => {
  const db = openWritable(':memory:')
  migrate(db)
  const opened = { ...OPENED, timeframes: { GBPUSD: 'm15' } as const }
  for (const recorded of journalWriter(db).append([opened], NOON).recorded) projector(db).project(recorded)
  expect(readRun(db)).toMatchObject({ timeframe: 'h1', timeframes: { GBPUSD: 'm15' } })
  expect(verify(db)).toMatchObject({ ok: true })
  db.close()
})
