import { randomStream } from '#core/kernel/random.ts'
import { assess } from '#core/signals/fusion/engine/assess.ts'
import type { Book } from '#core/signals/fusion/engine/book.ts'
import { FEATURES, type Question } from '#core/signals/fusion/engine/evidence.ts'
import { learnOutcome } from '#core/signals/fusion/engine/learn-outcome.ts'
import type { Assessment } from '#core/signals/signal.ts'
import { vote } from './build.ts'

/** Pivots of the Cholesky factor, all above 0 exactly where the matrix is positive. */
export function smallestPivot(covariance: Float64Array): number {
  const factor = Float64Array.from(covariance)
  const at = (row: number, column: number) => row * FEATURES + column
  let smallest = Number.POSITIVE_INFINITY
  for (let pivot = 0; pivot < FEATURES; pivot++) {
    const value = factor[at(pivot, pivot)]!
    smallest = Math.min(smallest, value)
    for (let row = pivot + 1; row < FEATURES; row++) {
      const share = factor[at(row, pivot)]! / value
      for (let column = pivot; column < FEATURES; column++)
        factor[at(row, column)]! -= share * factor[at(pivot, column)]!
    }
  }
  return smallest
}

const WILD = [Number.NaN, Number.POSITIVE_INFINITY, -1, 0, 0.5, 1, 1.5, 1e-300, 1e300, 0.999_999_999, 5e-324]
const UNFAIR_MAX = 10

export interface Torment {
  readonly said: number
  readonly refused: number
  /** The first answers that were no probabilities or did not add up. */
  readonly unfair: readonly object[]
}

/** Asks and tells a book so many things, a good part of them without sense. */
export function torment(book: Book, events: number, seed: string): Torment {
  const wild = wildly(seed)
  const counts = { said: 0, refused: 0 }
  const unfair: object[] = []
  for (let event = 0; event < events; event++) {
    const said = assess(book, wild.question(event), wild.terms())
    if (said.ok && !isFair(said.value.assessment) && unfair.length < UNFAIR_MAX)
      unfair.push({ event, ...said.value.assessment })
    counts[said.ok ? 'said' : 'refused'] += 1
    learnOutcome(book, wild.answer())
  }
  return { ...counts, unfair }
}

/** Words and numbers without sense, among some that make sense. */
function wildly(seed: string) {
  const chance = randomStream(seed)
  const pick = <Thing>(things: readonly Thing[]): Thing => things[Math.floor(chance.next() * things.length)]!
  const number = (): number => (chance.next() < 0.02 ? pick(WILD) : chance.next())
  const sane = <Value>(value: Value): Value => (chance.next() < 0.01 ? (number() as Value) : value)
  const id = (): string => `${Math.floor(chance.next() * 300)}`
  return {
    question: (event: number): Question => ({
      id: id(),
      symbol: pick(['A', 'B', 'C']),
      direction: sane(pick([1, -1] as const)),
      at: sane(event * 1_000),
      votes: Array.from({ length: Math.floor(chance.next() * 6) }, () =>
        vote(`s${Math.floor(chance.next() * 20)}`, sane(pick([1, -1] as const)), number()),
      ),
      regime: { trend: pick([-1, 0, 1, 1, Number.NaN as 1]), vol: pick([-1, 0, 1]) },
    }),
    terms: () => ({ breakeven: sane(0.4), costR: number() }),
    answer: () => ({ id: id(), at: number(), won: pick([0, 1, 2, Number.NaN]) as 0, r: number() }),
  }
}

function isFair({ probability, intervalLow, intervalHigh, base, parts, rank }: Assessment): boolean {
  const total = Object.values(parts).reduce((sum, part) => sum + part, base)
  const inside = probability > 0 && probability < 1 && intervalLow >= 0 && intervalHigh <= 1
  const around = intervalLow <= probability && intervalHigh >= probability
  return inside && around && rank >= 0 && rank <= 1 && Math.abs(total - probability) < 1e-9
}
