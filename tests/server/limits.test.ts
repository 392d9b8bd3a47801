import { io } from 'socket.io-client'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { ENDPOINTS, type Endpoint } from '#contracts/http.ts'
import { openServing, type Said, type Serving } from './serving.ts'

const left = ({ headers }: Said) => Number(headers['x-ratelimit-remaining'])
const limit = ({ headers }: Said) => headers['x-ratelimit-limit']

describe('classes', () => {
  let desk: Serving
  let ada: string
  let bob: string
  beforeAll(async () => {
    // Refill so slow that nothing comes back while the test runs: five a minute is one in twelve seconds.
    desk = await openServing({
      limits: { readsPerMinute: 5, moneyPerMinute: 3, hooksPerMinute: 4, strangersPerMinute: 2 },
    })
    ada = await desk.addUser('ada')
    bob = await desk.addUser('bob')
  })
  afterAll(() => desk.close())

  test('[LIMIT-1] every endpoint is of a class: a GET reads, and nothing else does', () => {
    for (const [name, { method, path, rate }] of Object.entries(ENDPOINTS) as [string, Endpoint][]) {
      const pairs = path.startsWith('/api/pairing')
      expect([name, rate === 'pairing', rate === 'read']).toEqual([name, pairs, method === 'GET' && !pairs])
    }
  })

  test('[LIMIT-2] who has read too much may still write, and his address is not blamed', async () => {
    const read = () => desk.ask('GET', '/api/feed', { token: ada })
    const statuses = []
    for (let count = 0; count < 6; count++) statuses.push((await read()).status)
    expect(statuses).toEqual([200, 200, 200, 200, 200, 429])
    const said = await read()
    expect([said.body.error.code, Number(said.headers['retry-after']) > 0]).toEqual(['rate_limited', true])
    const wrote = await desk.ask('POST', '/api/users/ada/timezone', { token: ada, body: { timezone: 'UTC' } })
    expect(wrote.status).toBe(200)
    expect((await desk.ask('GET', '/api/feed', { token: bob })).status).toBe(200)
  })

  test('[LIMIT-3] what gives or takes value is counted by the user it is for', async () => {
    const award = (user_id: string, event_id: string) =>
      desk.ask('POST', '/api/points/award', { body: { user_id, amount: 1, event_id } })
    const statuses = []
    for (const id of ['a', 'b', 'c', 'd']) statuses.push((await award('ada', id)).status)
    expect(statuses).toEqual([200, 200, 200, 429])
    const other = await award('bob', 'e')
    expect([other.status, limit(other), left(other)]).toEqual([200, '3', 2])
  })

  test('[LIMIT-4] strangers have few tries at an address, and who needs no token reads there', async () => {
    const guess = (path: string) => desk.ask('GET', path, { token: 'fd1_guess_x' })
    expect((await guess('/api/feed')).status).toBe(401)
    // Also where nothing is: a stranger is not told.
    expect((await guess('/api/nothing')).status).toBe(401)
    expect((await guess('/api/feed')).status).toBe(429)
    expect((await guess('/api/nothing')).status).toBe(429)
    const health = await desk.ask('GET', '/health', { token: null })
    expect([health.status, limit(health)]).toEqual([200, '5'])
    expect((await desk.ask('GET', '/api/feed', { token: bob })).status).toBe(200)
  })
})

