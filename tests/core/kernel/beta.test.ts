import { describe, expect, test } from 'vitest'
import { betaBelow, betaInterval, betaQuantile, logGamma } from '#core/kernel/beta.ts'

describe('Beta distribution', () => {
  test('[NUM-20] of two halves it is the arcsine law, of one and one the even spread', () => {
    // Arcsine: 2 / pi * asin(sqrt(x)); at 1/4 that is 2 / pi * pi / 6 = 1/3.
    expect(betaBelow(0.25, 0.5, 0.5)).toBeCloseTo(1 / 3, 10)
    for (const x of [0.1, 0.5, 0.9]) expect(betaBelow(x, 1, 1)).toBeCloseTo(x, 10)
    // Of 2 and 1 the density is 2x: x squared. Of 1 and 3 the tail is (1 - x) cubed.
    expect(betaBelow(0.3, 2, 1)).toBeCloseTo(0.09, 10)
    expect(betaBelow(0.3, 1, 3)).toBeCloseTo(1 - 0.343, 10)
  })

  test('[NUM-20] a quantile is where the distribution reaches it, also of many trials', () => {
    expect(betaQuantile(1 / 3, 0.5, 0.5)).toBeCloseTo(0.25, 10)
    for (const probability of [0.05, 0.5, 0.95])
      expect(betaBelow(betaQuantile(probability, 4_000.5, 6_000.5), 4_000.5, 6_000.5)).toBeCloseTo(
        probability,
        8,
      )
  })

  test('[NUM-20] a quantile is found also where the distribution crowds at an end, and where it is a needle', () => {
    // Of a half and one the distribution is the root: it reaches 0.05 at 0.0025. Of n and one it is a power.
    expect(betaQuantile(0.05, 0.5, 1)).toBeCloseTo(0.0025, 12)
    expect(betaQuantile(0.05, 1, 0.5)).toBeCloseTo(1 - 0.95 ** 2, 12)
    expect(betaQuantile(0.95, 1_000, 1)).toBeCloseTo(0.95 ** 0.001, 10)
    for (const [a, b] of [
      [0.5, 100_000.5],
      [100_000.5, 0.5],
      [0.5, 5.5],
      [50_000.5, 50_000.5],
    ] as const)
      for (const probability of [0.05, 0.95])
        expect(betaBelow(betaQuantile(probability, a, b), a, b)).toBeCloseTo(probability, 7)
  })

  test('[NUM-20] the gamma function gives factorials', () => {
    // gamma(6) = 5! = 120, gamma(1/2) = sqrt(pi)
    expect(logGamma(6)).toBeCloseTo(Math.log(120), 10)
    expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.PI) / 2, 10)
  })

  test('[NUM-21] the 90 % interval of a rate: none before the first trial, narrower with each', () => {
    expect(betaInterval(0, 0)).toBeNull()
    const few = betaInterval(4, 10)!
    const many = betaInterval(4_000, 10_000)!
    expect(few.low).toBeLessThan(0.4)
    expect(few.high).toBeGreaterThan(0.4)
    // Normal approximation: 0.4 -+ 1.645 * sqrt(0.4 * 0.6 / 10,000) = 0.4 -+ 0.00806
    expect(many.low).toBeCloseTo(0.39194, 3)
    expect(many.high).toBeCloseTo(0.40806, 3)
    expect(betaInterval(0, 5)!.low).toBeLessThan(0.001)
    expect(betaInterval(5, 5)!.high).toBeGreaterThan(0.999)
  })
})
