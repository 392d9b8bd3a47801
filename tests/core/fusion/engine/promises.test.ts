import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { randomStream } from '#core/kernel/random.ts'
import { type Book, openBook } from '#core/signals/fusion/engine/book.ts'
import { FEATURES } from '#core/signals/fusion/engine/evidence.ts'
import { learnOutcome } from '#core/signals/fusion/engine/learn-outcome.ts'
import { restoreBook, snapshotOf } from '#core/signals/fusion/engine/snapshot.ts'
import type { Vote } from '#core/signals/signal.ts'
import { ask, distance, happenings, live, type Made, makeStream, play, probabilities, vote } from './build.ts'
import { smallestPivot, torment } from './torment.ts'

// A busy machine needs longer than the runner's patience.
vi.setConfig({ testTimeout: 120_000 })

const seeds = fc.integer({ min: 0, max: 1_000_000 })
const RUNS = { numRuns: 8 }

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
      fc.property(seeds, fc.integer({ min: 0, max: 595 }), (seed, place) => {
        const all = happenings(makeStream(`snapshot ${seed}`, 300))
        const unbroken = openBook(0.4)
        const whole = live(unbroken, all)
        expect(unbroken.counts.outcomes).toBe(295)
        const first = openBook(0.4)
        const before = live(first, all.slice(0, place))
        const text = JSON.stringify(snapshotOf(first))
        const second = restoreBook(JSON.parse(text))
        expect(JSON.stringify(snapshotOf(second))).toBe(text)
        const after = live(second, all.slice(place))
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

  test('[FUSE-24] the state of a book that hears sixteen sources stays below 64 kB with a day of candidates open', () => {
    const book = openBook(0.4)
    const chance = randomStream('state')
    for (let index = 0; index < 6_500; index++) {
      const votes = Array.from({ length: 16 }, (_, number) =>
        vote(`a source with a name ${number}`, chance.next() < 0.5 ? 1 : -1, 0.5 + chance.next() / 2),
      )
      ask(book, { id: `${index}`, symbol: `SYMBOL${index % 20}`, at: index * 1e6, votes })
      if (index >= 24)
        learnOutcome(book, { id: `${index - 24}`, at: index * 1e6, won: index % 2 === 0 ? 1 : 0, r: 1 })
    }
    expect(book.open.size).toBe(24)
    expect(JSON.stringify(snapshotOf(book)).length).toBeLessThan(65_536)
  })
})

describe('hostile input', () => {
  test('[FUSE-25] is counted, never fatal: probabilities stay inside 0 to 1 and add up', () => {
    const book = openBook(0.4)
    const { said, refused, unfair } = torment(book, 20_000, 'hostile')
    expect(unfair).toEqual([])
    expect(said).toBeGreaterThan(1_000)
    expect(refused).toBeGreaterThan(1_000)
    const counted = Object.values(book.counts.refused).reduce((sum, count) => sum + count, 0)
    expect(counted).toBe(refused)
    expect(book.counts.candidates).toBe(said)
    const text = JSON.stringify(snapshotOf(book))
    expect(JSON.stringify(snapshotOf(restoreBook(JSON.parse(text))))).toBe(text)
  })

  test('[FUSE-26] leaves the covariance symmetric and positive', () => {
    const book = openBook(0.4)
    torment(book, 5_000, 'covariance')
    const { covariance } = book.pool
    expect(smallestPivot(covariance)).toBeGreaterThan(0)
    for (let row = 0; row < FEATURES; row++)
      for (let column = 0; column < row; column++)
        expect(covariance[row * FEATURES + column]).toBe(covariance[column * FEATURES + row])
    expect(book.pool.resets).toBe(0)
  })
})
