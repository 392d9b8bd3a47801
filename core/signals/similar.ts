import { betaInterval, type Interval } from '#core/kernel/beta.ts'
import type { SymbolName } from '#core/kernel/ids.ts'
import type { Assessment, Direction } from '#core/signals/signal.ts'

/** What of a signal decides which others are like it. */
export interface Likeness {
  readonly symbol: SymbolName
  readonly direction: Direction
  readonly probability: number
  readonly side: Side
}

/** Where the evidence moved the base rate: +1 up, -1 down, 0 nowhere. */
export type Side = -1 | 0 | 1

/** A signal that taught its book, with how it ended. */
export interface EndedLike extends Likeness {
  readonly won: boolean
}

/** How signals like one came out. */
export interface Similar {
  readonly n: number
  readonly wins: number
  /** Share of wins; a timeout is no win. Null where there is none. */
  readonly rate: number | null
  /** The 90 % interval of the rate. */
  readonly interval: Interval | null
  /** Mean of the probabilities they were given. */
  readonly predicted: number | null
  /** Lowest and highest of them. */
  readonly span: Interval | null
  /** Ended signals of the book that were looked at. */
  readonly among: number
}

/** Ended signals of a book that are looked at, newest first. */
export const SIMILAR_AMONG_MAX = 2_000
/** The nearest by probability that are counted. */
export const SIMILAR_MAX = 200
/** Evidence that moved the base rate by less than a twentieth of a percentage point took no side. */
const SIDE_MIN = 0.0005

/**
 * How the ended signals of the same book that are most like one came out.
 *
 * Alike are those of the same symbol or the same direction whose evidence moved the base rate to the same side; of them
 * the nearest by probability count, the newer of two equally near ones first.
 *
 * @param ended  newest first, at most `SIMILAR_AMONG_MAX`
 *
 * Rules SIMILAR-1 to SIMILAR-3.
 */
export function similarTo(asked: Likeness, ended: readonly EndedLike[]): Similar {
  const distance = ({ probability }: Likeness) => Math.abs(probability - asked.probability)
  const alike = ended
    .filter((one) => one.symbol === asked.symbol || one.direction === asked.direction)
    .filter((one) => one.side === asked.side)
    .sort((one, other) => distance(one) - distance(other))
    .slice(0, SIMILAR_MAX)
  return { ...countOf(alike), among: ended.length }
}

function countOf(alike: readonly EndedLike[]): Omit<Similar, 'among'> {
  const n = alike.length
  if (n === 0) return { n, wins: 0, rate: null, interval: null, predicted: null, span: null }
  const wins = alike.filter(({ won }) => won).length
  const given = alike.map(({ probability }) => probability)
  return {
    n,
    wins,
    rate: wins / n,
    interval: betaInterval(wins, n),
    predicted: given.reduce((sum, one) => sum + one, 0) / n,
    span: { low: Math.min(...given), high: Math.max(...given) },
  }
}

/** The side to which the evidence of an assessment moved its base rate. */
export function sideOf({ probability, base }: Pick<Assessment, 'probability' | 'base'>): Side {
  const moved = probability - base
  if (Math.abs(moved) < SIDE_MIN) return 0
  return moved > 0 ? 1 : -1
}
