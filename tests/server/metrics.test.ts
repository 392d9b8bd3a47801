import { afterAll, beforeAll, expect, test } from 'vitest'
import { openServing, type Serving } from './serving.ts'

let desk: Serving
let ada: string

beforeAll(async () => {
  desk = await openServing({ limits: { requestBurst: 10_000 } })
  ada = await desk.addUser('ada')
})
afterAll(() => desk.close())

const post = (path: string, body: unknown, token = desk.operator) => desk.ask('POST', path, { body, token })
const LOGINS = {
  metric_id: 'logins',
  name: 'Who logged in',
  event: 'activity_recorded',
  measure: 'users',
  filter: { activity: 'daily_login' },
  window_days: 2,
}

test('[METRIC-8] an operator defines a figure, reads it, and switches it off', async () => {
  const payload = { action_type: 'daily_login' }
  const event = { event_type: 'core.user_action', event_id: 'l1', user_id: 'ada', payload }
  await post('/api/activity', event)
  const made = await post('/api/metrics', LOGINS)
  expect(made).toMatchObject({ status: 201, body: { metric: { ...LOGINS, active: true } } })
  const read = await desk.ask('GET', '/api/metrics/logins')
  expect(read.body).toMatchObject({ value: 1, users: 1, events: 1, complete: true })
  expect(read.body.days).toHaveLength(2)
  const sum = read.body.days.reduce((all: number, { events }: { events: number }) => all + events, 0)
  expect(sum).toBe(1)

  expect(await post('/api/metrics/logins', { active: false })).toMatchObject({
    status: 200,
    body: { metric: { metric_id: 'logins', active: false } },
  })
  expect(await desk.ask('GET', '/api/metrics/logins')).toMatchObject({
    status: 409,
    body: { error: { code: 'metric_off' } },
  })
  expect((await desk.ask('GET', '/api/metrics')).body.metrics).toMatchObject([
    { metric_id: 'logins', active: false },
  ])
  await post('/api/metrics/logins', { active: true })
  expect((await desk.ask('GET', '/api/metrics/logins')).status).toBe(200)
})

test('[METRIC-8] figures are for operators, and each refusal has its status and its fields', async () => {
  expect((await post('/api/metrics', { ...LOGINS, metric_id: 'mine' }, ada)).status).toBe(403)
  expect((await desk.ask('GET', '/api/metrics', { token: ada })).status).toBe(403)
  expect(await post('/api/metrics', LOGINS)).toMatchObject({
    status: 409,
    body: { error: { code: 'metric_exists' } },
  })
  expect(await post('/api/metrics/nothing', { active: true })).toMatchObject({
    status: 404,
    body: { error: { code: 'metric_not_found' } },
  })
  expect((await desk.ask('GET', '/api/metrics/nothing')).status).toBe(404)
  const wrong = await post('/api/metrics', { ...LOGINS, metric_id: 'x', event: 'box_opened' })
  expect(wrong).toMatchObject({ status: 422, body: { error: { fields: [{ path: 'filter.activity' }] } } })
  for (const bad of [
    { event: 'user_added' },
    { window_days: 91 },
    { window_days: 0 },
    { filter: { day: 'x' } },
  ])
    expect((await post('/api/metrics', { ...LOGINS, metric_id: 'x', ...bad })).status).toBe(400)
  expect((await post('/api/metrics', { ...LOGINS, metric_id: 'Bad id' })).status).toBe(400)
})
