import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { asPage, type Paired, pairedOf, pairUp, refresh } from './pairing-up.ts'
import { next, openServing, type Serving } from './serving.ts'

const MINUTE_MS = 60_000
let serving: Serving
let start: number
beforeEach(async () => {
  start = Date.now()
  vi.useFakeTimers({ toFake: ['Date'], now: start })
  serving = await openServing()
})
afterEach(async () => {
  await serving.close()
  vi.useRealTimers()
})

const later = (ms: number) => vi.setSystemTime(start + ms)
const asks = async (token: string) => (await serving.ask('GET', '/api/feed', { token })).status
const deviceEnds = () =>
  serving.station.queries
    .eventsAfter('desk', 0, 1_000)
    .flatMap(({ event }) => (event.kind === 'device_ended' ? [event.reason] : []))

test('[SESS-6] an access token lasts a quarter of an hour, and the cookie gives the next', async () => {
  const first = await pairUp(serving)
  later(15 * MINUTE_MS - 1)
  expect(await asks(first.access)).toBe(200)
  later(15 * MINUTE_MS)
  expect(await asks(first.access)).toBe(401)
  const second = pairedOf(await refresh(serving, first.cookie))
  expect([second.deviceId, await asks(second.access)]).toEqual([first.deviceId, 200])
  expect(second.cookie).not.toBe(first.cookie)
})

test('[SESS-7] the cookie is for the refresh alone: no script, no other page, no other route has it', async () => {
  const { setCookie, cookie } = await pairUp(serving)
  // 30 days in seconds.
  expect(setCookie.split('; ').slice(1)).toEqual([
    'Max-Age=2592000',
    'Path=/api/auth/refresh',
    'HttpOnly',
    'SameSite=Strict',
  ])
  // It is no bearer token, and opens nothing where it is one.
  expect(await asks(cookie.split('=')[1] ?? '')).toBe(401)
  // A cookie goes along by itself: who does not say that a page of ours asks gets nothing.
  const bare = await serving.ask('POST', '/api/auth/refresh', { token: null, headers: { cookie } })
  expect(bare).toMatchObject({ status: 403, body: { error: { code: 'forbidden' } } })
  expect((await refresh(serving, cookie, { origin: 'http://evil.example' })).status).toBe(403)
})

test('[SESS-3] a used token ends the device, its access and its session, and is told', async () => {
  const first = await pairUp(serving)
  const second = pairedOf(await refresh(serving, first.cookie))
  const third = pairedOf(await refresh(serving, second.cookie))
  const stolen = await refresh(serving, first.cookie)
  expect(stolen).toMatchObject({ status: 401, body: { error: { code: 'session_ended' } } })
  expect(String(stolen.headers['set-cookie'])).toContain('Max-Age=0')
  expect(deviceEnds()).toEqual(['token_reused'])
  expect(await asks(third.access)).toBe(401)
  expect((await refresh(serving, third.cookie)).body.error.code).toBe('session_ended')
})

test('[SESS-3] a token that was made up, or of a device nobody knows, ends nothing', async () => {
  const { cookie, access } = await pairUp(serving)
  const [body = ''] = /fd1_ref_[0-9a-f-]{36}_/.exec(cookie) ?? []
  for (const made of ['fd1_ref_x_y', `${body}${'A'.repeat(43)}_00000000`, ''])
    expect((await refresh(serving, `fd_refresh=${made}`)).status).toBe(401)
  expect([deviceEnds(), await asks(access)]).toEqual([[], 200])
})

test('[SESS-4] an answer that was lost is given again, the same, once', async () => {
  const first = await pairUp(serving)
  const lost = pairedOf(await refresh(serving, first.cookie))
  later(9_000)
  const again = pairedOf(await refresh(serving, first.cookie))
  expect(again.cookie).toBe(lost.cookie)
  expect(await asks(again.access)).toBe(200)
  expect((await refresh(serving, first.cookie)).body.error.code).toBe('refresh_repeated')
  expect(deviceEnds()).toEqual([])
  // The session goes on from there.
  expect((await refresh(serving, again.cookie)).status).toBe(200)
})

