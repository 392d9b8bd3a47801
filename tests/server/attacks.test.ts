import { connect as connectTcp } from 'node:net'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { BODY_BYTES_MAX, ENDPOINTS, type Endpoint } from '#contracts/http.ts'
import { BODY_DEPTH_MAX, isPlain } from '#server/body-json.ts'
import { digestOf, postOffered } from './digest.ts'
import { openServing, type Serving } from './serving.ts'

// What is known to be tried against a service on a desk, each over a real connection with a token that would be good:
// refused with its own code, and not a row of any table is another afterwards.

let serving: Serving
let trader: string
let signal: string
let before: string

beforeAll(async () => {
  serving = await openServing({ limits: { decisionBurst: 10_000, requestBurst: 10_000 } })
  trader = await serving.addUser('ada')
  signal = await postOffered(serving)
})
afterAll(() => serving.close())
beforeEach(() => {
  before = digestOf(serving.folder)
})
afterEach(() => expect(digestOf(serving.folder)).toBe(before))

/** Sends bytes and returns all that comes back until the connection ends. */
function raw(text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connectTcp(serving.port, '127.0.0.1', () => socket.write(text))
    let said = ''
    socket.setTimeout(10_000, () => socket.destroy(new Error(`no end of: ${said}`)))
    socket.on('data', (part) => {
      said += part.toString()
    })
    socket.on('close', () => resolve(said))
    socket.on('error', reject)
  })
}

interface Refusal {
  readonly status: number
  readonly code: string
}

/** The first answer of those that came back. */
function refusalIn(said: string): Refusal {
  const [head = '', body = ''] = said.split('\r\n\r\n')
  return { status: Number(head.split(' ')[1]), code: /"code":"([a-z_]+)"/.exec(body)?.[1] ?? '' }
}

const own = () => `host: 127.0.0.1:${serving.port}\r\n`
const bearer = (token = trader) => `authorization: Bearer ${token}\r\n`
const fireText = () => JSON.stringify({ signal_id: signal })
const UPGRADE =
  'connection: Upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\nsec-websocket-key: AAAAAAAAAAAAAAAAAAAAAA==\r\n'

/** A fire as bytes, with whatever headers and body. */
function fireBytes(headers: string, body = fireText(), line = 'POST /api/fire HTTP/1.1'): string {
  return `${line}\r\n${own()}${bearer()}content-type: application/json\r\n${headers}connection: close\r\n\r\n${body}`
}
const lengthOf = (body: string) => `content-length: ${Buffer.byteLength(body)}\r\n`

