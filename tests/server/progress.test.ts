import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { z } from 'zod'
import { DailyBonusClaimedMessage, StreakUpdatedMessage } from '#contracts/live-progress.ts'
import { next, openServing, type Serving } from './serving.ts'

let desk: Serving
let ada: string
beforeAll(async () => {
  desk = await openServing()
  ada = await desk.addUser('ada')
})
afterAll(() => desk.close())

const action = (action_type: string, event_id: string, action_data: object = {}) => ({
  event_type: 'core.user_action',
  event_id,
  payload: { action_type, action_data },
})
/** Ten of these earn in a minute: it has no allowance of a day. */
const premium = (user_id: string, event_id: string) => ({
  ...action('premium_feature_used', event_id),
  user_id,
})
const tell = (body: object, token: string | null = ada) => desk.ask('POST', '/api/activity', { token, body })

test('[ACT-7] where progress is switched off a fire is a fire and nothing more, and its routes are not there', async () => {
  const plain = await openServing({ features: { progress: false } })
  try {
    const signal = await plain.postSignal()
    const bob = await plain.addUser('bob')
    const fired = await plain.ask('POST', '/api/fire', { token: bob, body: { signal_id: signal } })
    expect(fired.status).toBe(200)
    expect(plain.station.queries.head('progress:bob')).toBe(0)
    expect(await plain.ask('GET', '/api/users/bob/points', { token: bob })).toMatchObject({ status: 404 })
  } finally {
    await plain.close()
  }
})

