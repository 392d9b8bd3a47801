import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openServing, type Serving } from './serving.ts'

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
    // 5 and the two of level 1.
    expect(first.body).toMatchObject({
      awarded: 7,
      points: { balance: 7, lifetime: 7, xp: 7, earned_today: 7 },
    })
    const again = await tell(action('button_click', 'e1'))
    expect(again.body).toMatchObject({ recorded: false, awarded: 0, points: { balance: 7 } })
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
      awarded: 5,
    })
    await desk.ask('POST', '/api/fire', { token: cyd, body: { signal_id: signal } })
    await desk.ask('POST', '/api/pass', { token: dan, body: { signal_id: signal, reason: 'risk' } })
    const of = async (name: string, token: string) =>
      (await desk.ask('GET', `/api/users/${name}/transactions`, { token })).body.transactions
    expect((await of('dan', dan)).map((line: { action: string }) => line.action)).toEqual(['decision_made'])
    const lines = await of('cyd', cyd)
    expect(lines.map(({ action, amount }: { action: string; amount: number }) => [action, amount])).toEqual([
      ['chapter_completed', 152],
      ['decision_made', 27],
      ['briefing_opened', 5],
    ])
    expect(lines[1]).toMatchObject({ balance_before: 5, balance_after: 32 })
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
    expect(said.body).toMatchObject({ recorded: true, awarded: 502 })
  })

  test.each([
    ['an unknown kind', { event_type: 'core.other', event_id: 'e', payload: {} }, 400, 'bad_request'],
    ['an unknown action', action('dance', 'e'), 400, 'bad_request'],
    ['a detail nobody asked for', action('button_click', 'e', { colour: 'red' }), 400, 'bad_request'],
    ['a tutorial without a name', action('tutorial_completed', 'e'), 400, 'bad_request'],
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
