import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { hashToken, mintToken, parseToken } from '#server/tokens.ts'
import { openServing, type Serving } from './serving.ts'

let serving: Serving
beforeAll(async () => {
  serving = await openServing()
})
afterAll(() => serving.close())

test('[TOK-1] a token has a kind, an id, 256 bits and a check, and one wrong letter is found by its form alone', () => {
  const { token, tokenId } = mintToken('api')
  expect(parseToken(token)).toEqual({ kind: 'api', id: tokenId })
  for (let at = 4; at < token.length; at++) {
    const wrong = `${token.slice(0, at)}${token[at] === '0' ? '1' : '0'}${token.slice(at + 1)}`
    expect([at, parseToken(wrong)]).toEqual([at, null])
  }
})

test('[TOK-1] the check is the CRC-32 of what stands before it', () => {
  // The check value of CRC-32 for "123456789" is cbf43926; the one of this token was worked out with zlib of Python.
  const body = `fd1_api_0_${'A'.repeat(43)}`
  expect(parseToken(`${body}_cbf43926`)).toBeNull()
  expect(parseToken(`${body}_50f14207`)).toEqual({ kind: 'api', id: '0' })
})

test('[TOK-2] a token of the older form goes on as before', async () => {
  const tokenId = '01a1fb58-2755-750d-b241-73ab196b5d68'
  const token = `fd1_${tokenId}_${randomBytes(32).toString('base64url')}`
  await serving.addUser('ada')
  await serving.execute({
    kind: 'create_token',
    tokenId: tokenId as never,
    userId: 'ada' as never,
    role: 'trader',
    label: 'older',
    expiresAt: null,
    mayActFor: [],
    secretHash: hashToken(token),
  })
  expect((await serving.ask('GET', '/api/session', { token })).body.user_id).toBe('ada')
  expect((await serving.ask('GET', '/api/session', { token: `${token.slice(0, -1)}!` })).status).toBe(401)
})

test('[TOK-3] a token lasts 90 days at most, and that long where nothing is said', async () => {
  await serving.addUser('ada')
  const make = (more: object) =>
    serving.ask('POST', '/api/tokens', { body: { user_id: 'ada', role: 'trader', label: 'x', ...more } })
  const before = Date.now()
  const { token_id } = (await make({})).body
  const kept = serving.station.queries.tokens().find(({ token }) => token.tokenId === token_id)
  const lasts = (kept?.token.expiresAt ?? 0) - before
  expect(Math.round(lasts / 86_400_000)).toBe(90)
  expect((await make({ expires_in: 7_776_000 })).status).toBe(201)
  const longer = await make({ expires_in: 7_776_001 })
  expect([longer.status, longer.body.error.fields]).toEqual([
    400,
    [{ path: 'expires_in', message: 'at most 90 days, in seconds' }],
  ])
})

test('[TOK-4] a service does what its token was made for and nothing else; without a list all of it, as before', async () => {
  const all = await serving.addUser('robot', 'service', { may_act_for: ['*'] })
  const reader = await serving.addUser('robot', 'service', { may_act_for: ['*'], scopes: ['read'] })
  const writer = await serving.addUser('robot', 'service', { may_act_for: ['*'], scopes: ['fires:write'] })
  await serving.addUser('ada')
  const id = await serving.postSignal()
  const body = { signal_id: id, user_id: 'ada', reason: 'plan' }
  const asked = async (token: string) => [
    (await serving.ask('GET', '/api/feed', { token })).status,
    (await serving.ask('POST', '/api/pass', { token, body })).status,
  ]
  expect(await asked(reader)).toEqual([200, 403])
  expect(await asked(writer)).toEqual([403, 200])
  expect(await asked(all)).toEqual([200, 409])
  const { error } = (await serving.ask('GET', '/api/feed', { token: writer })).body
  expect(error).toMatchObject({ code: 'forbidden', message: 'Your token was not made for read.' })
  const socket = await serving.connect(writer)
  const joined = await socket.emitWithAck('join_mission', { signal_id: id })
  expect(joined).toMatchObject({ ok: false, error: { code: 'forbidden' } })
})

test('[TOK-4] a monitor reads figures and no data, and who closes trades opens none', async () => {
  const made = async (scope: string) =>
    serving.addUser('robot', 'service', { may_act_for: ['*'], scopes: [scope] })
  const [monitor, reader, firer, closer] = await Promise.all(
    ['metrics:read', 'read', 'fires:write', 'trades:close'].map(made),
  )
  const status = async (token: string | undefined, method: 'GET' | 'POST', path: string, body?: object) =>
    (await serving.ask(method, path, { token: token ?? null, ...(body && { body }) })).status
  expect([await status(monitor, 'GET', '/metrics'), await status(reader, 'GET', '/metrics')]).toEqual([
    200, 403,
  ])
  expect([await status(monitor, 'GET', '/api/feed'), await status(reader, 'GET', '/api/feed')]).toEqual([
    403, 200,
  ])
  await serving.addUser('ada')
  const fire = { signal_id: await serving.postSignal(), user_id: 'ada' }
  expect(await status(closer, 'POST', '/api/fire', fire)).toBe(403)
  expect(await status(firer, 'POST', '/api/fire', fire)).toBe(200)
  const close = { price: 1.1, user_id: 'ada' }
  // There is no such trade; who may not close at all is told that instead.
  expect(await status(firer, 'POST', '/api/trades/none/close', close)).toBe(403)
  expect(await status(closer, 'POST', '/api/trades/none/close', close)).toBe(404)
})

test('[TOK-4] scopes are of services only, and of the list', async () => {
  await serving.addUser('ada')
  const make = (role: string, scopes: readonly string[]) =>
    serving.ask('POST', '/api/tokens', { body: { user_id: 'ada', role, label: 'x', scopes } })
  expect((await make('trader', ['read'])).body.error.fields[0].path).toBe('scopes')
  expect((await make('service', ['everything'])).status).toBe(400)
})
