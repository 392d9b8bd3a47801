import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { bearerToken, ensureOperatorToken, OPERATOR } from '#server/auth.ts'
import { openPrincipals } from '#server/principals.ts'
import { hashToken, mintToken, parseToken } from '#server/tokens.ts'
import { next, openServing, type Serving } from './serving.ts'

let serving: Serving
afterEach(() => serving?.close())

const file = () => join(serving.folder, 'operator.token')

test('[AUTH-5] a token is 256 random bits under its id, and only its hash is kept', async () => {
  const minted = mintToken()
  expect(minted.token).toMatch(/^fd1_api_[0-9a-f-]{36}_[A-Za-z0-9_-]{43}_[0-9a-f]{8}$/)
  expect(minted.token).toContain(minted.tokenId)
  expect(minted.secretHash).toBe(hashToken(minted.token))
  expect(mintToken().token).not.toBe(minted.token)
  serving = await openServing()
  const kept = JSON.stringify(serving.station.queries.tokens())
  expect(kept).toContain(hashToken(serving.operator))
  expect(kept).not.toContain(serving.operator)
})

test('[AUTH-5] the header of a token is read literally', () => {
  expect(bearerToken('Bearer fd1_a_b')).toBe('fd1_a_b')
  for (const header of [
    undefined,
    '',
    'fd1_a_b',
    'Basic fd1_a_b',
    'Bearer',
    'Bearer  x',
    'Bearer a b',
    `Bearer ${'x'.repeat(200)}`,
  ])
    expect([header, bearerToken(header)]).toEqual([header, null])
})

test('[AUTH-6] the operator is there from the first start, with one token in a file only he can read', async () => {
  serving = await openServing()
  expect(serving.station.queries.trader(OPERATOR)).toMatchObject({ zone: 'UTC', memberTier: 'apex' })
  expect(statSync(file()).mode & 0o777).toBe(0o600)
  expect(readFileSync(file(), 'utf8')).toBe(serving.operator)
  const { body } = await serving.ask('GET', '/api/session')
  expect(body).toMatchObject({ user_id: 'operator', role: 'operator' })
})

test('[AUTH-7] the operator token is the same after a restart, and another once it is rotated', async () => {
  serving = await openServing()
  await ensureOperatorToken(serving.station, serving.folder)
  expect(readFileSync(file(), 'utf8')).toBe(serving.operator)

  rmSync(file())
  await ensureOperatorToken(serving.station, serving.folder)
  const rotated = readFileSync(file(), 'utf8')
  expect(rotated).not.toBe(serving.operator)
  expect((await serving.ask('GET', '/api/session', { token: rotated })).status).toBe(200)
  // The one that was deleted may lie in somebody else's hands.
  expect((await serving.ask('GET', '/api/session', { token: serving.operator })).status).toBe(401)
})

test('[AUTH-7] a file with a token that is not good is written anew', async () => {
  serving = await openServing()
  const ada = await serving.addUser('ada', 'operator')
  for (const text of ['', 'fd1_nobody_x', ada]) {
    writeFileSync(file(), text)
    await ensureOperatorToken(serving.station, serving.folder)
    const token = readFileSync(file(), 'utf8')
    expect((await serving.ask('GET', '/api/session', { token })).body.user_id).toBe('operator')
  }
})

test('[AUTH-8] a token past its end opens nothing, and nobody is told why', async () => {
  serving = await openServing()
  let now = serving.station.now()
  const principals = openPrincipals({ ...serving.station, now: () => now })
  await serving.addUser('ada')
  const { token, tokenId, secretHash } = mintToken()
  await serving.execute({
    kind: 'create_token',
    tokenId,
    userId: 'ada' as never,
    role: 'trader',
    label: 'short',
    expiresAt: now + 1_000,
    mayActFor: [],
    secretHash,
  })
  expect(principals.find(token)?.userId).toBe('ada')
  now += 999
  expect(principals.find(token)?.userId).toBe('ada')
  now += 1
  expect(principals.find(token)).toBeNull()
})

test('[AUTH-8] a socket does not outlive its token', async () => {
  serving = await openServing()
  const ada = await serving.addUser('ada', 'trader', { expires_in: 1 })
  const socket = await serving.connect(ada)
  const [told] = await Promise.all([
    next(socket, 'closing'),
    new Promise((resolve) => socket.once('disconnect', resolve)),
  ])
  expect(told).toMatchObject({ code: 'unauthenticated' })
})

test('[AUTH-9] a revoked token is refused from its commit on', async () => {
  serving = await openServing()
  const ada = await serving.addUser('ada')
  expect((await serving.ask('GET', '/api/feed', { token: ada })).status).toBe(200)
  const id = parseToken(ada)?.id
  expect((await serving.ask('DELETE', `/api/tokens/${id}`)).status).toBe(204)
  expect((await serving.ask('GET', '/api/feed', { token: ada })).status).toBe(401)
  // Again: it stays revoked.
  expect((await serving.ask('DELETE', `/api/tokens/${id}`)).status).toBe(204)
})

test('[AUTH-10] revocation ends open sockets, which are told why, and they can do nothing more', async () => {
  serving = await openServing()
  const ada = await serving.addUser('ada')
  const other = await serving.addUser('ada')
  const id = await serving.postSignal()
  const socket = await serving.connect(ada)
  const stays = await serving.connect(other)
  await socket.emitWithAck('join_mission', { signal_id: id })
  const told = next(socket, 'closing')
  const gone = new Promise((resolve) => socket.once('disconnect', resolve))
  const heard: unknown[] = []
  socket.on('fire_count_update', (data) => heard.push(data))
  await serving.ask('DELETE', `/api/tokens/${parseToken(ada)?.id}`)
  expect(await told).toEqual({ code: 'unauthenticated', message: 'This needs a valid token.' })
  expect(await gone).toBe('io server disconnect')
  await serving.ask('POST', '/api/fire', { token: other, body: { signal_id: id } })
  expect(heard).toEqual([])
  expect(stays.connected).toBe(true)
})

test('[AUTH-11] tokens never reach the log', async () => {
  serving = await openServing({ logLevel: 'debug' })
  const ada = await serving.addUser('ada')
  await serving.connect(ada)
  await serving.ask('GET', `/api/signals?cursor=${ada}`, { token: ada })
  const log = serving.logged.join('')
  expect(log).toContain('request_answered')
  expect(log).not.toContain(ada)
  expect(log).not.toContain(serving.operator)
})
