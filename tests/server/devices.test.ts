import { EventEmitter } from 'node:events'
import { request } from 'node:http'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { gauge } from '#server/device-links.ts'
import { pairUp, refresh } from './pairing-up.ts'
import { next, openServing, type Serving } from './serving.ts'

let serving: Serving
beforeEach(async () => {
  serving = await openServing({ limits: { decisionBurst: 1_000, requestBurst: 10_000 } })
})
afterEach(() => serving.close())

const list = async (token = serving.operator) =>
  (await serving.ask('GET', '/api/devices', { token })).body.devices
const gone = (socket: Awaited<ReturnType<Serving['connect']>>) =>
  new Promise((resolve) => socket.once('disconnect', resolve))

test('[DEV-2] an operator sees every device and how it is connected, everybody else his own', async () => {
  const ada = await pairUp(serving, 'ada')
  const ben = await pairUp(serving, 'ben', 'viewer')
  const socket = await serving.connect(ada.access)
  expect((await list()).map((one: { user_id: string }) => one.user_id)).toEqual(['ben', 'ada'])
  const [own, ...others] = await list(ada.access)
  expect(others).toEqual([])
  expect(own).toMatchObject({
    device_id: ada.deviceId,
    name: 'Phone',
    role: 'trader',
    state: 'online',
    own: true,
  })
  expect(own.events_per_second).toBeGreaterThan(0)
  expect((await list(ben.access))[0]).toMatchObject({
    state: 'offline',
    latency_ms: null,
    events_per_second: 0,
  })
  socket.close()
})

test('[DEV-3] latency is that of the pings, and events are counted over ten seconds', () => {
  let now = 0
  const wire = new EventEmitter()
  const link = gauge(wire, () => now)
  expect([link.latencyMs(), link.eventsPerSecond()]).toEqual([null, 0])
  wire.emit('packetCreate', { type: 'ping' })
  now = 42
  wire.emit('packet', { type: 'pong' })
  for (let sent = 0; sent < 30; sent++) wire.emit('packetCreate', { type: 'message' })
  expect([link.latencyMs(), link.eventsPerSecond()]).toEqual([42, 3])
  now = 9_999
  expect(link.eventsPerSecond()).toBe(3)
  now = 10_000
  expect(link.eventsPerSecond()).toBe(0)
})

test('[DEV-4] a device has another name and role at once, and its sockets ask anew', async () => {
  const { access, deviceId } = await pairUp(serving, 'ada', 'operator')
  const socket = await serving.connect(access)
  const [told, cut] = [next(socket, 'closing'), gone(socket)]
  const body = { name: 'Tablet', role: 'viewer' }
  expect((await serving.ask('POST', `/api/devices/${deviceId}`, { body })).body.changed).toBe(true)
  await cut
  expect(await told).toMatchObject({ code: 'role_changed' })
  expect((await serving.ask('GET', '/api/pairing', { token: access })).status).toBe(403)
  expect((await list())[0]).toMatchObject({ name: 'Tablet', role: 'viewer' })
  const nobody = await serving.ask('POST', '/api/devices/nobody', { body })
  expect(nobody).toMatchObject({ status: 404, body: { error: { code: 'device_not_found' } } })
})

test('[DEV-5] a device that was disconnected comes back with its session, one that was revoked does not', async () => {
  const { access, deviceId, cookie } = await pairUp(serving)
  const socket = await serving.connect(access)
  const cut = gone(socket)
  expect((await serving.ask('POST', `/api/devices/${deviceId}/disconnect`)).status).toBe(204)
  await cut
  expect((await serving.ask('GET', '/api/feed', { token: access })).status).toBe(401)
  const back = await refresh(serving, cookie)
  expect(back.status).toBe(200)
  const again = await serving.connect(back.body.access_token)
  const why = next(again, 'closing')
  expect((await serving.ask('DELETE', `/api/devices/${deviceId}`)).status).toBe(204)
  expect(await why).toMatchObject({ code: 'session_ended', reason: 'revoked' })
  expect((await serving.ask('GET', '/api/feed', { token: back.body.access_token })).status).toBe(401)
  expect((await refresh(serving, String(back.headers['set-cookie']).split(';')[0] ?? '')).status).toBe(401)
  expect(await list()).toEqual([])
})

