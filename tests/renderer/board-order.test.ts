import { expect, test } from 'vitest'
import { movesBetween, sameOrder } from '../../renderer/state/board-order.ts'
import { seenAgain } from '../../renderer/state/price-age.ts'

const line = (userId: string, rank: number) => ({ userId, rank })
const BEFORE = [line('ada', 1), line('bob', 2), line('cyd', 2), line('dee', 4)]

test('[PAGE-309] an order is the same where the same people stand one below the other, whatever their ranks', () => {
  expect(sameOrder(BEFORE, [line('ada', 1), line('bob', 2), line('cyd', 3), line('dee', 4)])).toBe(true)
  expect(sameOrder(BEFORE, [line('ada', 1), line('cyd', 2), line('bob', 2), line('dee', 4)])).toBe(false)
  expect(sameOrder(BEFORE, BEFORE.slice(0, 3))).toBe(false)
})

test('[PAGE-309] who won or lost ranks has moved; who stays, shares as before or is new has not', () => {
  const now = [line('dee', 1), line('ada', 2), line('bob', 2), line('eve', 4)]
  expect([...movesBetween(BEFORE, now)]).toEqual([
    ['dee', 1],
    ['ada', -1],
  ])
})

test('[WALL-3] a price is as old as its last move, however often it is told, and of unknown age before it', () => {
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
