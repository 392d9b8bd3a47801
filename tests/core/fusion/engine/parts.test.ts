import { describe, expect, test } from 'vitest'
import { count, countOutcome, openBaseRates, ratesFor } from '#core/signals/fusion/engine/base-rates.ts'
import { featuresOf } from '#core/signals/fusion/engine/evidence.ts'
import { leaningOf, learn, openEvidencePool } from '#core/signals/fusion/engine/evidence-pool.ts'
import { breakevenAt, intervalOf, stateOf } from '#core/signals/fusion/engine/interval.ts'
import { mix, openWeights, reward, SOURCES, trustOf } from '#core/signals/fusion/engine/mixture.ts'
import {
  openRanking,
  rankedValues,
  rankingOf,
  rankOf,
  remember,
} from '#core/signals/fusion/engine/ranking.ts'
import { keptPerStep, logit, sigmoid } from '#core/signals/fusion/engine/scale.ts'
import { loudnessOf } from '#core/signals/fusion/engine/slots.ts'
import { countSource, openSourceRates, sourceProbability } from '#core/signals/fusion/engine/source-rates.ts'

const heard = (slot: number, agreement: 1 | -1 = 1, loudness = 0) => ({
  slot,
  tenure: 1,
  agreement,
  loudness,
})
const NO_REGIME = { trend: 0, vol: 0 } as const

describe('base rates', () => {
  test('[FUSE-1] before the first outcome all three say breakeven', () => {
    expect(ratesFor(openBaseRates(0.4), 'EURUSD')).toEqual({ allTime: 0.4, own: 0.4, fast: 0.4 })
  })

  test('[FUSE-1] one win weighs as one outcome among a hundred at breakeven', () => {
    const rates = openBaseRates(0.4)
    countOutcome(rates, 'EURUSD', 1)
    // (1 + 100 * 0.4) / 101
    expect(ratesFor(rates, 'GBPUSD').allTime).toBeCloseTo(0.405940594, 9)
    expect(ratesFor(rates, 'GBPUSD').fast).toBeCloseTo(0.405940594, 9)
    // A symbol that has none leans on the book alone; the one that won: (1 + 1000 * 0.405940594) / 1001
    expect(ratesFor(rates, 'GBPUSD').own).toBeCloseTo(0.405940594, 9)
    expect(ratesFor(rates, 'EURUSD').own).toBeCloseTo(0.40653406, 9)
  })

  test('[FUSE-2] what was counted halves after its half-life; the lean on breakeven does not', () => {
    const wins = { wins: 100, outcomes: 100 }
    for (let loss = 0; loss < 600; loss++) count(wins, 0, keptPerStep(600))
    expect(wins.wins).toBeCloseTo(50, 9)
    const rates = openBaseRates(0.4)
    for (let loss = 0; loss < 20_000; loss++) countOutcome(rates, 'EURUSD', 0)
    // The fast memory holds 1 / (1 - 2 ** (-1 / 600)) = 866.12 outcomes: 40 / 966.12
    expect(ratesFor(rates, 'EURUSD').fast).toBeCloseTo(0.041403, 5)
    // The all-time one holds all 20,000: 40 / 20,100
    expect(ratesFor(rates, 'EURUSD').allTime).toBeCloseTo(0.00199005, 8)
  })

  test('[FUSE-3] beyond two hundred symbols the others share one rate', () => {
    const rates = openBaseRates(0.5)
    for (let symbol = 0; symbol < 250; symbol++) countOutcome(rates, `S${symbol}`, 1)
    expect(rates.symbols.size).toBe(201)
    expect(ratesFor(rates, 'S220')).toEqual(ratesFor(rates, 'S249'))
    // A symbol that has its own rate keeps it: one outcome against fifty.
    expect(ratesFor(rates, 'S7').own).toBeLessThan(ratesFor(rates, 'S249').own)
  })
})

