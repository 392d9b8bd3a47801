import type { SymbolName } from '#core/kernel/ids.ts'
import type { MarketTimeMs } from '#core/kernel/time.ts'
import type { Bar, FeedSource, Timeframe } from '#core/market/bar.ts'
import type { FeedOptions } from '../config.ts'
import type { Log } from '../log.ts'
import type { FeedHealth } from '../station.ts'
import { type LiveSurroundings, openLive } from './live/live-feed.ts'
import { FeedRefused } from './refusal.ts'
import { openReplay } from './replay.ts'
import { openSimulator } from './simulator.ts'

export { FeedRefused }

/**
 * Where bars come from: a replay, a simulation, or the stream of an exchange.
 *
 * Bars are handed out synchronously while some are ready, and `refill` fetches more: a promise for each bar would cost
 * more than all sources together.
 */
export interface Feed {
  readonly source: FeedSource
  /** In name order. */
  readonly symbols: readonly SymbolName[]
  /** The first choice among those that play. */
  readonly timeframe: Timeframe
  readonly timeframeOf: (symbol: SymbolName) => Timeframe
  /** Equal for two feeds that hand out the same bars. */
  readonly fingerprint: string
  /** Market time at which the run begins. Bars that close at or before it are history and belong to no run. */
  readonly startsAt: MarketTimeMs
  /** Close time of the next bars, null while nothing is ready. */
  readonly nextCloseAt: () => MarketTimeMs | null
  /** The next bars: all that close at `nextCloseAt`, in order of symbol. Empty while nothing is ready. */
  readonly take: () => readonly Bar[]
  /** Makes more bars ready. False after the last bar was taken. */
  readonly refill: () => Promise<boolean>
  /** Whether the last bar was taken. */
  readonly ended: () => boolean
  /**
   * How far it is from `at` to the next bar that begins, where that is a hole: longer than three bars of the symbol it
   * belongs to, and nothing is under way meanwhile. Else 0; also while nothing is ready.
   */
  readonly holeAfter: (at: MarketTimeMs) => number
  /** The bar of the symbol that is under way at this market time, as far as it has formed; null for any other symbol. */
  readonly formingAt: (symbol: SymbolName, at: MarketTimeMs) => Bar | null
  /**
   * Market time at which the n-th next bar of the symbol closes, by the feed's own calendar.
   *
   * Looks at times only, never at prices. Beyond what the feed has read it counts in whole bars.
   */
  readonly closeAfter: (symbol: SymbolName, bars: number) => MarketTimeMs
  /** Bars of the symbol that are read and not taken yet. */
  readonly ahead: (symbol: SymbolName) => number
  readonly health: () => FeedHealth
  /** Of a feed whose time is the world's; absent where the market's own clock moves it. */
  readonly live?: LivePace
  readonly close: () => Promise<void>
}

/** The pace of the world: it cannot be hurried, and what was missed is not waited for. */
export interface LivePace {
  /** Market time that may be told now: the exchange's, as far as every bar before it is known. */
  readonly reachable: () => MarketTimeMs
  /** Whether prices are those of this moment. */
  readonly fresh: () => boolean
  /** Lets `refill` wait no longer: the market stops. */
  readonly abandon: () => void
}

/** A feed that has bars. */
export type PlayedFeed = Exclude<FeedOptions, { readonly kind: 'off' }>

export interface FeedSurroundings extends Pick<LiveSurroundings, 'clock' | 'random'> {
  readonly log: Log
  /** Where a feed without history of its own begins: the start of the run that goes on, or now. */
  readonly startsAt: (fingerprint: string) => MarketTimeMs
  /** Where a feed that cannot be played again goes on: where the run was left, or now. */
  readonly goesOnAt: (fingerprint: string) => MarketTimeMs
}

/**
 * Opens the feed that was asked for.
 *
 * @throws FeedRefused  when there is nothing to play or a file is not a CSV of bars
 */
export async function openFeed(options: PlayedFeed, surroundings: FeedSurroundings): Promise<Feed> {
  switch (options.kind) {
    case 'replay':
      return openReplay(options, surroundings.log)
    case 'sim':
      return openSimulator(options.seed, surroundings.startsAt)
    case 'live':
      return openLive(options, surroundings)
  }
}