describe('what people do', () => {
  test('[ACT-1] an activity counts once, however often it is told', async () => {
    const first = await tell(action('button_click', 'e1'))
    expect(first).toMatchObject({ status: 200, body: { recorded: true, activity: 'button_click' } })
    // 5 and the two of level 1, and 100 for the first step of all.
    expect(first.body).toMatchObject({
      awarded: 107,
      points: { balance: 107, lifetime: 107, xp: 107, earned_today: 7 },
    })
    const again = await tell(action('button_click', 'e1'))
    expect(again.body).toMatchObject({ recorded: false, awarded: 0, points: { balance: 107 } })
  })

  test('[ACT-2] what can be done once for each thing counts once, whoever tells of it', async () => {
    const bob = await desk.addUser('bob')
    expect((await tell(action('daily_login', 'l1'), bob)).body).toMatchObject({ recorded: true, awarded: 52 })
    expect((await tell(action('daily_login', 'l2'), bob)).body).toMatchObject({ recorded: false })
  })

  test('[ACT-4] a fire and a pass are worth the same, and a briefing that was opened is worth more', async () => {
    const [cyd, dan] = [await desk.addUser('cyd'), await desk.addUser('dan')]
    const signal = await desk.postSignal()
    expect((await tell(action('briefing_opened', 'b1', { signal_id: signal }), cyd)).body).toMatchObject({
      // 3 and 2, and 100 for the first step.
      awarded: 105,
    })
    await desk.ask('POST', '/api/fire', { token: cyd, body: { signal_id: signal } })
    await desk.ask('POST', '/api/pass', { token: dan, body: { signal_id: signal, reason: 'risk' } })
    const of = async (name: string, token: string) =>
      (await desk.ask('GET', `/api/users/${name}/transactions?type=earned`, { token })).body.transactions
    expect((await of('dan', dan)).map((line: { action: string }) => line.action)).toEqual(['decision_made'])
    const lines = await of('cyd', cyd)
    expect(lines.map(({ action, amount }: { action: string; amount: number }) => [action, amount])).toEqual([
      // The first step brought level 2: 150 and 4, 25 and 4.
      ['chapter_completed', 154],
      ['decision_made', 29],
      ['briefing_opened', 5],
    ])
    expect(lines[1]).toMatchObject({ balance_before: 105, balance_after: 134 })
    // A fire after the pass is a second decision on the same signal: it earns nothing more.
    await desk.ask('POST', '/api/fire', { token: dan, body: { signal_id: signal } })
    expect(await of('dan', dan)).toHaveLength(1)
  })

  test('[ACT-5] nobody reports for himself what others have to tell', async () => {
    const claimed = await tell(action('friend_invite', 'i1', { friend_id: 'bob' }))
    expect(claimed).toMatchObject({ status: 403, body: { error: { code: 'forbidden' } } })
    const said = await tell(
      { ...action('friend_invite', 'i1', { friend_id: 'bob' }), user_id: 'ada' },
      desk.operator,
    )
    // 500 and the 4 of level 2; 250 for the first guest.
    expect(said.body).toMatchObject({ recorded: true, awarded: 754 })
    expect(await tell(action('tutorial_completed', 't1', { tutorial_id: 'made-up' }))).toMatchObject({
      status: 403,
      body: { error: { code: 'forbidden' } },
    })
  })

  test.each([
    ['oneself', 'friend_invite', 'late', 409, 'friend_oneself'],
    ['oneself', 'friend_helped', 'late', 409, 'friend_oneself'],
    ['nobody', 'friend_invite', 'ghost', 404, 'user_not_found'],
    ['nobody', 'friend_helped', 'ghost', 404, 'user_not_found'],
    ['who was here before', 'friend_invite', 'ada', 409, 'here_before'],
  ])('[ACT-8] whoever tells it, %s is no %s', async (...[, activity, friend_id, status, code]) => {
    await desk.addUser('late')
    const before = desk.station.queries.counts().journalRows
    const said = { ...action(activity, 'mate', { friend_id }), user_id: 'late' }
    expect(await tell(said, desk.operator)).toMatchObject({ status, body: { error: { code } } })
    expect(desk.station.queries.counts().journalRows).toBe(before)
  })

  test('[ABUSE-10] more than a day’s work counts, earns nothing, and is said without reproach', async () => {
    const eager = await desk.addUser('eager')
    expect((await tell(action('session_start', 's1'), eager)).body).toMatchObject({ withheld: null })
    expect((await tell(action('session_start', 's2'), eager)).body).toMatchObject({
      recorded: true,
      awarded: 0,
      withheld: { violation: 'rate_limit_exceeded' },
    })
    expect((await desk.ask('GET', '/api/abuse/eager')).body).toMatchObject({
      violations_last_24h: 0,
      penalty: null,
    })
    const { events } = (await desk.ask('GET', '/api/users/eager/events', { token: eager })).body
    expect(JSON.stringify(events)).toContain('This earns no more points today; what was done stands.')
  })

  test.each([
    ['an unknown kind', { event_type: 'core.other', event_id: 'e', payload: {} }, 400, 'bad_request'],
    ['an unknown action', action('dance', 'e'), 400, 'bad_request'],
    ['a detail nobody asked for', action('button_click', 'e', { colour: 'red' }), 400, 'bad_request'],
    ['a session without its length', action('session_end', 'e'), 400, 'bad_request'],
    ['an unknown signal', action('briefing_opened', 'e', { signal_id: 'nowhere' }), 404, 'signal_not_found'],
  ])('[ACT-6] refuses %s, and changes nothing', async (_, body, status, code) => {
    const before = (await desk.ask('GET', '/api/users/ada/points', { token: ada })).body.transactions
    expect(await tell(body)).toMatchObject({ status, body: { error: { code } } })
    expect((await desk.ask('GET', '/api/users/ada/points', { token: ada })).body.transactions).toBe(before)
  })

  test('[ACT-6] refuses to review what has no outcome, and to plan what is decided', async () => {
    const eve = await desk.addUser('eve')
    const signal = await desk.postSignal()
    expect(await tell(action('outcome_reviewed', 'r1', { signal_id: signal }), eve)).toMatchObject({
      status: 409,
      body: { error: { code: 'not_settled' } },
    })
    expect((await tell(action('plan_saved', 'p1', { signal_id: signal }), eve)).body).toMatchObject({
      awarded: 12,
    })
    const late = await desk.postSignal()
    await desk.ask('POST', '/api/fire', { token: eve, body: { signal_id: late } })
    expect(await tell(action('plan_saved', 'p2', { signal_id: late }), eve)).toMatchObject({ status: 410 })
  })

  test('[POINTS-5] points are told to nobody but their owner and the operator', async () => {
    const bob = await desk.addUser('bob')
    expect(await desk.ask('GET', '/api/users/ada/points', { token: bob })).toMatchObject({ status: 403 })
    expect(await desk.ask('GET', '/api/users/ada/points')).toMatchObject({ status: 200 })
  })
})

