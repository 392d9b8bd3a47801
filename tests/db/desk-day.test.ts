import { expect, test } from 'vitest'
import { MIGRATIONS, migrate } from '#db/migrate.ts'
import { deskDay } from '#db/migrations/0004-desk-day.ts'
import { openWritable, type Writable } from '#db/open.ts'
import { countOpened } from '#db/stores/desk-day.ts'
import { verify } from '#db/verify.ts'
import { mustExecute, NOON, openDesk, openRun, posted } from '#tests/support/desk.ts'

const HOUR = 3_600_000

/** The same data in the schema of an older version: what came later is left out. */
function atVersion(source: Writable, version: number): Writable {
  const db = openWritable(':memory:')
  migrate(
    db,
    MIGRATIONS.filter((step) => step.version <= version),
  )
  db.raw.pragma('foreign_keys = OFF')
  for (const { name } of db.all<{ name: string }>("SELECT name FROM sqlite_schema WHERE type = 'table'")) {
    const columns = db.all<{ name: string }>(`PRAGMA table_info(${name})`).map((column) => column.name)
    for (const row of source.all<Record<string, string | number | null>>(`SELECT ${columns} FROM ${name}`))
      db.run(
        `INSERT INTO ${name} VALUES (${columns.map(() => '?')})`,
        ...columns.map((key) => row[key] ?? null),
      )
  }
  db.raw.pragma('foreign_keys = ON')
  return db
}

test('[DELTA-5] signals of the version before learn from the journal when they were opened', async () => {
  const desk = openDesk()
  await mustExecute(desk, openRun(), posted('s1'))
  desk.now = NOON + HOUR
  await mustExecute(desk, posted('s2'))
  const before = atVersion(desk.db, deskDay.version - 1)
  expect(migrate(before)).toContain(deskDay.version)
  const opened = before.all('SELECT signal_id AS id, opened_at AS at FROM signals ORDER BY signal_no')
  expect(opened).toEqual([
    { id: 's1', at: NOON },
    { id: 's2', at: NOON + HOUR },
  ])
  expect(countOpened(before, { from: NOON, until: NOON + HOUR })).toBe(1)
  expect(verify(before)).toMatchObject({ ok: true })
  before.close()
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
