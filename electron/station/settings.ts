import { z } from 'zod'
import { knownZone } from '#core/kernel/time.ts'
import { TIMEFRAMES, type Timeframe } from '#core/market/bar.ts'
import { DETAIL_DAYS_MIN } from '#core/stats/clean-up.ts'
import { EXCHANGE_NAMES } from './feed/live/exchange.ts'
import type { Flags } from './flags.ts'

/** A setting that cannot be used. The message is the one line for the person; the exit code is 2. */
export class ConfigRefused extends Error {
  override readonly name = 'ConfigRefused'
}

export const PROFILES = ['production', 'development', 'testing'] as const
export type Profile = (typeof PROFILES)[number]
/** Parts that can be switched off: their routes answer 404 and the page does not show them. */
export const FEATURES = ['leaderboards', 'provider_signals', 'candles', 'desk_stats', 'progress'] as const
export type Feature = (typeof FEATURES)[number]
export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const
export type LogLevel = (typeof LOG_LEVELS)[number]
/** `auto` is coloured text on a terminal and JSON lines elsewhere. */
export const LOG_FORMATS = ['auto', 'json', 'pretty'] as const
export type LogFormat = (typeof LOG_FORMATS)[number]

const SPEED_MAX = 1_000_000
const SEED_LENGTH_MAX = 64
const HOSTS_MAX = 32
/** Pairs of one exchange that play together: as many as files of a replay. */
export const LIVE_SYMBOLS_MAX = 64
const LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '[::1]'])
const DAY_MS = 86_400_000

const oneOf = (words: readonly string[]) => `one of ${words.join(', ')}`

function choice<const Words extends readonly [string, ...string[]]>(words: Words) {
  return z.enum(words, oneOf(words))
}

function count(min: number, max: number) {
  const allowed = `a whole number from ${min} to ${max}`
  return z.number(allowed).int(allowed).min(min, allowed).max(max, allowed)
}

const DAY = 'a day such as 2026-01-31 or an instant such as 2026-01-31T22:00:00Z'
const DAY_PATTERN = /^\d{4}-\d{2}-\d{2}$/
const INSTANT_PATTERN = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?Z$/

/** A day counts from its first instant, or with `wholeDay` up to its last; UTC. */
function instant(wholeDay: boolean) {
  return z.string(DAY).transform((text, context) => {
    const at = Date.parse(text)
    const known = DAY_PATTERN.test(text) || INSTANT_PATTERN.test(text)
    // Date.parse rolls the 31st of February over into March; such a day is a typing error.
    if (!known || Number.isNaN(at) || !new Date(at).toISOString().startsWith(text.slice(0, 10))) {
      context.addIssue({ code: 'custom', message: DAY })
      return z.NEVER
    }
    return wholeDay && DAY_PATTERN.test(text) ? at + DAY_MS : at
  })
}

const TIMEFRAME_NAMES = Object.keys(TIMEFRAMES) as [Timeframe, ...Timeframe[]]
const SPEED = `market time per real time, above 0 and at most ${SPEED_MAX}, or "max"`
const HOST = 'a host name or address as browsers send it, without port, such as desk.local'
const SEED = `1 to ${SEED_LENGTH_MAX} characters`
const PAIR = 'a pair such as BTCUSDT (binance) or BTC/USD (kraken)'
const PAIRS = `1 to ${LIVE_SYMBOLS_MAX} pairs, between commas`
const PATH = 'a path'
const TLS = 'a certificate and its key, as cert and key, each a path'
const ON_OFF = 'true or false'
const DETAIL_DAYS_MAX = 36_500
const DETAIL_DAYS = `0 (for ever) or a whole number from ${DETAIL_DAYS_MIN} to ${DETAIL_DAYS_MAX}`

/** An address without a slash at its end; what is not secret on its way stays on this machine. */
function url(secure: string, plain: string) {
  const allowed = `an address that begins with ${secure}//, or with ${plain}// on this machine`
  return z.string(allowed).refine((text) => {
    if (!URL.canParse(text) || text.endsWith('/')) return false
    const { protocol, hostname, username, search, hash } = new URL(text)
    if (username !== '' || search !== '' || hash !== '') return false
    return protocol === secure || (protocol === plain && LOOPBACK.has(hostname))
  }, allowed)
}

