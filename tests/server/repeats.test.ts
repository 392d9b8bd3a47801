import { afterAll, beforeAll, expect, test } from 'vitest'
import { openServing, type Said, type Serving } from './serving.ts'

let desk: Serving
const tokens = new Map<string, string>()
beforeAll(async () => {
  desk = await openServing()
  for (const name of ['ann', 'dan']) tokens.set(name, await desk.addUser(name))
  await post('ann', '/api/friends', { user_id: 'dan' })
  await post('dan', '/api/friends/ann/accept', {})
})
afterAll(() => desk.close())

const post = (who: string, path: string, body: object, key?: string): Promise<Said> =>
  desk.ask('POST', path, {
    ...(tokens.has(who) ? { token: tokens.get(who) as string } : {}),
    body,
    headers: key === undefined ? {} : { 'idempotency-key': key },
  })

test('[IDEM-11] a repeat of a switch says what it said, though it was switched again', async () => {
  await post('op', '/api/metrics', { metric_id: 'boxes', name: 'Boxes', event: 'box_opened' })
  const off = () => post('op', '/api/metrics/boxes', { active: false }, 'off')
  const first = await off()
  expect(first.body.metric.active).toBe(false)
  await post('op', '/api/metrics/boxes', { active: true }, 'on')
  expect((await off()).body).toEqual(first.body)
  expect((await desk.ask('GET', '/api/metrics')).body.metrics[0].active).toBe(true)
})

test('[IDEM-11] a repeat of a start says that it runs, though it was ended', async () => {
  const terms = {
    experiment_id: 'bonus',
    name: 'Bonus',
    changes: { level_bonus_max: 60 },
    outcome: { event: 'activity_recorded' },
  }
  const start = () => post('op', '/api/experiments', terms, 'start')
  const first = await start()
  expect(first.body.experiment.running).toBe(true)
  const ended = await post('op', '/api/experiments/bonus/end', {}, 'end')
  expect(ended.body.experiment.running).toBe(false)
  expect((await start()).body).toEqual(first.body)
})

test('[IDEM-11] a repeat of a proposal says that it waits, though it runs', async () => {
  const propose = () => post('ann', '/api/challenges', { user_id: 'dan' }, 'propose')
  const first = await propose()
  const { challenge_id } = first.body.challenge
  const accept = () => post('dan', `/api/challenges/${challenge_id}/accept`, {}, 'accept')
  const accepted = await accept()
  expect(accepted.body.challenge).toMatchObject({ state: 'running', standing: { signals: 0 } })
  expect((await propose()).body).toEqual(first.body)
  const signal = await desk.postSignal()
  for (const who of ['ann', 'dan']) await post(who, '/api/pass', { signal_id: signal, reason: 'risk' })
  expect((await accept()).body).toEqual(accepted.body)
})

test.each(['fire', 'pass'])(
  '[FRIEND-9] a friend whose decision a service told of already keeps nobody from a %s',
  async (decision) => {
    const signal_id = await desk.postSignal()
    const payload = { action_type: 'friend_decided', action_data: { signal_id, friend_id: 'dan' } }
    const told = { event_type: 'core.user_action', event_id: `told-${decision}`, user_id: 'ann', payload }
    expect((await post('op', '/api/activity', told)).status).toBe(200)
    expect((await post('dan', '/api/pass', { signal_id, reason: 'risk' })).status).toBe(200)
    const body = decision === 'fire' ? { signal_id } : { signal_id, reason: 'risk' }
    expect((await post('ann', `/api/${decision}`, body)).status).toBe(200)
  },
)
