import { expect, test } from 'vitest'
import type { UserId } from '#core/kernel/ids.ts'
import { MIGRATIONS, migrate } from '#db/migrate.ts'
import { stats } from '#db/migrations/0014-stats.ts'
import { readErased } from '#db/stores/traders.ts'
import { verify } from '#db/verify.ts'
import { fire, mustExecute, openDesk, openRun, posted, user } from '#tests/support/desk.ts'

test('[ERASE-9] a desk from before it could erase goes on with everybody, and can', async () => {
  const desk = openDesk()
  await mustExecute(desk, openRun(), posted('s1'), user('ada'), user('bob'), fire('ada', 's1'))
  // The schema of the version before, with the same data in it.
  desk.db.raw.exec(
    'DROP INDEX fires_by_close; DROP INDEX traders_erased; ALTER TABLE traders DROP COLUMN erased_at; DROP TABLE custom_metrics; DROP TABLE experiments; DROP INDEX achievement_log_by_time; ALTER TABLE traders DROP COLUMN zone_changed_at; DROP TABLE friend_pauses; DROP INDEX fires_by_trade; ALTER TABLE fires DROP COLUMN reported_price; ALTER TABLE fires DROP COLUMN reported_at; DROP TABLE trader_reports; DROP TABLE hooks; DROP TABLE lan; ALTER TABLE tokens DROP COLUMN scopes; DROP TABLE device_sessions; DROP TABLE devices; DROP TABLE recovery; ALTER TABLE mystery_boxes DROP COLUMN pity; DROP INDEX unlocks_by_achievement',
  )
  desk.db.raw.exec(`CREATE TABLE kept AS SELECT * FROM audit; DROP TABLE audit`)
  desk.db.raw.pragma(`user_version = ${stats.version - 1}`)

  expect(migrate(desk.db, MIGRATIONS.slice(0, stats.version))).toEqual([stats.version])
  migrate(desk.db)
  // The writer is the one from before, and goes on where it was.
  desk.db.raw.exec('INSERT INTO audit SELECT * FROM kept ORDER BY entry_no; DROP TABLE kept')
  expect(readErased(desk.db)).toEqual([])
  const command = { kind: 'erase_user', userId: 'ada' as UserId, reason: 'left', by: 'op' as UserId } as const
  await mustExecute(desk, command, fire('bob', 's1'))
  expect(readErased(desk.db)).toEqual(['ada'])
  expect(verify(desk.db)).toMatchObject({ ok: true })
  await desk.close()
})
