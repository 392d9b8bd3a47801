import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { ENDPOINTS, type Endpoint } from '#contracts/http.ts'
import { isShed, LOOP_DELAY_MS_FAR, LOOP_DELAY_MS_MAX } from '#server/shedding.ts'
import { openServing, type Said, type Serving } from './serving.ts'

let desk: Serving
let ada: string
let lateMs = 0
beforeAll(async () => {
  desk = await openServing({ lateMs: () => lateMs })
  ada = await desk.addUser('ada')
})
afterAll(() => desk.close())
beforeEach(() => {
  lateMs = 0
})

const told = ({ status, body }: Said) => [status, body?.error?.code]
const read = () => desk.ask('GET', '/api/signals', { token: ada })
const write = () => desk.ask('POST', '/api/users/ada/timezone', { token: ada, body: { timezone: 'UTC' } })

test('[SHED-1] from 200 ms of delay on reads are told to come again, and at 200 ms they are answered', async () => {
  lateMs = 200
  expect((await read()).status).toBe(200)
  lateMs = 201
  const said = await read()
  expect(told(said)).toEqual([503, 'overloaded'])
  expect([said.headers['retry-after'], said.body.error.retry_after]).toEqual(['1', 1])
  expect((await write()).status).toBe(200)
  lateMs = 200
  expect((await read()).status).toBe(200)
})

test('[SHED-2] from 400 ms on what is written waits too', async () => {
  lateMs = 400
  expect((await write()).status).toBe(200)
  lateMs = 401
  expect(told(await write())).toEqual([503, 'overloaded'])
  expect((await desk.ask('GET', '/api/users/ada/stats', { token: ada })).status).toBe(503)
})

test('[SHED-3] a decision is never sent away, nor is its retry, nor what gives or takes value', async () => {
  const [signal_id, other] = [await desk.postSignal(), await desk.postSignal()]
  lateMs = 60_000
  const fire = () =>
    desk.ask('POST', '/api/fire', { token: ada, body: { signal_id }, headers: { 'idempotency-key': 'one' } })
  const first = await fire()
  expect(first.status).toBe(200)
  const again = await fire()
  expect([again.text, again.headers['idempotency-replayed']]).toEqual([first.text, 'true'])
  const passed = await desk.ask('POST', '/api/pass', {
    token: ada,
    body: { signal_id: other, reason: 'news' },
  })
  expect(passed.status).toBe(200)
  const award = { user_id: 'ada', amount: 1, event_id: 'late' }
  expect((await desk.ask('POST', '/api/points/award', { body: award })).status).toBe(200)
})

test('[SHED-4] health, and what operators alone may do, is answered however late it is', async () => {
  lateMs = 60_000
  expect((await desk.ask('GET', '/health', { token: null })).status).toBe(200)
  const made = await desk.ask('POST', '/api/tokens', { body: { user_id: 'ada', role: 'viewer', label: 'x' } })
  expect(made.status).toBe(201)
  expect((await desk.ask('DELETE', `/api/tokens/${made.body.token_id}`)).status).toBe(204)
})

test('[SHED-4] of every endpoint it is decided by what it is, never by who asks', () => {
  for (const [name, endpoint] of Object.entries(ENDPOINTS) as [string, Endpoint][]) {
    const { rate, ownership, roles } = endpoint
    const isForDesk = ownership === 'public' || (roles.length === 1 && roles[0] === 'operator')
    const waits =
      isForDesk || rate === 'decision' || rate === 'money' ? 'never' : rate === 'read' ? 'first' : 'next'
    expect([name, isShed(endpoint, LOOP_DELAY_MS_MAX + 1), isShed(endpoint, LOOP_DELAY_MS_FAR + 1)]).toEqual([
      name,
      waits === 'first',
      waits !== 'never',
    ])
  }
})

test('[SHED-5] new sockets wait, and those that are open hear on', async () => {
  const socket = await desk.connect(ada)
  lateMs = 201
  const said = await desk.ask('GET', '/socket.io/?EIO=4&transport=polling', { token: null })
  expect(told(said)).toEqual([503, 'overloaded'])
  expect((await socket.emitWithAck('leave_mission', { signal_id: 'x' })).ok).toBe(true)
})

test('[SHED-6] who is refused anyway is told why, and not that the station is busy', async () => {
  lateMs = 60_000
  expect(told(await desk.ask('GET', '/api/signals', { token: null }))).toEqual([401, 'unauthenticated'])
  expect(told(await desk.ask('GET', '/api/abuse', { token: ada }))).toEqual([403, 'forbidden'])
})
