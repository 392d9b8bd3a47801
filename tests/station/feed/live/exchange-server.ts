import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { setImmediate as turnOfTheLoop } from 'node:timers/promises'
import { onTestFinished } from 'vitest'
import { type WebSocket, WebSocketServer } from 'ws'
import type { ExchangeName } from '#station/feed/live/exchange.ts'

/** Open time, open, high, low, close, volume. */
export type Row = readonly [number, number, number, number, number, number]

/** What a question by REST is answered with. */
export interface RestAnswer {
  readonly status?: number
  readonly headers?: Record<string, string>
  /** Sent as it is where it is text, else as JSON. */
  readonly body?: unknown
}

/** An exchange of the test's own on this machine, which does what it is told, and nothing by itself. */
export interface ExchangeServer {
  readonly urls: { readonly stream: string; readonly rest: string }
  /** Connections that stand, the newest last. */
  readonly sockets: readonly WebSocket[]
  /** Addresses of the connections, and what the station sent over them. */
  readonly opened: readonly string[]
  readonly received: string[]
  /** Paths asked for by REST, with their query. */
  readonly asked: string[]
  /** Pings it was sent, and answered. */
  readonly pings: number
  /** Questions that wait for their answer; those that shall wait for ever not counted. */
  readonly pending: number
  /** Milliseconds its clock tells. */
  now: () => number
  /** Bars that REST knows, by the symbol or pair in the question. */
  readonly bars: Map<string, Row[]>
  /** Answers of the questions to come; null lets the question wait for ever. After them it answers as it should. */
  readonly answers: (RestAnswer | null)[]
  /** Called with each new connection. */
  onConnection: (socket: WebSocket) => void
  /** Says something over the newest connection. */
  say(message: unknown): void
  /** The raw line under a connection, for what no exchange would send. */
  line(index?: number): Socket
}

/** Opens an exchange that is closed with the test. */
export async function openExchange(name: ExchangeName): Promise<ExchangeServer> {
  const http = createServer()
  const hub = new WebSocketServer({ server: http })
  const lines = new Set<Socket>()
  http.on('connection', (line) => {
    lines.add(line)
    line.once('close', () => lines.delete(line))
    line.on('error', () => undefined)
  })
  const sockets: WebSocket[] = []
  const opened: string[] = []
  const received: string[] = []
  const asked: string[] = []
  const answers: (RestAnswer | null)[] = []
  const upgrades: Socket[] = []
  let pings = 0
  let pending = 0
  http.on('request', (request, response) => answer(request, response))
  hub.on('connection', (socket, request) => {
    sockets.push(socket)
    opened.push(request.url ?? '')
    upgrades.push(request.socket)
    socket.on('error', () => undefined)
    socket.on('ping', () => {
      pings += 1
    })
    socket.on('message', (data) => received.push(String(data)))
    server.onConnection(socket)
  })
  await new Promise<void>((listening) => http.listen(0, '127.0.0.1', listening))
  const { port } = http.address() as AddressInfo

  function answer(request: IncomingMessage, response: ServerResponse): void {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1')
    asked.push(url.pathname + url.search)
    const told = answers.length > 0 ? answers.shift() : { body: usual(url) }
    if (told === null || told === undefined) return
    pending += 1
    response.once('close', () => {
      pending -= 1
    })
    const { status = 200, headers = {}, body = {} } = told
    response.writeHead(status, headers)
    response.end(typeof body === 'string' ? body : JSON.stringify(body))
  }
  function usual(url: URL): unknown {
    if (url.pathname === '/api/v3/time') return { serverTime: server.now() }
    if (url.pathname === '/0/public/Time')
      return { error: [], result: { unixtime: Math.floor(server.now() / 1_000), rfc1123: '' } }
    return name === 'binance' ? klines(url) : candles(url)
  }
  function klines(url: URL): unknown {
    const rows = server.bars.get(url.searchParams.get('symbol') ?? '') ?? []
    const from = Number(url.searchParams.get('startTime'))
    return rows
      .filter(([at]) => at >= from && at <= server.now())
      .slice(0, Number(url.searchParams.get('limit')))
      .map(([at, ...numbers]) => [at, ...numbers.map(String), at + 59_999, '0', 1, '0', '0', '0'])
  }
  function candles(url: URL): unknown {
    const pair = url.searchParams.get('pair') ?? ''
    const since = Number(url.searchParams.get('since'))
    const rows = (server.bars.get(pair) ?? [])
      .filter(([at]) => at / 1_000 > since && at <= server.now())
      .slice(-720)
      .map(([at, open, high, low, close, volume]) => [
        at / 1_000,
        String(open),
        String(high),
        String(low),
        String(close),
        '0',
        String(volume),
        1,
      ])
    return { error: [], result: { [pair]: rows, last: 0 } }
  }

  const server: ExchangeServer = {
    urls: { stream: `ws://127.0.0.1:${port}`, rest: `http://127.0.0.1:${port}` },
    sockets,
    opened,
    received,
    asked,
    answers,
    get pending() {
      return pending
    },
    get pings() {
      return pings
    },
    now: () => 0,
    bars: new Map(),
    onConnection: () => undefined,
    say: (message) => sockets.at(-1)?.send(typeof message === 'string' ? message : JSON.stringify(message)),
    line: (index = -1) => upgrades.at(index)!,
  }
  onTestFinished(async () => {
    for (const socket of sockets) socket.terminate()
    hub.close()
    for (const line of lines) line.destroy()
    await new Promise((done) => http.close(done))
  })
  return server
}

/** A minute of real time: a test that waits longer for its own machine has failed. */
const PATIENCE_MS = 20_000

/** Lets the machine's sockets do their work until something holds. */
export async function until(holds: () => boolean, what = holds.toString()): Promise<void> {
  const end = performance.now() + PATIENCE_MS
  while (!holds()) {
    if (performance.now() > end) throw new Error(`never: ${what}`)
    await turnOfTheLoop()
  }
}
