import { connect } from 'node:net'
import { io } from 'socket.io-client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openServing, type Serving } from './serving.ts'

/** Each secret once, so that the log tells by itself which of them got into it. */
const SECRETS = [
  'hiddenQuery1',
  'hiddenQuery2',
  'hiddenCode3',
  'hiddenHook4',
  'hiddenKey5',
  'hiddenCookie6',
  'hiddenBody7',
]

let desk: Serving
let ada: string
beforeAll(async () => {
  desk = await openServing({ logLevel: 'trace', limits: { strangersPerMinute: 12, decisionBurst: 2 } })
  ada = await desk.addUser('ada')
})
afterAll(() => desk.close())

function raw(text: string): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect(desk.port, '127.0.0.1', () => socket.write(text))
    socket.on('error', () => undefined).resume()
    socket.on('close', () => resolve())
  })
}

const forged = (name: string) => `fd1_${name}_W9kfTjc18Nsc7DA2Ul62inpoU`

/** Every kind of refusal there is at the door, each with secrets where somebody might put them. */
async function beRefused(): Promise<number[]> {
  const signal_id = await desk.postSignal()
  const ask = (method: string, path: string, more: object = {}) =>
    desk.ask(method, path, { token: ada, ...more })
  const said = [
    await ask('GET', `/api/feed?token=${ada}&token=hiddenQuery1`),
    await ask('GET', `/mission/${ada}`, { headers: { accept: 'text/html' } }),
    await ask('GET', `/api/nothing/${ada}?access_token=hiddenQuery2`),
    await ask('GET', '/paired?code=hiddenCode3'),
    await ask('POST', '/hook/42/hiddenHook4', { body: {} }),
    await ask('GET', '/api/feed', { token: forged('wrong') }),
    await ask('GET', '/api/feed', { headers: { authorization: `Basic ${forged('basic')}` } }),
    await ask('POST', '/api/fire', {
      body: { signal_id },
      headers: { 'idempotency-key': `${ada} hiddenKey5` },
    }),
    await ask('POST', '/api/fire', { body: { signal_id: ada, note: 'hiddenBody7' } }),
    await ask('POST', '/api/fire', { text: `{"token":"${ada}` }),
    await ask('POST', '/api/users', { body: { user_id: 'x', timezone: 'UTC' } }),
    await ask('POST', '/api/fire', { text: ada, headers: { 'content-type': 'text/plain' } }),
    await ask('GET', '/api/feed', { headers: { host: 'evil.example', cookie: 'session=hiddenCookie6' } }),
    await ask('GET', '/api/feed', { headers: { origin: `http://${forged('origin')}` } }),
    await ask('POST', '/api/fire', { text: `"${'x'.repeat(70_000)}${ada}"` }),
    await ask('DELETE', `/api/tokens/${ada}`, { token: desk.operator }),
  ]
  for (let count = 0; count < 12; count++)
    said.push(await ask('GET', '/api/feed', { token: forged(`try${count}`) }))
  // The page of pairing is there; what a wrong link has behind its question mark is as secret.
  await ask('GET', '/pair?code=hiddenCode3')
  await raw(`GET /api/feed?token=${ada} HTTP/1.1\r\nauthorization: Bearer ${ada}\r\nrubbish\r\n\r\n`)
  return said.map(({ status }) => status)
}

test('[DOOR-25] no line of a run of refusals holds a token or a secret that somebody sent', async () => {
  const statuses = await beRefused()
  // All kinds were had: 400, 401, 403, 404, 413, 415, 421, 429.
  expect([...new Set(statuses)].sort()).toEqual([400, 401, 403, 404, 413, 415, 421, 429])
  for (const token of [forged('socket'), ada]) {
    const socket = io(desk.url, {
      auth: { token },
      query: { token: ada },
      reconnection: false,
      forceNew: true,
      transports: ['websocket'],
    })
    await new Promise<void>((resolve) => {
      socket.once('connect_error', () => resolve())
      socket.once('connect', () => resolve())
    })
    if (socket.connected) await socket.emitWithAck('resume', { cursors: [], token: ada })
    socket.close()
  }
  const log = desk.logged.join('')
  // There is a log to look at, and it tells of these requests.
  expect(log).toContain('"code":"rate_limited"')
  expect(log).toContain('[redacted]')
  expect(log).not.toMatch(/fd1_/)
  for (const token of [ada, desk.operator]) expect(log).not.toContain(token.slice(-20))
  expect(SECRETS.filter((secret) => log.includes(secret))).toEqual([])
})
