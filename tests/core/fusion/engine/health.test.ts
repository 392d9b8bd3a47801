import { describe, expect, test, vi } from 'vitest'
import { randomStream } from '#core/kernel/random.ts'
import { type Book, openBook } from '#core/signals/fusion/engine/book.ts'
import { driftZ, freshDrift, observe } from '#core/signals/fusion/engine/drift.ts'
import type { HealthFact, Trouble } from '#core/signals/fusion/engine/health.ts'
import { ask, HOUR, tell, vote } from './build.ts'

// A busy machine needs longer than the runner's patience.
vi.setConfig({ testTimeout: 120_000 })

const DAY = 24 * HOUR

/** Asks once an hour from a time on, and answers with all facts. */
function hourly(book: Book, from: number, votes: readonly (readonly string[])[]): readonly HealthFact[] {
  return votes.flatMap((sources, index) => {
    const at = from + index * HOUR
    // Claims differ, so that nobody is stuck.
    const spoken = sources.map((source, number) => vote(source, 1, 0.6 + ((index * 7 + number) % 30) / 100))
    const { facts } = ask(book, { id: `${at}`, at, votes: spoken })
    tell(book, `${at}`, index % 2 === 0 ? 1 : 0)
    return facts
  })
}

const told = (facts: readonly HealthFact[], trouble: Trouble) =>
  facts.filter((fact) => fact.trouble === trouble)

describe('stale', () => {
  test('[HEALTH-1] a source that spoke hourly is stale after four days without a word, and well with the next', () => {
    const book = openBook(0.5)
    hourly(book, 0, Array(20).fill(['a', 'b']))
    const last = 19 * HOUR
    // Three intervals are three hours; but no closed market makes a source stale.
    expect(
      told(ask(book, { id: 'x', at: last + 4 * DAY, votes: [vote('b', 1, 0.5)] }).facts, 'stale'),
    ).toEqual([])
    const begun = ask(book, { id: 'y', at: last + 4 * DAY + 1, votes: [vote('b', 1, 0.51)] })
    expect(begun.facts).toEqual([
      { source: 'a', trouble: 'stale', began: true, at: last + 4 * DAY + 1, of: null },
    ])
    expect(book.health.sources[0]!.since.stale).toBe(last + 4 * DAY + 1)
    const ended = ask(book, { id: 'z', at: last + 5 * DAY, votes: [vote('a', 1, 0.52)] })
    expect(told(ended.facts, 'stale')).toEqual([
      { source: 'a', trouble: 'stale', began: false, at: last + 5 * DAY, of: null },
    ])
    expect(book.health.sources[0]!.since.stale).toBeNull()
  })

  test('[HEALTH-1] three intervals count where they are longer than that, and nobody is stale after a few words', () => {
    const book = openBook(0.5)
    for (let index = 0; index < 12; index++)
      ask(book, { id: `${index}`, at: index * 2 * DAY, votes: [vote('slow', 1, 0.6 + index / 100)] })
    ask(book, { id: 'once', at: 22 * DAY, votes: [vote('once')] })
    expect(ask(book, { id: 'at', at: 28 * DAY, votes: [] }).facts).toEqual([])
    expect(ask(book, { id: 'past', at: 28 * DAY + 1, votes: [] }).facts.map(({ source }) => source)).toEqual([
      'slow',
    ])
  })

  test('[HEALTH-2] a book is blocked while more than half of its sources are stale', () => {
    const book = openBook(0.5)
    hourly(book, 0, Array(300).fill(['a', 'b', 'c', 'd', 'e']))
    const after = 300 * HOUR + 4 * DAY
    const state = (id: string, names: readonly string[]) =>
      ask(book, { id, at: after, votes: names.map((name) => vote(name)) }).assessment.state
    expect(state('one', ['a', 'b'])).toBe('BLOCKED')
    expect(state('two', ['c'])).toBe('THIN')
    expect(state('three', ['a', 'b', 'c'])).toBe('NO_EDGE')
  })
})

describe('silent', () => {
  test('[HEALTH-3] a source is silent once two hundred candidates passed without it', () => {
    const book = openBook(0.5)
    hourly(book, 0, [['a'], ...Array(199).fill(['b'])])
    expect(book.health.sources[0]!.since.silent).toBeNull()
    expect(hourly(book, 200 * HOUR, [['b']])).toEqual([
      { source: 'a', trouble: 'silent', began: true, at: 200 * HOUR, of: null },
    ])
    expect(told(hourly(book, 201 * HOUR, [['a', 'b']]), 'silent')).toMatchObject([
      { source: 'a', began: false },
    ])
  })
})

