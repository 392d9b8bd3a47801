import { expect, test } from 'vitest'
import { SHARE_GROUP_MIN, SHARE_PEOPLE_MIN, shareOf } from '#core/progress/achievement-shares.ts'

test.each([
  // People, how many of them have it, what is told.
  [SHARE_PEOPLE_MIN - 1, 10, null],
  [SHARE_PEOPLE_MIN, 10, 50],
  [100, 0, null],
  [100, SHARE_GROUP_MIN - 1, null],
  [100, SHARE_GROUP_MIN, 5],
  [100, 100 - SHARE_GROUP_MIN, 95],
  [100, 100 - SHARE_GROUP_MIN + 1, null],
  [100, 99, null],
  [100, 100, 100],
  [300, 100, 33],
] as const)('[ACHV-24] of %i people %i have it: told is %s', (people, have, told) => {
  expect(shareOf({ people, holders: new Map([['a', have]]) }, 'a')).toBe(told)
  expect(shareOf({ people, holders: new Map() }, 'a')).toBeNull()
})
