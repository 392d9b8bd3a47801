import { expect, test } from 'vitest'
import { emaOf, rsiOf } from '../../renderer/state/indicators.ts'

test('[CHART-9] an exponential average begins with a plain mean and weighs what is new with 2 / (n + 1)', () => {
  // Of three: 2 is the mean of 1, 2, 3; then 2 + (6 - 2) / 2 = 4, and 4 + (4 - 4) / 2 = 4.
  expect(emaOf([1, 2, 3, 6, 4], 3)).toEqual([null, null, 2, 4, 4])
  expect(emaOf([1, 2], 3)).toEqual([null, null])
})

test('[CHART-9] the strength is the share of the rises in all changes', () => {
  // Changes of two: +1, -3: means 0.5 and 1.5, so a quarter. Then +4: 0.5 + 3.5 / 2 = 2.25 against 0.75.
  expect(rsiOf([10, 11, 8], 2)).toBe(25)
  expect(rsiOf([10, 11, 8, 12], 2)).toBe(75)
  expect(rsiOf([10, 11], 2)).toBeNull()
  expect(rsiOf([5, 5, 5], 2)).toBe(50)
  expect(rsiOf([5, 6, 7], 2)).toBe(100)
})
