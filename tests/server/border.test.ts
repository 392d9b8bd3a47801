import { connect as connectTcp } from 'node:net'
import { io } from 'socket.io-client'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openBorder } from '#server/border.ts'
import { openServing, type Serving } from './serving.ts'

let serving: Serving
beforeAll(async () => {
  serving = await openServing({ hosts: ['desk.local'] })
})
afterAll(() => serving.close())

/** Sends bytes and returns all that comes back. */
function raw(port: number, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connectTcp(port, '127.0.0.1', () => socket.write(text))
    let said = ''
    socket.on('data', (part) => {
      said += part.toString()
    })
    socket.on('close', () => resolve(said))
    socket.on('error', reject)
  })
}

const UPGRADE =
  'connection: Upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\nsec-websocket-key: AAAAAAAAAAAAAAAAAAAAAA==\r\n'

function upgrade(port: number, headers: string): Promise<string> {
  return raw(port, `GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\n${UPGRADE}${headers}\r\n`)
}

describe('names', () => {
  test('[DOOR-1] the station answers to its own names and to those it was given', async () => {
    for (const host of ['127.0.0.1', 'localhost', '[::1]', 'desk.local']) {
      const { status } = await serving.ask('GET', '/health', { headers: { host: `${host}:${serving.port}` } })
      expect([host, status]).toEqual([host, 200])
    }
    expect((await serving.ask('GET', '/health', { headers: { host: 'desk.local' } })).status).toBe(200)
  })

  test('[DOOR-2] any other name is answered 421 before there is a route, a token or a page', async () => {
    const evil = [
      'evil.example',
      `evil.example:${serving.port}`,
      '127.0.0.1',
      `127.0.0.1:${serving.port + 1}`,
      `127.0.0.1:${serving.port}.evil.example`,
      `localhost.:${serving.port}`,
    ]
    for (const host of evil) {
      for (const path of [
        '/health',
        '/',
        '/api/feed',
        '/no/such/thing',
        '/socket.io/?EIO=4&transport=polling',
      ]) {
        const said = await serving.ask('GET', path, { headers: { host } })
        expect([host, path, said.status, said.body.error.code]).toEqual([host, path, 421, 'bad_host'])
      }
    }
  })

  test('[DOOR-2] a rebound name opens no socket either', async () => {
    expect(await upgrade(serving.port, 'host: evil.example\r\n')).toMatch(/^HTTP\/1.1 421 /)
  })
})

describe('pages of others', () => {
  const foreign = [
    'http://evil.example',
    'null',
    'https://127.0.0.1.evil.example',
    'http://localhost:1',
    'file://',
  ]

  test('[DOOR-3] a request that a page of another origin made is refused, whatever token it carries', async () => {
    for (const origin of foreign) {
      const said = await serving.ask('POST', '/api/users', {
        body: { user_id: 'x', timezone: 'UTC' },
        headers: { origin },
      })
      expect([origin, said.status, said.body.error.code]).toEqual([origin, 403, 'forbidden'])
    }
    expect(serving.station.queries.trader('x' as never)).toBeNull()
  })

  test('[DOOR-3] what needs no token, and what does not exist, is refused to other origins too', async () => {
    for (const path of ['/health', '/', '/mission/any', '/no/such/thing', '/api/nothing']) {
      const said = await serving.ask('GET', path, { headers: { origin: 'http://evil.example' } })
      expect([path, said.status, said.body.error.code]).toEqual([path, 403, 'forbidden'])
    }
  })

  test('[DOOR-4] a link on another page still leads to the page, which carries nothing of its own', async () => {
    const { status } = await serving.ask('GET', '/', { headers: { 'sec-fetch-site': 'cross-site' } })
    expect(status).toBe(200)
  })

  test('[DOOR-3] an origin that merely equals the Host header is no defence: both lists are literal', () => {
    const border = openBorder(4820, [])
    const rebound = { headers: { host: 'evil.example:4820', origin: 'http://evil.example:4820' } }
    expect(border.host(rebound as never)).toEqual({ code: 'bad_host' })
    expect(border.page(rebound as never)).toEqual({ code: 'forbidden' })
  })

  test('[DOOR-4] what the browser says of the page counts too: only its own or none', async () => {
    for (const [site, status] of [
      ['cross-site', 403],
      ['same-site', 403],
      ['anything', 403],
      ['same-origin', 200],
      ['none', 200],
    ] as const) {
      const said = await serving.ask('GET', '/api/feed', { headers: { 'sec-fetch-site': site } })
      expect([site, said.status]).toEqual([site, status])
    }
  })

  test('[DOOR-5] no answer opens a door to other origins', async () => {
    const own = `http://127.0.0.1:${serving.port}`
    for (const [method, path] of [
      ['GET', '/api/feed'],
      ['GET', '/health'],
      ['OPTIONS', '/api/fire'],
      ['GET', '/'],
    ] as const) {
      const { headers } = await serving.ask(method, path, { headers: { origin: own } })
      expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([])
    }
  })

  test('[DOOR-6] a page of another origin opens no socket, by either transport', async () => {
    for (const origin of foreign) {
      const headers = `host: 127.0.0.1:${serving.port}\r\norigin: ${origin}\r\n`
      expect(await upgrade(serving.port, headers)).toMatch(/^HTTP\/1.1 403 /)
      const polling = await serving.ask('GET', '/socket.io/?EIO=4&transport=polling', { headers: { origin } })
      expect([polling.status, polling.body.error.code]).toEqual([403, 'forbidden'])
    }
  })

  test('[DOOR-6] the own page and a program without a page open sockets by both transports', async () => {
    for (const transports of [['websocket'], ['polling']]) {
      for (const extraHeaders of [{}, { origin: `http://localhost:${serving.port}` }]) {
        const socket = await serving.connect(serving.operator, { transports, extraHeaders })
        expect(socket.connected).toBe(true)
      }
    }
  })

  test('[DOOR-6] nothing else is upgraded', async () => {
    const said = await raw(
      serving.port,
      `GET /api/feed HTTP/1.1\r\nhost: 127.0.0.1:${serving.port}\r\n${UPGRADE}\r\n`,
    )
    expect(said).toMatch(/^HTTP\/1.1 404 /)
  })
})

test('[AUTH-1] a socket without a good token is told so by a code', async () => {
  for (const auth of [
    {},
    { token: 'fd1_nobody_x' },
    { token: 5 },
    { token: { a: 1 } },
    { token: 'x'.repeat(5_000) },
  ]) {
    const socket = io(serving.url, { auth, reconnection: false, forceNew: true, transports: ['websocket'] })
    const error = await new Promise<Error & { data?: unknown }>((resolve) =>
      socket.once('connect_error', resolve),
    )
    expect(error.data).toEqual({ code: 'unauthenticated' })
    socket.close()
  }
})
