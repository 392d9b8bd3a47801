import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openRateLimiter } from '#server/rate-limit.ts'
import { openServing, type Serving } from './serving.ts'

describe('buckets', () => {
  test('[RATE-1] a bucket gives its burst at once, then refills at its rate', () => {
    let now = 0
    const limiter = openRateLimiter({ perSecond: 10, burst: 3 }, () => now)
    const taken = () => limiter.take('ada').waitS
    expect([taken(), taken(), taken()]).toEqual([0, 0, 0])
    // Empty: the next token of ten a second comes in 0.1 s.
    expect(taken()).toBeCloseTo(0.1, 9)
    now = 100
    expect(taken()).toBe(0)
    now = 10_000
    expect([taken(), taken(), taken()]).toEqual([0, 0, 0])
    expect(taken()).toBeCloseTo(0.1, 9)
  })

  test('[RATE-1] many are taken at once or none, and more than the bucket holds counts as what it holds', () => {
    let now = 0
    const limiter = openRateLimiter({ perSecond: 10, burst: 100 }, () => now)
    expect([limiter.take('ada', 60).waitS, limiter.take('ada', 60).waitS]).toEqual([0, 2])
    expect(limiter.take('ada', 40).waitS).toBe(0)
    expect(limiter.take('ada', 5_000).waitS).toBe(10)
    now = 10_000
    expect(limiter.take('ada', 5_000)).toMatchObject({ waitS: 0, left: 0 })
  })

  test('[RATE-1] names do not share', () => {
    const limiter = openRateLimiter({ perSecond: 1, burst: 1 }, () => 0)
    expect([limiter.take('ada').waitS, limiter.take('bob').waitS, limiter.take('ada').waitS]).toEqual([
      0, 0, 1,
    ])
  })

  test('[RATE-2] any number of names leaves a bounded number of buckets, and the busy are forgotten last', () => {
    let now = 0
    const limiter = openRateLimiter({ perSecond: 1, burst: 1 }, () => now)
    for (let name = 0; name < 20_000; name++) limiter.take(`old-${name}`)
    now = 5_000
    limiter.take('busy')
    for (let name = 0; name < 19_000; name++) limiter.take(`new-${name}`)
    expect(limiter.take('busy').waitS).toBe(1)
  })
})

describe('over HTTP', () => {
  let serving: Serving
  let ada: string
  let robot: string
  // Refill so slow that nothing comes back while the test runs.
  beforeAll(async () => {
    serving = await openServing({
      limits: {
        decisionsPerSecond: 0.001,
        decisionBurst: 2,
        requestsPerSecond: 0.001,
        requestBurst: 40,
        readsPerMinute: 40,
        strangersPerMinute: 30,
      },
    })
    ada = await serving.addUser('ada')
    await serving.addUser('bob')
    robot = await serving.addUser('robot', 'service', { may_act_for: ['*'] })
  })
  afterAll(() => serving.close())

  const fire = (token: string, body: object, headers = {}) =>
    serving.ask('POST', '/api/fire', { token, body, headers })

  test('[RATE-3] who is too fast is told when to come again, and nothing is changed', async () => {
    const ids = [await serving.postSignal(), await serving.postSignal(), await serving.postSignal()]
    const said = []
    for (const signal_id of ids) said.push(await fire(ada, { signal_id }, { 'idempotency-key': signal_id }))
    expect(said.map(({ status }) => status)).toEqual([200, 200, 429])
    const last = said[2]!
    expect(last.body.error.code).toBe('rate_limited')
    // One token in a thousand seconds.
    expect(Number(last.headers['retry-after'])).toBe(1_000)
    expect(last.body.error.retry_after).toBe(1_000)
    expect(serving.station.queries.trade('ada' as never, ids[2] as never)).toBeNull()
  })

  test('[RATE-4] a retry under its key is no new decision', async () => {
    const [trade] = (await serving.ask('GET', '/api/users/ada/fires', { token: ada })).body.fires.slice(-1)
    const again = await fire(ada, { signal_id: trade.signal_id }, { 'idempotency-key': trade.signal_id })
    expect([again.status, again.headers['idempotency-replayed'], again.body.trade_id]).toEqual([
      200,
      'true',
      trade.trade_id,
    ])
  })

  test('[RATE-5] a service is counted by the user it acts for', async () => {
    const [one, two, three] = [
      await serving.postSignal(),
      await serving.postSignal(),
      await serving.postSignal(),
    ]
    const statuses = []
    for (const signal_id of [one, two, three])
      statuses.push((await fire(robot, { signal_id, user_id: 'bob' })).status)
    expect(statuses).toEqual([200, 200, 429])
    expect((await fire(robot, { signal_id: one, user_id: 'operator' })).status).toBe(200)
  })

  test('[RATE-6] what is left is said with each answer', async () => {
    const first = await serving.ask('GET', '/api/feed', { token: robot })
    const second = await serving.ask('GET', '/api/feed', { token: robot })
    expect(first.headers['x-ratelimit-limit']).toBe('40')
    expect(
      Number(first.headers['x-ratelimit-remaining']) - Number(second.headers['x-ratelimit-remaining']),
    ).toBe(1)
    expect(Number(second.headers['x-ratelimit-reset'])).toBeGreaterThan(0)
  })

  test('[RATE-7] strangers use up the bucket of their address, not that of anybody with a token', async () => {
    const statuses = []
    for (let count = 0; count < 31; count++)
      statuses.push((await serving.ask('GET', '/api/feed', { token: 'fd1_x_y' })).status)
    expect(statuses.slice(0, 30)).toEqual(Array(30).fill(401))
    expect(statuses[30]).toBe(429)
    expect((await serving.ask('GET', '/api/feed', { token: ada })).status).toBe(200)
  })

  test('[RATE-8] decisions that are not well-formed are counted by their token', async () => {
    const statuses = []
    for (let count = 0; count < 45; count++) statuses.push((await fire(robot, {})).status)
    expect(statuses[0]).toBe(400)
    expect(statuses.at(-1)).toBe(429)
  })
})
