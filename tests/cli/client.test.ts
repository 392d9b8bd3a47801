import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Client, openClient } from '#contracts/client.ts'

interface Heard {
  readonly method: string | undefined
  readonly url: string | undefined
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

let server: Server
let client: Client
let heard: Heard[] = []
let answer: (response: ServerResponse) => void
let token: string | null = 'fd1_id_secret'

beforeEach(async () => {
  heard = []
  token = 'fd1_id_secret'
  server = createServer(async (request, response) => {
    let body = ''
    for await (const part of request) body += part
    heard.push({ method: request.method, url: request.url, headers: request.headers, body })
    answer(response)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  client = openClient({ baseUrl: `http://127.0.0.1:${port}`, token: () => token })
})
afterEach(() => {
  server.closeAllConnections()
  server.close()
})

const say = (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}) => {
  answer = (response) => response.writeHead(status, headers).end(JSON.stringify(body))
}
const COUNT = { signal_id: 's1', count: 3, timestamp: 1_700_000_000 }

describe('a call', () => {
  test('[CLI-20] carries method, path, query, token, key and body as the contract has them', async () => {
    say(200, { success: true, signal_id: 'a:b', passed_at: 1, pass_count: 1 })
    const body = { signal_id: 'a:b', reason: 'risk' } as const
    await client.call('pass', { body, idempotencyKey: 'k-1' })
    say(200, { fires: [], next_cursor: null })
    await client.call('signalFires', { params: { id: 'a:b' }, query: { limit: 5 } })
    expect(heard).toMatchObject([
      {
        method: 'POST',
        url: '/api/pass',
        headers: {
          authorization: 'Bearer fd1_id_secret',
          'content-type': 'application/json',
          'idempotency-key': 'k-1',
        },
        body: JSON.stringify(body),
      },
      { method: 'GET', url: '/api/signals/a%3Ab/fires?limit=5', body: '' },
    ])
  })

  test('[CLI-20] without a token carries none', async () => {
    token = null
    say(401, {})
    await client.call('session', {})
    expect(heard[0]?.headers.authorization).toBeUndefined()
  })

  test('[CLI-21] answers what the contract promises, and whether it was answered before', async () => {
    say(200, COUNT, { 'idempotency-replayed': 'true' })
    expect(await client.call('fireCount', { params: { id: 's1' } })).toEqual({
      ok: true,
      value: COUNT,
      replayed: true,
    })
  })

  test('[CLI-21] answers nothing where nothing is promised', async () => {
    answer = (response) => response.writeHead(204).end()
    expect(await client.call('revokeToken', { params: { id: 't' } })).toEqual({
      ok: true,
      value: undefined,
      replayed: false,
    })
  })
})

describe('a call that does not succeed', () => {
  test('[CLI-22] gives the station’s own code, sentence and details', async () => {
    const error = {
      code: 'already_fired',
      message: 'You have already fired on this signal; the first fire counts.',
      correlation_id: 'c-1',
      fired_at: 1_700_000_000,
      trade_id: 't-1',
      server_time: 1_700_000_001,
    }
    say(409, { error })
    expect(await client.call('fire', { body: { signal_id: 's1' } })).toEqual({
      ok: false,
      problem: { code: 'already_fired', message: error.message, status: 409, error },
    })
  })

  test.each([
    ['a reply that is not the promised one', 200, { signal_id: 's1' }],
    ['a reply with a field too many', 200, { ...COUNT, more: 1 }],
    ['a refusal in other words', 500, 'Internal Server Error'],
    [
      'a code that is in no list',
      418,
      { error: { code: 'teapot', message: '', correlation_id: '', server_time: 1 } },
    ],
  ])('[CLI-22] calls it a bad reply: %s', async (_, status, body) => {
    say(status, body)
    const { ok, ...rest } = await client.call('fireCount', { params: { id: 's1' } })
    expect({ ok, rest }).toMatchObject({ ok: false, rest: { problem: { code: 'bad_reply', status } } })
  })

  test('[CLI-23] is unreachable where nobody answers, and where nobody answers in time', async () => {
    answer = () => undefined
    const { port } = server.address() as AddressInfo
    const hasty = openClient({ baseUrl: `http://127.0.0.1:${port}`, token: () => null, timeoutMs: 20 })
    expect(await hasty.call('stats', {})).toMatchObject({
      ok: false,
      problem: { code: 'unreachable', status: 0 },
    })
    server.closeAllConnections()
    await new Promise((done) => server.close(done))
    expect(await client.call('stats', {})).toMatchObject({ ok: false, problem: { code: 'unreachable' } })
  })
})
