import Fastify from 'fastify'
import pino from 'pino'
import { io } from 'socket.io-client'
import { afterEach, expect, test } from 'vitest'
import { ENDPOINTS } from '#contracts/http.ts'
import { PROBLEMS } from '#contracts/problems.ts'
import type { Rejection } from '#core/rejection.ts'
import { openBorder } from '#server/border.ts'
import { openConnections } from '#server/connections.ts'
import { openRoutes } from '#server/http.ts'
import { openAnswers, openRecentKeys } from '#server/idempotency.ts'
import { openPrincipals } from '#server/principals.ts'
import { problemOf, statusOf } from '#server/problems.ts'
import { openRates } from '#server/rates.ts'
import { opsRoutes } from '#server/routes/ops.ts'
import { LIMITS } from '#station/limits.ts'
import type { StorageFailure } from '#station/station.ts'
import { openServing, type Serving } from './serving.ts'

let serving: Serving
afterEach(() => serving?.close())

test('[HTTP-10] a promise of our own that did not hold is told without its text, and the log has it', async () => {
  serving = await openServing()
  const lines: string[] = []
  const log = pino({ level: 'error' }, { write: (line) => void lines.push(line) })
  const app = Fastify()
  const handlers = {
    feed: () => {
      throw new Error('planted: secret of the station')
    },
    session: () => Promise.reject(new Error('planted: secret of the station')),
  }
  openRoutes(
    app,
    [
      ['feed', ENDPOINTS.feed],
      ['session', ENDPOINTS.session],
    ],
    handlers as never,
    {
      border: openBorder(4820, []),
      principals: openPrincipals(serving.station),
      rates: openRates(LIMITS),
      connections: openConnections(LIMITS),
      lateMs: () => 0,
      recentKeys: openRecentKeys(),
      log,
      now: Date.now,
    },
  )
  for (const url of ['/api/feed', '/api/session']) {
    const said = await app.inject({
      method: 'GET',
      url,
      headers: { authorization: `Bearer ${serving.operator}` },
    })
    expect([said.statusCode, said.json().error.code]).toEqual([500, 'internal'])
    expect(said.body).not.toContain('secret')
  }
  expect(lines.filter((line) => line.includes('planted: secret of the station'))).toHaveLength(2)
  await app.close()
})

test('[HTTP-11] every reason of rules and disk has its code, and none is lost', () => {
  const reasons: readonly (readonly [Rejection | StorageFailure, string, number])[] = [
    [{ code: 'signal_not_found' }, 'signal_not_found', 404],
    [{ code: 'user_not_found' }, 'user_not_found', 404],
    [{ code: 'token_not_found' }, 'not_found', 404],
    [{ code: 'user_exists' }, 'user_exists', 409],
    [{ code: 'already_fired', firedAt: 1, tradeId: 't' as never }, 'already_fired', 409],
    [{ code: 'already_passed' }, 'already_passed', 409],
    [{ code: 'signal_expired' }, 'signal_expired', 410],
    [{ code: 'clock_skew' }, 'clock_skew', 409],
    [{ code: 'bad_levels' }, 'bad_levels', 400],
    [{ code: 'bad_window', message: 'm' }, 'bad_request', 400],
    [{ code: 'bad_zone' }, 'bad_request', 400],
    [{ code: 'too_many_providers' }, 'too_many_providers', 409],
    [{ code: 'idempotency_key_reused' }, 'idempotency_key_reused', 422],
    [{ code: 'out_of_step' }, 'internal', 500],
    [{ code: 'storage_full' }, 'storage_full', 503],
    [{ code: 'internal' }, 'internal', 500],
    [{ code: 'not_ready' }, 'not_ready', 503],
    [{ code: 'overloaded' }, 'overloaded', 503],
  ]
  for (const [reason, code, status] of reasons) {
    const problem = problemOf(reason)
    expect([reason.code, problem.code, statusOf(problem)]).toEqual([reason.code, code, status])
  }
  for (const { message } of Object.values(PROBLEMS)) expect(message).toMatch(/^[A-Z].*\.$/)
})

test('[HTTP-12] health is short for everybody and long for operators', async () => {
  serving = await openServing()
  const short = await serving.ask('GET', '/health', { token: null })
  expect(Object.keys(short.body)).toEqual(['status', 'service', 'version', 'source', 'timestamp'])
  expect(short.body).toMatchObject({ status: 'ok', service: 'fusion-desk', source: 'sim' })
  const ada = await serving.addUser('ada')
  expect(Object.keys((await serving.ask('GET', '/health', { token: ada })).body)).toHaveLength(5)
  const long = await serving.ask('GET', '/health')
  expect(Object.keys(long.body)).toEqual(
    expect.arrayContaining(['feed', 'loop_delay_p99_ms', 'db', 'clients']),
  )
  await serving.connect(ada)
  expect((await serving.ask('GET', '/health')).body.clients).toBe(long.body.clients + 1)
})

test('[HTTP-12] a station that cannot write says so by its status', async () => {
  serving = await openServing()
  const desk = { station: { ...serving.station, writable: () => false }, version: '1' }
  const { health } = opsRoutes(desk as never, openAnswers())
  expect(await health({ principal: null } as never)).toMatchObject({
    ok: true,
    status: 503,
    reply: { status: 'degraded' },
  })
})

test('[HTTP-12] a station whose market failed is degraded, and answers', async () => {
  serving = await openServing()
  const station = Object.create(serving.station, {
    market: { value: Object.create(serving.station.market, { failed: { value: true } }) },
  })
  const { health } = opsRoutes({ station, version: '1' } as never, openAnswers())
  const answer = await health({ principal: null } as never)
  expect(answer).toMatchObject({ ok: true, reply: { status: 'degraded' } })
  expect(answer).not.toHaveProperty('status')
})

test('[LIVE-17] more sockets than the station was given are turned away with a reason; one that closes makes room', async () => {
  serving = await openServing({ limits: { sockets: 2 } })
  const first = await serving.connect(serving.operator)
  await serving.connect(serving.operator)
  // Words that only look like a session open no other door.
  for (const more of ['', '&sid=', '&xsid=1', '&sid=1&sid=']) {
    const polling = await serving.ask('GET', `/socket.io/?EIO=4&transport=polling${more}`)
    expect([more, polling.status, polling.body.error?.code]).toEqual([more, 503, 'overloaded'])
  }
  const refused = io(serving.url, {
    auth: { token: serving.operator },
    reconnection: false,
    forceNew: true,
    transports: ['websocket'],
  })
  await new Promise((resolve) => refused.once('connect_error', resolve))
  refused.close()
  first.close()
  await expect.poll(async () => (await serving.ask('GET', '/health')).body.clients).toBe(1)
  await serving.connect(serving.operator)
})
