import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { type IncomingHttpHeaders, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { io, type Socket } from 'socket.io-client'
import type { Command } from '#core/command.ts'
import { ensureOperatorToken } from '#server/auth.ts'
import type { Surroundings } from '#server/lan/lan.ts'
import { type LoopDelay, watchLoopDelay } from '#server/loop-delay.ts'
import { type RunningServer, startServer } from '#server/server.ts'
import { type Config, readConfig } from '#station/config.ts'
import { type Flags, NO_FLAGS } from '#station/flags.ts'
import { logInto } from '#station/log.ts'
import { openStation } from '#station/open.ts'
import type { Executed, Station } from '#station/station.ts'
import { undeclaredRefusal } from './declared.ts'

/** A whole station on a real port, its market standing still unless a test lets it run. */
export interface Serving {
  readonly url: string
  readonly port: number
  readonly folder: string
  readonly config: Config
  readonly station: Station
  readonly server: RunningServer
  /** Lines of the log, as written. */
  readonly logged: readonly string[]
  readonly operator: string
  ask(method: string, path: string, options?: AskOptions): Promise<Said>
  /** Adds a user and gives him a token. */
  addUser(name: string, role?: string, more?: object): Promise<string>
  /** Lists a provider's signal that stays open for `seconds` of market time. */
  postSignal(seconds?: number): Promise<string>
  execute(command: Command): Promise<Executed>
  /** Opens a socket and waits until it has been told how things stand. */
  connect(token: string, options?: object): Promise<Socket>
  close(): Promise<void>
}

export interface AskOptions {
  readonly token?: string | null
  readonly body?: unknown
  /** Sent as it is, instead of a body in JSON. */
  readonly text?: string
  readonly headers?: Readonly<Record<string, string>>
}

export interface Said {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly text: string
  // biome-ignore lint/suspicious/noExplicitAny: what the station said is what the test looks at
  readonly body: any
}

export interface ServingOptions {
  readonly limits?: Partial<Config['limits']>
  readonly features?: Partial<Config['features']>
  readonly hosts?: readonly string[]
  readonly port?: number
  readonly folder?: string
  readonly logLevel?: Config['logLevel']
  /** Flags that name the feed; a simulation where none are given. */
  readonly feed?: Flags['values']
  readonly tls?: Config['tls']
  readonly keyFile?: string
  readonly surroundings?: Surroundings
  /** Its route to be taken away is open. */
  readonly demo?: boolean
  /** How late the event loop is said to be, milliseconds. */
  readonly lateMs?: () => number
}

/** A test is one caller and stands for many; whoever tests a limit names it. */
const ROOMY = {
  readsPerMinute: 60_000,
  pairingPerMinute: 60_000,
  strangersPerMinute: 60_000,
  moneyPerMinute: 60_000,
  socketsPerToken: 64,
}

/** Opens data folder, station and server, as the program does. */
export async function openServing(options: ServingOptions = {}): Promise<Serving> {
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'fusion-desk-test-'))
  const config = configOf(folder, options)
  const logged: string[] = []
  const logs = logInto(
    { ...config, logLevel: options.logLevel ?? 'warn' },
    { flushSync: () => undefined },
    { write: (line: string) => void logged.push(line) },
  )
  const station = await openStation(config, logs)
  station.market.pause()
  await ensureOperatorToken(station, folder)
  const server = await startServer(station, config, logs.log, {
    loopDelay: loopDelayOf(options),
    keptLog: logs.kept,
    ...(options.surroundings !== undefined && { surroundings: options.surroundings }),
  })
  const operator = readFileSync(join(folder, 'operator.token'), 'utf8')
  const sockets: Socket[] = []

  const ask: Serving['ask'] = (method, path, asked = {}) =>
    askAt(server.port, method, path, { operator, asked })
  const must = async (method: string, path: string, body: unknown): Promise<Said> => {
    const said = await ask(method, path, { body })
    if (said.status > 299) throw new Error(`${method} ${path}: ${said.status} ${said.text}`)
    return said
  }

  return {
    url: server.url,
    port: server.port,
    folder,
    config,
    station,
    server,
    logged,
    operator,
    ask,
    async addUser(name, role = 'trader', more = {}) {
      if (station.queries.trader(name as never) === null)
        await must('POST', '/api/users', { user_id: name, timezone: 'UTC' })
      const made = await must('POST', '/api/tokens', { user_id: name, role, label: 'test', ...more })
      return made.body.token
    },
    async postSignal(seconds = 3_600) {
      const expires_at = station.market.clock().at / 1_000 + seconds
      const made = await must('POST', '/api/signals', { ...SIGNAL, expires_at })
      return made.body.signal.id
    },
    async execute(command) {
      const executed = await station.execute(command)
      if (!executed.ok) throw new Error(`${command.kind}: ${executed.rejection.code}`)
      return executed.value
    },
    async connect(token, more = {}) {
      const socket = io(server.url, {
        auth: { token },
        reconnection: false,
        forceNew: true,
        transports: ['websocket'],
        ...more,
      })
      sockets.push(socket)
      const welcome: Record<string, unknown> = {}
      WELCOME.set(socket, welcome)
      const listen = (name: string, data: unknown) => {
        welcome[name] ??= data
      }
      socket.onAny(listen)
      await new Promise<void>((resolve, reject) => {
        socket.once('fusion_update', () => resolve())
        socket.once('connect_error', reject)
      })
      socket.offAny(listen)
      return socket
    },
    async close() {
      for (const socket of sockets) socket.close()
      await server.close()
      await station.close()
      if (options.folder === undefined) rmSync(folder, { recursive: true, force: true })
    },
  }
}

