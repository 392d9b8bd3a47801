import { countOpen } from './base-rates.ts'
import type { Book } from './book.ts'

/** Forgets a candidate whose outcome will never be known; nothing is learned of it. */
export function giveUp({ open, rates, counts }: Book, id: string): void {
  const candidate = open.get(id)
  if (candidate === undefined) return
  open.delete(id)
  countOpen(rates, candidate.symbol, -1)
  counts.givenUp += 1
}