describe('pairing', () => {
  let desk: Serving
  beforeEach(async () => {
    desk = await openServing({
      limits: {
        readsPerMinute: 1,
        requestsPerSecond: 0.001,
        requestBurst: 1,
        strangersPerMinute: 1,
        pairingPerMinute: 4,
      },
    })
  })
  afterEach(() => desk.close())

  const open = () => desk.ask('POST', '/api/pairing', {})
  const status = () =>
    desk.ask('POST', '/api/pairing/status', { token: null, body: { claim: 'c'.repeat(43) } })

  test('[LIMIT-9] who has used up everything else can pair', async () => {
    const used = async (ask: () => Promise<Said>) => [(await ask()).status, (await ask()).status].at(-1)
    expect(await used(() => desk.ask('GET', '/api/feed', {}))).toBe(429)
    expect(await used(() => desk.ask('POST', '/api/maintain', {}))).toBe(429)
    expect(await used(() => desk.ask('GET', '/api/feed', { token: null }))).toBe(429)
    expect(await used(() => desk.ask('GET', '/health', { token: null }))).toBe(429)
    const opened = await open()
    expect([opened.status, limit(opened), left(opened)]).toEqual([201, '4', 3])
    const [asked, came] = [
      await status(),
      await desk.ask('POST', '/api/pairing/claim', {
        token: null,
        body: {
          code: opened.body.code,
          challenge: 'x'.repeat(43),
          nonce: 'n'.repeat(22),
          device_name: 'phone',
        },
      }),
    ]
    expect([asked.status, came.status, left(came)]).toEqual([200, 200, 2])
    const { pairing } = (await desk.ask('GET', '/api/pairing', {})).body
    const approved = await desk.ask('POST', `/api/pairing/${pairing.pairing_id}/approve`, {
      body: { user_id: 'operator', role: 'viewer', sas: pairing.claim.sas },
    })
    expect(approved.status).toBe(200)
  })

  test('[LIMIT-9] who has used up pairing can do everything else', async () => {
    const statuses: number[] = []
    for (let count = 0; count < 5; count++) statuses.push((await status()).status)
    expect(statuses).toEqual([200, 200, 200, 200, 429])
    expect((await desk.ask('GET', '/health', { token: null })).status).toBe(200)
    // A stranger's tries are not used up by it, nor is the operator.
    expect((await desk.ask('GET', '/api/feed', { token: null })).status).toBe(401)
    expect((await open()).status).toBe(201)
  })
})

describe('what is left', () => {
  let desk: Serving
  let ada: string
  beforeAll(async () => {
    desk = await openServing({
      limits: {
        requestsPerSecond: 0.001,
        requestBurst: 50,
        readsPerMinute: 60,
        hooksPerMinute: 70,
        moneyPerMinute: 80,
      },
    })
    ada = await desk.addUser('ada')
  })
  afterAll(() => desk.close())

  test('[LIMIT-5] is said with every answer past the door, refusals too, and each costs one', async () => {
    const token = ada
    const signal_id = await desk.postSignal()
    const cases: readonly [string, number, string, () => Promise<Said>][] = [
      ['read', 200, '60', () => desk.ask('GET', '/api/feed', { token })],
      ['nothing there', 404, '60', () => desk.ask('GET', '/api/nothing', { token })],
      ['wrong role', 403, '50', () => desk.ask('POST', '/api/users', { token, body: {} })],
      ['malformed', 400, '50', () => desk.ask('POST', '/api/users/ada/timezone', { token, body: {} })],
      ['no JSON', 400, '50', () => desk.ask('POST', '/api/users/ada/timezone', { token, text: '{' })],
      ['a malformed decision', 400, '50', () => desk.ask('POST', '/api/fire', { token, body: {} })],
      ['a decision that is no JSON', 400, '50', () => desk.ask('POST', '/api/fire', { token, text: '{' })],
      [
        'a decision of another type',
        415,
        '50',
        () => desk.ask('POST', '/api/fire', { token, text: '{}', headers: { 'content-type': 'text/plain' } }),
      ],
      [
        'a decision for another',
        403,
        '50',
        () => desk.ask('POST', '/api/fire', { token, body: { signal_id, user_id: 'operator' } }),
      ],
      [
        'a decision under no key',
        400,
        '50',
        () =>
          desk.ask('POST', '/api/fire', {
            token,
            body: { signal_id },
            headers: { 'idempotency-key': 'a b' },
          }),
      ],
      ['a decision', 200, '20', () => desk.ask('POST', '/api/fire', { token, body: { signal_id } })],
      ['a decision again', 409, '20', () => desk.ask('POST', '/api/fire', { token, body: { signal_id } })],
      [
        'an activity',
        200,
        '70',
        () =>
          desk.ask('POST', '/api/activity', {
            token: desk.operator,
            body: {
              event_type: 'core.user_action',
              event_id: 'x',
              user_id: 'ada',
              payload: { action_type: 'button_click' },
            },
          }),
      ],
    ]
    let wrote = Number.NaN
    for (const [what, status, bucket, ask] of cases) {
      const said = await ask()
      expect([what, said.status, limit(said)]).toEqual([what, status, bucket])
      expect([what, Number.isInteger(left(said)), said.headers['x-ratelimit-reset']]).toEqual([
        what,
        true,
        expect.stringMatching(/^\d+$/),
      ])
      if (bucket !== '50') continue
      if (!Number.isNaN(wrote)) expect([what, left(said)]).toEqual([what, wrote - 1])
      wrote = left(said)
    }
  })
})

