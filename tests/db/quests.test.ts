import { expect, test } from 'vitest'
import type { UserId } from '#core/kernel/ids.ts'
import type { TimestampMs } from '#core/kernel/time.ts'
import { MIGRATIONS, migrate } from '#db/migrate.ts'
import { quests } from '#db/migrations/0010-quests.ts'
import { tallies } from '#db/migrations/0011-tallies.ts'
import { boxPity } from '#db/migrations/0021-box-pity.ts'
import { projector } from '#db/project.ts'
import { readXpGained } from '#db/stores/campaigns.ts'
import { readBoxesPart, readPityShown, readQuests, readRunning } from '#db/stores/quests.ts'
import { verify } from '#db/verify.ts'
import { mustExecute, openDesk, openRun, user } from '#tests/support/desk.ts'

const ADA = 'ada' as UserId
const TABLES = [
  'daily_missions',
  'personal_records',
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

test('[BOX-10] boxes of before schema 21 get the pity that the journal knows of them', async () => {
  const desk = openDesk()
  await mustExecute(desk, openRun(), user('ada'))
  const box = { kind: 'box', rarity: 'drawn' } as const
  const terms = {
    name: 'Season',
    description: '',
    startsAt: desk.now,
    endsAt: (desk.now + 86_400_000) as TimestampMs,
    milestones: [{ xp: 1, rewards: [box, box, box] }],
  }
  const login = { activity: 'daily_login', eventId: 'e1', details: {} } as const
  await mustExecute(
    desk,
    { kind: 'create_campaign', campaignId: 'c1', terms, by: 'op' as UserId },
    { kind: 'record_activity', userId: ADA, ...login },
    { kind: 'open_box', userId: ADA, boxNo: 1 },
    { kind: 'open_box', userId: ADA, boxNo: 2 },
  )
  const told = readPityShown(desk.db, ADA)
  expect(told).not.toEqual({ sinceRare: 0, sinceEpic: 0, sinceLegendary: 0 })
  desk.db.raw.exec('ALTER TABLE mystery_boxes DROP COLUMN pity')
  desk.db.raw.pragma(`user_version = ${boxPity.version - 1}`)

  expect(migrate(desk.db, MIGRATIONS.slice(0, boxPity.version))).toEqual([boxPity.version])
  expect(readPityShown(desk.db, ADA)).toEqual(told)
  await mustExecute(desk, { kind: 'open_box', userId: ADA, boxNo: 3 })
  expect(readPityShown(desk.db, ADA)).toEqual(readBoxesPart(desk.db, ADA).pity)
  expect(verify(desk.db)).toMatchObject({ ok: true })
  await desk.close()
})

const TALLY = { day: '2026-11-27', decisions: 3, blocks: 1, winRun: 2, combo: 4 }

test('[RECORD-6] a tally of before schema 11 is kept, in the table and in the journal', async () => {
  const desk = openDesk()
  await mustExecute(desk, openRun(), user('ada'))
  desk.db.run(
    `INSERT INTO progress (user_no, counters, last_day, balance, lifetime, xp, level, transactions, earned_day,
       day_earned, vip) VALUES (1, '{}', NULL, 0, 0, 0, 1, 0, NULL, 0, 'none')`,
  )
  // The schema of the version before, with a tally in it.
  desk.db.raw.exec(`ALTER TABLE progress DROP COLUMN tally;
    CREATE TABLE record_tallies (user_no INTEGER PRIMARY KEY, day TEXT NOT NULL, decisions INTEGER NOT NULL,
      blocks INTEGER NOT NULL, win_run INTEGER NOT NULL, combo INTEGER NOT NULL) STRICT;
    INSERT INTO record_tallies VALUES (1, '2026-11-27', 3, 1, 2, 4)`)
  desk.db.raw.pragma(`user_version = ${tallies.version - 1}`)

  expect(migrate(desk.db, MIGRATIONS.slice(0, tallies.version))).toEqual([tallies.version])
  expect(readRunning(desk.db, ADA).tally).toEqual(TALLY)

  const later = { ...TALLY, decisions: 4 }
  const event = { kind: 'tally_moved', userId: ADA, tally: later } as const
  projector(desk.db).project({ stream: 'progress:ada', seq: 1, at: desk.now, event })
  expect(readRunning(desk.db, ADA).tally).toEqual(later)
  await desk.close()
})
