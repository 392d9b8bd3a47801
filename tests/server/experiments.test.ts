import { afterAll, beforeAll, expect, test } from 'vitest'
import { openServing, type Serving } from './serving.ts'

let desk: Serving
beforeAll(async () => {
  desk = await openServing({ limits: { requestBurst: 10_000 } })
})
afterAll(() => desk.close())

const post = (path: string, body: unknown, token = desk.operator) => desk.ask('POST', path, { body, token })
const BODY = {
  experiment_id: 'caps',
  name: 'A lower cap',
  changes: { combined_multiplier_max: 3 },
  treated_percent: 20,
  outcome: { event: 'points_awarded', measure: 'points', filter: { action: 'daily_login' } },
  days: 7,
}

test('[EXPER-10] an operator starts one, reads both arms, and ends it', async () => {
  await desk.addUser('bob')
  const made = await post('/api/experiments', BODY)
  const { days: _days, ...said } = BODY
  expect(made).toMatchObject({ status: 201, body: { experiment: { ...said, running: true } } })
  const { starts_at, ends_at } = made.body.experiment
  expect(ends_at - starts_at).toBe(7 * 86_400)
  const read = await desk.ask('GET', '/api/experiments/caps')
  // Bob alone: the station's own user is in no arm, and of one user no difference is told.
  expect(read.body.treated.n + read.body.control.n).toBe(1)
  expect(read.body).toMatchObject({ difference: null, complete: true })
  expect((await desk.ask('GET', '/api/experiments')).body.experiments).toHaveLength(1)
  expect(await post('/api/experiments', { ...BODY, experiment_id: 'more' })).toMatchObject({
    status: 409,
    body: { error: { code: 'experiment_running', message: '"A lower cap" runs: one at a time.' } },
  })
  const ended = await post('/api/experiments/caps/end', {})
  expect(ended).toMatchObject({ status: 200, body: { experiment: { running: false } } })
  expect(await post('/api/experiments/caps/end', {})).toMatchObject({
    status: 409,
    body: { error: { code: 'experiment_over' } },
  })
})

test('[EXPER-10] experiments are for operators, and each refusal has its status and its fields', async () => {
  const ada = await desk.addUser('ada')
  expect((await post('/api/experiments', BODY, ada)).status).toBe(403)
  expect((await desk.ask('GET', '/api/experiments', { token: ada })).status).toBe(403)
  expect(await post('/api/experiments', BODY)).toMatchObject({
    status: 409,
    body: { error: { code: 'experiment_exists' } },
  })
  expect(await desk.ask('GET', '/api/experiments/nothing')).toMatchObject({
    status: 404,
    body: { error: { code: 'experiment_not_found' } },
  })
  const same = { ...BODY, experiment_id: 'x', changes: { combined_multiplier_max: 5 } }
  expect(await post('/api/experiments', same)).toMatchObject({
    status: 422,
    body: { error: { code: 'invalid_configuration', fields: [{ path: 'changes' }] } },
  })
  for (const bad of [{ days: 0 }, { treated_percent: 5 }, { changes: { base_max: 1 } }, { outcome: {} }])
    expect((await post('/api/experiments', { ...BODY, experiment_id: 'x', ...bad })).status).toBe(400)
})
