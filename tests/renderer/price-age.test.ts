import { expect, test } from 'vitest'
import { seenAgain } from '../../renderer/state/price-age.ts'

test('[WALL-3] a price is as old as the last quote that changed it or its bar, however often it is told, and of unknown age before it', () => {
  const quote = { symbol: 'EURUSD', price: 1.1, barsClosed: 3, last: null, forming: null }
  const first = seenAgain(null, quote, 1_000)
  expect(first?.at).toBeNull()
  expect(seenAgain(first, { ...quote }, 5_000)?.at).toBeNull()
  const moved = seenAgain(first, { ...quote, price: 1.2 }, 6_000)
  expect(moved?.at).toBe(6_000)
  expect(seenAgain(moved, { ...quote, price: 1.2 }, 9_000)?.at).toBe(6_000)
  // A bar that closed at the same price is a move of the market, too.
  expect(seenAgain(moved, { ...quote, price: 1.2, barsClosed: 4 }, 9_500)?.at).toBe(9_500)
  expect(seenAgain(moved, null, 9_900)).toBeNull()
})
