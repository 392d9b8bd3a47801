import { mkdtempSync, rmSync } from 'node:fs'
import { connect as connectTcp } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect } from 'node:tls'
import { io } from 'socket.io-client'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { HOUR_MS } from '#core/kernel/time.ts'
import { checkListening } from '#server/lan/listening.ts'
import { next, type Serving, welcomeOf } from '../serving.ts'
import {
  askOutside,
  greet,
  HERE,
  knock,
  knockFrom,
  listenElsewhere,
  openOutside,
  portOf,
  switchOn,
  THERE,
  testMachine,
} from './outside.ts'

const NOW = Date.UTC(2026, 10, 29, 12)
const PRIVATE = 'authorization'

let serving: Serving
const folders: string[] = []
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: NOW })
})
afterEach(async () => {
  await serving?.close()
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
  vi.useRealTimers()
})

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'fusion-desk-lan-'))
  folders.push(made)
  return made
}

async function status() {
  return (await serving.ask('GET', '/api/lan')).body
}

describe('off and on', () => {
  test('[LAN-19] of many who look or switch on at once a few wait, the rest is told to come again; off has its turn', async () => {
    serving = await openOutside()
    const looks = Array.from({ length: 12 }, () => serving.ask('GET', '/api/lan'))
    const off = serving.ask('POST', '/api/lan', { body: { on: false } })
    const said = await Promise.all(looks)
    const statuses = said.map((each) => each.status)
    expect(new Set(statuses)).toEqual(new Set([200, 429]))
    const sentAway = said.find((each) => each.status === 429)
    expect([sentAway?.body.error.code, sentAway?.headers['retry-after']]).toEqual(['rate_limited', '1'])
    expect((await off).status).toBe(200)
    expect((await serving.ask('GET', '/api/lan')).status).toBe(200)
  })

  test('[LAN-4] a new desk is open to nobody else', async () => {
    serving = await openOutside()
    expect(await status()).toMatchObject({
      on: false,
      urls: [],
      open: [],
      fingerprint: null,
      choices: [
        { interface: 'test0', address: HERE },
        { interface: 'test0', address: THERE },
      ],
      differences: [],
    })
    expect(await knock(serving.port)).toBe('ECONNREFUSED')
    expect(serving.server.lan.reach()).toEqual({ urls: [], fingerprint: null })
  })

  test('[LAN-3] it opens on the chosen addresses alone, with TLS, for eight hours', async () => {
    serving = await openOutside()
    const said = await switchOn(serving)
    expect([said.status, said.body]).toMatchObject([
      200,
      {
        on: true,
        plain: false,
        until: (NOW + 8 * HOUR_MS) / 1_000,
        urls: [`https://${HERE}:${serving.port}`],
        open: [HERE],
        port: serving.port,
        fault: null,
        differences: [],
      },
    ])
    expect((await askOutside({ port: serving.port })).status).toBe(200)
    expect(await knock(serving.port, THERE)).toBe('ECONNREFUSED')
    expect((await greet(serving.port)).protocol).toBe('TLSv1.3')
    expect(serving.server.lan.reach()).toEqual({
      urls: [`https://${HERE}:${serving.port}`],
      fingerprint: said.body.fingerprint,
    })
    const { body } = await serving.ask('GET', '/health')
    expect(body.lan).toMatchObject({ on: true, plain: false, urls: [`https://${HERE}:${serving.port}`] })
  })

  test('[LAN-3] another choice closes what is not chosen any more', async () => {
    serving = await openOutside()
    await switchOn(serving, { addresses: [HERE, THERE] })
    expect(await knock(serving.port, THERE)).toBe('open')
    await switchOn(serving, { addresses: [THERE] })
    expect(await knock(serving.port, HERE)).toBe('ECONNREFUSED')
    expect(await knock(serving.port, THERE)).toBe('open')
  })

  test.each([
    ['address_wildcard', 400, '0.0.0.0'],
    ['address_wildcard', 400, '::'],
    ['address_link_local', 400, 'fe80::1'],
    ['address_link_local', 400, '169.254.1.1'],
    ['address_not_private', 400, '192.0.2.2'],
    ['address_unknown', 409, '10.11.12.13'],
    ['address_unknown', 409, '127.0.0.1'],
  ])('[LAN-2] %s (%i) refuses %s, and nothing has changed', async (code, wanted, address) => {
    serving = await openOutside()
    const before = serving.station.queries.counts().journalRows
    const said = await switchOn(serving, { addresses: [HERE, address] })
    expect([said.status, said.body.error.code]).toEqual([wanted, code])
    expect(said.body.error.fields).toEqual([{ path: 'addresses', message: address }])
    expect(serving.station.queries.counts().journalRows).toBe(before)
    expect(await knock(serving.port)).toBe('ECONNREFUSED')
  })

  test('[LAN-5] a port that is taken is refused with the next free one, and what was open stays', async () => {
    serving = await openOutside()
    await switchOn(serving)
    const other = await listenElsewhere(0, THERE)
    const taken = portOf(other)
    const said = await switchOn(serving, { addresses: [HERE, THERE], port: taken })
    expect([said.status, said.body.error.code]).toEqual([409, 'port_in_use'])
    const [, free] = /the next free one is (\d+)\.$/.exec(said.body.error.message) ?? []
    expect(Number(free)).toBeGreaterThan(taken)
    expect(said.body.error.free_port).toBe(Number(free))
    expect((await askOutside({ port: serving.port })).status).toBe(200)
    const again = await switchOn(serving, { addresses: [HERE, THERE], port: Number(free) })
    expect(again.body.urls).toEqual([`https://${HERE}:${free}`, `https://${THERE}:${free}`])
    other.close()
  })

  test('[LAN-18] it is told since when the doors stand open, and whether another machine came to one', async () => {
    serving = await openOutside()
    const lan = async () => (await serving?.ask('GET', '/api/lan'))?.body
    expect(await lan()).toMatchObject({ opened_at: null, visited: false })
    const { body: on } = await switchOn(serving)
    expect(on.opened_at).toBeCloseTo(on.server_time, 0)
    // What the machine itself tries says nothing of a firewall: it comes from the address that it goes to.
    await knockFrom(HERE, serving.port)
    expect(await lan()).toMatchObject({ opened_at: on.opened_at, visited: false })
    await askOutside({ port: serving.port })
    expect(await lan()).toMatchObject({ visited: true })
    await serving.ask('POST', '/api/lan', { body: { on: false } })
    expect(await lan()).toMatchObject({ opened_at: null, visited: false })
  })

  test('[LAN-6] off ends every connection from outside at once, and no other', async () => {
    serving = await openOutside()
    await switchOn(serving)
    const home = await serving.connect(serving.operator)
    const far = io(`https://${HERE}:${serving.port}`, {
      auth: { token: serving.operator },
      transports: ['websocket'],
      rejectUnauthorized: false,
      reconnection: false,
      forceNew: true,
    })
    await new Promise((resolve) => far.once('connect', () => resolve(null)))
    const idle = connect({ host: HERE, port: serving.port, rejectUnauthorized: false })
    await new Promise((resolve) => idle.once('secureConnect', resolve))
    const ended = Promise.all([
      new Promise((resolve) => far.once('disconnect', resolve)),
      new Promise((resolve) => idle.on('error', () => undefined).once('close', resolve)),
    ])
    const said = await serving.ask('POST', '/api/lan', { body: { on: false } })
    expect(said.body).toMatchObject({ on: false, urls: [], open: [], until: null })
    await ended
    expect(home.connected).toBe(true)
    expect(await knock(serving.port)).toBe('ECONNREFUSED')
  })
})