describe('points by somebody’s word', () => {
  let seq = 0
  const change = (kind: string, body: object, token?: string) =>
    desk.ask('POST', `/api/points/${kind}`, {
      ...(token !== undefined && { token }),
      body: { user_id: 'fay', event_id: `w${++seq}`, ...body },
    })
  beforeAll(async () => {
    await desk.addUser('fay')
  })

  test('[POINTS-7] an award is multiplied like any other, and made once', async () => {
    // 100 x 1.1 and the two of level 1.
    const body = { amount: 100, multiplier: 1.1, event_id: 'once' }
    expect((await change('award', body)).body).toMatchObject({
      changed: true,
      amount: 112,
      points: { balance: 112 },
    })
    expect((await change('award', body)).body).toMatchObject({
      changed: false,
      amount: 0,
      points: { balance: 112 },
    })
  })

  test('[POINTS-8] what is spent or deducted lowers the balance alone; what is given back raises it alone', async () => {
    const spent = await change('spend', { amount: 100 })
    expect(spent.body).toMatchObject({ amount: -100, points: { balance: 12, lifetime: 112, xp: 112 } })
    const back = await change('refund', { amount: 40 })
    expect(back.body).toMatchObject({ amount: 40, points: { balance: 52, lifetime: 112, xp: 112 } })
    const fined = await change('deduct', { amount: 2, reason: 'a false report' })
    expect(fined.body).toMatchObject({ amount: -2, points: { balance: 50, lifetime: 112, xp: 112 } })
  })

  test('[POINTS-9] more than there is cannot go, unless an operator wants it', async () => {
    expect(await change('spend', { amount: 51 })).toMatchObject({
      status: 409,
      body: { error: { code: 'insufficient_points' } },
    })
    const below = await change('deduct', { amount: 60, reason: 'a chargeback', allow_negative: true })
    expect(below.body.points.balance).toBe(-10)
    const set = await change('adjust', { amount: 10, reason: 'set right' })
    expect(set.body).toMatchObject({ points: { balance: 0 } })
    const lines = (await desk.ask('GET', '/api/users/fay/transactions')).body.transactions
    expect(lines[0]).toMatchObject({
      type: 'admin_adjustment',
      amount: 10,
      reason: 'set right',
      by: 'operator',
    })
    // The balance is the sum of its record.
    expect(lines.reduce((sum: number, { amount }: { amount: number }) => sum + amount, 0)).toBe(0)
  })

  test.each([
    ['award', { amount: 0 }, 400],
    ['award', { amount: -5 }, 400],
    ['award', { amount: 1.5 }, 400],
    ['award', { amount: 5, multiplier: 1.005 }, 400],
    ['award', { amount: 5, multiplier: 2.1 }, 400],
    ['spend', { amount: 5, bonus: 1 }, 400],
    ['deduct', { amount: 5 }, 400],
    ['adjust', { amount: 5 }, 400],
    ['award', { amount: 5, user_id: 'nobody' }, 404],
    ['give', { amount: 5 }, 400],
  ])('[POINTS-10] %s %o is refused and changes nothing', async (kind, body, status) => {
    const before = (await desk.ask('GET', '/api/users/fay/points')).body
    expect((await change(kind, body)).status).toBe(status)
    const after = (await desk.ask('GET', '/api/users/fay/points')).body
    expect(after).toEqual({ ...before, timestamp: after.timestamp })
  })

  test('[POINTS-11] a membership multiplies what comes after it', async () => {
    await desk.addUser('gus')
    expect((await desk.ask('POST', '/api/users/gus/vip', { body: { vip: 'standard' } })).status).toBe(200)
    const gus = await change('award', { user_id: 'gus', amount: 100 })
    // The first membership brought 500 points and with them level 3: 150 and 6.
    expect(gus.body).toMatchObject({ amount: 156 })
    expect((await desk.ask('GET', '/api/users/gus/points')).body).toMatchObject({ vip: 'standard' })
  })

  test('[ABUSE-8] a limit withholds points, never the deed; the operator sees it and can forgive', async () => {
    const hal = await desk.addUser('hal')
    for (let index = 0; index < 10; index++)
      expect((await tell(premium('hal', `h${index}`), desk.operator)).body.withheld).toBeNull()
    const over = await tell(premium('hal', 'h10'), desk.operator)
    expect(over).toMatchObject({
      status: 200,
      body: { recorded: true, awarded: 0, withheld: { violation: 'rate_limit_exceeded' } },
    })
    const signal = await desk.postSignal()
    expect((await desk.ask('POST', '/api/fire', { token: hal, body: { signal_id: signal } })).status).toBe(
      200,
    )
    expect((await desk.ask('GET', '/api/abuse/hal')).body).toMatchObject({
      is_suspicious: true,
      actions_last_minute: 10,
      violations_last_24h: 2,
    })
    expect(
      (await desk.ask('GET', '/api/abuse')).body.users.map((each: { user_id: string }) => each.user_id),
    ).toContain('hal')
    // A direct award is refused outright, and noted.
    expect(await change('award', { user_id: 'hal', amount: 5 })).toMatchObject({
      status: 429,
      body: { error: { code: 'anti_abuse' } },
    })
    expect((await desk.ask('GET', '/api/abuse/hal')).body).toMatchObject({
      violations_last_24h: 3,
      penalty: { kind: 'pause' },
    })
    expect((await desk.ask('POST', '/api/abuse/hal/reset')).body).toMatchObject({
      is_suspicious: false,
      violations_last_24h: 0,
      penalty: null,
    })
    expect((await change('award', { user_id: 'hal', amount: 5 })).body).toMatchObject({ changed: true })
  })
})

