import type { SymbolName } from '#core/kernel/ids.ts'
import type { MarketTimeMs } from '#core/kernel/time.ts'

/** Why something an exchange sent cannot be used. `stray`: about something nobody asked for. */
export type BadFrame = 'text' | 'nan' | 'range' | 'order' | 'stray'

/** A bar by its numbers, as an exchange sends it. Prices are those of trades. */
export interface BarNumbers {
  readonly openAt: MarketTimeMs
  readonly open: number
  readonly high: number
  readonly low: number
  readonly close: number
  readonly volume: number
}

/** A bar as a stream tells it, closed or still forming. */
export interface StreamBar extends BarNumbers {
  readonly symbol: SymbolName
  /** Whether the exchange says that it is over. */
  readonly closed: boolean
  /** Rises while the bar forms; null where the exchange sends nothing of the kind. */
  readonly sequence: number | null
  /** First and last trade in it, where trades are numbered and there were any. */
  readonly trades: { readonly first: number; readonly last: number } | null
}

/** The best prices on both sides. */
export interface StreamQuote {
  readonly symbol: SymbolName
  readonly bid: number
  readonly ask: number
  /** Rises from quote to quote; null where the exchange sends nothing of the kind. */
  readonly sequence: number | null
}

/** What one message of a stream says. */
export type Frame =
  | { readonly kind: 'bar'; readonly bar: StreamBar }
  | { readonly kind: 'quote'; readonly quote: StreamQuote }
  /** The exchange's own word that all is well and nothing happened. */
  | { readonly kind: 'alive' }
  /** One of the subscriptions that were asked for stands. */
  | { readonly kind: 'accepted' }
  | { readonly kind: 'refused'; readonly pair: string | null }
  /** The exchange will end the connection soon. */
  | { readonly kind: 'leaving' }
  | { readonly kind: 'bad'; readonly reason: BadFrame }
  /** Nothing that concerns prices. */
  | { readonly kind: 'other' }

export type Fields = Readonly<Record<string, unknown>>

export const OTHER: readonly Frame[] = [{ kind: 'other' }]
export const BAD_TEXT: readonly Frame[] = [{ kind: 'bad', reason: 'text' }]

/** The fields of an object; null for anything else. */
export function fieldsOf(value: unknown): Fields | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : null
}

/** A message as an object; null where it is no JSON object. */
export function parseFields(text: string): Fields | null {
  try {
    return fieldsOf(JSON.parse(text))
  } catch {
    return null
  }
}

const DECIMAL = /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i

/** A number that was sent as such or as decimal text; NaN for anything else. */
export function decimal(value: unknown): number {
  if (typeof value === 'number') return value
  return typeof value === 'string' && DECIMAL.test(value) ? Number(value) : Number.NaN
}

/** What is wrong with the numbers of a bar; null when they are fit for one. */
export function flawOf({ openAt, open, high, low, close, volume }: BarNumbers): 'nan' | 'range' | null {
  if (![openAt, open, high, low, close, volume].every(Number.isFinite)) return 'nan'
  const ordered = low > 0 && low <= Math.min(open, close) && high >= Math.max(open, close)
  return ordered && volume >= 0 && Number.isInteger(openAt) && openAt >= 0 ? null : 'range'
}

/** A quote as a frame, or what is wrong with it. A crossed book is no price. */
export function quoteFrame(quote: StreamQuote): Frame {
  const { bid, ask } = quote
  if (!Number.isFinite(bid) || !Number.isFinite(ask)) return { kind: 'bad', reason: 'nan' }
  return bid > 0 && ask >= bid ? { kind: 'quote', quote } : { kind: 'bad', reason: 'range' }
}

/** A bar as a frame, or what is wrong with it. */
export function barFrame(bar: StreamBar): Frame {
  const reason = flawOf(bar)
  return reason === null ? { kind: 'bar', bar } : { kind: 'bad', reason }
}
