import type { BoardLineView } from './boards.ts'

type Order = readonly Pick<BoardLineView, 'userId' | 'rank'>[]

/** Whether two boards list the same people one below the other. */
export function sameOrder(one: Order, other: Order): boolean {
  return one.length === other.length && one.every(({ userId }, at) => userId === other[at]?.userId)
}

/** Which way people moved from one board to the next: 1 up, -1 down; whoever stays or is new is not in it. */
export function movesBetween(before: Order, now: Order): ReadonlyMap<string, 1 | -1> {
  const ranks = new Map(before.map(({ userId, rank }) => [userId, rank]))
  return new Map(
    now.flatMap(({ userId, rank }) => {
      const was = ranks.get(userId)
      return was === undefined || was === rank ? [] : [[userId, was > rank ? 1 : -1] as const]
    }),
  )
}
