import type { Timeframe } from '#core/market/bar.ts'
import type { ExchangeName, ExchangeUrls } from './feed/live/exchange.ts'
import { ConfigRefused, type Settings } from './settings.ts'

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
  | {
      readonly kind: 'live'
      readonly exchange: ExchangeName
      /** Pairs as the exchange writes them. */
      readonly symbols: readonly string[]
      readonly timeframe: Timeframe
      /** Other places than the exchange's own; null for these. */
      readonly urls: Partial<ExchangeUrls> | null
      readonly restart: boolean
    }
  /** No market at all: the desk for reading and upkeep. */
  | { readonly kind: 'off' }

const SIM_SEED_DEFAULT = 'fusion'
const LIVE_SPEED = 1
export const LIVE_TIMEFRAME_DEFAULT = 'h1'

const NO_FEED: Settings = {
  replay: undefined,
  sim: undefined,
  live: undefined,
  symbols: undefined,
  liveStream: undefined,
  liveRest: undefined,
  timeframe: undefined,
  from: undefined,
  to: undefined,
}

/** Settings that only mean something for the feed they were written for are silenced with it. */
export function silencedBy(lower: Settings, upper: Settings): Settings {
  const named = FEED_KEYS.some((key) => upper[key] !== undefined)
  const another = FEED_KEYS.some((key) => lower[key] !== undefined && upper[key] === undefined)
  return named && another ? NO_FEED : {}
}

/** The settings that name a feed. */
export const FEED_KEYS = ['replay', 'sim', 'live'] as const

/** The one feed that is to play. */
export function feedOf(settings: Settings): FeedOptions {
  const restart = settings.restart ?? false
  requireOneFeed(settings)
  if (settings.live !== undefined) return liveOf(settings, settings.live)
  refuse(
    settings,
    ['symbols', 'liveStream', 'liveRest'],
    'belongs to a live feed, and none is named: add --live EXCHANGE',
  )
  if (settings.replay === undefined) {
    refuse(
      settings,
      ['timeframe', 'from', 'to'],
      'chooses bars of a replay, and no replay is named: add --replay PATH',
    )
    return { kind: 'sim', seed: settings.sim ?? SIM_SEED_DEFAULT, restart }
  }
  const { replay: path, timeframe = null, from = null, to = null } = settings
  if (from !== null && to !== null && from >= to)
    throw new ConfigRefused(`from and to: ${iso(from)} is not before ${iso(to)}`)
  return { kind: 'replay', path, timeframe, from, to, restart }
}

/** Refuses settings that mean nothing for the feed that plays. */
function refuse(settings: Settings, keys: readonly (keyof Settings)[], why: string): void {
  for (const key of keys) if (settings[key] !== undefined) throw new ConfigRefused(`${key} ${why}`)
}

function requireOneFeed(settings: Settings): void {
  const [one, other] = FEED_KEYS.filter((key) => settings[key] !== undefined)
    .toSorted()
    .toReversed()
  if (other !== undefined)
    throw new ConfigRefused(`${one} and ${other} are both given: the station plays one of them`)
}

/** An exchange and its pairs. The world has one speed, and no beginning or end to choose. */
function liveOf(settings: Settings, exchange: ExchangeName): FeedOptions {
  const { symbols, timeframe = LIVE_TIMEFRAME_DEFAULT, restart = false, liveStream, liveRest } = settings
  if (symbols === undefined) throw new ConfigRefused('live needs pairs to listen to: add --symbols A,B')
  refuse(settings, ['from', 'to'], 'chooses bars of a replay, not of a live feed')
  if (settings.speed !== undefined && settings.speed !== LIVE_SPEED)
    throw new ConfigRefused('speed: a live feed runs at the speed of the world, which is 1')
  const urls = urlsOf(liveStream, liveRest)
  return { kind: 'live', exchange, symbols, timeframe, urls, restart }
}

function urlsOf(stream: string | undefined, rest: string | undefined): Partial<ExchangeUrls> | null {
  if (stream === undefined && rest === undefined) return null
  return { ...(stream !== undefined && { stream }), ...(rest !== undefined && { rest }) }
}

function iso(at: number): string {
  return new Date(at).toISOString()
}