describe('time and restarts', () => {
  test('[LAN-7] it goes off at its end', async () => {
    serving = await openOutside()
    await switchOn(serving, { ends_in: 3_600 })
    vi.setSystemTime(NOW + HOUR_MS - 1)
    await serving.server.lan.look()
    expect(await knock(serving.port)).toBe('open')
    vi.setSystemTime(NOW + HOUR_MS)
    await serving.server.lan.look()
    expect(await knock(serving.port)).toBe('ECONNREFUSED')
    expect(serving.station.queries.eventsAfter('desk', 0, 1_000).at(-1)?.event).toMatchObject({
      kind: 'lan_set',
      lan: { on: false },
      cause: 'ended',
      by: null,
    })
  })

  test('[LAN-7] without an end it stays until somebody switches it off', async () => {
    serving = await openOutside()
    await switchOn(serving, { ends_in: null })
    vi.setSystemTime(NOW + 365 * 24 * HOUR_MS)
    await serving.server.lan.look()
    expect(await knock(serving.port)).toBe('open')
    expect((await status()).until).toBe(null)
  })

  test('[LAN-7] who changes something else of an open desk leaves its end as it is', async () => {
    serving = await openOutside()
    await switchOn(serving, { ends_in: 3_600 })
    const { until } = await status()
    vi.setSystemTime(NOW + HOUR_MS / 2)
    await switchOn(serving, { plain: true })
    expect(await status()).toMatchObject({ plain: true, until })
    await switchOn(serving, { ends_in: null })
    await switchOn(serving, { plain: false })
    expect(await status()).toMatchObject({ plain: false, until: null })
    // A desk that was closed has no end to keep.
    await serving.ask('POST', '/api/lan', { body: { on: false } })
    await switchOn(serving)
    expect((await status()).until).toBe((NOW + 8.5 * HOUR_MS) / 1_000)
  })

  test('[LAN-8] a restart opens what was open, and nothing whose time was over meanwhile', async () => {
    const kept = folder()
    serving = await openOutside({ folder: kept })
    const { port } = serving
    const { fingerprint } = (await switchOn(serving)).body
    await serving.close()
    expect(await knock(port)).toBe('ECONNREFUSED')
    serving = await openOutside({ folder: kept, port })
    expect(await status()).toMatchObject({ on: true, open: [HERE], fingerprint })
    await serving.close()
    vi.setSystemTime(NOW + 8 * HOUR_MS)
    serving = await openOutside({ folder: kept, port })
    expect(await status()).toMatchObject({ on: false, open: [] })
    expect(await knock(port)).toBe('ECONNREFUSED')
  })

  test('[LAN-8] a port that was taken meanwhile is said, keeps nobody from the start, and is opened once it is free', async () => {
    const kept = folder()
    serving = await openOutside({ folder: kept })
    const { port } = serving
    await switchOn(serving)
    await serving.close()
    const other = await listenElsewhere(port, HERE)
    serving = await openOutside({ folder: kept, port })
    expect(await status()).toMatchObject({ on: true, open: [], fault: `Port ${port} is in use on ${HERE}.` })
    await new Promise((resolve) => other.close(resolve))
    await serving.server.lan.look()
    expect(await status()).toMatchObject({ open: [HERE], fault: null })
  })

  test('[LAN-9] an address that the machine loses is closed, and stays closed when it comes back', async () => {
    const machine = testMachine()
    serving = await openOutside({ machine })
    await switchOn(serving, { addresses: [HERE, THERE] })
    machine.lose(HERE)
    await serving.server.lan.look()
    expect(await status()).toMatchObject({ on: true, open: [THERE], lost: [HERE] })
    machine.regain(HERE)
    await serving.server.lan.look()
    expect(await knock(serving.port, HERE)).toBe('ECONNREFUSED')
    machine.lose(THERE)
    await serving.server.lan.look()
    expect(await status()).toMatchObject({ on: false, open: [], lost: [HERE, THERE] })
    expect(await knock(serving.port, THERE)).toBe('ECONNREFUSED')
  })
})

