import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { STREAKS } from '#contracts/http/streaks.ts'
import { FREEZE_REASONS } from '#contracts/problems.ts'
import { wireStreakUpdated } from '#server/wire-streaks.ts'
import { loggedIn } from '#tests/core/progress/streaking.ts'
import { DAY_MS, logsIn, member } from '#tests/station/streaking.ts'
import { mustExecute, openDesk } from '#tests/support/desk.ts'
import { openServing, type Serving } from './serving.ts'

const folder = mkdtempSync(join(tmpdir(), 'fusion-streaks-'))
let desk: Serving
let ada: string
let bob: string
beforeAll(async () => {
  // Ada is a member and has logged in on seven days up to today.
  const before = openDesk({ file: join(folder, 'desk.db') })
  before.now = Date.now() - 6 * DAY_MS
  await mustExecute(before, ...member('ada'))
  await logsIn(before, 7)
  await before.close()
  desk = await openServing({ folder })
  ada = await desk.addUser('ada')
  bob = await desk.addUser('bob')
})
afterAll(async () => {
  await desk.close()
  rmSync(folder, { recursive: true, force: true })
})

const freeze = (type: string, token: string, more: object = {}) =>
  desk.ask('POST', `/api/streaks/${type}/freeze`, { token, ...more })
const streaksOf = (name: string, token: string) => desk.ask('GET', `/api/users/${name}/streaks`, { token })

describe('reading', () => {
  test('[STREAK-10] streaks are told with statistics, warnings and freezes, in words of the wire', async () => {
    const { status, body } = await streaksOf('ada', ada)
    expect(status).toBe(200)
    expect(STREAKS.userStreaks.reply.safeParse(body).error).toBeUndefined()
    const [login] = body.streaks
    expect(login).toMatchObject({
      streak_type: 'daily_login',
      current_count: 7,
      longest_count: 7,
      is_active: true,
      // x1.1 for seven days, 0.10 for the member.
      current_multiplier: 1.2,
      milestones_reached: [3, 7],
      next_milestone: 14,
    })
    expect(login.deadline_at).toBeGreaterThan(login.grows_until)
    // Unlocks keep up a streak of their own; how many there were hangs on the day of the week.
    expect(body.statistics).toMatchObject({
      active_streaks_count: 2,
      longest_current_streak: 7,
      longest_ever_streak: 7,
      vip_freezes_available: 3,
    })
    expect(body.statistics.streak_breakdown).toContainEqual({
      type: 'daily_login',
      current: 7,
      longest: 7,
      multiplier: 1.2,
      milestones_reached: 2,
      next_milestone: 14,
    })
    expect(body.freezes).toMatchObject({
      used_this_month: 0,
      allowance_per_month: 3,
      earned: 0,
      remaining_this_month: 3,
      used: [],
    })
  })

  test('[STREAK-10] who has done nothing yet has nothing, and an unknown user is unknown', async () => {
    expect((await streaksOf('bob', bob)).body).toMatchObject({
      streaks: [],
      recovery_suggestions: [],
      freezes: { allowance_per_month: 0, remaining_this_month: 0, used: [] },
    })
    expect(await streaksOf('nobody', desk.operator)).toMatchObject({
      status: 404,
      body: { error: { code: 'user_not_found' } },
    })
  })

  test('[STREAK-10] nobody reads the streaks of others but an operator', async () => {
    expect(await streaksOf('ada', bob)).toMatchObject({ status: 403 })
    expect(await streaksOf('ada', desk.operator)).toMatchObject({ status: 200 })
    expect((await streaksOf('ada', 'none')).status).toBe(401)
  })
})

describe('freezing', () => {
  test('[STREAK-9] each reason is told beside the code, with a sentence of its own', async () => {
    const refusals = [
      await freeze('daily_login', bob),
      await freeze('interaction', ada),
      await freeze('daily_login', bob, { body: { user_id: 'bob' } }),
    ]
    expect(refusals.map(({ status, body }) => [status, body.error.code, body.error.reason])).toEqual([
      [409, 'freeze_unavailable', 'members_only'],
      [409, 'freeze_unavailable', 'no_streak'],
      [409, 'freeze_unavailable', 'members_only'],
    ])
    expect(refusals[1]?.body.error.message).toBe(FREEZE_REASONS.no_streak)
    expect(new Set(Object.values(FREEZE_REASONS)).size).toBe(6)
  })

  test('[STREAK-9] it is a matter of the actor and of those who decide', async () => {
    const viewer = await desk.addUser('ada', 'viewer')
    expect(await freeze('daily_login', viewer)).toMatchObject({ status: 403 })
    expect(await freeze('daily_login', bob, { body: { user_id: 'ada' } })).toMatchObject({ status: 403 })
    expect(await freeze('weekly_login', ada)).toMatchObject({ status: 400 })
    expect(await freeze('daily_login', ada, { body: { user_id: 'ada', more: 1 } })).toMatchObject({
      status: 400,
    })
  })

  test('[STREAK-8] a freeze answers until when the streak stands and what is left, and a repeat is no second one', async () => {
    const headers = { 'idempotency-key': 'freeze-1' }
    const first = await freeze('daily_login', ada, { headers })
    expect(first).toMatchObject({
      status: 200,
      body: { frozen_until: expect.any(Number), remaining_this_month: 2 },
    })
    expect(STREAKS.freezeStreak.reply.safeParse(first.body).error).toBeUndefined()
    const again = await freeze('daily_login', ada, { headers })
    expect(again.body).toEqual(first.body)
    expect(again.headers['idempotency-replayed']).toBe('true')
    expect((await freeze('daily_login', ada)).body.error).toMatchObject({
      code: 'freeze_unavailable',
      reason: 'already_frozen',
      message: FREEZE_REASONS.already_frozen,
    })
    const { body } = await streaksOf('ada', ada)
    expect(body.streaks[0]).toMatchObject({ is_frozen: true, deadline_at: first.body.frozen_until })
    expect(body.freezes).toMatchObject({ used_this_month: 1, remaining_this_month: 2 })
    expect(body.freezes.used).toMatchObject([{ streak_type: 'daily_login', paid_by: 'month' }])
    expect(body.freezes.used[0].covers_until - body.freezes.used[0].covers_from).toBe(86_400)
  })

  test('[STREAK-9] where progress is switched off there is nothing to freeze', async () => {
    const plain = await openServing({ features: { progress: false } })
    const cyd = await plain.addUser('cyd')
    expect(await plain.ask('POST', '/api/streaks/daily_login/freeze', { token: cyd })).toMatchObject({
      status: 404,
    })
    expect(await plain.ask('GET', '/api/users/cyd/streaks', { token: cyd })).toMatchObject({ status: 404 })
    await plain.close()
  })
})

test('[STREAK-10] an update in words of the wire says what was, what is, and what was reached', () => {
  const told = loggedIn(7, '2026-11-07').told.at(-1)
  if (told === undefined) throw new Error('nothing was told')
  expect(wireStreakUpdated(told, Date.UTC(2026, 10, 7, 12))).toEqual({
    streak_type: 'daily_login',
    previous_count: 6,
    new_count: 7,
    is_broken: false,
    streak_milestone: 7,
    bonus_multiplier: 1.1,
    updated_at: 1_794_052_800,
    days_since_last_activity: 1,
    longest_streak_ever: 7,
  })
})
