import { expect, test } from 'vitest'
import { achievementBook } from '#core/progress/achievement-book.ts'
import { unlockOf } from '#core/progress/achievements.ts'
import { newProgress } from '#core/progress/progress.ts'
import { journalWriter } from '#db/journal.ts'
import { MIGRATIONS, migrate } from '#db/migrate.ts'
import { unlockShares } from '#db/migrations/0022-unlock-shares.ts'
import { openWritable } from '#db/open.ts'
import { projector } from '#db/project.ts'
import { countHolders, readAchievementDefinitions, readUnlockLines } from '#db/stores/achievements.ts'
import { readProgress } from '#db/stores/progress.ts'
import { verify } from '#db/verify.ts'
import { ADA, BOSS } from '#tests/core/progress/achieving.ts'
import { NOON } from '#tests/support/desk.ts'

test('[ACHV-23] who progressed before there were achievements keeps what he has, and unlocks his first', () => {
  const db = openWritable(':memory:')
  migrate(
    db,
    MIGRATIONS.filter(({ version }) => version < 9),
  )
  const tables = projector(db)
  const tell = (at: number, ...events: Parameters<ReturnType<typeof journalWriter>['append']>[0]) => {
    for (const recorded of journalWriter(db).append(events, at).recorded) tables.project(recorded)
  }
  const totals = { balanceCents: 0, fires: 0, passes: 0, wins: 0, losses: 0, timeouts: 0, pnlCents: 0 }
  tell(
    NOON,
    {
      kind: 'user_added',
      userId: ADA,
      zone: 'UTC',
      memberTier: 'nibbler',
      totals: { ...totals, breakevenMicroSum: 0, day: '2026-01-05', dayFires: 0 },
    },
    { kind: 'vip_changed', userId: ADA, vip: 'premium', by: null },
  )
  expect(migrate(db)).toContain(9)
  const before = readProgress(db, ADA, NOON)
  expect(before).toMatchObject({ points: { vip: 'premium' }, achievements: { totals: { unlocks: 0 } } })

  const week = achievementBook([]).byId.get('perfect_week')!
  const first = unlockOf(week, newProgress(ADA, 'UTC'), { now: NOON, by: null })
  const later = { ...first, occurrence: 2, unlocked: { ...first.unlocked, times: 2, points: 400 } }
  const feats = { weeklyRankBest: 3, vipActivations: 1, perfectWeeks: 2, week: null }
  tell(NOON, first, { kind: 'feats_counted', userId: ADA, feats })
  tell(NOON + 1, { ...later, totals: { ...first.totals, unlocks: 2 } })
  expect(readProgress(db, ADA, NOON)?.achievements).toEqual({
    unlocked: { perfect_week: later.unlocked },
    totals: { ...first.totals, unlocks: 2 },
    feats,
  })
  expect(readUnlockLines(db, ADA)).toMatchObject([
    { firstAt: NOON, lastAt: NOON + 1, unlocked: { times: 2 } },
  ])
  expect(verify(db)).toMatchObject({ ok: true })
  db.close()
})

test('[ACHV-23] the newest definition of each is kept, as the event has it', () => {
  const db = openWritable(':memory:')
  migrate(db)
  const tables = projector(db)
  const definition = { ...achievementBook([]).byId.get('night_owl')!, version: 2 }
  for (const points of [1, 2]) {
    const told = { kind: 'achievement_defined', by: BOSS, definition: { ...definition, points } } as const
    for (const recorded of journalWriter(db).append([told], NOON).recorded) tables.project(recorded)
  }
  expect(readAchievementDefinitions(db)).toEqual([{ ...definition, points: 2 }])
  expect(verify(db)).toMatchObject({ ok: true })
  db.close()
})

test('[ACHV-25] shares are counted along an index, also on a desk from before there were any', () => {
  const db = openWritable(':memory:')
  migrate(db, MIGRATIONS.slice(0, unlockShares.version - 1))
  db.raw.pragma('foreign_keys = OFF')
  for (const [userNo, id] of [
    [1, 'a'],
    [2, 'a'],
    [2, 'b'],
  ] as const)
    db.run(
      `INSERT INTO achievement_unlocks (user_no, achievement_id, name, category, tier, times, given, points, first_at,
         last_at) VALUES (?, ?, 'A', 'special', 'gold', 1, 0, 5, 1, 1)`,
      userNo,
      id,
    )
  expect(migrate(db, MIGRATIONS.slice(0, unlockShares.version))).toEqual([unlockShares.version])
  expect(countHolders(db)).toEqual({
    people: 0,
    holders: new Map([
      ['a', 2],
      ['b', 1],
    ]),
  })
  const asked =
    'EXPLAIN QUERY PLAN SELECT achievement_id, COUNT(*) FROM achievement_unlocks GROUP BY achievement_id'
  const plan = db.all<{ readonly detail: string }>(asked).map(({ detail }) => detail)
  expect(plan).toEqual(['SCAN achievement_unlocks USING COVERING INDEX unlocks_by_achievement'])
  db.close()
})
