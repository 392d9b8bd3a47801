import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Fastify from 'fastify'
import pino from 'pino'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { openPages } from '#server/pages.ts'
import { openRates } from '#server/rates.ts'
import { openRequestCounts } from '#server/request-counts.ts'
import { PortInUse, startServer } from '#server/server.ts'
import { LIMITS } from '#station/limits.ts'
import { PANELS } from '../../renderer/state/panels.ts'
import { openServing, type Serving } from './serving.ts'

const silent = pino({ level: 'silent' })
const rates = openRates(LIMITS)

describe('the port', () => {
  let serving: Serving
  afterEach(() => serving.close())

  test('[DOOR-7] a port that is taken is one sentence', async () => {
    serving = await openServing()
    const again = startServer(serving.station, { ...serving.config, port: serving.port }, silent)
    await expect(again).rejects.toThrow(PortInUse)
    await expect(again).rejects.toThrow(
      `Port ${serving.port} is in use: stop what listens there, or choose another with --port.`,
    )
  })

  test('[DOOR-8] both loopback addresses answer where the machine has them, and no other address does', async () => {
    serving = await openServing()
    const status = (address: string) =>
      new Promise((resolve) => {
        const socket = connect(serving.port, address)
        socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code))
        socket.once('connect', () => {
          socket.destroy()
          resolve('open')
        })
      })
    const sixes = createServer()
    const hasSix = await new Promise((resolve) => {
      sixes.once('error', () => resolve(false))
      sixes.listen(0, '::1', () => resolve(true))
    })
    sixes.close()
    expect(await status('127.0.0.1')).toBe('open')
    if (hasSix) expect(await status('::1')).toBe('open')
    // Another address of the same loopback network: open if the station listened on all.
    expect(await status('127.0.0.2')).toBe('ECONNREFUSED')
  })

  test('[DOOR-9] a stop ends open connections and sockets, whatever they wait for', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'fusion-desk-test-'))
    serving = await openServing({ folder })
    const socket = await serving.connect(serving.operator)
    const told = new Promise((resolve) => socket.once('closing', resolve))
    const idle = connect(serving.port, '127.0.0.1')
    const half = connect(serving.port, '127.0.0.1', () => half.write('POST /api/fire HTTP/1.1\r\n'))
    await new Promise((resolve) => idle.once('connect', resolve))
    const ended = Promise.all([idle, half].map((one) => new Promise((resolve) => one.once('close', resolve))))
    for (const one of [idle, half]) one.on('error', () => undefined).resume()
    await serving.server.close()
    await ended
    expect(await told).toMatchObject({ code: 'not_ready' })
    rmSync(folder, { recursive: true, force: true })
  })
})

describe('broken peers', () => {
  let serving: Serving
  beforeAll(async () => {
    serving = await openServing()
  })
  afterAll(() => serving.close())

  function raw(text: string): Promise<string> {
    return new Promise((resolve) => {
      const socket = connect(serving.port, '127.0.0.1', () => socket.write(text))
      let said = ''
      socket.on('data', (part) => {
        said += part.toString()
      })
      socket.on('error', () => undefined)
      socket.on('close', () => resolve(said))
    })
  }

  test('[DOOR-11] what is not HTTP is answered and cut off', async () => {
    expect(await raw('\0\x01\x02 rubbish\r\n\r\n')).toMatch(/^HTTP\/1.1 400 /)
    expect(await raw(`GET /health HTTP/1.1\r\nhost: x\r\nlong: ${'x'.repeat(20_000)}\r\n\r\n`)).toMatch(
      /^HTTP\/1.1 431 /,
    )
    expect((await serving.ask('GET', '/health')).status).toBe(200)
  })
})

