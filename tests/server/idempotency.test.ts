import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openServing, type Serving, SIGNAL } from './serving.ts'

let serving: Serving
let ada: string
let bob: string
beforeAll(async () => {
  serving = await openServing()
  serving.station.onCommit((recorded) => {
    recordedSoFar += recorded.filter(({ event }) => !ROUTING.has(event.kind)).length
    fires += recorded.filter(({ event }) => event.kind === 'signal_fired').length
  })
  ada = await serving.addUser('ada')
  bob = await serving.addUser('bob')
})
afterAll(() => serving.close())

const ROUTING: ReadonlySet<string> = new Set(['signal_offered', 'signal_routed'])
/** Events of requests. Who is brought a new signal is decided by the station itself, in its own time. */
let recordedSoFar = 0
let fires = 0
const rows = () => recordedSoFar
const keyed = (key: string) => ({ 'idempotency-key': key })

test('[IDEM-1] the same key and body answer as before and do nothing again', async () => {
  const id = await serving.postSignal()
  const body = { signal_id: id, risk_pct: 0.5 }
  const first = await serving.ask('POST', '/api/fire', { token: ada, body, headers: keyed('one') })
  const before = rows()
  const second = await serving.ask('POST', '/api/fire', { token: ada, body, headers: keyed('one') })
  expect([second.status, second.text]).toEqual([200, first.text])
  expect([first.headers['idempotency-replayed'], second.headers['idempotency-replayed']]).toEqual([
    undefined,
    'true',
  ])
  expect(rows()).toBe(before)
})

test('[IDEM-2] the same key with another body is refused and changes nothing', async () => {
  const id = await serving.postSignal()
  await serving.ask('POST', '/api/fire', { token: ada, body: { signal_id: id }, headers: keyed('two') })
  const before = rows()
  const said = await serving.ask('POST', '/api/fire', {
    token: ada,
    body: { signal_id: id, risk_pct: 2 },
    headers: keyed('two'),
  })
  expect([said.status, said.body.error.code, rows()]).toEqual([422, 'idempotency_key_reused', before])
})

test('[IDEM-3] a key belongs to its caller and its route', async () => {
  const id = await serving.postSignal()
  const other = await serving.postSignal()
  const fires = await Promise.all(
    [ada, bob].map((token) =>
      serving.ask('POST', '/api/fire', { token, body: { signal_id: id }, headers: keyed('three') }),
    ),
  )
  expect(fires.map(({ body }) => body.user_id)).toEqual(['ada', 'bob'])
  const passed = await serving.ask('POST', '/api/pass', {
    token: ada,
    body: { signal_id: other, reason: 'news' },
    headers: keyed('three'),
  })
  expect(passed.status).toBe(200)
})

test('[IDEM-4] sixteen twins with one key: one effect, one answer for all', async () => {
  const id = await serving.postSignal()
  const before = fires
  const body = { signal_id: id }
  const said = await Promise.all(
    Array.from({ length: 16 }, () =>
      serving.ask('POST', '/api/fire', { token: ada, body, headers: keyed('twins') }),
    ),
  )
  expect(new Set(said.map(({ text }) => text)).size).toBe(1)
  expect(said.map(({ status }) => status)).toEqual(Array(16).fill(200))
  expect(said.filter(({ headers }) => headers['idempotency-replayed'] === 'true')).toHaveLength(15)
  expect(fires - before).toBe(1)
})

test('[IDEM-4] sixteen twins with keys of their own: one 200 and fifteen 409', async () => {
  const id = await serving.postSignal()
  const cyd = await serving.addUser('cyd')
  const said = await Promise.all(
    Array.from({ length: 16 }, (_, index) =>
      serving.ask('POST', '/api/fire', {
        token: cyd,
        body: { signal_id: id },
        headers: keyed(`own-${index}`),
      }),
    ),
  )
  expect(said.filter(({ status }) => status === 200)).toHaveLength(1)
  expect(said.filter(({ status }) => status === 409)).toHaveLength(15)
})

test('[IDEM-5] a refusal is not kept: the retry is judged anew', async () => {
  const body = { user_id: 'late', role: 'trader', label: 'x' }
  const first = await serving.ask('POST', '/api/tokens', { body, headers: keyed('retry') })
  expect(first.body.error.code).toBe('user_not_found')
  await serving.ask('POST', '/api/users', { body: { user_id: 'late', timezone: 'UTC' } })
  const second = await serving.ask('POST', '/api/tokens', { body, headers: keyed('retry') })
  expect([second.status, second.headers['idempotency-replayed']]).toEqual([201, undefined])
})