const WELCOME = new WeakMap<Socket, Record<string, unknown>>()

/** What a socket heard first, by name. */
export function welcomeOf(socket: Socket): Readonly<Record<string, unknown>> {
  return WELCOME.get(socket) ?? {}
}

function loopDelayOf({ lateMs }: ServingOptions): LoopDelay {
  const measured = watchLoopDelay()
  // A busy test machine is late by itself, and no other test is about that.
  return { ...measured, lastingMs: lateMs ?? (() => 0) }
}

/** A BUY with its levels in order: stop 1.09 < entry 1.1 < target 1.115. */
export const SIGNAL = {
  symbol: 'EURUSD',
  direction: 'BUY',
  entry_price: 1.1,
  stop_loss: 1.09,
  take_profit: 1.115,
  source: 'acme',
}

function configOf(folder: string, options: ServingOptions): Config {
  const values = { data: folder, port: String(options.port ?? 0), ...(options.feed ?? { sim: 'test' }) }
  const flags = { ...NO_FLAGS, headless: true, hosts: options.hosts ?? [], values }
  const read = readConfig({ flags, environment: {}, workFolder: folder })
  return {
    ...read,
    tls: options.tls ?? read.tls,
    keyFile: options.keyFile ?? read.keyFile,
    limits: { ...read.limits, ...ROOMY, ...options.limits },
    features: { ...read.features, ...options.features },
    demo: options.demo === true,
  }
}

function askAt(
  port: number,
  method: string,
  path: string,
  { operator, asked }: { readonly operator: string; readonly asked: AskOptions },
): Promise<Said> {
  const token = asked.token === undefined ? operator : asked.token
  const text = asked.text ?? (asked.body === undefined ? undefined : JSON.stringify(asked.body))
  const headers: Record<string, string> = {
    ...(token !== null && { authorization: `Bearer ${token}` }),
    ...(text !== undefined && {
      'content-type': 'application/json',
      'content-length': String(Buffer.byteLength(text)),
    }),
    ...asked.headers,
  }
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, method, path, headers, agent: false }, (response) => {
      const parts: Buffer[] = []
      response.on('data', (part: Buffer) => parts.push(part))
      response.on('end', () => {
        const said = Buffer.concat(parts).toString()
        const json = response.headers['content-type']?.startsWith('application/json') === true
        const body = json && said !== '' ? JSON.parse(said) : undefined
        const undeclared = undeclaredRefusal(method, path, body?.error?.code)
        if (undeclared !== null) reject(new Error(undeclared))
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text: said, body })
      })
    })
    sent.once('error', reject)
    sent.end(text)
  })
}

/** The next message of a name, or the next that fits. */
export function next<Data = unknown>(
  socket: Socket,
  name: string,
  fits: (data: Data) => boolean = () => true,
): Promise<Data> {
  return new Promise((resolve) => {
    const listen = (data: Data) => {
      if (!fits(data)) return
      socket.off(name, listen as () => void)
      resolve(data)
    }
    socket.on(name, listen as () => void)
  })
}
