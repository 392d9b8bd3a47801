import { expect, test } from 'vitest'
import { journalWriter } from '#db/journal.ts'
import { MIGRATIONS, migrate } from '#db/migrate.ts'
import { openWritable } from '#db/open.ts'
import { projector } from '#db/project.ts'
import { readProgress } from '#db/stores/progress.ts'
import { verify } from '#db/verify.ts'
import { ADA, Streaker } from '#tests/core/progress/streaking.ts'
import { NOON } from '#tests/support/desk.ts'

test('[STREAK-14] who progressed before there were streaks keeps what he has, and begins his first', () => {
  const db = openWritable(':memory:')
  migrate(
    db,
    MIGRATIONS.filter(({ version }) => version < 8),
  )
  const tables = projector(db)
  const tell = (...events: Parameters<ReturnType<typeof journalWriter>['append']>[0]) => {
    for (const recorded of journalWriter(db).append(events, NOON).recorded) tables.project(recorded)
  }
  const totals = { balanceCents: 0, fires: 0, passes: 0, wins: 0, losses: 0, timeouts: 0, pnlCents: 0 }
  tell(
    {
      kind: 'user_added',
      userId: ADA,
      zone: 'UTC',
      memberTier: 'nibbler',
      totals: { ...totals, breakevenMicroSum: 0, day: '2026-01-05', dayFires: 0 },
    },
    { kind: 'vip_changed', userId: ADA, vip: 'premium', by: null },
  )
  expect(migrate(db)).toContain(8)
  expect(readProgress(db, ADA, NOON)).toMatchObject({ points: { vip: 'premium' }, streaks: { records: {} } })

  const told = new Streaker('UTC', 'premium').does('daily_login', NOON)
  if (told !== null) tell(told)
  expect(readProgress(db, ADA, NOON)?.streaks.records.daily_login).toEqual(told?.record)
  expect(verify(db)).toMatchObject({ ok: true })
  db.close()
})
