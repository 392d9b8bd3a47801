import { describe, expect, test, vi } from 'vitest'
import { openBook } from '#core/signals/fusion/engine/book.ts'
import { breakDown } from '#core/signals/fusion/engine/breakdown.ts'
import { openEvidencePool } from '#core/signals/fusion/engine/evidence-pool.ts'
import { openWeights } from '#core/signals/fusion/engine/mixture.ts'
import { sigmoid } from '#core/signals/fusion/engine/scale.ts'
import { ask, HOUR, makeStream, play, question, refusal, tell, vote } from './build.ts'

// A busy machine needs longer than the runner's patience.
vi.setConfig({ testTimeout: 120_000 })

const SIXTEEN = Array.from({ length: 16 }, (_, number) => vote(`s${number}`))

describe('a book', () => {
  test('[FUSE-13] that has seen nothing says breakeven, whatever is claimed', () => {
    const { assessment, earned } = ask(openBook(0.4), { votes: [vote('a', 1, 0.95), vote('b', 1, 0.95)] })
    expect(assessment.probability).toBeCloseTo(0.4, 12)
    expect(assessment).toMatchObject({ tier: 'UNRANKED', state: 'WARMING', rank: 0.5, base: 0.4 })
    expect(earned).toEqual({ a: 0.4, b: 0.4 })
  })

  test('[FUSE-13] learns when an outcome comes and not before', () => {
    const book = openBook(0.4)
    ask(book, { id: 'one', votes: [vote('a')] })
    const before = ask(book, { id: 'two', votes: [vote('a')] }).assessment.probability
    expect(before).toBeCloseTo(0.4, 12)
    tell(book, 'one', 1)
    expect(ask(book, { id: 'three', votes: [vote('a')] }).assessment.probability).toBeGreaterThan(0.4)
    expect(book.counts).toMatchObject({ candidates: 3, outcomes: 1 })
  })

  test('[FUSE-13] believes a source that was right and doubts the next that is not known', () => {
    const book = openBook(0.5)
    for (let index = 0; index < 400; index++) {
      const won = index % 2 === 0 ? 1 : 0
      ask(book, {
        id: `${index}`,
        votes: [vote('knows', won === 1 ? 1 : -1), vote('guesses', index % 4 < 2 ? 1 : -1)],
      })
      tell(book, `${index}`, won)
    }
    expect(ask(book, { id: 'a', votes: [vote('knows', 1)] }).assessment.probability).toBeGreaterThan(0.8)
    expect(ask(book, { id: 'b', votes: [vote('knows', -1)] }).assessment.probability).toBeLessThan(0.2)
    const guessed = ask(book, { id: 'c', votes: [vote('guesses', 1)] }).assessment.probability
    expect(Math.abs(guessed - 0.5)).toBeLessThan(0.05)
  })

  test('[FUSE-14] an outcome weighs 1 / (1 + open candidates of its symbol)', () => {
    const book = openBook(0.4)
    for (const id of ['one', 'two', 'three']) ask(book, { id })
    ask(book, { id: 'gold', symbol: 'XAUUSD' })
    const weights = [...book.open.values()].map(({ weight }) => weight)
    expect(weights).toEqual([1, 1 / 2, 1 / 3, 1])
    tell(book, 'one', 0)
    ask(book, { id: 'four' })
    expect(book.open.get('four')?.weight).toBe(1 / 3)
  })

  test('[FUSE-14] symbols beyond the two hundred that have a rate of their own are told apart', () => {
    const book = openBook(0.4)
    for (let index = 0; index < 400; index++) {
      ask(book, { id: `${index}`, symbol: `S${index}` })
      tell(book, `${index}`, 0)
    }
    for (const symbol of ['X', 'Y', 'X']) ask(book, { id: `${symbol}${book.open.size}`, symbol })
    expect([...book.open.values()].map(({ weight }) => weight)).toEqual([1, 1, 1 / 2])
  })

  test('[FUSE-15] an outcome that is unknown, told before or neither won nor lost is counted and teaches nothing', () => {
    const book = openBook(0.4)
    ask(book, { id: 'one' })
    expect(tell(book, 'never', 1)).toBeNull()
    expect(tell(book, 'one', 2 as 1)).toBeNull()
    expect(tell(book, 'one', 1)).toEqual([])
    expect(tell(book, 'one', 1)).toBeNull()
    expect(book.counts).toMatchObject({ outcomes: 1, unmatched: 2, badOutcomes: 1 })
  })

  test('[FUSE-16] beyond 8,192 open candidates the oldest is given up', () => {
    const book = openBook(0.4)
    for (let index = 0; index <= 8_192; index++) ask(book, { id: `${index}`, symbol: `S${index % 50}` })
    expect(book.open.size).toBe(8_192)
    expect(book.counts.givenUp).toBe(1)
    expect(tell(book, '0', 1)).toBeNull()
    expect(tell(book, '1', 1)).toEqual([])
  })
})