describe('names and pages', () => {
  test('[ATTACK-1] a rebound name is refused on every transport, whatever token comes with it', async () => {
    for (const host of [
      'evil.example',
      `evil.example:${serving.port}`,
      '127.0.0.1.evil.example',
      '0.0.0.0',
      `[::]:${serving.port}`,
    ]) {
      const named = `host: ${host}\r\n`
      const said = [
        await raw(
          `POST /api/fire HTTP/1.1\r\n${named}${bearer()}content-type: application/json\r\n${lengthOf(fireText())}connection: close\r\n\r\n${fireText()}`,
        ),
        await raw(`GET /socket.io/?EIO=4&transport=polling HTTP/1.1\r\n${named}connection: close\r\n\r\n`),
        await raw(`GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\n${named}${UPGRADE}\r\n`),
      ].map(refusalIn)
      expect(said).toEqual(Array(3).fill({ status: 421, code: 'bad_host' }))
    }
  })

  test('[ATTACK-1] two names, or another one in the address of the request, are no way round it', async () => {
    const two = await raw(
      `GET /api/feed HTTP/1.1\r\n${own()}host: evil.example\r\n${bearer()}connection: close\r\n\r\n`,
    )
    expect(refusalIn(two)).toEqual({ status: 400, code: 'bad_request' })
    const none = await raw(`GET /api/feed HTTP/1.1\r\n${bearer()}connection: close\r\n\r\n`)
    expect(refusalIn(none)).toEqual({ status: 400, code: 'bad_request' })
    const forwarded = await raw(
      `GET /api/feed HTTP/1.1\r\nhost: evil.example\r\nx-forwarded-host: 127.0.0.1:${serving.port}\r\n${bearer()}connection: close\r\n\r\n`,
    )
    expect(refusalIn(forwarded)).toEqual({ status: 421, code: 'bad_host' })
  })

  test('[ATTACK-2] a page of another origin opens no socket and fires nothing, even with the token in its hands', async () => {
    for (const header of [
      'origin: http://evil.example\r\n',
      'origin: null\r\n',
      'sec-fetch-site: cross-site\r\n',
      'sec-fetch-site: same-site\r\n',
    ]) {
      const said = [
        await raw(fireBytes(`${header}${lengthOf(fireText())}`)),
        await raw(
          `GET /socket.io/?EIO=4&transport=polling HTTP/1.1\r\n${own()}${header}connection: close\r\n\r\n`,
        ),
        await raw(`GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\n${own()}${header}${UPGRADE}\r\n`),
      ].map(refusalIn)
      expect([header, said]).toEqual([header, Array(3).fill({ status: 403, code: 'forbidden' })])
    }
  })

  test('[ATTACK-2] a browser that says nothing of its origin has no cookie to ride on: without a token it stays outside', async () => {
    const headers = `${own()}user-agent: Mozilla/5.0\r\naccept: text/html\r\ncookie: token=${trader}; session=${trader}\r\n`
    const fire = await raw(
      `POST /api/fire HTTP/1.1\r\n${headers}content-type: application/json\r\n${lengthOf(fireText())}connection: close\r\n\r\n${fireText()}`,
    )
    expect(refusalIn(fire)).toEqual({ status: 401, code: 'unauthenticated' })
    const inQuery = await raw(
      `GET /api/feed?token=${trader}&access_token=${trader} HTTP/1.1\r\n${headers}connection: close\r\n\r\n`,
    )
    expect(refusalIn(inQuery)).toEqual({ status: 401, code: 'unauthenticated' })
    await expect(serving.connect('', { extraHeaders: { cookie: `token=${trader}` } })).rejects.toMatchObject({
      data: { code: 'unauthenticated' },
    })
  })
})

describe('paths', () => {
  const CLIMBS = [
    '..%2f..%2foperator.token',
    '%2e%2e%2foperator.token',
    '....%2f%2f',
    '%00',
    'a%00.txt',
    '..%5c..%5cdesk.db',
    '%c0%ae%c0%ae',
    'a'.repeat(500),
  ]

  test('[ATTACK-3] no path parameter of any route leads out of it', async () => {
    const routes = (Object.values(ENDPOINTS) as Endpoint[]).filter(({ path }) => path.includes(':'))
    expect(routes.length).toBeGreaterThan(20)
    for (const { method, path } of routes) {
      for (const climb of CLIMBS) {
        const asked = path.replace(/:[a-z]+/g, climb)
        const { status, text } = await serving.ask(method, asked, {
          headers: { 'idempotency-key': 'x'.repeat(256) },
        })
        // Refused, or an empty list of something that does not exist.
        expect([asked, status === 200 || (status >= 400 && status < 500)]).toEqual([asked, true])
        expect(text).not.toContain(serving.operator)
        expect(text).not.toContain('SQLite format')
      }
    }
  })

  test('[ATTACK-3] no address of an asset leads to the data folder or out of the pages', async () => {
    for (const path of [
      '/../operator.token',
      '/assets/../../operator.token',
      '/assets/%2e%2e/%2e%2e/package.json',
      '/..%2f..%2fetc%2fpasswd',
      '/assets/..%5c..%5cdesk.db',
      '//etc/passwd',
      '/assets/%00',
      '/desk.db',
      '/operator.token',
      '/audit.key',
    ]) {
      const said = await raw(`GET ${path} HTTP/1.1\r\n${own()}connection: close\r\n\r\n`)
      const { status, code } = refusalIn(said)
      expect([path, [400, 404].includes(status), code]).toEqual([
        path,
        true,
        status === 400 ? 'bad_request' : 'not_found',
      ])
    }
  })

  test('[ATTACK-4] another method in a header, a query or a field is not heard', async () => {
    for (const header of ['x-http-method-override', 'x-http-method', 'x-method-override']) {
      const { status, body } = await serving.ask('GET', `/api/fire?_method=POST`, {
        token: trader,
        headers: { [header]: 'POST' },
      })
      expect([status, body.error.code]).toEqual([404, 'not_found'])
      const erased = await serving.ask('GET', '/api/users/ada/erase', { headers: { [header]: 'POST' } })
      expect([erased.status, erased.body.error.code]).toEqual([404, 'not_found'])
    }
    for (const method of ['TRACE', 'PUT', 'PATCH', 'OPTIONS'])
      expect([
        method,
        refusalIn(await raw(`${method} /api/feed HTTP/1.1\r\n${own()}${bearer()}connection: close\r\n\r\n`))
          .status,
      ]).toEqual([method, 404])
  })
})