test('[IDEM-6] a token asked for under a key is given again, the same one, and only its hash is kept', async () => {
  const body = { user_id: 'ada', role: 'trader', label: 'phone' }
  const first = await serving.ask('POST', '/api/tokens', { body, headers: keyed('token') })
  const again = await serving.ask('POST', '/api/tokens', { body, headers: keyed('token') })
  expect(again.text).toBe(first.text)
  expect(again.headers['idempotency-replayed']).toBe('true')
  const asked = await serving.ask('GET', '/api/session', { token: again.body.token })
  expect(asked.body.user_id).toBe('ada')
  expect(statSync(join(serving.folder, 'token.key')).mode & 0o777).toBe(0o600)
  expect(readFileSync(join(serving.folder, 'token.key'))).toHaveLength(32)
})

test('[IDEM-7] a provider that repeats his signal gets the signal he listed', async () => {
  const asked = { body: SIGNAL, headers: keyed('signal') }
  const first = await serving.ask('POST', '/api/signals', asked)
  await serving.ask('POST', '/api/fire', { token: bob, body: { signal_id: first.body.signal.id } })
  const again = await serving.ask('POST', '/api/signals', asked)
  expect([again.status, again.text]).toEqual([201, first.text])
})

test('[IDEM-8] routes that leave no event behind keep their answers too', async () => {
  const first = await serving.ask('POST', '/api/feed', { body: { speed: 2 }, headers: keyed('feed') })
  const again = await serving.ask('POST', '/api/feed', { body: { speed: 2 }, headers: keyed('feed') })
  expect([again.text, again.headers['idempotency-replayed']]).toEqual([first.text, 'true'])
  const other = await serving.ask('POST', '/api/feed', { body: { speed: 3 }, headers: keyed('feed') })
  expect(other.body.error.code).toBe('idempotency_key_reused')
  expect((await serving.ask('GET', '/api/feed')).body.speed).toBe(0)
})

test('[IDEM-9] a retry after the window closed answers as the first did', async () => {
  const id = await serving.postSignal()
  const asked = { token: bob, body: { signal_id: id }, headers: keyed('late') }
  const first = await serving.ask('POST', '/api/fire', asked)
  await serving.execute({
    kind: 'advance_market',
    runId: 'r1' as never,
    barsDone: Number.MAX_SAFE_INTEGER,
    at: serving.station.market.clock().at + 4_000_000,
    closes: [],
    candidates: [],
    ended: false,
  })
  expect((await serving.ask('POST', '/api/fire', asked)).text).toBe(first.text)
})

test('[IDEM-10] the same value in another order, in other white space or with a default written out is the same body', async () => {
  const id = await serving.postSignal()
  const fire = (text: string) =>
    serving.ask('POST', '/api/fire', { token: bob, text, headers: keyed('order') })
  const first = await fire(`{"signal_id":"${id}","risk_pct":0.5}`)
  expect([first.status, first.headers['idempotency-replayed']]).toEqual([200, undefined])
  for (const text of [
    `{"risk_pct":0.5,"signal_id":"${id}"}`,
    ` {\n\t"signal_id" : "${id}" , "risk_pct" : 5e-1 } `,
  ]) {
    const said = await fire(text)
    expect([said.text, said.headers['idempotency-replayed']]).toEqual([first.text, 'true'])
  }
  expect((await fire(`{"signal_id":"${id}","risk_pct":0.51}`)).body.error.code).toBe('idempotency_key_reused')

  const add = (body: object) => serving.ask('POST', '/api/users', { body, headers: keyed('tier') })
  const added = await add({ user_id: 9001, timezone: 'UTC' })
  const again = await add({ timezone: 'UTC', member_tier: 'nibbler', user_id: '9001' })
  expect([again.text, again.headers['idempotency-replayed']]).toEqual([added.text, 'true'])
})

test('[IDEM-10] no body and an empty object are the same body', async () => {
  const maintain = (asked: object) =>
    serving.ask('POST', '/api/ops/maintain', { ...asked, headers: keyed('nothing') })
  const first = await maintain({})
  const again = await maintain({ body: {} })
  expect([again.text, again.headers['idempotency-replayed']]).toEqual([first.text, 'true'])
})