describe('what is refused', () => {
  test.each([
    ['bad_id', { id: '' }],
    ['bad_symbol', { symbol: 'x'.repeat(65) }],
    ['bad_time', { at: Number.NaN }],
    ['bad_direction', { direction: 0 as 1 }],
    ['bad_regime', { regime: { trend: 2 as 1, vol: 0 } }],
    ['bad_source', { votes: [vote('regime')] }],
    ['bad_source', { votes: [vote('')] }],
    ['bad_source', { votes: [vote('__proto__')] }],
    ['bad_vote', { votes: [vote('a', 0 as 1)] }],
    ['bad_claim', { votes: [vote('a', 1, Number.NaN)] }],
    ['bad_claim', { votes: [vote('a', 1, 1.01)] }],
    ['bad_claim', { votes: [vote('a', 1, -0.01)] }],
    ['duplicate_vote', { votes: [vote('a'), vote('a', -1)] }],
    ['too_many_sources', { votes: [...SIXTEEN, vote('one too many')] }],
  ] as const)('[FUSE-17] %s', (code, given) => {
    const book = openBook(0.4)
    expect(refusal(book, given)).toBe(code)
    expect(book.counts).toMatchObject({ candidates: 0, refused: { [code]: 1 } })
    expect(book.open.size).toBe(0)
  })

  test('[FUSE-17] claims at the ends of 0 to 1 are claims, and an open id is taken', () => {
    const book = openBook(0.4)
    expect(refusal(book, { votes: [vote('a', 1, 0), vote('b', 1, 1)] })).toBeNull()
    expect(refusal(book, {})).toBe('duplicate_id')
  })
})

