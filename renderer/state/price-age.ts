import type { QuoteView } from './prices.ts'

/** A price as it was last seen to be quoted. */
export interface SeenPrice {
  /** Everything that a tick can change. */
  readonly shown: string
  /** The page's monotonic clock; null where no quote has been seen yet: how old it was before nobody has told. */
  readonly at: number | null
}

/**
 * What is known of a price's age after a look at it.
 *
 * Only what changes the price or its bars counts, not that the price was told again: one symbol of a feed may have
 * fallen silent while the others bring messages. So the age is never less than it is.
 */
export function seenAgain(before: SeenPrice | null, quote: QuoteView | null, now: number): SeenPrice | null {
  if (quote === null) return null
  const { price, barsClosed, forming } = quote
  const shown = JSON.stringify([price, barsClosed, forming])
  if (before === null) return { shown, at: null }
  return before.shown === shown ? before : { shown, at: now }
}