test("[DEV-6] a user's new role is that of his devices and own tokens at once; of services it is not", async () => {
  const pasted = await serving.addUser('ada', 'operator')
  const robot = await serving.addUser('ada', 'service', { may_act_for: ['*'] })
  const device = await pairUp(serving, 'ada', 'operator')
  const body = { role: 'viewer' }
  expect((await serving.ask('POST', '/api/users/ada/role', { body })).body.changed).toBe(true)
  const role = async (token: string) => (await serving.ask('GET', '/api/session', { token })).body.role
  expect([await role(pasted), await role(device.access), await role(robot)]).toEqual([
    'viewer',
    'viewer',
    'service',
  ])
  // So it is after a restart.
  await serving.server.close()
  await serving.station.close()
  serving = await openServing({ folder: serving.folder })
  expect(await role(pasted)).toBe('viewer')
  expect((await serving.ask('POST', '/api/ops/check')).body.ok).toBe(true)
})

test('[DEV-7] from the commit of a revocation or a demotion on no event comes and no command is taken', async () => {
  for (const change of ['revoke', 'demote'] as const) {
    const { access, deviceId } = await pairUp(serving, change, 'trader')
    const socket = await serving.connect(access)
    const id = await serving.postSignal()
    await socket.emitWithAck('join_mission', { signal_id: id })
    const heard: string[] = []
    socket.onAny((name: string) => heard.push(name))
    if (change === 'revoke') await serving.ask('DELETE', `/api/devices/${deviceId}`)
    else await serving.ask('POST', `/api/devices/${deviceId}`, { body: { role: 'viewer' } })
    const before = serving.station.queries.head(`mission:${id}`)
    const fires = await Promise.all(
      Array.from({ length: 20 }, () =>
        serving.ask('POST', '/api/fire', { token: access, body: { signal_id: id } }),
      ),
    )
    expect(new Set(fires.map(({ status }) => status))).toEqual(new Set([change === 'revoke' ? 401 : 403]))
    expect(serving.station.queries.head(`mission:${id}`)).toBe(before)
    // The operator fires: who is out does not hear of it.
    await serving.ask('POST', '/api/fire', { body: { signal_id: id } })
    await expect.poll(() => socket.connected).toBe(false)
    expect(
      heard.filter((name) => name !== 'closing' && name !== 'price_update' && name !== 'fusion_update'),
    ).toEqual([])
  }
})

test('[DEV-7] a command whose body comes after the revocation is not taken', async () => {
  const { access, deviceId } = await pairUp(serving)
  const id = await serving.postSignal()
  const text = JSON.stringify({ signal_id: id })
  const headers = {
    authorization: `Bearer ${access}`,
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
  }
  const answer = new Promise<number | undefined>((resolve, reject) => {
    const sent = request({
      host: '127.0.0.1',
      port: serving.port,
      method: 'POST',
      path: '/api/fire',
      headers,
      agent: false,
    })
    sent.once('response', (response) => resolve(response.resume().statusCode))
    sent.once('error', reject)
    sent.write(text.slice(0, 5))
    // The head and a piece of the body are through once the station has answered somebody who came later.
    void serving.ask('GET', '/health').then(async () => {
      await serving.ask('DELETE', `/api/devices/${deviceId}`)
      sent.end(text.slice(5))
    })
  })
  expect(await answer).toBe(401)
  expect(serving.station.queries.signal(id as never)?.totals.fireCount).toBe(0)
})

test('[DEV-8] who is erased has no device any more, and until then it is in what he takes away', async () => {
  const { access } = await pairUp(serving)
  const section = async () => (await serving.ask('GET', '/api/users/ada/export')).body.devices
  expect(await section()).toMatchObject([
    { name: 'Phone', browser: 'Phone/1', address: '127.0.0.1', revoked: false },
  ])
  await serving.ask('POST', '/api/users/ada/erase', { body: { reason: 'left' } })
  expect((await serving.ask('GET', '/api/feed', { token: access })).status).toBe(401)
  expect([await section(), await list()]).toEqual([[], []])
  expect((await serving.ask('POST', '/api/ops/check')).body.ok).toBe(true)
})

test('[DEV-1] the twenty-first device of a user is refused', async () => {
  await serving.addUser('ada')
  for (let count = 0; count < 20; count++)
    await serving.execute({
      kind: 'pair_device',
      deviceId: `device-${count}` as never,
      userId: 'ada' as never,
      role: 'viewer',
      by: 'operator' as never,
      name: 'Phone',
      place: { browser: '', address: '' },
      refreshHash: '',
    })
  await expect(pairUp(serving)).rejects.toThrow('too_many_devices')
})
