import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { DEVICES_PER_USER_MAX } from '#core/devices/devices.ts'
import { asPage, claim, pairedOf, pairUp, refresh } from './pairing-up.ts'
import { openServing, type Serving } from './serving.ts'

let serving: Serving
beforeEach(async () => {
  serving = await openServing({ logLevel: 'trace' })
})
afterEach(() => serving.close())

test('[PAIR-7] a device is let in for the user and with the role that the operator picked', async () => {
  const { access, deviceId } = await pairUp(serving, 'ada', 'viewer')
  expect(access).toMatch(/^fd1_acc_/)
  const { body } = await serving.ask('GET', '/api/session', { token: access })
  expect(body).toMatchObject({ user_id: 'ada', role: 'viewer' })
  // Paired is a fact of the journal, in the name of who let it in.
  const told = serving.station.queries.eventsAfter('desk', 0, 1_000).map(({ event }) => event)
  expect(told.filter(({ kind }) => kind === 'device_paired')).toMatchObject([
    { deviceId, userId: 'ada', role: 'viewer', by: 'operator' },
  ])
})

test('[PAIR-6] both screens show the same six digits, and only who waits is let in', async () => {
  const { body: window } = await serving.ask('POST', '/api/pairing')
  const { sas, claim: id } = await claim(serving)
  const { pairing } = (await serving.ask('GET', '/api/pairing')).body
  expect(pairing.claim).toMatchObject({ sas, device_name: 'Phone', browser: 'Phone/1', state: 'waiting' })
  expect(sas).toMatch(/^\d{6}$/)
  const other = String((Number(sas) + 1) % 1_000_000).padStart(6, '0')
  const approve = (body: object) =>
    serving.ask('POST', `/api/pairing/${window.pairing_id}/approve`, {
      body: { user_id: 'ada', role: 'trader', ...body },
    })
  expect(await approve({ sas: other })).toMatchObject({
    status: 404,
    body: { error: { code: 'pairing_not_found' } },
  })
  expect(await approve({ sas })).toMatchObject({ status: 404, body: { error: { code: 'user_not_found' } } })
  const asked = { token: null, body: { claim: id } }
  expect((await serving.ask('POST', '/api/pairing/status', asked)).body).toEqual({ state: 'waiting' })
  const finish = { token: null, body: { claim: id, verifier: 'A'.repeat(43) } }
  expect((await serving.ask('POST', '/api/pairing/finish', finish)).body.error.code).toBe('pairing_not_found')
})

test('[PAIR-8] who is refused is told so', async () => {
  const { body: window } = await serving.ask('POST', '/api/pairing')
  const { claim: id, verifier } = await claim(serving)
  expect((await serving.ask('POST', `/api/pairing/${window.pairing_id}/refuse`)).status).toBe(204)
  const finished = await serving.ask('POST', '/api/pairing/finish', {
    token: null,
    body: { claim: id, verifier },
  })
  expect(finished).toMatchObject({ status: 403, body: { error: { code: 'pairing_refused' } } })
})

/** A device that was let in, before it takes its session. */
async function letIn(user_id: string) {
  const { body: window } = await serving.ask('POST', '/api/pairing')
  const { claim: id, verifier, sas } = await claim(serving)
  const body = { user_id, role: 'trader', sas }
  expect((await serving.ask('POST', `/api/pairing/${window.pairing_id}/approve`, { body })).status).toBe(200)
  const finish = () =>
    serving.ask('POST', '/api/pairing/finish', {
      token: null,
      body: { claim: id, verifier },
      headers: asPage(serving),
    })
  return { finish, id, window: window.pairing_id }
}

test('[PAIR-7] an answer that was lost is given again, the very same session, until somebody goes on with it', async () => {
  await serving.addUser('ada')
  const { finish, id } = await letIn('ada')
  const [first, second] = [pairedOf(await finish()), pairedOf(await finish())]
  expect([second.deviceId, second.cookie]).toEqual([first.deviceId, first.cookie])
  const { body } = await serving.ask('GET', '/api/session', { token: second.access })
  expect(body).toMatchObject({ user_id: 'ada', role: 'trader' })
  expect((await serving.ask('GET', '/api/devices')).body.devices).toHaveLength(1)
  const status = { token: null, body: { claim: id } }
  expect((await serving.ask('POST', '/api/pairing/status', status)).body.state).toBe('approved')
  const next = await refresh(serving, second.cookie)
  expect(next.status).toBe(200)
  // From here on somebody holds it: asking once more opens nothing, and ends nothing either.
  expect((await finish()).body.error.code).toBe('pairing_over')
  expect((await refresh(serving, pairedOf(next).cookie)).status).toBe(200)
})