describe('who is let in', () => {
  const headers = (more: Readonly<Record<string, string>>) => ({
    [PRIVATE]: `Bearer ${serving.operator}`,
    ...more,
  })

  test("[LAN-10] names and pages that are not the station's are turned away, over TLS too", async () => {
    serving = await openOutside({ hosts: ['desk.example'] })
    await switchOn(serving)
    const { port } = serving
    const asked = async (more: Readonly<Record<string, string>>) => {
      const { status: code } = await askOutside({ port, path: '/api/session', headers: headers(more) })
      return code
    }
    for (const host of [HERE, 'desk-of-test.local', 'desk.example'])
      expect([host, await asked({ host: `${host}:${port}` })]).toEqual([host, 200])
    for (const host of [`${THERE}:${port}`, 'evil.example', `${HERE}:1`, `192.168.1.7:${port}`])
      expect([host, await asked({ host })]).toEqual([host, 421])
    expect(await asked({ origin: `https://${HERE}:${port}` })).toBe(200)
    for (const origin of [`http://${HERE}:${port}`, 'https://evil.example', 'null'])
      expect([origin, await asked({ origin })]).toEqual([origin, 403])
  })

  test('[LAN-10] after it is off its names are unknown again', async () => {
    serving = await openOutside()
    await switchOn(serving)
    const asHere = { headers: { host: `${HERE}:${serving.port}` } }
    expect((await serving.ask('GET', '/health', asHere)).status).toBe(200)
    await serving.ask('POST', '/api/lan', { body: { on: false } })
    expect((await serving.ask('GET', '/health', asHere)).status).toBe(421)
  })

  test('[LAN-11] without TLS only where it is asked for, and that is said', async () => {
    serving = await openOutside()
    const { port } = serving
    await switchOn(serving)
    await expect(askOutside({ port, ca: null })).rejects.toThrow()
    const said = await switchOn(serving, { plain: true })
    expect(said.body).toMatchObject({ plain: true, urls: [`http://${HERE}:${port}`], fingerprint: null })
    expect((await askOutside({ port, ca: null })).status).toBe(200)
    await expect(askOutside({ port })).rejects.toThrow()
    expect((await serving.ask('GET', '/health')).body.lan).toMatchObject({ plain: true })
    const origin = { origin: `http://${HERE}:${port}` }
    expect(
      (await askOutside({ port, ca: null, path: '/api/session', headers: headers(origin) })).status,
    ).toBe(200)
  })

  test('[LAN-12] whoever begins no handshake is cut off, and a broken request is told so', async () => {
    serving = await openOutside()
    await switchOn(serving)
    const silent = connectTcp(serving.port, HERE)
    const began = performance.now()
    await new Promise((resolve) => silent.on('error', () => undefined).once('close', resolve))
    // Four seconds, and what a loaded machine adds.
    expect(performance.now() - began).toBeGreaterThan(3_500)
    const broken = connect({ host: HERE, port: serving.port, rejectUnauthorized: false })
    broken.write('GET / HTTP/9.9\r\n\r\n')
    const told = await new Promise<string>((resolve) => {
      let text = ''
      broken.on('data', (part) => {
        text += part
      })
      broken.once('close', () => resolve(text))
    })
    expect(told).toMatch(/^HTTP\/1\.1 400 [\s\S]*"code":"bad_request"/)
  })
})

