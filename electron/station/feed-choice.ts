import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Timeframe } from '#core/market/bar.ts'
import type { ExchangeName } from './feed/live/exchange.ts'
import { LIVE_TIMEFRAME_DEFAULT } from './feed-options.ts'
import { ConfigRefused, fromFile, type Settings } from './settings.ts'

/** An exchange with its pairs; null is the simulation. */
export type FeedChoice = {
  readonly exchange: ExchangeName
  readonly symbols: readonly string[]
  readonly timeframe: Timeframe
} | null

/** Settings that go with the feed they were written for. */
const OF_A_FEED = ['replay', 'sim', 'live', 'symbols', 'timeframe', 'from', 'to', 'speed'] as const
/** Where an exchange is reached is written by hand alone, and stays as long as the exchange does. */
const OF_AN_EXCHANGE = ['liveStream', 'liveRest'] as const

/**
 * Writes into `config.json` which feed plays from the next start on; everything else in it stays.
 *
 * The file is replaced whole, so that a station that starts meanwhile reads the one or the other.
 *
 * @throws ConfigRefused  where the file that is there cannot be read: it is not replaced by one that says less
 */
export function writeFeedChoice(dataFolder: string, choice: FeedChoice): void {
  const path = join(dataFolder, 'config.json')
  const before = readSettings(path)
  const kept = { ...before }
  for (const key of OF_A_FEED) delete kept[key]
  if (before.live !== choice?.exchange) for (const key of OF_AN_EXCHANGE) delete kept[key]
  const chosen =
    choice === null ? {} : { live: choice.exchange, symbols: choice.symbols, timeframe: choice.timeframe }
  const text = `${JSON.stringify({ ...kept, ...chosen }, null, 2)}\n`
  // What would be refused at the next start is not written.
  fromFile(path, text)
  const beside = `${path}.new`
  writeFileSync(beside, text, { mode: 0o600, flush: true })
  renameSync(beside, path)
}

/** What `config.json` says plays from the next start on. */
export interface WrittenFeed {
  readonly kind: 'sim' | 'replay' | 'live'
  /** Of an exchange only. */
  readonly choice: FeedChoice
}

/**
 * Reads it; a file that names no feed is one for the simulation.
 *
 * @throws ConfigRefused  where the file cannot be used as it is
 */
export function readWrittenFeed(dataFolder: string): WrittenFeed {
  const settings = readSettings(join(dataFolder, 'config.json'))
  if (settings.replay !== undefined) return { kind: 'replay', choice: null }
  if (settings.live === undefined) return { kind: 'sim', choice: null }
  const { live, symbols = [], timeframe = LIVE_TIMEFRAME_DEFAULT } = settings as Settings
  return { kind: 'live', choice: { exchange: live as ExchangeName, symbols, timeframe } }
}

function readSettings(path: string): Record<string, unknown> {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (failure) {
    if ((failure as NodeJS.ErrnoException).code === 'ENOENT') return {}
    throw new ConfigRefused(`${path} cannot be read: ${(failure as Error).message}`)
  }
  fromFile(path, text)
  return JSON.parse(text) as Record<string, unknown>
}
