import { expect, test } from 'vitest'
import { firesTold, tallyText, wilson } from '../../renderer/state/tally.ts'
import { SERVER_AT, signal } from './shown.ts'

test('[STRIP-1] the interval of a win rate is Wilson\u2019s, and none before the first trade', () => {
  // 5 of 10: centre .5 + 3.8416/20 = .69208, spread 1.96 sqrt(.025 + 3.8416/400) = .36460, whole 1.38416.
  const [low, high] = wilson(5, 10) ?? [0, 0]
  expect(low).toBeCloseTo((0.69208 - 0.3646) / 1.38416, 4)
  expect(high).toBeCloseTo((0.69208 + 0.3646) / 1.38416, 4)
  expect(wilson(0, 0)).toBeNull()
})

test('[STRIP-1] a rate stands with its n, its timeouts and its interval', () => {
  const tally = { at: SERVER_AT, wins: 5, losses: 5, timeouts: 1 }
  // (.69208 -+ .36460) / 1.38416 = .2366 and .7634.
  expect(tallyText(tally)).toBe('n 10, 1 timeout, 24 to 76\u202f%')
  expect(tallyText({ ...tally, wins: 0, losses: 0 })).toBe('n 0, 1 timeout')
})

test('[STRIP-2] the fires told of all known signals say when the desk\u2019s day has changed', () => {
  expect(firesTold({ a: signal({ fires: 3 }), b: signal({ fires: 4 }) })).toBe(7)
})
