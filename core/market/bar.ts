import type { SymbolName } from '#core/kernel/ids.ts'
import type { MarketTimeMs } from '#core/kernel/time.ts'

/**
 * One closed bar of an instrument. Prices are bids; the ask is the bid plus `spread`.
 *
 * `low <= open, close <= high`, all finite and positive. `volume` 0 means "not recorded".
 */
export interface Bar {
  readonly symbol: SymbolName
  readonly openAt: MarketTimeMs
  readonly closeAt: MarketTimeMs
  readonly open: number
  readonly high: number
  readonly low: number
  readonly close: number
  readonly volume: number
  /** Ask minus bid in price units; 0 where the feed records no quotes. */
  readonly spread: number
}

/** Length of a bar by the name used in files and routes. */
export const TIMEFRAMES = {
  m1: 60_000,
  m5: 300_000,
  m15: 900_000,
  h1: 3_600_000,
  h4: 14_400_000,
  d1: 86_400_000,
} as const

export type Timeframe = keyof typeof TIMEFRAMES

/** Which timeframe of several is the first choice: H1, else the longest below it, else the shortest above. */
export const TIMEFRAME_PREFERENCE: readonly Timeframe[] = ['h1', 'm15', 'm5', 'm1', 'h4', 'd1']

/** The timeframe of each symbol that does not play the first choice of its run. */
export type OtherTimeframes = Readonly<Record<SymbolName, Timeframe>>

/** Where the prices come from. Simulated data is legal only with its badge. */
export type FeedSource = 'replay' | 'sim' | 'live'
