import { expect, test } from 'vitest'
import { movesBetween, sameOrder } from '../../renderer/state/board-order.ts'

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
