import type { Vote } from '#core/signals/signal.ts'
import { TYPE_WEIGHTS } from '../candidate-rule.ts'
import type { SourceType } from '../source.ts'

/** Results by which a source's reliability is judged, and what it is before the first. */
const RESULTS_MAX = 50
const UNKNOWN_RELIABILITY = 0.7
const TYPES = 4
const BONUS = 0.05
const AGREEMENT_BONUS = 0.2
const AGREEMENT_FLOOR = 60

/** HydraX's confidence, as its code computes it. It is here to be compared with, and for nothing else. */
export interface Hydrax {
  /** The confidence as a probability, 0 to 1. Every vote is fresh, so its penalty for age is 0. */
  readonly claim: (votes: readonly Vote[]) => number
  /** Tells all sources of a candidate how it ended. */
  readonly count: (votes: readonly Vote[], won: number) => void
}

/**
 * Type weights times reliability, claims averaged without sign, and points on top for variety, likeness and agreement.
 *
 * Source: HydraX, signal fusion, "confidence".
 */
export function openHydrax(typeOf: (source: string) => SourceType): Hydrax {
  const results = new Map<string, number[]>()
  return {
    claim(votes) {
      if (votes.length === 0) return 0
      const weights = votes.map(
        ({ source }) => TYPE_WEIGHTS[typeOf(source)] * (0.5 + 0.5 * reliability(results.get(source) ?? [])),
      )
      const total = sum(weights)
      const claims = votes.map(({ claim }) => 100 * claim)
      const base = sum(claims.map((claim, index) => (claim * (weights[index] ?? 0)) / total))
      const coverage = (new Set(votes.map(({ source }) => typeOf(source))).size / TYPES) * 100
      const consistency = Math.max(0, 100 - spread(claims))
      const agreeing = votes.filter(({ agreement }) => agreement === 1).length
      const agreement = (Math.max(agreeing, votes.length - agreeing) / votes.length) * 100
      const bonus = BONUS * (coverage + consistency) + AGREEMENT_BONUS * (agreement - AGREEMENT_FLOOR)
      return Math.min(100, Math.max(0, base + bonus)) / 100
    },
    count(votes, won) {
      for (const { source } of votes) {
        const kept = [...(results.get(source) ?? []), won].slice(-RESULTS_MAX)
        results.set(source, kept)
      }
    },
  }
}

/** Share of wins, the newest counting twice as much as the oldest. */
function reliability(results: readonly number[]): number {
  if (results.length === 0) return UNKNOWN_RELIABILITY
  const weight = (index: number): number =>
    results.length === 1 ? 1 : 0.5 + (0.5 * index) / (results.length - 1)
  return sum(results.map((won, index) => won * weight(index))) / sum(results.map((_, index) => weight(index)))
}

/** Standard deviation of all of them. */
function spread(values: readonly number[]): number {
  const mean = sum(values) / values.length
  return Math.sqrt(sum(values.map((value) => (value - mean) ** 2)) / values.length)
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
