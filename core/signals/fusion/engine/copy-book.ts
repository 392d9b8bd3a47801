import type { Book } from './book.ts'

/**
 * A book that goes on by itself: what it is told or asked changes the original in nothing.
 *
 * Open candidates never change, so both books hold the same ones.
 */
export function copyBook(book: Book): Book {
  const { counts, rates, slots, pool, health, ranking } = book
  return {
    counts: { ...counts, refused: { ...counts.refused } },
    rates: {
      prior: rates.prior,
      allTime: { ...rates.allTime },
      slow: { ...rates.slow },
      fast: { ...rates.fast },
      symbols: new Map([...rates.symbols].map(([symbol, count]) => [symbol, { ...count }])),
    },
    slots: {
      holders: slots.holders.map((holder) => (holder === null ? null : { ...holder })),
      bySource: new Map(slots.bySource),
      tenures: slots.tenures,
    },
    pool: { mean: pool.mean.slice(), covariance: pool.covariance.slice(), resets: pool.resets },
    weights: book.weights.slice(),
    sourceRates: book.sourceRates.map(({ agreed, disagreed }) => ({
      agreed: { ...agreed },
      disagreed: { ...disagreed },
    })),
    health: {
      sources: health.sources.map(({ pulse, drift, since, duplicateOf }) => ({
        pulse: { ...pulse },
        drift: { ...drift },
        since: { ...since },
        duplicateOf,
      })),
      copies: { shared: health.copies.shared.slice(), same: health.copies.same.slice() },
    },
    ranking: {
      arrived: ranking.arrived.slice(),
      sorted: ranking.sorted.slice(),
      size: ranking.size,
      next: ranking.next,
    },
    record: {
      tiers: book.record.tiers.map((tally) => ({ ...tally })),
      bands: book.record.bands.map((tally) => ({ ...tally })),
      history: book.record.history.map((point) => ({ ...point })),
    },
    results: { ...book.results },
    open: new Map(book.open),
    openBySymbol: new Map(book.openBySymbol),
  }
}
