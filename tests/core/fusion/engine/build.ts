import { randomStream } from '#core/kernel/random.ts'
import { assess, type Said } from '#core/signals/fusion/engine/assess.ts'
import { type Book, openBook } from '#core/signals/fusion/engine/book.ts'
import type { Question } from '#core/signals/fusion/engine/evidence.ts'
import type { HealthFact } from '#core/signals/fusion/engine/health.ts'
import { learnOutcome } from '#core/signals/fusion/engine/learn-outcome.ts'
import type { Vote } from '#core/signals/signal.ts'

export const HOUR = 3_600_000
export const EVEN = { breakeven: 0.5, costR: 0 }

export function vote(source: string, agreement: 1 | -1 = 1, claim = 0.7): Vote {
  return { source, agreement, claim }
}

export function question(given: Partial<Question> = {}): Question {
  return { id: 'q', symbol: 'EURUSD', direction: 1, at: 0, votes: [], regime: { trend: 0, vol: 0 }, ...given }
}

/** What the book says; fails where it refuses. */
export function ask(book: Book, given: Partial<Question> = {}, terms = EVEN): Said {
  const said = assess(book, question(given), terms)
  if (!said.ok) throw new Error(`refused: ${said.rejection}`)
  return said.value
}

/** Why the book refuses, null where it does not. */
export function refusal(book: Book, given: Partial<Question>): string | null {
  const said = assess(book, question(given), EVEN)
  return said.ok ? null : said.rejection
}

export function tell(book: Book, id: string, won: 0 | 1, at = 0): readonly HealthFact[] | null {
  return learnOutcome(book, { id, at, won, r: won === 1 ? 1 : -1 })
}

/** One candidate of a made stream, with its outcome. */
export interface Made {
  readonly question: Question
  readonly won: 0 | 1
}

/**
 * A stream of chance: sources `s0` to `s7` speak on half of the candidates; `s0` is right on 60 % of them, the others
 * on half. Three symbols, all regimes.
 */
export function makeStream(seed: string, count: number): readonly Made[] {
  const chance = randomStream(seed)
  const flag = (): -1 | 0 | 1 => (Math.floor(chance.next() * 3) - 1) as -1 | 0 | 1
  return Array.from({ length: count }, (_, index) => {
    const won = chance.next() < 0.45 ? 1 : 0
    const votes = Array.from({ length: 8 }, (_, number) => {
      const right = chance.next() < (number === 0 ? 0.6 : 0.5)
      const spoken = vote(`s${number}`, right === (won === 1) ? 1 : -1, 0.6 + 0.32 * chance.next())
      return { spoken, awake: chance.next() < 0.5 }
    })
    return {
      question: question({
        id: `${index}`,
        symbol: ['EURUSD', 'GBPUSD', 'XAUUSD'][index % 3] ?? '',
        direction: chance.next() < 0.5 ? 1 : -1,
        at: index * HOUR,
        votes: votes.filter(({ awake }) => awake).map(({ spoken }) => spoken),
        regime: { trend: flag(), vol: flag() },
      }),
      won,
    }
  })
}

/** One thing that happens to a book: a candidate, or the outcome of an earlier one. */
export type Happening = { readonly asked: Question } | { readonly told: Made; readonly at: number }

/** A stream in the order in which a book hears of it, each outcome so many candidates late. */
export function happenings(stream: readonly Made[], delay = 5): readonly Happening[] {
  return stream.flatMap((made, index) => {
    const ended = stream[index - delay]
    const asked = { asked: made.question }
    return ended === undefined ? [asked] : [{ told: ended, at: made.question.at }, asked]
  })
}

/** Lets all of it happen, and answers with all that was said. */
export function live(book: Book, all: readonly Happening[]): readonly Said[] {
  return all.flatMap((happening) => {
    if ('asked' in happening) return [ask(book, happening.asked, { breakeven: 0.4, costR: 0 })]
    tell(book, happening.told.question.id, happening.told.won, happening.at)
    return []
  })
}

/** Plays a stream and answers with all that was said. */
export function play(stream: readonly Made[], delay = 5, book: Book = openBook(0.4)): readonly Said[] {
  return live(book, happenings(stream, delay))
}

export function probabilities(said: readonly Said[]): readonly number[] {
  return said.map(({ assessment }) => assessment.probability)
}

/** The largest distance between two equally long lists. */
export function distance(one: readonly number[], other: readonly number[]): number {
  if (one.length !== other.length) return Number.POSITIVE_INFINITY
  return Math.max(0, ...one.map((value, index) => Math.abs(value - (other[index] ?? Number.NaN))))
}
