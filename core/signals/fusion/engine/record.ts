import type { Tier } from '#core/signals/signal.ts'
import { tierOf } from '../tiers.ts'

/** Signal tiers, best first. */
export const TIERS: readonly Tier[] = ['SNIPER', 'PRECISION', 'RAPID', 'TRAINING', 'UNRANKED']
/** Bands of the probability, each a twentieth wide. */
export const BANDS = 20
/** Outcomes that one point of the history gathers, and points that are kept. */
export const HISTORY_OUTCOMES = 50
export const HISTORY_POINTS_MAX = 120

/** Outcomes against what was predicted of them. */
export interface Tally {
  outcomes: number
  wins: number
  /** Sum of the probabilities that were given to them. */
  predicted: number
}

/** A stretch of the history, closed by its last outcome. */
export interface HistoryPoint extends Tally {
  /** Market time of its last outcome. */
  at: number
}

/**
 * How a book's predictions came out: by signal tier, by band of probability, and over time.
 *
 * For people to judge the book by; it changes no probability. Its size does not grow.
 */
export interface TrackRecord {
  readonly tiers: Tally[]
  readonly bands: Tally[]
  /** Closed points, oldest first, then the one that is being filled. */
  readonly history: HistoryPoint[]
}

export function openRecord(): TrackRecord {
  return {
    tiers: TIERS.map(noTally),
    bands: Array.from({ length: BANDS }, noTally),
    history: [],
  }
}

function noTally(): Tally {
  return { outcomes: 0, wins: 0, predicted: 0 }
}

/**
 * Counts one outcome.
 *
 * @param predicted  the probability its candidate was given
 */
export function countPrediction(
  { tiers, bands, history }: TrackRecord,
  { predicted, won, at }: { readonly predicted: number; readonly won: number; readonly at: number },
): void {
  const one = { outcomes: 1, wins: won, predicted }
  add(tiers[TIERS.indexOf(tierOf(predicted))], one)
  add(bands[Math.min(BANDS - 1, Math.floor(predicted * BANDS))], one)
  const filling = history.at(-1)
  if (filling === undefined || filling.outcomes >= HISTORY_OUTCOMES) history.push({ ...one, at })
  else {
    add(filling, one)
    filling.at = at
  }
  if (history.length > HISTORY_POINTS_MAX) history.shift()
}

/** The latest moment of an outcome that is remembered; before every moment where there is none. */
export function knownUntil({ history }: TrackRecord): number {
  return history.reduce((latest, { at }) => Math.max(latest, at), Number.NEGATIVE_INFINITY)
}

/** Everything that was ever predicted and came to an end. */
export function sumOf({ tiers }: TrackRecord): Tally {
  const sum = noTally()
  for (const tally of tiers) add(sum, tally)
  return sum
}

function add(tally: Tally | undefined, one: Tally): void {
  if (tally === undefined) return
  tally.outcomes += one.outcomes
  tally.wins += one.wins
  tally.predicted += one.predicted
}
