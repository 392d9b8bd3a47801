import { expect, test } from 'vitest'
import { MIGRATIONS, migrate } from '#db/migrate.ts'
import { deskDay } from '#db/migrations/0004-desk-day.ts'
import { openWritable } from '#db/open.ts'
import { countOpened } from '#db/stores/desk-day.ts'
import { verify } from '#db/verify.ts'
import { mustExecute, NOON, openDesk, openRun, posted } from '#tests/support/desk.ts'

const HOUR = 3_600_000

test('[DELTA-5] signals of the version before learn from the journal when they were opened', async () => {
  const desk = openDesk()
  await mustExecute(desk, openRun(), posted('s1'))
  desk.now = NOON + HOUR
  await mustExecute(desk, posted('s2'))
  // The schema of the version before, with the same data in it.
  desk.db.raw.exec(
    'DROP INDEX fires_by_time; DROP INDEX signals_by_opening; ALTER TABLE signals DROP COLUMN opened_at',
  )
  desk.db.raw.pragma(`user_version = ${deskDay.version - 1}`)
  expect(migrate(desk.db)).toContain(deskDay.version)
  const opened = desk.db.all('SELECT signal_id AS id, opened_at AS at FROM signals ORDER BY signal_no')
  expect(opened).toEqual([
    { id: 's1', at: NOON },
    { id: 's2', at: NOON + HOUR },
  ])
  expect(countOpened(desk.db, { from: NOON, until: NOON + HOUR })).toBe(1)
  expect(verify(desk.db)).toMatchObject({ ok: true })
  await desk.close()
})

test('[DELTA-5] an empty database of the version before is brought up to date', () => {
  const db = openWritable(':memory:')
  migrate(
    db,
    MIGRATIONS.filter(({ version }) => version < deskDay.version),
  )
  expect(migrate(db)).toContain(deskDay.version)
  expect(verify(db)).toMatchObject({ ok: true })
  db.close()
})
