import { expect, test } from 'vitest'
import { tierOf } from '#core/signals/fusion/tiers.ts'

test.each([
  [1, 'SNIPER'],
  [0.9, 'SNIPER'],
  [0.8999, 'PRECISION'],
  [0.8, 'PRECISION'],
  [0.7999, 'RAPID'],
  [0.7, 'RAPID'],
  [0.6999, 'TRAINING'],
  [0.6, 'TRAINING'],
  [0.5999, 'UNRANKED'],
  [0, 'UNRANKED'],
])('[BOOK-5] a probability of %f is %s', (probability, tier) => {
  expect(tierOf(probability)).toBe(tier)
})

test('[BOOK-5] noise below the fourth decimal moves nobody across a floor', () => {
  expect(tierOf(0.9 - 1e-12)).toBe('SNIPER')
  expect(tierOf(0.89996)).toBe('SNIPER')
  expect(tierOf(0.89994)).toBe('PRECISION')
})
