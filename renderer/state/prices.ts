import type { CandleView } from '../link/wire.ts'

/** One symbol as it stands now. */
export interface QuoteView {
  readonly symbol: string
  readonly price: number
  /** Bars of the run closed so far. */
  readonly barsClosed: number
  readonly last: CandleView | null
  readonly forming: CandleView | null
}

/** The newest quote of each symbol, outside React: ticks come faster than a page should be built. */
export interface Prices {
  quote(symbol: string): QuoteView | null
  symbols(): readonly string[]
  /** Takes new quotes; those who listen are told once per frame, with the newest only. */
  put(quotes: readonly QuoteView[]): void
  subscribe(listener: () => void): () => void
  /** Holds new quotes back, or shows the newest of those that were held. */
  hold(on: boolean): void
}

/** Asks to be called back at the next good moment to paint. */
export type Schedule = (flush: () => void) => void

/** Opens an empty tick store that tells its listeners at most once per scheduled flush. */
export function openPrices(schedule: Schedule): Prices {
  const quotes = new Map<string, QuoteView>()
  const listeners = new Set<() => void>()
  let names: readonly string[] = []
  let waiting = false
  let held: Map<string, QuoteView> | null = null

  const show = (incoming: Iterable<QuoteView>) => {
    for (const quote of incoming) quotes.set(quote.symbol, quote)
    if (quotes.size !== names.length) names = [...quotes.keys()].sort()
    if (waiting) return
    waiting = true
    schedule(flush)
  }

  const flush = () => {
    waiting = false
    for (const listener of listeners) listener()
  }

  return {
    quote: (symbol) => quotes.get(symbol) ?? null,
    symbols: () => names,
    put(incoming) {
      if (held === null) return show(incoming)
      for (const quote of incoming) held.set(quote.symbol, quote)
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    hold(on) {
      if (on) held ??= new Map()
      else if (held !== null) {
        const newest = held.values()
        held = null
        show(newest)
      }
    },
  }
}