describe('sockets', () => {
  let desk: Serving
  beforeAll(async () => {
    desk = await openServing({
      limits: { socketsPerToken: 2, connections: 3, messagesPerSecond: 1, resumedEventsPerMinute: 5 },
    })
  })
  afterAll(() => desk.close())

  const problemOf = (token: string) =>
    new Promise<unknown>((resolve) => {
      const socket = io(desk.url, {
        auth: { token },
        reconnection: false,
        forceNew: true,
        transports: ['websocket'],
      })
      socket.once('connect_error', (error: Error & { data?: unknown }) => {
        socket.close()
        resolve(error.data)
      })
    })

  test('[LIMIT-6] one token has so many sockets open and no more, and takes none from another', async () => {
    const [ada, bob] = [await desk.addUser('ada'), await desk.addUser('bob')]
    const first = await desk.connect(ada)
    await desk.connect(ada)
    expect(await problemOf(ada)).toEqual({ code: 'overloaded' })
    await desk.connect(bob)
    const gone = new Promise((resolve) => first.once('disconnect', resolve))
    first.disconnect()
    await gone
    await expect
      .poll(
        () =>
          desk.connect(ada).then(
            () => 'open',
            () => 'refused',
          ),
        { timeout: 10_000 },
      )
      .toBe('open')
  })

  test('[LIVE-10] the messages of a socket have the rate that is set', async () => {
    const socket = await desk.connect(await desk.addUser('fay'))
    const said = []
    for (let count = 0; count < 6; count++)
      said.push((await socket.emitWithAck('leave_mission', { signal_id: 'x' })).error?.code)
    // Five seconds of it at once.
    expect(said).toEqual([undefined, undefined, undefined, undefined, undefined, 'rate_limited'])
  })

  test('[LIMIT-8] what the sockets of a token are given again is counted by events, and the next of them waits', async () => {
    const [gus, hal] = [await desk.addUser('gus'), await desk.addUser('hal')]
    // Opened, and two fires.
    const signal_id = await desk.postSignal()
    for (const token of [gus, hal]) await desk.ask('POST', '/api/fire', { token, body: { signal_id } })
    const cursor = { epoch: desk.station.epoch, stream: `mission:${signal_id}`, seq: 0 }
    const ask = async (token: string, seq: number) => {
      const socket = await desk.connect(token)
      const said = await socket.emitWithAck('resume', { cursors: [{ ...cursor, seq }] })
      const gone = new Promise((resolve) => socket.once('disconnect', resolve))
      socket.disconnect()
      await gone
      return said
    }
    expect((await ask(gus, 0)).events).toHaveLength(3)
    // One of five is left: a socket that comes anew brings no more of them. It takes 36 s until there are four.
    const { ok, error } = await ask(gus, 0)
    expect([ok, error.code]).toEqual([false, 'rate_limited'])
    expect(error.retry_after).toBeGreaterThan(24)
    expect(error.retry_after).toBeLessThanOrEqual(36)
    // Who missed nothing is answered, and so is another.
    expect(await ask(gus, 3)).toEqual({ ok: true, events: [] })
    expect((await ask(hal, 0)).events).toHaveLength(3)
  })

  test('[LIMIT-7] who opens sockets and does not sign in is sent away, and those who did stay', async () => {
    const ada = await desk.addUser('eve')
    const socket = await desk.connect(ada)
    const open = () => desk.ask('GET', '/socket.io/?EIO=4&transport=polling', { token: null })
    const statuses = []
    for (let count = 0; count < 4; count++) statuses.push((await open()).status)
    expect(statuses).toEqual([200, 200, 200, 503])
    const said = await open()
    expect([said.body.error.code, said.headers['retry-after']]).toEqual(['overloaded', '1'])
    expect(socket.connected).toBe(true)
  })
})
