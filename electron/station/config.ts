import { readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Speed } from '#core/context.ts'
import type { Timeframe } from '#core/market/bar.ts'
import { isDemo } from './demo/demo-mark.ts'
import type { Flags } from './flags.ts'
import {
  ConfigRefused,
  FEATURES,
  type Feature,
  fromEnvironment,
  fromFile,
  fromFlags,
  type Layer,
  type LogFormat,
  type LogLevel,
  type Profile,
  type Settings,
} from './settings.ts'

export { ConfigRefused, type Feature, type LogFormat, type LogLevel, type Profile }

export type FeedOptions =
  | {
      readonly kind: 'replay'
      readonly path: string
      readonly timeframe: Timeframe | null
      /** Bars that open at or after this market time, milliseconds. */
      readonly from: number | null
      /** Bars that open before this market time, milliseconds. */
      readonly to: number | null
      readonly restart: boolean
    }
  | { readonly kind: 'sim'; readonly seed: string; readonly restart: boolean }
  /** No market at all: the desk for reading and upkeep. */
  | { readonly kind: 'off' }

/** How much the station takes from one caller and in all. Refill per second and depth of the bucket. */
export interface Limits {
  /** Fires and passes of one user. */
  readonly decisionsPerSecond: number
  readonly decisionBurst: number
  /** Requests of one token, or of one address without token. */
  readonly requestsPerSecond: number
  readonly requestBurst: number
  /** Open sockets in all. */
  readonly sockets: number
  /** How long a repeated request is answered from its receipt. */
  readonly journalReceiptHours: number
  /** How long single lines of points and violations are kept beside their totals; 0 is for ever. */
  readonly detailDays: number
}

/** Everything that can be set, read once at the start and checked. */
export interface Config {
  readonly profile: Profile
  /** Absolute. */
  readonly dataFolder: string
  /** 0 lets the system pick one. */
  readonly port: number
  /** A desk of made-up people: made at the start where it is not there yet, and known by its folder afterwards. */
  readonly demo: boolean
  /** Names beside `127.0.0.1`, `localhost` and `[::1]` under which the station answers. */
  readonly hosts: readonly string[]
  readonly feed: FeedOptions
  readonly speed: Speed
  readonly features: Readonly<Record<Feature, boolean>>
  readonly logLevel: LogLevel
  /** Levels of single components, by name. */
  readonly logLevels: Readonly<Record<string, LogLevel>>
  readonly logFormat: LogFormat
  readonly limits: Limits
  /** IANA zone of boards and desk statistics. */
  readonly deskZone: string
}

const PORT_DEFAULT = 4820
const SIM_SEED_DEFAULT = 'fusion'
const SIM_SPEED_DEFAULT = 1
/** Seed of a demo's market, and of its people. */
export const DEMO_SEED = 'demo'
const DEMO_FEED = { kind: 'sim', seed: DEMO_SEED, restart: false } as const
const DEMO_NEEDS_NO = ['replay', 'timeframe', 'speed', 'from', 'to', 'sim'] as const
/** Beside the folder of a user's own desk. */
const DEMO_SUFFIX = '-demo'
const REPLAY_SPEED_DEFAULT = 60

const LIMITS: Limits = {
  decisionsPerSecond: 10,
  decisionBurst: 20,
  requestsPerSecond: 100,
  requestBurst: 200,
  sockets: 2_000,
  journalReceiptHours: 48,
  detailDays: 0,
}

/**
 * What a profile changes; everything else is the same in all of them.
 *
 * `production` logs what an operator needs. `development` logs every step, coloured even into a pipe. `testing` logs
 * only what is wrong and takes a hundred times the load from one caller, because a harness is one caller.
 */
const PROFILES: Readonly<Record<Profile, Pick<Config, 'logLevel' | 'logFormat' | 'limits'>>> = {
  production: { logLevel: 'info', logFormat: 'auto', limits: LIMITS },
  development: { logLevel: 'debug', logFormat: 'pretty', limits: LIMITS },
  testing: {
    logLevel: 'warn',
    logFormat: 'json',
    limits: {
      ...LIMITS,
      decisionsPerSecond: 100 * LIMITS.decisionsPerSecond,
      decisionBurst: 100 * LIMITS.decisionBurst,
      requestsPerSecond: 100 * LIMITS.requestsPerSecond,
      requestBurst: 100 * LIMITS.requestBurst,
    },
  },
}

/** Where a configuration is read from. All of it is given, so that a test can give it. */
export interface ConfigSources {
  readonly flags: Flags
  readonly environment: Readonly<Record<string, string | undefined>>
  /** Folder that relative paths of flags and environment start from. */
  readonly workFolder: string
}

/**
 * Reads `config.json` of the data folder, `FUSION_*` of the environment and the flags, in rising precedence.
 *
 * A replay named on one level silences the simulation of a lower one and the other way round.
 *
 * @throws ConfigRefused with the key, the value and what is allowed, in one line
 */