describe('all of it at once', () => {
  test('[PROGRESS-1] one request shows each part as its own route does', async () => {
    const token = await desk.addUser('whole')
    await tell(action('daily_login', 'w1'), token)
    await tell(action('button_click', 'w2'), token)
    const part = async (path: string) => (await desk.ask('GET', path, { token })).body
    const whole = await part('/api/users/whole/progress')
    const { user_id, timestamp: _, ...points } = await part('/api/users/whole/points')
    expect([whole.user_id, whole.points]).toEqual([user_id, points])
    const streaks = await part('/api/users/whole/streaks')
    expect(whole.streaks).toEqual(streaks.streaks)
    expect(whole.streak_statistics).toEqual(streaks.statistics)
    const { statistics } = await part('/api/users/whole/achievements')
    expect(whole.achievements.unlocked).toBe(1)
    expect(whole.achievements).toMatchObject({
      available: statistics.total_available,
      completion_percentage: statistics.completion_percentage,
      tier_counts: statistics.tier_counts,
    })
    expect(whole.daily_missions).toEqual(await part('/api/missions/daily'))
    expect(whole.personal_records).toEqual((await part('/api/users/whole/records')).personal_records)
    expect(whole.mystery_boxes).toEqual({ unopened_count: 0, boxes: [] })
    expect(whole.seasonal_campaign).toBeNull()
  })

  test('[PROGRESS-1] of oneself, and of users there are', async () => {
    const path = '/api/users/whole/progress'
    expect(await desk.ask('GET', path, { token: ada })).toMatchObject({ status: 403 })
    const unknown = await desk.ask('GET', '/api/users/nobody/progress', { token: desk.operator })
    expect(unknown).toMatchObject({ status: 404, body: { error: { code: 'user_not_found' } } })
  })
})

describe('what is told of a day', () => {
  test('[POINTS-12] the bonus of the day is told live once, with its streak, and the streak beside it', async () => {
    const token = await desk.addUser('riser')
    const socket = await desk.connect(token)
    const bonus = next<{ payload: unknown; priority: string }>(socket, 'gamification.daily_bonus_claimed')
    const streak = next<{ payload: unknown; priority: string }>(socket, 'gamification.streak_updated')
    const before = Date.now() / 1_000
    await tell(action('daily_login', 'r1'), token)
    const { payload, priority } = await bonus
    expect(DailyBonusClaimedMessage.shape.payload.safeParse(payload).error).toBeUndefined()
    expect(priority).toBe('normal')
    // The login is worth 50, and level 1 adds 2.
    expect(payload).toMatchObject({ points_awarded: 52, bonus_type: 'standard', consecutive_days: 1 })
    const { bonus_day, next_bonus_available_at, claimed_at } = payload as z.infer<
      typeof DailyBonusClaimedMessage
    >['payload']
    // The desk's user lives by UTC.
    expect(next_bonus_available_at).toBe(Date.parse(`${bonus_day}T00:00:00Z`) / 1_000 + 86_400)
    expect(claimed_at).toBeGreaterThanOrEqual(Math.floor(before))

    const grown = await streak
    expect(StreakUpdatedMessage.shape.payload.safeParse(grown.payload).error).toBeUndefined()
    expect(grown).toMatchObject({
      priority: 'normal',
      payload: {
        streak_type: 'daily_login',
        previous_count: 0,
        new_count: 1,
        is_broken: false,
        streak_milestone: null,
      },
    })
  })

  test('[POINTS-12] a login whose points are withheld has no bonus, and one told again none more', async () => {
    const token = await desk.addUser('busy')
    for (let time = 1; time <= 10; time++) await tell(premium('busy', `n${time}`), desk.operator)
    expect((await tell(action('daily_login', 'late'), token)).body).toMatchObject({
      recorded: true,
      withheld: {},
    })
    const riser = await desk.addUser('riser-2')
    for (const id of ['one', 'two']) await tell(action('daily_login', id), riser)
    const kinds = async (name: string) =>
      (await desk.ask('GET', `/api/users/${name}/events?limit=100`, { token: desk.operator })).body.events
        .map(({ event_type }: { event_type: string }) => event_type)
        .filter((kind: string) => kind === 'daily_bonus_claimed').length
    expect([await kinds('busy'), await kinds('riser-2')]).toEqual([0, 1])
  })
})