describe('stuck', () => {
  test('[HEALTH-4] the fiftieth equal word is not heard any more, until another one comes', () => {
    const book = openBook(0.5)
    const say = (id: number, claim: number) =>
      ask(book, { id: `${id}`, at: id * HOUR, votes: [vote('a', 1, claim)] })
    for (let id = 1; id < 50; id++) expect(Object.keys(say(id, 0.7).earned)).toEqual(['a'])
    const stuck = say(50, 0.7)
    expect(stuck.facts).toEqual([{ source: 'a', trouble: 'stuck', began: true, at: 50 * HOUR, of: null }])
    expect(Object.keys(stuck.earned)).toEqual([])
    expect(Object.keys(stuck.assessment.parts)).toEqual(['regime', 'base drift'])
    const moved = say(51, 0.71)
    expect(moved.facts).toMatchObject([{ trouble: 'stuck', began: false }])
    expect(Object.keys(moved.earned)).toEqual(['a'])
  })

  test('[HEALTH-4] to agree with a SELL is another word than to agree with a BUY', () => {
    const book = openBook(0.5)
    for (let id = 0; id < 100; id++)
      ask(book, { id: `${id}`, direction: id % 2 === 0 ? 1 : -1, votes: [vote('a')] })
    expect(book.health.sources[0]!.since.stuck).toBeNull()
  })
})

describe('duplicate', () => {
  test('[HEALTH-5] a source that repeats an earlier one is told after a hundred shared candidates', () => {
    const book = openBook(0.5)
    const chance = randomStream('duplicate')
    const say = (id: number) => {
      const [claim, own] = [0.6 + 0.3 * chance.next(), 0.6 + 0.3 * chance.next()]
      const side = chance.next() < 0.5 ? 1 : -1
      const votes = [vote('original', side, claim), vote('other', side, own), vote('copy', side, claim)]
      return ask(book, { id: `${id}`, at: id * HOUR, votes }).facts
    }
    const facts = Array.from({ length: 150 }, (_, id) => say(id)).flat()
    expect(facts).toEqual([
      { source: 'copy', trouble: 'duplicate', began: true, at: 99 * HOUR, of: 'original' },
    ])
  })
})

describe('drifting', () => {
  test('[HEALTH-6] is the distance of the last hundred outcomes from the last thousand, in standard errors', () => {
    const drift = freshDrift()
    // Half 1, half -1: both means 0, variance 1.
    for (let outcome = 0; outcome < 400; outcome++) observe(drift, outcome % 2 === 0 ? 1 : -1)
    expect(Math.abs(driftZ(drift))).toBeLessThan(0.2)
    for (let outcome = 0; outcome < 100; outcome++) observe(drift, 1)
    // The fast mean goes half of the way to 1. The slow one takes 1/401 to 1/500 of the way each time: 100 / 500 = .2.
    // Variance about the slow mean: 400 parts of about 1 and 100 of between 1 and .64. Standard error of the fast mean:
    // sqrt(kf / (2 - kf)) = sqrt(.0069075 / 1.9930925) = .058871. So z is about (.5 - .2) / (.97 * .0589) = 5.2.
    expect(driftZ(drift)).toBeGreaterThan(4.8)
    expect(driftZ(drift)).toBeLessThan(5.6)
  })

  test('[HEALTH-6] nothing is said of drift before two hundred outcomes', () => {
    const drift = freshDrift()
    for (let outcome = 0; outcome < 199; outcome++) observe(drift, outcome < 100 ? 1 : -1)
    expect(driftZ(drift)).toBe(0)
  })

  test('[HEALTH-7] a source that turns from right to wrong is watched, then drifting; the others are not', () => {
    const facts = turning('turns', (event) => (event < 1_500 ? 0.62 : 0.38), 2_200)
    const began = facts.filter((fact) => fact.began).slice(0, 2)
    expect(facts.every(({ source }) => source === 's0')).toBe(true)
    expect(began.map(({ trouble }) => trouble)).toEqual(['watch', 'drifting'])
    const first = (began[0]?.at ?? 0) / HOUR - 1_500
    expect(first).toBeGreaterThan(0)
    expect(first).toBeLessThan(400)
  })

  test('[HEALTH-7] a source that stays as it is is left alone', () => {
    expect(turning('steady', () => 0.62, 3_000)).toEqual([])
  })

  /** One source of four that knows something, awake on 60 % of hourly events. */
  function turning(seed: string, right: (event: number) => number, events: number): readonly HealthFact[] {
    const chance = randomStream(seed)
    const book = openBook(0.5)
    return Array.from({ length: events }, (_, event) => {
      const won = chance.next() < 0.5 ? 1 : 0
      const votes = [right(event), 0.5, 0.5, 0.5].flatMap((share, number) => {
        const agreement = chance.next() < share === (won === 1) ? 1 : -1
        const spoken = vote(`s${number}`, agreement, 0.6 + 0.3 * chance.next())
        return chance.next() < 0.6 ? [spoken] : []
      })
      ask(book, { id: `${event}`, at: event * HOUR, votes })
      return tell(book, `${event}`, won, event * HOUR) ?? []
    }).flat()
  }
})