describe('bodies', () => {
  const fire = (text: string, type = 'application/json') =>
    serving.ask('POST', '/api/fire', { token: trader, text, headers: { 'content-type': type } })

  test('[ATTACK-5] one byte more than a body may have is too many, told before and while it is sent', async () => {
    const padded = JSON.stringify({ signal_id: signal, pad: '' })
    const text = padded.replace('""', `"${'x'.repeat(BODY_BYTES_MAX + 1 - padded.length)}"`)
    expect(Buffer.byteLength(text)).toBe(BODY_BYTES_MAX + 1)
    const said = await fire(text)
    expect([said.status, said.body.error.code]).toEqual([413, 'payload_too_large'])
    const chunk = 'x'.repeat(BODY_BYTES_MAX + 1)
    const chunked = await raw(
      fireBytes('transfer-encoding: chunked\r\n', `${chunk.length.toString(16)}\r\n${chunk}\r\n0\r\n\r\n`),
    )
    expect(refusalIn(chunked)).toEqual({ status: 413, code: 'payload_too_large' })
  })

  test('[ATTACK-6] a body that is deep, names a field twice or reaches for a prototype is refused', async () => {
    const id = JSON.stringify(signal)
    const bodies = [
      `{"signal_id":${id},"signal_id":${id}}`,
      `{"signal_id":${id},"user_id":"eve","user_id":"ada"}`,
      `{"signal_id":${id},"signal\\u005fid":"other"}`,
      `{"signal_id":${id},"__proto__":{"role":"operator"}}`,
      `{"signal_id":${id},"constructor":{"prototype":{"role":"operator"}}}`,
      `{"signal_id":${'['.repeat(20)}1${']'.repeat(20)}}`,
      `${'['.repeat(30_000)}${']'.repeat(30_000)}`,
      `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`,
      `{"signal_id":${id}}{"signal_id":${id}}`,
      `{"signal_id":NaN}`,
      'null',
      '[]',
      '"fire"',
    ]
    for (const text of bodies) {
      const said = await fire(text)
      expect([text.slice(0, 60), said.status, said.body.error.code]).toEqual([
        text.slice(0, 60),
        400,
        'bad_request',
      ])
    }
    expect(({} as { role?: string }).role).toBeUndefined()
  })

  test('[ATTACK-6] the limit of depth is exact, and a word that looks like a field is none', () => {
    const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`
    expect(isPlain(nested(BODY_DEPTH_MAX), JSON.parse(nested(BODY_DEPTH_MAX)))).toBe(true)
    expect(isPlain(nested(BODY_DEPTH_MAX + 1), JSON.parse(nested(BODY_DEPTH_MAX + 1)))).toBe(false)
    for (const [text, plain] of [
      ['{"a":"\\"b\\":","c":["d:",{"a":1}]}', true],
      ['{"a" : 1, "b"\n:\t2}', true],
      ['{"a":{"b":1,"b":1}}', false],
      ['[{"a":1},{"a":1}]', true],
      ['[{"a":1,"a":2}]', false],
      ['{"":1,"":2}', false],
      ['{"\\u0061":1,"a":2}', false],
    ] as const)
      expect([text, isPlain(text, JSON.parse(text))]).toEqual([text, plain])
  })

  test('[ATTACK-7] a body that calls itself anything but JSON is refused: a form of another page can send only such', async () => {
    for (const type of [
      'text/plain',
      'text/plain; a=application/json',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'application/json; charset=utf-7',
      'application/json; charset=utf-16',
      'application/json;charset=utf-8;x=y',
      'application/json, text/plain',
      'application/jsonp',
      'text/json',
      'application/json+evil',
      ' ',
    ]) {
      const said = await fire(fireText(), type)
      expect([type, said.status, said.body.error.code]).toEqual([type, 415, 'unsupported_media_type'])
    }
    const typeless = await raw(
      `POST /api/fire HTTP/1.1\r\n${own()}${bearer()}${lengthOf(fireText())}connection: close\r\n\r\n${fireText()}`,
    )
    expect(refusalIn(typeless)).toEqual({ status: 415, code: 'unsupported_media_type' })
    const packed = await raw(fireBytes(`content-encoding: gzip\r\n${lengthOf('\x1f\x8b')}`, '\x1f\x8b'))
    expect(refusalIn(packed)).toEqual({ status: 400, code: 'bad_request' })
  })
})

describe('framing', () => {
  test('[ATTACK-8] a request whose length can be read in two ways is refused, and nothing is smuggled behind it', async () => {
    const smuggled = `POST /api/fire HTTP/1.1\r\n${own()}${bearer()}content-type: application/json\r\n${lengthOf(fireText())}\r\n${fireText()}`
    const chunked = `0\r\n\r\n${smuggled}`
    const framings = [
      [`${lengthOf(chunked)}transfer-encoding: chunked\r\n`, chunked],
      [`content-length: 4\r\ncontent-length: 5\r\n`, chunked],
      [`content-length: +4\r\n`, chunked],
      [`transfer-encoding: identity, chunked\r\ntransfer-encoding: x\r\n`, chunked],
      [`transfer-encoding: xchunked\r\n`, chunked],
      [`content-length : ${chunked.length}\r\n`, chunked],
      [`transfer-encoding:\x0bchunked\r\n`, chunked],
      ['x: 1\rcontent-length: 4\r\n', chunked],
    ] as const
    for (const [headers, body] of framings) {
      const said = await raw(fireBytes(headers, body))
      expect([headers, refusalIn(said)]).toEqual([headers, { status: 400, code: 'bad_request' }])
      expect([headers, said.match(/HTTP\/1\.1 /g)?.length]).toEqual([headers, 1])
    }
  })

  test('[ATTACK-9] an address in full names no other host than the header, and an old protocol gains nothing', async () => {
    const full = [
      'http://evil.example/api/fire',
      `http://127.0.0.1:${serving.port}/api/fire`,
      'evil.example:443',
    ]
    for (const target of full) {
      const line = `POST ${target} HTTP/1.1`
      const said = await raw(fireBytes(lengthOf(fireText()), fireText(), line))
      expect([target, refusalIn(said)]).toEqual([target, { status: 400, code: 'bad_request' }])
    }
    const old = await raw(
      `POST /api/fire HTTP/1.0\r\ncontent-type: application/json\r\n${bearer()}${lengthOf(fireText())}\r\n${fireText()}`,
    )
    expect(refusalIn(old)).toEqual({ status: 400, code: 'bad_request' })
    const oldForeign = await raw(`GET /api/feed HTTP/1.0\r\nhost: evil.example\r\n${bearer()}\r\n`)
    expect(refusalIn(oldForeign)).toEqual({ status: 421, code: 'bad_host' })
    for (const line of ['POST /api/fire HTTP/9.9', 'PRI * HTTP/2.0'])
      expect([line, refusalIn(await raw(fireBytes(lengthOf(fireText()), fireText(), line))).status]).toEqual([
        line,
        400,
      ])
  })
})
