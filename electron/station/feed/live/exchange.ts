import type { SymbolName } from '#core/kernel/ids.ts'
import type { MarketTimeMs } from '#core/kernel/time.ts'
import type { Timeframe } from '#core/market/bar.ts'
import { BINANCE } from './binance.ts'
import type { BarNumbers, Frame } from './frame.ts'
import { KRAKEN } from './kraken.ts'

/** The exchanges the station can listen to. */
export const EXCHANGE_NAMES = ['binance', 'kraken'] as const
export type ExchangeName = (typeof EXCHANGE_NAMES)[number]

/** An instrument under the exchange's name and under ours. */
export interface Pair {
  readonly symbol: SymbolName
  /** As the exchange's stream writes it. */
  readonly written: string
}

/** What is listened to. */
export interface Subscription {
  readonly pairs: readonly Pair[]
  readonly timeframe: Timeframe
}

/** Where an exchange is reached. */
export interface ExchangeUrls {
  readonly stream: string
  readonly rest: string
}

/** The words of one exchange: pure, it opens nothing. */
export interface Exchange {
  readonly name: ExchangeName
  readonly urls: ExchangeUrls
  /** How a pair has to be written, for a person. */
  readonly pairForm: string
  /** The pair that was meant; null for text that is none. */
  readonly pairOf: (text: string) => Pair | null
  readonly streamUrl: (base: string, subscription: Subscription) => string
  /** Sent once the connection stands. */
  readonly hello: (subscription: Subscription) => readonly string[]
  /** Acceptances to wait for. */
  readonly acceptances: (subscription: Subscription) => number
  readonly read: (text: string, listened: Listened) => readonly Frame[]
  /** Whether the stream says when a bar is closed; else the first trade of the next bar says so. */
  readonly tellsCloses: boolean
  /** Closed bars that open at or after a moment, oldest first. */
  readonly barsUrl: (base: string, ask: BarsAsk) => string
  /** Null for an answer that holds no list of bars. */
  readonly readBars: (body: unknown) => readonly BarNumbers[] | null
  readonly barsPerAnswer: number
  readonly timeUrl: (base: string) => string
  /** Milliseconds; null for an answer that tells no time. */
  readonly readTime: (body: unknown) => MarketTimeMs | null
  /** Whether an answer says that there is no such pair. */
  readonly saysUnknownPair: (body: unknown) => boolean
  /** Wall time between two questions. */
  readonly askEveryMs: number
}

export interface BarsAsk {
  readonly pair: Pair
  readonly timeframe: Timeframe
  readonly from: MarketTimeMs
}

/** What a message may speak of. */
export interface Listened {
  readonly timeframe: Timeframe
  readonly symbolOf: (written: string) => SymbolName | null
}

const EXCHANGES: Readonly<Record<ExchangeName, Exchange>> = { binance: BINANCE, kraken: KRAKEN }

export function exchangeOf(name: ExchangeName): Exchange {
  return EXCHANGES[name]
}

/** What a subscription listens to, for reading its messages. */
export function listenedOf({ pairs, timeframe }: Subscription): Listened {
  const byName = new Map(pairs.map(({ written, symbol }) => [written, symbol]))
  return { timeframe, symbolOf: (written) => byName.get(written) ?? null }
}