export function readConfig({ flags, environment, workFolder }: ConfigSources): Config {
  const fromFlagsLayer = fromFlags(flags)
  if (flags.demo) refuseBesideDemo(flags)
  const fromEnvironmentLayer = fromEnvironment(environment)
  const named = fromFlagsLayer.settings.data ?? fromEnvironmentLayer.settings.data
  const dataFolder =
    named === undefined
      ? defaultDataFolder(process.platform, environment) + (flags.demo ? DEMO_SUFFIX : '')
      : resolve(workFolder, named)
  const fileLayer = readFileLayer(join(dataFolder, 'config.json'))
  const fileSettings = withAbsoluteReplay(fileLayer.settings, dataFolder)
  const layers = [
    { ...fileLayer, settings: fileSettings },
    { ...fromEnvironmentLayer, settings: withAbsoluteReplay(fromEnvironmentLayer.settings, workFolder) },
    { ...fromFlagsLayer, settings: withAbsoluteReplay(fromFlagsLayer.settings, workFolder) },
  ]
  const config = compose(layers.reduce(overlay, {}), dataFolder)
  if (flags.demo) return { ...config, demo: true, feed: DEMO_FEED, speed: SIM_SPEED_DEFAULT }
  return flags.safe ? withoutMarket(config) : config
}

/** A demo has a market of its own, and nothing of it is read from elsewhere. */
function refuseBesideDemo({ restart, safe, values }: Flags): void {
  const also = [
    ...DEMO_NEEDS_NO.filter((name) => values[name] !== undefined),
    ...(restart ? ['restart'] : []),
    ...(safe ? ['safe'] : []),
  ]
  if (also.length > 0)
    throw new ConfigRefused(
      `--demo plays its own simulation: leave out ${also.map((name) => `--${name}`).join(', ')}`,
    )
}

/** Nothing comes in from outside: neither bars nor the signals of providers. The rest is as it was set. */
function withoutMarket(config: Config): Config {
  return { ...config, feed: { kind: 'off' }, features: { ...config.features, provider_signals: false } }
}

/**
 * The folder of a user's station where none is named: the place the platform keeps a program's own files.
 */
export function defaultDataFolder(
  platform: string,
  environment: Readonly<Record<string, string | undefined>>,
): string {
  const home = environment.HOME ?? homedir()
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Fusion Desk')
  if (platform === 'win32')
    return join(environment.LOCALAPPDATA ?? join(home, 'AppData', 'Local'), 'Fusion Desk')
  const xdg = environment.XDG_DATA_HOME
  // The XDG base directory specification: a relative path is to be ignored.
  return join(xdg?.startsWith('/') ? xdg : join(home, '.local', 'share'), 'fusion-desk')
}

function readFileLayer(path: string): Layer {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { settings: {} }
    throw new ConfigRefused(`${path} cannot be read: ${(error as Error).message}`)
  }
  return fromFile(path, text)
}

function withAbsoluteReplay(settings: Settings, folder: string): Settings {
  return settings.replay === undefined ? settings : { ...settings, replay: resolve(folder, settings.replay) }
}

const WITHOUT_REPLAY: Settings = { replay: undefined, timeframe: undefined, from: undefined, to: undefined }

function overlay(lower: Settings, { settings: upper }: Layer): Settings {
  // Settings that only mean something for the feed they were written for are silenced with it.
  const silenced =
    upper.sim !== undefined ? WITHOUT_REPLAY : upper.replay !== undefined ? { sim: undefined } : {}
  return {
    ...lower,
    ...silenced,
    ...upper,
    // A name is added, never taken away: the one in a bookmark or on the LAN goes on to work.
    hosts: [...new Set([...(lower.hosts ?? []), ...(upper.hosts ?? [])])],
    limits: { ...lower.limits, ...upper.limits },
    features: { ...lower.features, ...upper.features },
    logLevels: { ...lower.logLevels, ...upper.logLevels },
  }
}

function compose(settings: Settings, dataFolder: string): Config {
  const profile = settings.profile ?? 'production'
  const defaults = PROFILES[profile]
  const feed = feedOf(settings)
  return {
    profile,
    dataFolder,
    demo: isDemo(dataFolder),
    port: settings.port ?? PORT_DEFAULT,
    hosts: settings.hosts ?? [],
    feed,
    speed: settings.speed ?? (feed.kind === 'sim' ? SIM_SPEED_DEFAULT : REPLAY_SPEED_DEFAULT),
    features: Object.fromEntries(
      FEATURES.map((feature) => [feature, settings.features?.[feature] ?? true]),
    ) as Record<Feature, boolean>,
    logLevel: settings.logLevel ?? defaults.logLevel,
    logLevels: settings.logLevels ?? {},
    logFormat: settings.logFormat ?? defaults.logFormat,
    limits: { ...defaults.limits, ...(settings.limits as Partial<Limits>) },
    deskZone: settings.deskZone ?? 'UTC',
  }
}

function feedOf(settings: Settings): FeedOptions {
  const restart = settings.restart ?? false
  if (settings.replay === undefined) {
    for (const key of ['timeframe', 'from', 'to'] as const)
      if (settings[key] !== undefined)
        throw new ConfigRefused(`${key} chooses bars of a replay, and no replay is named: add --replay PATH`)
    return { kind: 'sim', seed: settings.sim ?? SIM_SEED_DEFAULT, restart }
  }
  if (settings.sim !== undefined)
    throw new ConfigRefused('sim and replay are both given: the station plays one of them')
  const { replay: path, timeframe = null, from = null, to = null } = settings
  if (from !== null && to !== null && from >= to)
    throw new ConfigRefused(`from and to: ${iso(from)} is not before ${iso(to)}`)
  return { kind: 'replay', path, timeframe, from, to, restart }
}

function iso(at: number): string {
  return new Date(at).toISOString()
}