test('[SESS-4] also over a restart in between; and another browser is not the same device', async () => {
  const first = await pairUp(serving)
  const lost = pairedOf(await refresh(serving, first.cookie))
  await serving.server.close()
  await serving.station.close()
  later(10 * MINUTE_MS)
  serving = await openServing({ folder: serving.folder })
  const again: Paired = pairedOf(await refresh(serving, first.cookie))
  expect(again.cookie).toBe(lost.cookie)
  const second = pairedOf(await refresh(serving, again.cookie))
  const other = await refresh(serving, again.cookie, asPage(serving, 'Other/1'))
  expect(other.body.error.code).toBe('session_ended')
  expect((await refresh(serving, second.cookie)).status).toBe(401)
})

test('[SESS-8] who signs out ends his device; a pasted token stays', async () => {
  const { access, cookie } = await pairUp(serving)
  const out = await serving.ask('POST', '/api/auth/sign-out', { token: access })
  expect([out.status, out.body]).toEqual([200, { ended: true }])
  expect(String(out.headers['set-cookie'])).toContain('Max-Age=0')
  expect([await asks(access), (await refresh(serving, cookie)).status]).toEqual([401, 401])
  const pasted = await serving.addUser('ben')
  const kept = await serving.ask('POST', '/api/auth/sign-out', { token: pasted })
  expect([kept.body, await asks(pasted)]).toEqual([{ ended: false }, 200])
})

test('[SESS-10] a socket goes on with a newer access token of its own device, and of no other', async () => {
  const first = await pairUp(serving)
  const other = await pairUp(serving, 'ben')
  // The first token has a second left; the client itself would give up a socket over which minutes jump.
  later(15 * MINUTE_MS - 1_000)
  const socket = await serving.connect(first.access)
  const renew = (token: string) => socket.emitWithAck('renew', { token })
  expect(await renew(other.access)).toMatchObject({ ok: false, error: { code: 'forbidden' } })
  expect(await renew('fd1_acc_x_y')).toMatchObject({ ok: false, error: { code: 'unauthenticated' } })
  const second = pairedOf(await refresh(serving, first.cookie))
  expect(await renew(second.access)).toEqual({ ok: true })
  later(15 * MINUTE_MS + 1_000)
  // The heartbeat, which looks for tokens that ran out, has come by and left it alone.
  await next(socket, 'connection_status')
  expect(socket.connected).toBe(true)
  const gone = next(socket, 'closing')
  later(30 * MINUTE_MS)
  expect(await gone).toMatchObject({ code: 'unauthenticated' })
})

test('[SESS-9] the recovery code makes a new operator token, once, and ends every operator of before', async () => {
  const device = await pairUp(serving, 'eve', 'operator')
  const eve = await serving.addUser('eve', 'operator')
  const ada = await serving.addUser('ada')
  const { body: made } = await serving.ask('POST', '/api/auth/recovery-code')
  expect(made.recovery_code).toMatch(/^([0-9A-HJKMNP-TV-Z]{5}-){3}[0-9A-HJKMNP-TV-Z]{5}$/)
  const recover = (code: string) => serving.ask('POST', '/api/auth/recover', { token: null, body: { code } })
  const wrong = await recover('AAAAA-AAAAA-AAAAA-AAAAA')
  expect(wrong).toMatchObject({ status: 403, body: { error: { code: 'recovery_refused' } } })
  const { status, body } = await recover(made.recovery_code.toLowerCase())
  expect(status).toBe(200)
  expect([await asks(body.token), await asks(ada)]).toEqual([200, 200])
  for (const token of [serving.operator, eve, device.access]) expect(await asks(token)).toBe(401)
  expect(readFileSync(join(serving.folder, 'operator.token'), 'utf8')).toBe(body.token)
  expect((await recover(made.recovery_code)).body.error.code).toBe('recovery_refused')
  expect((await recover(body.recovery_code)).status).toBe(200)
  // Five in an hour, and this one is the fifth.
  expect((await recover(made.recovery_code)).status).toBe(403)
  expect((await recover(made.recovery_code)).body.error.code).toBe('rate_limited')
})
