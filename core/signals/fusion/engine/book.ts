import type { Refusal } from './admission.ts'
import { type BaseRates, openBaseRates } from './base-rates.ts'
import { forgetCopies } from './copies.ts'
import type { Heard, Question } from './evidence.ts'
import { type EvidencePool, forgetSlot, openEvidencePool } from './evidence-pool.ts'
import { freshHealth, type Health, openHealth } from './health.ts'
import { forgetSource, type Opinions, openWeights, type Weights } from './mixture.ts'
import { noResults, type Results } from './proof.ts'
import { openRanking, type Ranking } from './ranking.ts'
import { openRecord, type TrackRecord } from './record.ts'
import { openSlots, type Slots } from './slots.ts'
import { freshRate, openSourceRates, type SourceRate } from './source-rates.ts'

/** A candidate whose outcome is not known yet, with all that is learned from once it is. */
export interface OpenCandidate {
  readonly symbol: string
  readonly regime: Question['regime']
  readonly heard: readonly Heard[]
  /** The symbol's base rate when it opened. */
  readonly base: number
  readonly opinions: Pick<Opinions, 'standing' | 'sources' | 'mixed'>
  /** Uniqueness: 1 / (1 + candidates of the symbol that were open). */
  readonly weight: number
  /** What a trade cost in units of its risk, where this was a call to act; else null. */
  readonly callCost: number | null
}

/** Everything counted that changes no probability. */
export interface Counts {
  candidates: number
  outcomes: number
  /** Outcomes of candidates that are not open: unknown, told before, or given up. */
  unmatched: number
  /** Outcomes that say neither won nor lost. */
  badOutcomes: number
  /** Open candidates given up because there were too many. */
  givenUp: number
  readonly refused: Partial<Record<Refusal, number>>
}

/**
 * What one exit geometry has taught: base rates, evidence, trust, and the health of the sources.
 *
 * It is changed only by `assess` and `learnOutcome`, and is the same for the same calls in the same order.
 */
export interface Book {
  readonly counts: Counts
  readonly rates: BaseRates
  readonly slots: Slots
  readonly pool: EvidencePool
  readonly weights: Weights
  readonly sourceRates: SourceRate[]
  readonly health: Health
  readonly ranking: Ranking
  readonly record: TrackRecord
  /** Of the calls to act, cost included. */
  readonly results: Results
  /** By id, oldest first. Changed by `putOpen` and `takeOpen` only. */
  readonly open: Map<string, OpenCandidate>
  /** How many of them there are of each symbol; derived from them. */
  readonly openBySymbol: Map<string, number>
}

/** Candidates that may wait for their outcome; beyond it the oldest is given up. */
export const OPEN_MAX = 8_192

/**
 * Opens a book that has seen nothing.
 *
 * @param prior  probability of a win at which the exits alone neither earn nor lose, cost left out; 0 to 1
 */
export function openBook(prior: number): Book {
  return {
    counts: { candidates: 0, outcomes: 0, unmatched: 0, badOutcomes: 0, givenUp: 0, refused: {} },
    rates: openBaseRates(prior),
    slots: openSlots(),
    pool: openEvidencePool(),
    weights: openWeights(),
    sourceRates: openSourceRates(),
    health: openHealth(),
    ranking: openRanking(),
    record: openRecord(),
    results: noResults(),
    open: new Map(),
    openBySymbol: new Map(),
  }
}

/** Lets a candidate wait for its outcome. */
export function putOpen({ open, openBySymbol }: Book, id: string, candidate: OpenCandidate): void {
  open.set(id, candidate)
  openBySymbol.set(candidate.symbol, (openBySymbol.get(candidate.symbol) ?? 0) + 1)
}

/** Takes a candidate that waited; undefined where none did. */
export function takeOpen({ open, openBySymbol }: Book, id: string): OpenCandidate | undefined {
  const candidate = open.get(id)
  if (candidate === undefined) return undefined
  open.delete(id)
  const left = (openBySymbol.get(candidate.symbol) ?? 1) - 1
  if (left > 0) openBySymbol.set(candidate.symbol, left)
  else openBySymbol.delete(candidate.symbol)
  return candidate
}

/** Forgets the source that held a slot before. */
export function clearSlot({ pool, weights, sourceRates, health }: Book, slot: number): void {
  forgetSlot(pool, slot)
  forgetSource(weights, slot)
  sourceRates[slot] = freshRate()
  health.sources[slot] = freshHealth()
  for (const other of health.sources) if (other.duplicateOf === slot) other.duplicateOf = null
  forgetCopies(health.copies, slot)
}