describe('evidence', () => {
  test('[FUSE-4] a source is a column for its agreement and one for its loudness; silence has none', () => {
    expect(featuresOf([heard(0), heard(3, -1, 0.5)], { trend: 1, vol: -1 })).toEqual({
      columns: [0, 3, 19, 32, 33],
      values: [1, -1, -0.5, 1, -1],
    })
    expect(featuresOf([], NO_REGIME)).toEqual({ columns: [], values: [] })
  })

  test('[FUSE-5] a claim is as loud as its log-odds above those the source usually claims, at most 2, to four decimals', () => {
    const source = { name: 's', tenure: 1, heardOn: 1, claimMean: 0, claimSum: 0, claims: 0 }
    expect(loudnessOf(source, 0.6)).toBe(0)
    // logit .8 - logit .6 = 1.386294 - 0.405465
    expect(loudnessOf(source, 0.8)).toBe(0.9808)
    // The mean is now 0.895880; logit .5 = 0.
    expect(loudnessOf(source, 0.5)).toBe(-0.8959)
    // Claims below one half count as one half, those above .98 as .98: logit .98 - 0.597253 = 3.29 is cut to 2.
    expect(loudnessOf(source, 1)).toBe(2)
    // (0.405465 + 1.386294 + 0 + 3.891820) / 4
    expect(loudnessOf(source, 0)).toBe(-1.4209)
  })

  test('[FUSE-6] the first outcome of one source moves its weight by a step that can be done by hand', () => {
    const pool = openEvidencePool()
    learn(pool, featuresOf([heard(0)], NO_REGIME), { base: 0, won: 1, weight: 1 })
    // Prior variance .04, p = .5, curvature .25: variance .04 / (1 + .25 * .04), mean .04 * .5 / 1.01
    expect(pool.covariance[0]).toBeCloseTo(0.0396039604, 9)
    expect(pool.mean[0]).toBeCloseTo(0.0198019802, 9)
    const half = openEvidencePool()
    learn(half, featuresOf([heard(0)], NO_REGIME), { base: 0, won: 1, weight: 0.5 })
    // Half a weight is half the curvature and half the surprise: .04 * .25 / (1 + .125 * .04)
    expect(half.mean[0]).toBeCloseTo(0.0099502488, 9)
  })

  test('[FUSE-6] two that speak together share what they earned', () => {
    const pool = openEvidencePool()
    learn(pool, featuresOf([heard(0), heard(1)], NO_REGIME), { base: 0, won: 1, weight: 1 })
    // x'Px = .08: each mean .04 * .5 / 1.02, and -.04 * .04 / (4 + .08) between them
    expect(pool.mean[0]).toBeCloseTo(0.0196078431, 9)
    expect(pool.mean[1]).toBe(pool.mean[0])
    expect(pool.covariance[1]).toBeCloseTo(-0.0003921569, 9)
    expect(pool.covariance[34]).toBe(pool.covariance[1])
    const leaning = leaningOf(pool, featuresOf([heard(0), heard(1)], NO_REGIME))
    expect(leaning.mean).toBeCloseTo(0.0392156863, 9)
    // .08 / (1 + .25 * .08)
    expect(leaning.variance).toBeCloseTo(0.0784313725, 9)
  })

  test('[FUSE-6] what was learned halves after 20,000 outcomes that say nothing of it', () => {
    const pool = openEvidencePool()
    pool.mean[5] = 0.4
    pool.covariance[5 * 35] = 0
    for (let outcome = 0; outcome < 20_000; outcome++)
      learn(pool, featuresOf([], NO_REGIME), { base: 0, won: 1, weight: 1 })
    expect(pool.mean[5]).toBeCloseTo(0.2, 9)
    // The variance goes three quarters of the way back to .04.
    expect(pool.covariance[5 * 35]).toBeCloseTo(0.03, 9)
  })

  test('[FUSE-6] a covariance that rounding spoiled begins again from the prior', () => {
    const pool = openEvidencePool()
    pool.covariance[0] = Number.NaN
    learn(pool, featuresOf([heard(2)], NO_REGIME), { base: 0, won: 1, weight: 1 })
    expect(pool.resets).toBe(1)
    expect(pool.covariance[0]).toBeCloseTo(0.04, 12)
  })

  test('[FUSE-7] a source earns its own rate for each side, leaning on the base rate by a hundred outcomes', () => {
    const rates = openSourceRates()
    expect(sourceProbability(rates, heard(2), 0.4)).toBeCloseTo(0.4, 12)
    countSource(rates, heard(2), 1)
    // (1 + 100 * .4) / 101; its disagreement has no record yet
    expect(sourceProbability(rates, heard(2), 0.4)).toBeCloseTo(0.405940594, 9)
    expect(sourceProbability(rates, heard(2, -1), 0.4)).toBeCloseTo(0.4, 12)
    expect(sourceProbability(rates, heard(3), 0.4)).toBeCloseTo(0.4, 12)
  })
})