describe('slots', () => {
  test('[FUSE-18] a source that comes late has a slot, and a seventeenth is refused', () => {
    const book = openBook(0.4)
    ask(book, { id: 'one', votes: SIXTEEN.slice(0, 15) })
    ask(book, { id: 'two', votes: [vote('s15')] })
    expect(refusal(book, { id: 'three', votes: [vote('s0'), vote('seventeenth')] })).toBe('too_many_sources')
    expect(book.slots.holders.map((holder) => holder?.name)).toEqual(SIXTEEN.map(({ source }) => source))
  })

  test('[FUSE-18] a source that is gone keeps its slot until all are taken; then it is given away as new', () => {
    const book = openBook(0.5)
    for (let index = 0; index < 300; index++) {
      // A source that always says the same would be taken to be stuck.
      ask(book, { id: `${index}`, votes: SIXTEEN, direction: index % 2 === 0 ? 1 : -1 })
      tell(book, `${index}`, index % 3 === 0 ? 1 : 0)
    }
    expect(book.sourceRates[3]?.agreed.outcomes).toBeGreaterThan(250)
    const rest = SIXTEEN.filter(({ source }) => source !== 's3')
    for (let index = 300; index < 2_298; index++) {
      ask(book, { id: `${index}`, votes: rest })
      tell(book, `${index}`, 0)
    }
    // It was last heard on candidate 300; this is number 2,299, the one after the next is 2,000 later.
    expect(refusal(book, { id: 'too early', votes: [vote('new')] })).toBe('too_many_sources')
    ask(book, { id: 'meanwhile', votes: rest })
    ask(book, { id: 'now', votes: [vote('new')] })
    expect(book.slots.holders[3]).toMatchObject({ name: 'new', claims: 1 })
    expect(book.sourceRates[3]?.agreed.outcomes).toBe(0)
    expect(book.pool.mean[3]).toBe(0)
    expect(book.pool.covariance[3 * 35]).toBeCloseTo(0.04, 12)
    expect(refusal(book, { id: 'back', votes: [vote('s3')] })).toBe('too_many_sources')
  })

  test('[FUSE-18] what the earlier holder of a slot said is not learned by the new one', () => {
    const book = openBook(0.5)
    ask(book, { id: 'old', votes: [vote('leaver')] })
    const rest = SIXTEEN.slice(0, 15)
    for (let index = 0; index < 2_000; index++) {
      ask(book, { id: `${index}`, votes: rest })
      tell(book, `${index}`, 0)
    }
    ask(book, { id: 'now', votes: [vote('new')] })
    tell(book, 'old', 1)
    expect(book.sourceRates[0]?.agreed.outcomes).toBe(0)
  })
})

describe('the breakdown', () => {
  test('[FUSE-19] shares out what each trust level moved, by the log-odds of each source', () => {
    const pool = openEvidencePool()
    pool.mean[0] = 0.3
    pool.mean[1] = 0.1
    pool.mean[32] = 0.05
    const weights = openWeights()
    const features = { columns: [0, 1, 32], values: [1, -1, 1] }
    const leaning = { mean: 0.25, variance: 0 }
    const trusting = [0.25, 0.5, 1, 1.5].map((level) => sigmoid(level * 0.25))
    const heard = [0, 1].map((slot) => ({ slot, tenure: 1, agreement: 1 as const, loudness: 0 }))
    const opinions = { standing: [0.5, 0.5, 0.5, ...trusting], sources: [0.5, 0.5], mixed: 0, awake: 0.825 }
    const parts = breakDown(weights, pool, { heard, features, leaning, damping: 1, base: 0.5, opinions })
    // In all sum of .0625 / .825 * (sigma(level * .25) - .5) = .0757576 * (.0156199 + .0312093 + .0621765 + .0926681)
    const moved = 0.0152783
    expect(parts.sources[0]).toBeCloseTo((moved * 0.3) / 0.25, 6)
    expect(parts.sources[1]).toBeCloseTo((moved * -0.1) / 0.25, 6)
    expect(parts.regime).toBeCloseTo((moved * 0.05) / 0.25, 6)
    expect(parts.baseDrift).toBe(0)
  })

  test('[FUSE-19] base and parts are the probability, on every candidate', () => {
    for (const { assessment } of play(makeStream('breakdown', 3_000))) {
      const parts = Object.values(assessment.parts).reduce((sum, part) => sum + part, 0)
      expect(Math.abs(assessment.base + parts - assessment.probability)).toBeLessThan(1e-9)
    }
  })

  test('[FUSE-19] names who was heard, the regime and the drift of the base, and nobody else', () => {
    const { assessment } = ask(openBook(0.4), { votes: [vote('b'), vote('a')], at: HOUR })
    expect(Object.keys(assessment.parts).sort()).toEqual(['a', 'b', 'base drift', 'regime'])
    const named = ask(openBook(0.4), question({ votes: [vote('toString'), vote('constructor')] }))
    expect(Object.keys(named.assessment.parts)).toEqual(['toString', 'constructor', 'regime', 'base drift'])
  })
})
