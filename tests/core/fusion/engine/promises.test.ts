import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { randomStream } from '#core/kernel/random.ts'
import { assess } from '#core/signals/fusion/engine/assess.ts'
import { type Book, openBook } from '#core/signals/fusion/engine/book.ts'
import { FEATURES, type Question } from '#core/signals/fusion/engine/evidence.ts'
import { learnOutcome } from '#core/signals/fusion/engine/learn-outcome.ts'
import { restoreBook, snapshotOf } from '#core/signals/fusion/engine/snapshot.ts'
import type { Vote } from '#core/signals/signal.ts'
import { ask, distance, type Made, makeStream, play, probabilities, vote } from './build.ts'

/** Pivots of the Cholesky factor, all above 0 exactly where the matrix is positive. */
function smallestPivot(covariance: Float64Array): number {
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

const seeds = fc.integer({ min: 0, max: 1_000_000 })
const RUNS = { numRuns: 15 }

describe('what holds on any stream', () => {
  test('[FUSE-20] the order of votes and of sources changes nothing beyond rounding', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const stream = makeStream(`order ${seed}`, 300)
        const turned = stream.map(({ question, won }) => ({
          question: { ...question, votes: question.votes.toReversed() },
          won,
        }))
        expect(distance(probabilities(play(turned)), probabilities(play(stream)))).toBeLessThan(1e-9)
        // With other names seated first every source has another slot.
        const book = openBook(0.4)
        const names = ['s5', 's7', 's6', 's1', 's0', 's3', 's2', 's4']
        ask(book, { id: 'first', symbol: 'never again', votes: names.map((name) => vote(name)) })
        const reference = openBook(0.4)
        ask(reference, {
          id: 'first',
          symbol: 'never again',
          votes: names.toSorted().map((name) => vote(name)),
        })
        expect(
          distance(probabilities(play(stream, 5, book)), probabilities(play(stream, 5, reference))),
        ).toBeLessThan(1e-9)
      }),
      RUNS,
    )
  })

  test('[FUSE-21] a source that is silent changes nothing', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const stream = makeStream(`silence ${seed}`, 300)
        // All are seated first, so that every sum has the same order and equal means equal.
        const seated = (extra: readonly Vote[]): Book => {
          const book = openBook(0.4)
          const names = Array.from({ length: 8 }, (_, number) => vote(`s${number}`))
          ask(book, { id: 'first', symbol: 'elsewhere', votes: names })
          ask(book, { id: 'second', symbol: 'elsewhere', votes: extra })
          return book
        }
        const alone = probabilities(play(stream, 5, seated([])))
        expect(probabilities(play(stream, 5, seated([vote('speaks once', -1, 0.9)])))).toEqual(alone)
      }),
      RUNS,
    )
  })

  test('[FUSE-22] what comes later changes nothing that was said before', () => {
    const stream = makeStream('look ahead', 2_000)
    const half = stream.slice(0, 1_000)
    const early = probabilities(play(half))
    const altered: readonly Made[] = stream.map((made, index) =>
      index < 1_000 ? made : { question: { ...made.question, votes: [] }, won: made.won === 1 ? 0 : 1 },
    )
    expect(probabilities(play(stream)).slice(0, 1_000)).toEqual(early)
    expect(probabilities(play(altered)).slice(0, 1_000)).toEqual(early)
  })

  test('[FUSE-23] a book written down at any place and opened again goes on byte for byte', () => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: 0, max: 400 }), (seed, place) => {
        const stream = makeStream(`snapshot ${seed}`, 500)
        const unbroken = openBook(0.4)
        const whole = play(stream, 0, unbroken)
        const first = openBook(0.4)
        const before = play(stream.slice(0, place), 0, first)
        const text = JSON.stringify(snapshotOf(first))
        const second = restoreBook(JSON.parse(text))
        expect(JSON.stringify(snapshotOf(second))).toBe(text)
        const after = play(stream.slice(place), 0, second)
        expect(JSON.stringify([...before, ...after])).toBe(JSON.stringify(whole))
        expect(JSON.stringify(snapshotOf(second))).toBe(JSON.stringify(snapshotOf(unbroken)))
      }),
      RUNS,
    )
  })

  test('[FUSE-23] what is learned after a snapshot does not reach into it', () => {
    const book = openBook(0.4)
    const stream = makeStream('apart', 400)
    play(stream.slice(0, 200), 3, book)
    const snapshot = snapshotOf(book)
    const text = JSON.stringify(snapshot)
    play(stream.slice(200), 3, book)
    restoreBook(snapshot).counts.outcomes = 0
    expect(JSON.stringify(snapshot)).toBe(text)
  })

  test('[FUSE-24] the state of a book that hears sixteen sources stays below 64 kB', () => {
    const book = openBook(0.4)
    const chance = randomStream('state')
    for (let index = 0; index < 3_000; index++) {
      const votes = Array.from({ length: 16 }, (_, number) =>
        vote(`a source with a name ${number}`, chance.next() < 0.5 ? 1 : -1, 0.5 + chance.next() / 2),
      )
      ask(book, { id: `${index}`, symbol: `SYMBOL${index % 20}`, at: index * 1e6, votes })
      if (index >= 40)
        learnOutcome(book, { id: `${index - 40}`, at: index * 1e6, won: index % 2 === 0 ? 1 : 0, r: 1 })
    }
    expect(book.open.size).toBe(40)
    expect(JSON.stringify(snapshotOf(book)).length).toBeLessThan(65_536)
  })
})