const Limits = z.strictObject({
  decisionsPerSecond: count(1, 1_000_000).optional(),
  decisionBurst: count(1, 1_000_000).optional(),
  requestsPerSecond: count(1, 1_000_000).optional(),
  requestBurst: count(1, 1_000_000).optional(),
  readsPerMinute: count(1, 60_000_000).optional(),
  moneyPerMinute: count(1, 60_000_000).optional(),
  hooksPerMinute: count(1, 60_000_000).optional(),
  pairingPerMinute: count(1, 60_000_000).optional(),
  strangersPerMinute: count(1, 60_000_000).optional(),
  messagesPerSecond: count(1, 1_000_000).optional(),
  resumedEventsPerMinute: count(1, 60_000_000).optional(),
  sockets: count(1, 20_000).optional(),
  socketsPerToken: count(1, 20_000).optional(),
  connections: count(1, 20_000).optional(),
  connectionsPerCaller: count(1, 20_000).optional(),
  // A client may repeat a request for a day.
  journalReceiptHours: count(24, 8_760).optional(),
  detailDays: z.union([z.literal(0), count(DETAIL_DAYS_MIN, DETAIL_DAYS_MAX)], DETAIL_DAYS).optional(),
})

const Features = z.strictObject({
  leaderboards: z.boolean(ON_OFF).optional(),
  provider_signals: z.boolean(ON_OFF).optional(),
  candles: z.boolean(ON_OFF).optional(),
  desk_stats: z.boolean(ON_OFF).optional(),
  progress: z.boolean(ON_OFF).optional(),
})

const UPDATE_URL = url('https:', 'http:')

