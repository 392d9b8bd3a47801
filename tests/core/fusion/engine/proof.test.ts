import { describe, expect, test } from 'vitest'
import {
  countResult,
  deflatedSharpe,
  momentsOf,
  noResults,
  normalBelow,
  normalQuantile,
  type Results,
} from '#core/signals/fusion/engine/proof.ts'

function resultsOf(...values: readonly number[]): Results {
  const results = noResults()
  for (const value of values) countResult(results, value)
  return results
}

/** So many wins of 1.5 and losses of 1. */
function trades(wins: number, losses: number): Results {
  return resultsOf(...Array<number>(wins).fill(1.5), ...Array<number>(losses).fill(-1))
}

describe('the proof of calls to act', () => {
  test('[PROOF-1] mean, spread, skew and kurtosis come out of five sums', () => {
    // 1, 2, 3, 6: mean 3, squares of distances 4 + 1 + 0 + 9 = 14, cubes -8 - 1 + 27 = 18, fourths 16 + 1 + 81 = 98
    const moments = momentsOf(resultsOf(1, 2, 3, 6))
    expect(moments?.mean).toBeCloseTo(3, 12)
    expect(moments?.sd).toBeCloseTo(Math.sqrt(3.5), 9)
    expect(moments?.skew).toBeCloseTo(4.5 / 3.5 ** 1.5, 9)
    expect(moments?.kurtosis).toBeCloseTo(24.5 / 3.5 ** 2, 9)
    expect(momentsOf(resultsOf(1))).toBeNull()
    expect(momentsOf(resultsOf(2, 2, 2))).toBeNull()
  })

  test('[PROOF-2] the normal distribution and its inverse', () => {
    expect(normalBelow(0)).toBeCloseTo(0.5, 7)
    expect(normalBelow(1.96)).toBeCloseTo(0.9750021, 6)
    expect(normalBelow(-1.644854)).toBeCloseTo(0.05, 6)
    expect(normalQuantile(0.975)).toBeCloseTo(1.959964, 5)
  })

  test('[PROOF-3] of one trial it is the chance that the mean is above 0', () => {
    // 50 wins, 50 losses: mean .25, sd 1.25, Sharpe .2, no skew, kurtosis 1: z = .2 * sqrt(99) / 1 = 1.98997
    expect(deflatedSharpe(trades(50, 50), 1)).toBeCloseTo(normalBelow(1.98997), 5)
  })

  test('[PROOF-3] of many trials the best of them without skill is taken off first', () => {
    // Of 60: .4228 * 2.1280 + .5772 * 2.5027 = 2.3443 standard errors; 1.98997 - 2.3443 = -.3543
    expect(deflatedSharpe(trades(50, 50), 60)).toBeCloseTo(normalBelow(-0.3543), 3)
    expect(deflatedSharpe(trades(400, 400), 60)).toBeGreaterThan(0.95)
  })

  test('[PROOF-3] twenty calls are needed to say anything', () => {
    expect(deflatedSharpe(trades(10, 9), 60)).toBeNull()
    expect(deflatedSharpe(trades(10, 10), 60)).not.toBeNull()
    expect(deflatedSharpe(trades(30, 0), 60)).toBeNull()
  })
})