describe('hostile input', () => {
  const WILD = [
    Number.NaN,
    Number.POSITIVE_INFINITY,
    -1,
    0,
    0.5,
    1,
    1.5,
    1e-300,
    1e300,
    0.999_999_999,
    5e-324,
  ]

  /** Words and numbers without sense, among some that make sense. */
  function wildly(seed: string) {
    const chance = randomStream(seed)
    const pick = <Thing>(things: readonly Thing[]): Thing =>
      things[Math.floor(chance.next() * things.length)]!
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

  function torment(
    book: Book,
    events: number,
    seed: string,
  ): { readonly said: number; readonly refused: number } {
    const wild = wildly(seed)
    const counts = { said: 0, refused: 0 }
    for (let event = 0; event < events; event++) {
      const said = assess(book, wild.question(event), wild.terms())
      if (said.ok) expectFair(said.value.assessment)
      counts[said.ok ? 'said' : 'refused'] += 1
      learnOutcome(book, wild.answer())
    }
    return counts
  }

  function expectFair({
    probability,
    intervalLow,
    intervalHigh,
    base,
    parts,
    rank,
  }: {
    readonly probability: number
    readonly intervalLow: number
    readonly intervalHigh: number
    readonly base: number
    readonly parts: Readonly<Record<string, number>>
    readonly rank: number
  }): void {
    const total = Object.values(parts).reduce((sum, part) => sum + part, base)
    const fair =
      probability > 0 &&
      probability < 1 &&
      intervalLow >= 0 &&
      intervalLow <= probability &&
      intervalHigh >= probability &&
      intervalHigh <= 1 &&
      rank >= 0 &&
      rank <= 1 &&
      Math.abs(total - probability) < 1e-9
    if (!fair) expect({ probability, intervalLow, intervalHigh, total, rank }).toBe('fair')
  }

  test('[FUSE-25] is counted, never fatal: probabilities stay inside 0 to 1 and add up', () => {
    const book = openBook(0.4)
    const { said, refused } = torment(book, 20_000, 'hostile')
    expect(said).toBeGreaterThan(1_000)
    expect(refused).toBeGreaterThan(1_000)
    const counted = Object.values(book.counts.refused).reduce((sum, count) => sum + count, 0)
    expect(counted).toBe(refused)
    expect(book.counts.candidates).toBe(said)
    expect(JSON.stringify(restoreBook(JSON.parse(JSON.stringify(snapshotOf(book)))).counts)).toBe(
      JSON.stringify(book.counts),
    )
  })

  test('[FUSE-26] leaves the covariance symmetric and positive', () => {
    const book = openBook(0.4)
    torment(book, 5_000, 'covariance')
    play(makeStream('covariance', 2_000), 7, openBook(0.4))
    const { covariance } = book.pool
    expect(smallestPivot(covariance)).toBeGreaterThan(0)
    for (let row = 0; row < FEATURES; row++)
      for (let column = 0; column < row; column++)
        expect(covariance[row * FEATURES + column]).toBe(covariance[column * FEATURES + row])
    expect(book.pool.resets).toBe(0)
  })
})