describe('what is told', () => {
  test('[LAN-13] operators hear at once how it stands, and nobody else', async () => {
    serving = await openOutside()
    const boss = await serving.connect(serving.operator)
    expect(welcomeOf(boss).lan_status).toMatchObject({ on: false })
    const trader = await serving.connect(await serving.addUser('ada'))
    const heard: unknown[] = []
    trader.on('lan_status', (data) => heard.push(data))
    const told = next<{ on: boolean }>(boss, 'lan_status', ({ on }) => on)
    await switchOn(serving)
    expect(await told).toMatchObject({ plain: false, urls: [`https://${HERE}:${serving.port}`] })
    // A heartbeat that was sent later has passed the same wire.
    const beat = next(trader, 'connection_status')
    await serving.ask('POST', '/api/feed', { body: { speed: 2 } })
    await beat
    expect(heard).toEqual([])
    expect((await serving.ask('GET', '/health', { token: null })).body.lan).toBeUndefined()
  })

  test.runIf(process.platform === 'linux')(
    '[LAN-14] a socket that listens and should not is found, and a door that is gone',
    async () => {
      serving = await openOutside()
      await switchOn(serving)
      const { listening, listening_seen } = await status()
      expect(listening_seen).toBe(true)
      expect(listening).toContainEqual({ address: '127.0.0.1', port: serving.port })
      expect(listening).toContainEqual({ address: HERE, port: serving.port })
      const planted = await listenElsewhere(0, '127.0.0.4')
      const word = `127.0.0.4:${portOf(planted)} listens and should not`
      expect((await status()).differences).toEqual([word])
      const { body } = await serving.ask('GET', '/health')
      expect([body.status, body.lan.differences]).toEqual(['degraded', [word]])
      expect(serving.logged.some((line) => line.includes('listening_otherwise') && line.includes(word))).toBe(
        true,
      )
      const gone = { address: HERE, port: 1 }
      expect((await checkListening([gone])).differences).toContain(`${HERE}:1 should listen and does not`)
      await new Promise((resolve) => planted.close(resolve))
      expect((await status()).differences).toEqual([])
      expect((await serving.ask('GET', '/health')).body.status).toBe('ok')
    },
  )
})