describe('the page', () => {
  let folder: string
  let serving: Serving
  const app = Fastify()
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'fusion-desk-page-'))
    mkdirSync(join(folder, 'assets'))
    writeFileSync(join(folder, 'index.html'), '<!doctype html><title>Fusion Desk</title>')
    writeFileSync(join(folder, 'favicon.svg'), '<svg/>')
    writeFileSync(join(folder, 'assets', 'app-1a2b.js'), 'export {}')
    writeFileSync(join(folder, '..', 'outside.txt'), 'not yours')
    serving = await openServing()
    app.decorateRequest('quota', null)
    app.decorateRequest('startedMs', 0)
    openPages(
      app,
      serving.station.queries,
      {
        log: silent,
        counts: openRequestCounts(),
        now: Date.now,
        principals: { find: () => null },
        rates,
      },
      folder,
    )
    await app.ready()
  })
  afterAll(async () => {
    await app.close()
    await serving.close()
    rmSync(folder, { recursive: true, force: true })
    rmSync(join(folder, '..', 'outside.txt'), { force: true })
  })

  const get = (url: string, accept = 'text/html') =>
    app.inject({ method: 'GET', url, headers: { accept, host: '127.0.0.1:4820' } })

  test('[DOOR-12] the page needs no token and may load nothing but its own', async () => {
    const { statusCode, headers, body } = await get('/')
    expect([statusCode, body]).toEqual([200, '<!doctype html><title>Fusion Desk</title>'])
    expect(headers['content-security-policy']).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; manifest-src 'self'; " +
        "connect-src 'self' ws://127.0.0.1:4820 wss://127.0.0.1:4820; base-uri 'none'; form-action 'none'; " +
        "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types fusion-desk-files",
    )
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'permissions-policy': expect.stringContaining('camera=(), '),
      'cache-control': 'no-cache',
    })
  })

  test('[DOOR-13] a mission has its page, and one that does not exist the same page with 404', async () => {
    const id = await serving.postSignal()
    const page = await get('/')
    const known = await get(`/mission/${id}`)
    expect([known.statusCode, known.body]).toEqual([200, page.body])
    expect((await get(`/signals/${id}`)).statusCode).toBe(200)
    for (const path of [
      '/signals/nothing',
      '/signals/active',
      '/signals/%00',
      '/signals',
      '/mission/nothing',
      '/mission/active',
      '/mission/%00',
      '/no/such/page',
      '/panel/nothing',
    ]) {
      const said = await get(path)
      expect([path, said.statusCode, said.body]).toEqual([path, 404, page.body])
    }
  })

  test('[DOOR-13] what is gone to from everywhere has its page, whatever is asked of it', async () => {
    const page = await get('/')
    for (const path of [
      '/leaderboards',
      '/leaderboards?board=win_rate',
      '/leaderboards?board=none-of-ours',
      '/fusion',
      '/alerts?show=unread',
      '/settings?section=alerts',
      '/wall',
      ...Object.keys(PANELS).map((panel) => `/panel/${panel}`),
    ]) {
      const said = await get(path)
      expect([path, said.statusCode, said.body]).toEqual([path, 200, page.body])
    }
  })

  test('[DOOR-13] every path of the page’s router has its page', async () => {
    const known = await serving.postSignal()
    const page = await get('/')
    const router = readFileSync(new URL('../../renderer/router.tsx', import.meta.url), 'utf8')
    const paths = [...router.matchAll(/\bpath: '([^']+)'/g)].map(([, path = '']) => path)
    expect(paths).toHaveLength(router.split('= createRoute({').length - 1)
    for (const path of paths) {
      const asked = path.replace('$panelId', 'queue').replace('$userId', 'ada').replace('$signalId', known)
      const said = await get(asked)
      expect([path, said.statusCode, said.body]).toEqual([path, 200, page.body])
    }
  })

  test('[PROG-10] each page of progress has its address, and that of a user tells a stranger nothing of him', async () => {
    const page = await get('/')
    for (const path of ['/missions', '/achievements', '/rewards', '/campaigns', '/u/ada', '/u/nobody']) {
      const said = await get(path)
      expect([path, said.statusCode, said.body]).toEqual([path, 200, page.body])
    }
  })

  test('[DOOR-14] built files are kept for a year, and nothing outside their folder is served', async () => {
    const asset = await get('/assets/app-1a2b.js', '*/*')
    expect([asset.statusCode, asset.body]).toEqual([200, 'export {}'])
    expect(asset.headers['cache-control']).toBe('public, max-age=31536000, immutable')
    expect((await get('/favicon.svg', '*/*')).statusCode).toBe(200)
    for (const path of [
      '/assets/../../outside.txt',
      '/assets/%2e%2e/%2e%2e/outside.txt',
      '/assets/..%2f..%2foutside.txt',
      '/assets/nothing.js',
      '/assets/',
    ]) {
      const said = await get(path, '*/*')
      expect([
        path,
        said.statusCode >= 400 && said.statusCode < 500,
        said.body.includes('not yours'),
      ]).toEqual([path, true, false])
    }
  })

  test('[DOOR-12] a look at the head alone says the same without the page', async () => {
    const { statusCode, headers, body } = await app.inject({
      method: 'HEAD',
      url: '/',
      headers: { host: '127.0.0.1:4820' },
    })
    expect([statusCode, body, headers['content-type']]).toEqual([200, '', 'text/html; charset=utf-8'])
  })

  test('[DOOR-15] a page that was never built is one sentence', async () => {
    const bare = Fastify()
    bare.decorateRequest('quota', null)
    bare.decorateRequest('startedMs', 0)
    openPages(
      bare,
      serving.station.queries,
      {
        log: silent,
        counts: openRequestCounts(),
        now: Date.now,
        principals: { find: () => null },
        rates,
      },
      join(folder, 'nowhere'),
    )
    const said = await bare.inject({ method: 'GET', url: '/' })
    expect([said.statusCode, said.json().error.code]).toEqual([503, 'not_ready'])
    expect(said.json().error.message).toBe('The page has not been built yet: run npm start once.')
    await bare.close()
  })
})
