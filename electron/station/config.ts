import { readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Speed } from '#core/context.ts'
import { isDemo } from './demo/demo-mark.ts'
import { FEED_KEYS, type FeedOptions, feedOf, silencedBy } from './feed-options.ts'
import type { Flags } from './flags.ts'
import { HARNESS_LIMITS, LIMITS, type Limits } from './limits.ts'
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

export {
  ConfigRefused,
  type Feature,
  type FeedOptions,
  type Limits,
  type LogFormat,
  type LogLevel,
  type Profile,
}

/** `default`: nobody named one, so a simulation plays. */
export type FeedNamedBy = 'flags' | 'environment' | 'file' | 'default'

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
  /** Which level of the configuration named it. */
  readonly feedNamedBy: FeedNamedBy
  readonly speed: Speed
  readonly features: Readonly<Record<Feature, boolean>>
  readonly logLevel: LogLevel
  /** Levels of single components, by name. */
  readonly logLevels: Readonly<Record<string, LogLevel>>
  readonly logFormat: LogFormat
  readonly limits: Limits
  /** A certificate of the operator's own, absolute paths; null for one that the station makes. */
  readonly tls: { readonly cert: string; readonly key: string } | null
  /** A file outside the data folder whose content seals the station's keys, absolute; null for one inside. */
  readonly keyFile: string | null
  /** Further loopback addresses count as those of a network: a machine alone can be reached by itself. */
  readonly lanOnLoopback: boolean
  /** Where the packed desktop program looks for a newer one, without a slash at its end; null where it does not look. */
  readonly updateUrl: string | null
  /** IANA zone of boards and desk statistics. */
  readonly deskZone: string
}

const PORT_DEFAULT = 4820
const SIM_SPEED_DEFAULT = 1
/** Seed of a demo's market, and of its people. */
export const DEMO_SEED = 'demo'
const DEMO_FEED = { kind: 'sim', seed: DEMO_SEED, restart: false } as const
const DEMO_NEEDS_NO = ['replay', 'timeframe', 'speed', 'from', 'to', 'sim', 'live', 'symbols'] as const
/** Beside the folder of a user's own desk. */
const DEMO_SUFFIX = '-demo'
const REPLAY_SPEED_DEFAULT = 60

/**
 * What a profile changes; everything else is the same in all of them.
 *
 * `production` logs what an operator needs. `development` logs every step, coloured even into a pipe. `testing` logs
 * only what is wrong, takes a hundred times the load from one caller, because a harness is one caller, and can be open to
 * others on loopback, because there are none.
 */
const PROFILES: Readonly<
  Record<Profile, Pick<Config, 'logLevel' | 'logFormat' | 'limits' | 'lanOnLoopback'>>
> = {
  production: { logLevel: 'info', logFormat: 'auto', limits: LIMITS, lanOnLoopback: false },
  development: { logLevel: 'debug', logFormat: 'pretty', limits: LIMITS, lanOnLoopback: false },
  testing: {
    logLevel: 'warn',
    logFormat: 'json',
    lanOnLoopback: true,
    limits: HARNESS_LIMITS,
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
 * A feed named on one level silences another of a lower one, with its settings.
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
  const fileSettings = withAbsolutePaths(fileLayer.settings, dataFolder)
  const layers = [
    { ...fileLayer, settings: fileSettings },
    { ...fromEnvironmentLayer, settings: withAbsolutePaths(fromEnvironmentLayer.settings, workFolder) },
    { ...fromFlagsLayer, settings: withAbsolutePaths(fromFlagsLayer.settings, workFolder) },
  ]
  const settings = layers.reduce(overlay, {})
  const { FD_KEY_FILE: keyFile } = environment
  const config = {
    ...compose(settings, dataFolder),
    feedNamedBy: namedBy(layers),
    keyFile: keyFile ? resolve(workFolder, keyFile) : null,
  }
  if (flags.demo)
    return { ...config, demo: true, feed: DEMO_FEED, feedNamedBy: 'flags', speed: SIM_SPEED_DEFAULT }
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

function withAbsolutePaths(settings: Settings, folder: string): Settings {
  const { replay, tls } = settings
  return {
    ...settings,
    ...(replay !== undefined && { replay: resolve(folder, replay) }),
    ...(tls !== undefined && { tls: { cert: resolve(folder, tls.cert), key: resolve(folder, tls.key) } }),
  }
}

function overlay(lower: Settings, { settings: upper }: Layer): Settings {
  return {
    ...lower,
    ...silencedBy(lower, upper),
    ...upper,
    // A name is added, never taken away: the one in a bookmark or on the LAN goes on to work.
    hosts: [...new Set([...(lower.hosts ?? []), ...(upper.hosts ?? [])])],
    limits: { ...lower.limits, ...upper.limits },
    features: { ...lower.features, ...upper.features },
    logLevels: { ...lower.logLevels, ...upper.logLevels },
  }
}

const LEVELS = ['file', 'environment', 'flags'] as const

function namedBy(layers: readonly Layer[]): FeedNamedBy {
  const level = layers.findLastIndex(({ settings }) => FEED_KEYS.some((key) => settings[key] !== undefined))
  return LEVELS[level] ?? 'default'
}

function compose(settings: Settings, dataFolder: string): Omit<Config, 'feedNamedBy' | 'keyFile'> {
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
    speed: settings.speed ?? (feed.kind === 'replay' ? REPLAY_SPEED_DEFAULT : SIM_SPEED_DEFAULT),
    features: Object.fromEntries(
      FEATURES.map((feature) => [feature, settings.features?.[feature] ?? true]),
    ) as Record<Feature, boolean>,
    logLevel: settings.logLevel ?? defaults.logLevel,
    tls: settings.tls ?? null,
    lanOnLoopback: defaults.lanOnLoopback,
    logLevels: settings.logLevels ?? {},
    logFormat: settings.logFormat ?? defaults.logFormat,
    limits: { ...defaults.limits, ...(settings.limits as Partial<Limits>) },
    updateUrl: settings.updateUrl ?? settings.update?.url ?? null,
    deskZone: settings.deskZone ?? 'UTC',
  }
}
