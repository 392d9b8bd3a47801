import { betaInterval, type Interval } from '#core/kernel/beta.ts'
import type { Tier } from '#core/signals/signal.ts'
import { ratesFor } from './engine/base-rates.ts'
import type { Book } from './engine/book.ts'
import type { Trouble } from './engine/health.ts'
import { SOURCES, trustOf } from './engine/mixture.ts'
import { deflatedSharpe, PROVEN, TRIALS } from './engine/proof.ts'
import { rankedValues } from './engine/ranking.ts'
import { BANDS, sumOf, type Tally, TIERS } from './engine/record.ts'

/** Outcomes before a band or a tier is judged at all. */
const JUDGED_OUTCOMES_MIN = 30
const MILLIONTHS = 1_000_000

/** Predictions against what came of them. */
export interface Scored {
  readonly outcomes: number
  readonly wins: number
  /** Share of wins, 0 to 1; null before the first outcome. */
  readonly rate: number | null
  /** The 90 % interval of the rate. */
  readonly interval: Interval | null
  /** Mean of the probabilities that were given. */
  readonly predicted: number | null
}

/**
 * `unproven`: fewer than 30 outcomes; `off`: the interval of the rate leaves the mean prediction out; else `honest`.
 *
 * Source: fusion method, tiers.
 */
export type Verdict = 'unproven' | 'honest' | 'off'

export interface TierScore extends Scored {
  readonly tier: Tier
  readonly verdict: Verdict
}

/** What a book has to show for itself. */
export interface BookView {
  /** What it believed before its first outcome. */
  readonly prior: number
  readonly candidates: number
  /** All its outcomes together, against what was predicted of them. */
  readonly overall: Scored
  readonly open: number
  readonly refused: number
  /** All-time, slow and fast base rate. */
  readonly rates: { readonly allTime: number; readonly slow: number; readonly fast: number }
  /** How far the evidence is trusted, 0 to 1.5. */
  readonly trust: number
  readonly tiers: readonly TierScore[]
  readonly bands: readonly (Scored & { readonly from: number; readonly to: number })[]
  /** How many of the last 1,000 probabilities fell into each band. */
  readonly histogram: readonly number[]
  readonly history: readonly (Scored & { readonly at: number })[]
  /** Calls to act that are settled: how many, mean result in R with the cost taken off, and whether that is proven. */
  readonly calls: {
    readonly settled: number
    readonly meanR: number | null
    /** Deflated Sharpe ratio, null before 20 calls. */
    readonly dsr: number | null
    readonly proven: boolean
  }
}

/** A symbol that no book knows, so that the rate is that of the whole book. */
const NO_SYMBOL = ''

/** Reads a book for people; it stays as it is. */
export function viewBook(book: Book): BookView {
  const { allTime, own, fast } = ratesFor(book.rates, NO_SYMBOL)
  return {
    prior: book.rates.prior,
    candidates: book.counts.candidates,
    overall: score(sumOf(book.record)),
    open: book.open.size,
    refused: Object.values(book.counts.refused).reduce((sum, count) => sum + count, 0),
    rates: { allTime, slow: own, fast },
    trust: trustOf(book.weights),
    tiers: tiersOf([book]),
    bands: book.record.bands.map((tally, band) => ({
      ...score(tally),
      from: band / BANDS,
      to: (band + 1) / BANDS,
    })),
    histogram: histogramOf(book),
    history: book.record.history.map((point) => ({ ...score(point), at: point.at })),
    calls: callsOf(book),
  }
}

/** How the signals of each tier came out, over some books together, best tier first. */
export function tiersOf(books: readonly Book[]): readonly TierScore[] {
  return TIERS.map((tier, index) => {
    const sum = { outcomes: 0, wins: 0, predicted: 0 }
    for (const { record } of books) {
      const tally = record.tiers[index]
      sum.outcomes += tally?.outcomes ?? 0
      sum.wins += tally?.wins ?? 0
      sum.predicted += tally?.predicted ?? 0
    }
    const scored = score(sum)
    return { tier, ...scored, verdict: verdictOf(scored) }
  })
}

function score({ outcomes, wins, predicted }: Tally): Scored {
  if (outcomes === 0) return { outcomes, wins, rate: null, interval: null, predicted: null }
  return {
    outcomes,
    wins,
    rate: wins / outcomes,
    interval: betaInterval(wins, outcomes),
    predicted: predicted / outcomes,
  }
}

function verdictOf({ outcomes, interval, predicted }: Scored): Verdict {
  if (outcomes < JUDGED_OUTCOMES_MIN || interval === null || predicted === null) return 'unproven'
  return predicted < interval.low || predicted > interval.high ? 'off' : 'honest'
}

function histogramOf({ ranking }: Book): readonly number[] {
  const bands = Array.from({ length: BANDS }, () => 0)
  for (const value of rankedValues(ranking)) {
    const band = Math.min(BANDS - 1, Math.floor((value / MILLIONTHS) * BANDS))
    bands[band] = (bands[band] ?? 0) + 1
  }
  return bands
}

function callsOf({ results }: Book): BookView['calls'] {
  const dsr = deflatedSharpe(results, TRIALS)
  return {
    settled: results.calls,
    meanR: results.calls === 0 ? null : results.sum / results.calls,
    dsr,
    proven: dsr !== null && dsr >= PROVEN,
  }
}

/** What is wrong with a source, since when, and of whom it is a copy. */
export interface TroubleView {
  readonly trouble: Trouble
  /** Market time. */
  readonly since: number
  readonly of: string | null
}

const TROUBLES: readonly Trouble[] = ['stale', 'silent', 'stuck', 'duplicate', 'watch', 'drifting']

/** One source as a book knows it. */
export interface SourceView {
  readonly name: string
  readonly votes: number
  /** Market time of the last vote. */
  readonly lastAt: number
  /** What it claims on the mean, 0 to 1; null before its first claim that was heard. */
  readonly claim: number | null
  /** Its own record where it agreed and where it disagreed with a candidate; counts fade, half-life 4,000. */
  readonly agreed: { readonly wins: number; readonly outcomes: number }
  readonly disagreed: { readonly wins: number; readonly outcomes: number }
  /** Its weight as an expert of its own, 0 to 1. */
  readonly weight: number
  readonly troubles: readonly TroubleView[]
}

/** The sources a book has heard, in the order of their slots. */
export function viewSources(book: Book): readonly SourceView[] {
  return book.slots.holders.flatMap((holder, slot) => {
    const health = book.health.sources[slot]
    const rates = book.sourceRates[slot]
    if (holder === null || !health || !rates) return []
    const original = health.duplicateOf === null ? null : book.slots.holders[health.duplicateOf]
    return [
      {
        name: holder.name,
        votes: health.pulse.votes,
        lastAt: health.pulse.lastAt,
        claim: holder.claims === 0 ? null : holder.claimSum / holder.claims,
        agreed: { ...rates.agreed },
        disagreed: { ...rates.disagreed },
        weight: book.weights[SOURCES + slot] ?? 0,
        troubles: TROUBLES.flatMap((trouble) => {
          const since = health.since[trouble]
          const of = trouble === 'duplicate' ? (original?.name ?? null) : null
          return since === null ? [] : [{ trouble, since, of }]
        }),
      },
    ]
  })
}