// What a `config.json` may say. Environment and flags may also name the data folder and a restart, which a file
// cannot: it lies in the one, and would repeat the other at each start.
const FileSettings = z.strictObject({
  profile: choice(PROFILES).optional(),
  port: count(0, 65_535).optional(),
  hosts: z
    .array(z.string(HOST).regex(/^(\[[0-9a-fA-F:.]+\]|[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?)$/, HOST))
    .max(HOSTS_MAX, `at most ${HOSTS_MAX} names`)
    .optional(),
  replay: z.string(PATH).min(1, PATH).optional(),
  timeframe: choice(TIMEFRAME_NAMES).optional(),
  from: instant(false).optional(),
  to: instant(true).optional(),
  sim: z.string(SEED).min(1, SEED).max(SEED_LENGTH_MAX, SEED).optional(),
  live: choice(EXCHANGE_NAMES).optional(),
  symbols: z
    .array(z.string(PAIR).regex(/^[A-Za-z0-9]{2,8}\/?[A-Za-z0-9]{2,8}$/, PAIR))
    .min(1, PAIRS)
    .max(LIVE_SYMBOLS_MAX, PAIRS)
    .optional(),
  liveStream: url('wss:', 'ws:').optional(),
  liveRest: url('https:', 'http:').optional(),
  speed: z.union([z.number().positive(SPEED).max(SPEED_MAX, SPEED), z.literal('max')], SPEED).optional(),
  logLevel: choice(LOG_LEVELS).optional(),
  logLevels: z.record(z.string(), choice(LOG_LEVELS)).optional(),
  logFormat: choice(LOG_FORMATS).optional(),
  features: Features.optional(),
  limits: Limits.optional(),
  tls: z
    .strictObject({ cert: z.string(PATH).min(1, PATH), key: z.string(PATH).min(1, PATH) }, TLS)
    .optional(),
  update: z.strictObject({ url: UPDATE_URL }, 'a place to update from, as url').optional(),
  deskZone: z.string().refine(knownZone, 'a time zone of the IANA list such as Europe/Berlin').optional(),
})

const AllSettings = FileSettings.extend({
  data: z.string(PATH).min(1, PATH).optional(),
  restart: z.boolean(ON_OFF).optional(),
  // What a flag or variable can say of `update`.
  updateUrl: UPDATE_URL.optional(),
})

/** What one level of the configuration says; nothing where it is silent. */
export type Settings = { readonly [Key in keyof Written]?: Written[Key] | undefined }
type Written = z.output<typeof AllSettings>

/** One level of the configuration. */
export interface Layer {
  readonly settings: Settings
}

const VARIABLES = {
  FUSION_DATA: 'data',
  FUSION_PROFILE: 'profile',
  FUSION_PORT: 'port',
  FUSION_HOSTS: 'hosts',
  FUSION_REPLAY: 'replay',
  FUSION_TIMEFRAME: 'timeframe',
  FUSION_FROM: 'from',
  FUSION_TO: 'to',
  FUSION_SIM: 'sim',
  FUSION_LIVE: 'live',
  FUSION_SYMBOLS: 'symbols',
  FUSION_SPEED: 'speed',
  FUSION_LOG_LEVEL: 'logLevel',
  FUSION_LOG_LEVELS: 'logLevels',
  FUSION_LOG_FORMAT: 'logFormat',
  FUSION_FEATURES: 'features',
  FUSION_LIMITS: 'limits',
  FUSION_TLS: 'tls',
  FUSION_UPDATE_URL: 'updateUrl',
  FUSION_DESK_ZONE: 'deskZone',
} as const satisfies Record<string, keyof Settings>

/**
 * The settings of the environment.
 *
 * Lists are separated by commas; `FUSION_LOG_LEVELS`, `FUSION_FEATURES`, `FUSION_LIMITS` and `FUSION_TLS` are lists of
 * `name=value`.
 * An empty variable counts as absent. Other variables that begin with `FUSION_` belong to the tools around the station.
 */
export function fromEnvironment(environment: Readonly<Record<string, string | undefined>>): Layer {
  const written: Record<string, unknown> = {}
  const named: Record<string, string> = {}
  for (const [variable, key] of Object.entries(VARIABLES)) {
    const text = environment[variable]
    if (text === undefined || text === '') continue
    written[key] = readValue(key, text)
    named[key] = variable
  }
  return { settings: parse(AllSettings, written, (key) => named[key] ?? key) }
}

/** Flags that are written otherwise than their settings. */
const FLAG_KEYS: Readonly<Record<string, string>> = {
  'live-stream': 'liveStream',
  'live-rest': 'liveRest',
  'update-url': 'updateUrl',
}
const FLAG_NAMES: Readonly<Record<string, string>> = {
  hosts: 'host',
  ...Object.fromEntries(Object.entries(FLAG_KEYS).map(([flag, key]) => [key, flag])),
}

/** The settings of the command line. */
export function fromFlags(flags: Flags): Layer {
  const written: Record<string, unknown> = {}
  for (const [flag, text] of Object.entries(flags.values)) {
    const key = FLAG_KEYS[flag] ?? flag
    written[key] = readValue(key, text)
  }
  if (flags.hosts.length > 0) written.hosts = flags.hosts
  if (flags.restart) written.restart = true
  return { settings: parse(AllSettings, written, (key) => `--${FLAG_NAMES[key] ?? key}`) }
}

/** The settings of a `config.json`; `path` is for messages only. */
export function fromFile(path: string, text: string): Layer {
  let written: unknown
  try {
    written = JSON.parse(text)
  } catch (error) {
    throw new ConfigRefused(`${path} is not JSON: ${(error as Error).message}`)
  }
  return { settings: parse(FileSettings, written, (key) => (key === '' ? path : `${path}: ${key}`)) }
}

// Text of a flag or variable -> what config.json would say. What is no number stays text, and the schema refuses it.
function readValue(key: string, text: string): unknown {
  if (key === 'port' || key === 'speed') return numberOr(text)
  if (key === 'hosts' || key === 'symbols') return text.split(',').map((name) => name.trim())
  if (key === 'limits') return pairsOf(text, numberOr)
  if (key === 'features') return pairsOf(text, booleanOr)
  if (key === 'logLevels' || key === 'tls') return pairsOf(text, (word) => word)
  return text
}

function numberOr(text: string): unknown {
  return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text
}

function booleanOr(text: string): unknown {
  return text === 'true' ? true : text === 'false' ? false : text
}

function pairsOf(text: string, read: (word: string) => unknown): unknown {
  const pairs = text.split(',').map((pair) => pair.split('='))
  if (pairs.some((pair) => pair.length !== 2)) return text
  return Object.fromEntries(pairs.map(([name = '', word = '']) => [name.trim(), read(word.trim())]))
}

function parse(schema: z.ZodType, written: unknown, nameOf: (key: string) => string): Settings {
  const parsed = schema.safeParse(written)
  if (parsed.success) return parsed.data as Settings
  const [issue] = parsed.error.issues
  throw new ConfigRefused(issue ? sentenceOf(issue, written, nameOf) : parsed.error.message)
}

function sentenceOf(issue: z.core.$ZodIssue, written: unknown, nameOf: (key: string) => string): string {
  const path = issue.path.map(String)
  const [key = '', ...inner] = path
  const name = [nameOf(key), ...inner].filter((part) => part !== '').join('.')
  const value = path.reduce<unknown>(
    (at, step) => (at as Record<string, unknown> | undefined)?.[step],
    written,
  )
  if (issue.code === 'unrecognized_keys') {
    const unknown = issue.keys.map((each) => JSON.stringify(each)).join(', ')
    return `${name}: ${unknown} is no setting; allowed are ${keysAt(path).join(', ')}`
  }
  const allowed = issue.code === 'invalid_type' && issue.expected === 'object' ? 'an object' : issue.message
  return `${name}: ${JSON.stringify(value)} is not allowed; allowed is ${allowed}`
}

function keysAt([key]: readonly string[]): readonly string[] {
  if (key === 'limits') return Object.keys(Limits.shape)
  if (key === 'features') return Object.keys(Features.shape)
  if (key === 'update') return ['url']
  return Object.keys(FileSettings.shape)
}
