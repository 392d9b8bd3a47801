import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import type { UserId } from '#core/kernel/ids.ts'
import { readProgress } from '#db/stores/progress.ts'
import { readFreezes } from '#db/stores/streaks.ts'
import { verify } from '#db/verify.ts'
import { mustExecute, NOON, openDesk, pass, posted, user } from '#tests/support/desk.ts'
import { ADA, DAY_MS, did, logsIn, member, useFreeze } from './streaking.ts'

const folder = mkdtempSync(join(tmpdir(), 'fusion-streaks-'))
afterAll(() => rmSync(folder, { recursive: true }))

const replayed = (db: Parameters<typeof verify>[0]) => verify(db).checks.filter(({ ok }) => !ok)

test('[STREAK-1] a login, a decision and its briefing keep their streaks up in the transaction of the deed', async () => {
  const desk = openDesk()
  await mustExecute(desk, user('ada'), posted('s1'), did(desk, 'daily_login'))
  desk.published.length = 0
  await mustExecute(desk, pass('ada', 's1'))
  const kinds = desk.published.map(({ event }) => event.kind)
  expect(kinds).toContain('signal_passed')
  expect(desk.published.map(({ event }) => event)).toContainEqual(
    expect.objectContaining({
      kind: 'streak_updated',
      change: 'began',
      record: expect.objectContaining({ type: 'interaction', count: 1, startDay: '2026-01-05' }),
    }),
  )
  // The journal of his progress has no gap, and gives the tables again.
  expect(replayed(desk.db)).toEqual([])
  await desk.close()
})

test('[STREAK-6] a milestone is told once over restarts, resets and the way up again', async () => {
  const file = join(folder, 'milestones.db')
  const paid: string[] = []
  let now = NOON
  for (const days of [2, 1, 4]) {
    // Each start is a new program over the same file.
    const desk = openDesk({ file })
    if (now === NOON) await mustExecute(desk, user('ada'))
    desk.now = now
    await logsIn(desk, days)
    for (const { event } of desk.published)
      if (event.kind === 'streak_milestone_reached' && event.streak === 'daily_login')
        paid.push(event.cause.id)
    now = desk.now + DAY_MS
    await desk.close()
  }
  const desk = openDesk({ file })
  expect(readProgress(desk.db, ADA, desk.now)?.streaks.records.daily_login).toMatchObject({
    count: 7,
    milestones: [3, 7],
  })
  desk.now = now + 9 * DAY_MS
  await logsIn(desk, 7)
  expect(paid).toEqual(['streak:daily_login:3', 'streak:daily_login:7'])
  const again = desk.published.flatMap(({ event }) => (event.kind === 'streak_updated' ? event.reached : []))
  expect(again).toEqual([])
  const rewards = desk.db.all(
    "SELECT source_id AS cause, amount FROM points_transactions WHERE source_id LIKE 'streak:daily_login:%'",
  )
  expect(rewards).toEqual([
    { cause: 'streak:daily_login:3', amount: 500 },
    { cause: 'streak:daily_login:7', amount: 1_000 },
  ])
  expect(readProgress(desk.db, ADA, desk.now)?.streaks.records.daily_login).toMatchObject({
    count: 7,
    longest: 7,
    startDay: '2026-01-21',
    resetDay: '2026-01-21',
  })
  expect(replayed(desk.db)).toEqual([])
  await desk.close()
})

test('[STREAK-8] a freeze is on disk with its command and covers the missed day after a restart', async () => {
  const file = join(folder, 'freeze.db')
  const before = openDesk({ file })
  await mustExecute(before, ...member('ada'))
  await logsIn(before, 7)
  before.now += 2 * DAY_MS
  expect(await before.execute(useFreeze())).toMatchObject({
    ok: true,
    value: { events: [{ event: { kind: 'streak_frozen', remaining: 2 } }] },
  })
  const { now } = before
  await before.close()

  const desk = openDesk({ file })
  desk.now = now
  expect(readFreezes(desk.db, ADA, 20)).toEqual([
    {
      type: 'daily_login',
      usedAt: now,
      coversFrom: Date.UTC(2026, 0, 12),
      coversUntil: Date.UTC(2026, 0, 13),
      month: '2026-01',
      paidBy: 'month',
    },
  ])
  await mustExecute(desk, did(desk, 'daily_login'))
  const streaks = readProgress(desk.db, ADA, desk.now)?.streaks
  expect(streaks?.records.daily_login).toMatchObject({ count: 8, freeze: null })
  expect(streaks?.freezes).toEqual({ month: '2026-01', used: 1, earned: 0 })
  expect(replayed(desk.db)).toEqual([])
  await desk.close()
})

test('[STREAK-9] a freeze that is refused leaves no trace, and a repeat of one that stood uses none', async () => {
  const desk = openDesk()
  await mustExecute(desk, ...member('ada'))
  await logsIn(desk, 6)
  const before = desk.db.raw.serialize()
  const refused = { ok: false, rejection: { code: 'freeze_unavailable', reason: 'streak_too_short' } }
  expect(await desk.execute(useFreeze())).toMatchObject(refused)
  expect(await desk.execute(useFreeze('nobody' as UserId))).toMatchObject({
    ok: false,
    rejection: { code: 'user_not_found' },
  })
  expect(desk.db.raw.serialize().equals(before)).toBe(true)

  desk.now += DAY_MS
  await mustExecute(desk, did(desk, 'daily_login'))
  const receipt = { owner: 'ada', key: 'once', inputHash: 'freeze' }
  const first = await desk.execute(useFreeze(), receipt)
  const second = await desk.execute(useFreeze(), receipt)
  expect([first, second]).toMatchObject([
    { ok: true, value: { replayed: false } },
    { ok: true, value: { replayed: true } },
  ])
  expect(readFreezes(desk.db, ADA, 20)).toHaveLength(1)
  expect(replayed(desk.db)).toEqual([])
  await desk.close()
})

test('[STREAK-5] what the record says is what the next award uses, and a lost streak multiplies nothing', async () => {
  const desk = openDesk()
  await mustExecute(desk, user('ada'))
  await logsIn(desk, 8)
  desk.published.length = 0
  await mustExecute(desk, did(desk, 'feature_usage'))
  desk.now += 3 * DAY_MS
  await mustExecute(desk, did(desk, 'feature_usage'))
  const used = desk.published.flatMap(({ event }) =>
    event.kind === 'points_awarded' && event.action === 'feature_usage'
      ? [event.calculation?.streakHundredths]
      : [],
  )
  expect(used).toEqual([120, 100])
  await desk.close()
})
