import type { Count } from './base-rates.ts'
import type { Book, Counts, OpenCandidate } from './book.ts'
import { openBook, putOpen } from './book.ts'
import { FEATURES } from './evidence.ts'
import type { SourceHealth } from './health.ts'
import { OWN } from './mixture.ts'
import type { Results } from './proof.ts'
import { rankedValues, rankingOf } from './ranking.ts'
import type { TrackRecord } from './record.ts'
import type { Holder } from './slots.ts'
import type { SourceRate } from './source-rates.ts'

type Counted = Pick<Book['rates'], 'allTime' | 'slow' | 'fast'>

/** A book as plain JSON: no instance, no cycle, no number that JSON does not know. */
export interface BookSnapshot {
  readonly version: 1
  readonly prior: number
  readonly counts: Counts
  readonly rates: Counted
  readonly symbols: readonly (readonly [string, Count])[]
  readonly holders: readonly (Holder | null)[]
  readonly tenures: number
  readonly mean: readonly number[]
  /** The lower triangle, row by row: the other half is the same. */
  readonly covariance: readonly number[]
  readonly resets: number
  readonly weights: readonly number[]
  readonly sourceRates: readonly SourceRate[]
  readonly health: readonly SourceHealth[]
  readonly copies: { readonly shared: readonly number[]; readonly same: readonly number[] }
  /** Millionths, oldest first. */
  readonly ranked: readonly number[]
  readonly record: TrackRecord
  readonly results: Results
  readonly open: readonly (readonly [string, PackedCandidate])[]
}

/** An open candidate without the names of its fields, as hundreds of them may wait at once. */
type PackedCandidate = readonly [
  symbol: string,
  regime: readonly [trend: -1 | 0 | 1, vol: -1 | 0 | 1],
  weight: number,
  callCost: number | null,
  mixed: number,
  /** The symbol's base rate among them, so it is not written twice. */
  standing: readonly number[],
  /** Slot, tenure, agreement, loudness and own probability of each source that was heard. */
  heard: readonly (readonly [number, number, 1 | -1, number, number])[],
]

/**
 * The whole state of a book as a value that JSON keeps exactly.
 *
 * It shares nothing with the book: what is learned later does not change it.
 */
export function snapshotOf(book: Book): BookSnapshot {
  const { rates, slots, pool, health } = book
  const { prior, allTime, slow, fast } = rates
  const shared: BookSnapshot = {
    version: 1,
    prior,
    counts: book.counts,
    rates: { allTime, slow, fast },
    symbols: [...rates.symbols],
    holders: slots.holders,
    tenures: slots.tenures,
    mean: [...pool.mean],
    covariance: lowerHalf(pool.covariance),
    resets: pool.resets,
    weights: [...book.weights],
    sourceRates: book.sourceRates,
    health: health.sources,
    copies: { shared: [...health.copies.shared], same: [...health.copies.same] },
    ranked: rankedValues(book.ranking),
    record: book.record,
    results: book.results,
    open: [...book.open].map(([id, candidate]) => [id, pack(candidate)] as const),
  }
  return structuredClone(shared)
}

/** Opens the book that a snapshot was taken of: it goes on exactly as that one would have. */
export function restoreBook(snapshot: BookSnapshot): Book {
  const kept = structuredClone(snapshot)
  const fresh = openBook(kept.prior)
  fresh.pool.mean.set(kept.mean)
  setLowerHalf(fresh.pool.covariance, kept.covariance)
  fresh.pool.resets = kept.resets
  fresh.weights.set(kept.weights)
  fresh.health.copies.shared.set(kept.copies.shared)
  fresh.health.copies.same.set(kept.copies.same)
  const seated = kept.holders.flatMap((holder, slot) =>
    holder === null ? [] : [[holder.name, slot] as const],
  )
  for (const [id, packed] of kept.open) putOpen(fresh, id, unpack(packed))
  return {
    ...fresh,
    counts: kept.counts,
    rates: { prior: kept.prior, ...kept.rates, symbols: new Map(kept.symbols) },
    slots: { holders: [...kept.holders], bySource: new Map(seated), tenures: kept.tenures },
    sourceRates: [...kept.sourceRates],
    health: { sources: [...kept.health], copies: fresh.health.copies },
    ranking: rankingOf(kept.ranked),
    record: kept.record,
    results: kept.results,
  }
}

function lowerHalf(square: Float64Array): number[] {
  const half: number[] = []
  for (let row = 0; row < FEATURES; row++)
    half.push(...square.subarray(row * FEATURES, row * FEATURES + row + 1))
  return half
}

function setLowerHalf(square: Float64Array, half: readonly number[]): void {
  let next = 0
  for (let row = 0; row < FEATURES; row++)
    for (let column = 0; column <= row; column++) {
      const value = half[next++] ?? 0
      square[row * FEATURES + column] = value
      square[column * FEATURES + row] = value
    }
}

function pack({ symbol, regime, heard, opinions, weight, callCost }: OpenCandidate): PackedCandidate {
  const voices = heard.map(
    ({ slot, tenure, agreement, loudness }, index) =>
      [slot, tenure, agreement, loudness, opinions.sources[index] ?? 0] as const,
  )
  return [symbol, [regime.trend, regime.vol], weight, callCost, opinions.mixed, opinions.standing, voices]
}

function unpack([
  symbol,
  [trend, vol],
  weight,
  callCost,
  mixed,
  standing,
  voices,
]: PackedCandidate): OpenCandidate {
  return {
    symbol,
    regime: { trend, vol },
    heard: voices.map(([slot, tenure, agreement, loudness]) => ({ slot, tenure, agreement, loudness })),
    base: standing[OWN] ?? 0,
    opinions: { standing, sources: voices.map((voice) => voice[4]), mixed },
    weight,
    callCost,
  }
}
