import { expect, test } from 'vitest'
import type { UserId } from '#core/kernel/ids.ts'
import { MIGRATIONS, migrate } from '#db/migrate.ts'
import { quests } from '#db/migrations/0010-quests.ts'
import { readXpGained } from '#db/stores/campaigns.ts'
import { readQuests } from '#db/stores/quests.ts'
import { verify } from '#db/verify.ts'
import { mustExecute, openDesk, openRun, user } from '#tests/support/desk.ts'

const ADA = 'ada' as UserId
const TABLES = [
  'daily_missions',
  'personal_records',
  'record_tallies',
  'mystery_boxes',
  'box_pity',
  'campaign_progress',
  'campaigns',
  'reward_claims',
]

test('[CLAIM-6] who progressed before there were quests keeps what he has, and begins with none', async () => {
  const desk = openDesk()
  await mustExecute(desk, openRun(), user('ada'))
  const add =
    'INSERT INTO points_transactions (user_no, tx_no, at, type, action, source_id, amount, xp_gained,'
  const columns = `${add} balance_after, suspicious, details) VALUES (1, 1, ?, 'earned', 'x', 'y', 5, 5, 5, 0, '{}')`
  // The schema of the version before, with the same data in it.
  desk.db.raw.exec(`DROP INDEX points_by_time; ${TABLES.map((table) => `DROP TABLE ${table}`).join('; ')}`)
  desk.db.run(columns, desk.now)
  desk.db.raw.pragma(`user_version = ${quests.version - 1}`)

  expect(migrate(desk.db, MIGRATIONS.slice(0, quests.version))).toEqual([quests.version])
  expect(readQuests(desk.db, ADA)).toMatchObject({
    missions: { day: null },
    boxes: { granted: 0 },
    claims: { claims: 0 },
  })
  expect(readXpGained(desk.db, desk.now, desk.now + 1)).toEqual([5])
  desk.db.run('DELETE FROM points_transactions')

  await mustExecute(desk, { kind: 'draw_missions', userId: ADA })
  expect(readQuests(desk.db, ADA).missions.missions).toHaveLength(3)
  expect(verify(desk.db)).toMatchObject({ ok: true })
  await desk.close()
})