describe('experts and trust', () => {
  const standing = Array<number>(7).fill(0.4)

  test('[FUSE-8] before anything is known the base rates hold .55, trust .25 and the sources .20', () => {
    const weights = openWeights()
    expect([...weights.slice(0, 4)]).toEqual([0.4, 0.1, 0.05, 0.0625])
    expect(weights[SOURCES]).toBeCloseTo(0.0125, 12)
    expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12)
    // .0625 * (.25 + .5 + 1 + 1.5)
    expect(trustOf(weights)).toBeCloseTo(0.203125, 12)
  })

  test('[FUSE-8] the probability is the mean of those awake, by weight', () => {
    const opinions = mix(openWeights(), [heard(4)], { standing, sources: [0.8] })
    // (.8 * .4 + .0125 * .8) / .8125
    expect(opinions.mixed).toBeCloseTo(0.4061538462, 9)
    expect(opinions.awake).toBeCloseTo(0.8125, 12)
  })

  test('[FUSE-9] who was right gains, who slept neither gains nor loses, and a ten-thousandth goes back', () => {
    const weights = openWeights()
    const opinions = mix(weights, [heard(4)], { standing, sources: [0.8] })
    reward(weights, { heard: [heard(4)], opinions }, { won: 1, weight: 1 })
    // .0125 * .8 / .4061538 = .0246212; .9999 of it + .0001 * .0125
    expect(weights[SOURCES + 4]).toBeCloseTo(0.02462, 9)
    // .4 * .4 / .4061538 = .3939394; .9999 of it + .0001 * .4
    expect(weights[0]).toBeCloseTo(0.39394, 8)
    expect(weights[SOURCES]).toBeCloseTo(0.0125, 12)
  })

  test('[FUSE-9] an outcome that is half unique teaches the root of it', () => {
    const weights = openWeights()
    const opinions = mix(weights, [heard(4)], { standing, sources: [0.8] })
    reward(weights, { heard: [heard(4)], opinions }, { won: 1, weight: 0.5 })
    // Gains of sqrt(.8 / .4061538) = 1.4034590 and sqrt(.4 / .4061538) = 0.9923953 before all are made to add up to 1:
    // .8 * .9923953 + .0125 * 1.4034590 + .1875 = .9989595; .0125 * 1.4034590 / .9989595 = .0175615
    expect(weights[SOURCES + 4]).toBeCloseTo(0.017561, 6)
  })
})

describe('interval, state, rank', () => {
  test('[FUSE-10] doubt of the base and of the evidence add up as variances', () => {
    // .25 / 400 alone: sd .025, 1.28 of it
    expect(intervalOf(0.5, { variance: 0, trust: 0, outcomes: 300 }).high).toBeCloseTo(0.532, 9)
    // plus (.25 * .3)^2 = .005625: sd = sqrt(.00625) = .0790569
    expect(intervalOf(0.5, { variance: 1, trust: 0.1, outcomes: 300 }).low).toBeCloseTo(0.3988071, 6)
    // Trust counts up to 1, outcomes up to 4,000, and the ends are those of a probability.
    expect(intervalOf(0.5, { variance: 100, trust: 1.5, outcomes: 1e9 })).toEqual({ low: 0, high: 1 })
  })

  test('[FUSE-10] breakeven holds the cost: (1 + .1) / 2.5', () => {
    expect(breakevenAt({ targetAtr: 1.5, stopAtr: 1 }, 0)).toBeCloseTo(0.4, 12)
    expect(breakevenAt({ targetAtr: 1.5, stopAtr: 1 }, 0.1)).toBeCloseTo(0.44, 12)
  })

  test.each([
    ['BLOCKED', { blocked: true, outcomes: 0 }],
    ['WARMING', { outcomes: 199 }],
    ['THIN', { fresh: 2 }],
    ['NO_EDGE', { low: 0.4 }],
    ['EDGE', {}],
  ] as const)('[FUSE-11] %s is the first reason that applies', (state, given) => {
    const edge = { outcomes: 200, fresh: 3, blocked: false, low: 0.41, breakeven: 0.4 }
    expect(stateOf({ ...edge, ...given })).toBe(state)
  })

  test('[FUSE-12] the rank is the share that lies below, equals half, the middle where there is none', () => {
    const ranking = openRanking()
    expect(rankOf(ranking, 0.4)).toBe(0.5)
    for (const probability of [0.4, 0.2, 0.3, 0.3]) remember(ranking, probability)
    expect(rankOf(ranking, 0.5)).toBe(1)
    expect(rankOf(ranking, 0.3)).toBe(0.5)
    expect(rankOf(ranking, 0.25)).toBe(0.25)
    expect(rankOf(ranking, 0.1)).toBe(0)
  })

  test('[FUSE-12] of more than a thousand the last thousand count', () => {
    const ranking = openRanking()
    for (let index = 0; index < 2_500; index++) remember(ranking, index / 10_000)
    // .1500 to .2499 are left: 500 of 1,000 lie below .2, and .2 itself counts half.
    expect(rankOf(ranking, 0.2)).toBeCloseTo(0.5005, 12)
    expect(rankedValues(ranking)).toHaveLength(1_000)
    expect(rankedValues(ranking)[0]).toBe(150_000)
    expect(rankOf(rankingOf(rankedValues(ranking)), 0.2)).toBeCloseTo(0.5005, 12)
  })
})

test('[FUSE-4] log-odds and probability are each other’s inverse', () => {
  expect(logit(0.5)).toBe(0)
  expect(logit(0.8)).toBeCloseTo(1.3862943611, 9)
  expect(sigmoid(1.3862943611)).toBeCloseTo(0.8, 9)
})