test('[PAIR-7] a device that was revoked meanwhile is not given again', async () => {
  await serving.addUser('ada')
  const { finish } = await letIn('ada')
  const { deviceId } = pairedOf(await finish())
  await serving.ask('DELETE', `/api/devices/${deviceId}`)
  expect(await finish()).toMatchObject({ status: 410, body: { error: { code: 'pairing_over' } } })
})

test('[PAIR-13] the operator is told that the station refused the device, and why', async () => {
  await serving.addUser('ada')
  for (let device = 0; device < DEVICES_PER_USER_MAX; device++) {
    const [kind, userId, by] = ['pair_device', 'ada', 'operator'] as const
    const place = { browser: '', address: '127.0.0.1' }
    const rest = { role: 'viewer', name: 'Phone', place, refreshHash: `${device}` } as const
    const command = { kind, deviceId: `device-${device}`, userId, by, ...rest } as never
    expect((await serving.station.execute(command)).ok).toBe(true)
  }
  const { finish, window } = await letIn('ada')
  for (let time = 0; time < 2; time++) expect((await finish()).body.error.code).toBe('too_many_devices')
  const { pairing, ended } = (await serving.ask('GET', '/api/pairing')).body
  expect(pairing).toBeNull()
  expect(ended).toEqual({
    pairing_id: window,
    how: 'failed',
    problem: { code: 'too_many_devices', message: expect.stringMatching(/./) },
    wrong_from: [],
  })
})

test('[PAIR-14] a device says in which zone it is, and who has left leaves no user behind', async () => {
  for (const [timezone, told] of [
    ['america/new_york', 'America/New_York'],
    ['Nowhere/Else', null],
    [undefined, null],
  ]) {
    const { body: window } = await serving.ask('POST', '/api/pairing')
    const { sas } = await claim(serving, { timezone })
    expect((await serving.ask('GET', '/api/pairing')).body.pairing.claim.timezone).toBe(told)
    await serving.ask('POST', `/api/pairing/${window.pairing_id}/refuse`)
    const body = { user_id: 'eve', role: 'viewer', sas, new_user: { timezone: 'UTC' } }
    const said = await serving.ask('POST', `/api/pairing/${window.pairing_id}/approve`, { body })
    expect([said.body.error.code, serving.station.queries.trader('eve' as never)]).toEqual([
      'pairing_over',
      null,
    ])
  }
  await serving.ask('POST', '/api/pairing')
  const { said } = await claim(serving, { timezone: 'x'.repeat(65) })
  expect(said).toMatchObject({ status: 400, body: { error: { code: 'bad_request' } } })
})

test('[PAIR-9] a link names station, pairing and code behind the sign that no server is sent', async () => {
  const { body } = await serving.ask('POST', '/api/pairing')
  const code = body.code.replace('-', '')
  // The LAN is off: the station is reached from this machine alone, without a certificate.
  expect(body.links).toEqual([`${serving.url}/pair#${body.pairing_id}.${code}.`])
})

test('[PAIR-10] windows are in memory alone: a restart closes them, and nothing on disk or in the log has a secret', async () => {
  const { body: window } = await serving.ask('POST', '/api/pairing')
  const { claim: id, verifier } = await claim(serving)
  const { access, cookie } = await pairUp(serving)
  const secrets = [
    window.code,
    window.code.replace('-', ''),
    id,
    verifier,
    access,
    cookie.split('=')[1] ?? '',
  ]
  const log = serving.logged.join('')
  serving.station.upkeep.clearLog()
  const kept = readFileSync(join(serving.folder, 'desk.db'), 'latin1')
  for (const secret of secrets) {
    expect(log).not.toContain(secret)
    expect(kept).not.toContain(secret)
  }
  await serving.server.close()
  await serving.station.close()
  const again = await openServing({ folder: serving.folder })
  expect((await again.ask('GET', '/api/pairing')).body).toEqual({ pairing: null, ended: null })
  const status = await again.ask('POST', '/api/pairing/status', { token: null, body: { claim: id } })
  expect(status.body).toEqual({ state: 'over' })
  serving = again
})

test('[PAIR-11] another page cannot come with a code in the name of its reader', async () => {
  await serving.ask('POST', '/api/pairing')
  for (const headers of [{ origin: 'http://evil.example' }, { 'sec-fetch-site': 'cross-site' }]) {
    const said = await serving.ask('POST', '/api/pairing/claim', { token: null, body: {}, headers })
    expect([said.status, said.body.error.code]).toEqual([403, 'forbidden'])
  }
})
