import { connect, type Socket } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ProblemCode } from '#contracts/problem-codes.ts'
import { Problem } from '#contracts/problem-shape.ts'
import { PROBLEMS } from '#contracts/problems.ts'
import { openServing, type Serving } from './serving.ts'

let serving: Serving
let ada: string
beforeAll(async () => {
  serving = await openServing()
  ada = await serving.addUser('ada')
})
afterAll(() => serving.close())

/** A connection, and everything that came back over it by the time it closed. */
interface Spoken {
  readonly socket: Socket
  readonly closed: Promise<string>
  /** Waits until what came back contains the text. */
  heard(text: string): Promise<void>
}

function speak(text: string): Spoken {
  const socket = connect(serving.port, '127.0.0.1', () => socket.write(text))
  let said = ''
  const waiting: { readonly text: string; readonly done: () => void }[] = []
  socket.on('data', (part) => {
    said += part.toString()
    for (const { text, done } of waiting) if (said.includes(text)) done()
  })
  return {
    socket,
    closed: new Promise((resolve, reject) => {
      socket.once('error', reject)
      socket.once('close', () => resolve(said))
    }),
    heard: (text) =>
      new Promise((done) => {
        waiting.push({ text, done })
        if (said.includes(text)) done()
      }),
  }
}

interface RawAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** Takes the answers apart by their lengths; bytes that belong to none are a failure. */
function answersIn(text: string): RawAnswer[] {
  const answers: RawAnswer[] = []
  let rest = text
  while (rest !== '') {
    const end = rest.indexOf('\r\n\r\n')
    expect(end).toBeGreaterThan(0)
    const [line = '', ...lines] = rest.slice(0, end).split('\r\n')
    const headers = Object.fromEntries(
      lines.map((each) => [
        each.slice(0, each.indexOf(':')).toLowerCase(),
        each.slice(each.indexOf(':') + 2),
      ]),
    )
    const length = Number(headers['content-length'])
    answers.push({
      status: Number(line.split(' ')[1]),
      headers,
      body: rest.slice(end + 4, end + 4 + length),
    })
    rest = rest.slice(end + 4 + length)
  }
  return answers
}

/** One refusal in the one shape, complete, that ends its connection. */
function expectRefusal({ status, headers, body }: RawAnswer, code: ProblemCode): void {
  const { error } = Problem.parse(JSON.parse(body))
  expect([error.code, status]).toEqual([code, PROBLEMS[code].status])
  expect(headers).toMatchObject({
    'content-type': 'application/json; charset=utf-8',
    connection: 'close',
    'x-correlation-id': error.correlation_id,
  })
  expect(serving.logged.filter((line) => line.includes('"level":"error"'))).toEqual([])
}

const host = () => `host: 127.0.0.1:${serving.port}\r\n`
const head = (line: string, more = '') => `${line} HTTP/1.1\r\n${host()}${more}`
const chunked = (token: string | null) =>
  head(
    'POST /api/fire',
    `${token === null ? '' : `authorization: Bearer ${token}\r\n`}content-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n`,
  )
const UPGRADE = 'connection: Upgrade\r\nupgrade: websocket\r\n'

describe('what breaks before it is a request', () => {
  const broken: readonly (readonly [ProblemCode, string, () => string])[] = [
    ['bad_request', 'no HTTP', () => '\0\x01\x02 rubbish\r\n\r\n'],
    ['bad_request', 'a method nobody knows', () => head('FIRE /api/fire', '\r\n')],
    ['bad_request', 'a header without a name', () => head('GET /health', ': x\r\n\r\n')],
    [
      'bad_request',
      'two lengths',
      () => head('GET /health', 'content-length: 1\r\ncontent-length: 2\r\n\r\n'),
    ],
    ['bad_request', 'a chunk without a length', () => `${chunked(ada)}zz\r\n`],
    ['bad_request', 'no Host', () => 'GET /health HTTP/1.1\r\n\r\n'],
    ['bad_request', 'an expectation', () => head('POST /api/fire', 'expect: wonders\r\n\r\n')],
    ['headers_too_large', 'long headers', () => head('GET /health', `long: ${'x'.repeat(20_000)}\r\n\r\n`)],
    ['payload_too_large', 'a long extension', () => `${chunked(ada)}1;${'x'.repeat(20_000)}\r\n`],
    [
      'bad_host',
      'a rebound name for a socket',
      () => `GET /socket.io/ HTTP/1.1\r\nhost: evil\r\n${UPGRADE}\r\n`,
    ],
    ['not_found', 'another protocol', () => head('GET /api/feed', `${UPGRADE}\r\n`)],
    ['not_found', 'a tunnel', () => head('CONNECT 127.0.0.1:22', '\r\n')],
  ]

  test.concurrent.each(broken)('[DOOR-16] %s: %s', async (code, _what, text) => {
    const answers = answersIn(await speak(text()).closed)
    expect(answers).toHaveLength(1)
    expectRefusal(answers[0]!, code)
  })

  test.concurrent.each([
    ['a header', () => head('GET /health')],
    ['a body', () => `${chunked(ada)}1\r\n{\r\n`],
  ])('[DOOR-10] %s that never ends is cut off with 408', async (_what, text) => {
    const answers = answersIn(await speak(text()).closed)
    expect(answers).toHaveLength(1)
    expectRefusal(answers[0]!, 'request_timeout')
  })

  test('[DOOR-16] a peer that goes on sending still reads why', async () => {
    const { socket, closed, heard } = speak(head('GET /health', `long: ${'x'.repeat(20_000)}`))
    await heard('headers_too_large')
    socket.write('y'.repeat(20_000))
    expectRefusal(answersIn(await closed)[0]!, 'headers_too_large')
  })
})

describe('the turn of an answer', () => {
  test('[DOOR-17] a fire with rubbish behind it is answered first, then the rubbish', async () => {
    const body = JSON.stringify({ signal_id: await serving.postSignal() })
    const fire = head(
      'POST /api/fire',
      `authorization: Bearer ${ada}\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
    )
    const answers = answersIn(await speak(`${fire}rubbish\r\n\r\n`).closed)
    expect(answers.map(({ status }) => status)).toEqual([200, 400])
    expect(JSON.parse(answers[0]!.body)).toMatchObject({ success: true, user_id: 'ada' })
    expectRefusal(answers[1]!, 'bad_request')
  })

  test('[DOOR-17] a request that was refused before its body broke hears nothing more', async () => {
    const { socket, closed, heard } = speak(chunked(null))
    await heard('unauthenticated')
    socket.write('zz\r\n')
    const answers = answersIn(await closed)
    expect(answers.map(({ status }) => status)).toEqual([401])
  })
})
