import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { betaBinomial, countInterval } from '#core/kernel/beta-binomial.ts'
import { studentReach } from '#core/kernel/student.ts'

describe('counts of a rate that is not known exactly', () => {
  test('[FORECAST-1] where every rate is as likely as any, so is every count', () => {
    for (const chance of betaBinomial(20, 1, 1)) expect(chance).toBeCloseTo(1 / 21, 12)
    // A twenty-first is less than a twentieth, two are more: one count falls off at either end.
    expect(countInterval(betaBinomial(20, 1, 1), 0.05)).toEqual({ low: 1, high: 19 })
  })

  test.each([
    // b(b+1), 2ab and a(a+1) over (a+b)(a+b+1).
    [2, 1, [1 / 6, 1 / 3, 1 / 2]],
    [1, 2, [1 / 2, 1 / 3, 1 / 6]],
    [3, 2, [6 / 30, 12 / 30, 12 / 30]],
  ])(
    '[FORECAST-1] of two trials at Beta(%d, %d) the counts are those of pencil and paper',
    (a, b, chances) => {
      for (const [count, chance] of betaBinomial(2, a, b).entries())
        expect(chance).toBeCloseTo(chances[count]!, 12)
    },
  )

  test.each([
    [18, 22, 9.6e-5, { low: 5, high: 13 }],
    [4, 8, 0.010488, { low: 2, high: 13 }],
    [8.5, 0.5, 0, { low: 15, high: 20 }],
  ])(
    '[FORECAST-1] of twenty trials at Beta(%d, %d) they are those of exact fractions',
    (a, b, none, interval) => {
      const chances = betaBinomial(20, a, b)
      expect(chances[0]).toBeCloseTo(none, 6)
      expect(countInterval(chances, 0.05)).toEqual(interval)
    },
  )

  test('[FORECAST-1] a rate that is known to the last digit counts like a coin', () => {
    const chances = betaBinomial(4, 5e9, 5e9)
    for (const [count, ways] of [1, 4, 6, 4, 1].entries()) expect(chances[count]).toBeCloseTo(ways / 16, 8)
  })

  test('[FORECAST-1] they add up to one, their mean is n a / (a + b), and no end leaves out more than its share', () => {
    const positive = fc.double({ min: 0.05, max: 500, noNaN: true })
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), positive, positive, (trials, a, b) => {
        const chances = betaBinomial(trials, a, b)
        const total = (parts: readonly number[]) => parts.reduce((sum, part) => sum + part, 0)
        expect(chances).toHaveLength(trials + 1)
        expect(total(chances)).toBeCloseTo(1, 9)
        expect(total(chances.map((chance, count) => count * chance))).toBeCloseTo((trials * a) / (a + b), 6)
        const { low, high } = countInterval(chances, 0.05)
        expect(low).toBeLessThanOrEqual(high)
        expect(total(chances.slice(0, low))).toBeLessThanOrEqual(0.05)
        expect(total(chances.slice(0, low + 1))).toBeGreaterThan(0.05)
        expect(total(chances.slice(high + 1))).toBeLessThanOrEqual(0.05 + 1e-9)
      }),
    )
  })
})

test.each([
  [1, 6.313752],
  [4, 2.131847],
  [9, 1.833113],
  [19, 1.729133],
  [99, 1.660391],
  [199, 1.652547],
])(
  "[FORECAST-2] Student's t with %d degrees of freedom reaches as far as in the tables",
  (freedom, reach) => {
    expect(studentReach(0.1, freedom)).toBeCloseTo(reach, 5)
  },
)
