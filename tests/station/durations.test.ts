import { expect, test } from 'vitest'
import { Durations } from '#station/durations.ts'

function taken(count: number, from = 1): Durations {
  const durations = new Durations()
  for (let n = 0; n < count; n += 1) durations.add(from + n)
  return durations
}

test('[FOOT-1] before the first piece of work there is nothing to tell', () => {
  expect(new Durations().last()).toBeNull()
  expect(new Durations().before()).toBeNull()
})

test('[FOOT-1] quantiles are durations that were measured', () => {
  // Of 1 to 100 ms by nearest rank: the 50th, the 95th, the 99th.
  expect(taken(100).last()).toEqual({ last: 100, p50: 50, p95: 95, p99: 99, of: 100 })
  expect(taken(1, 4).last()).toEqual({ last: 4, p50: 4, p95: 4, p99: 4, of: 1 })
})

test('[FOOT-1] only the last 256 count, and as many before them', () => {
  expect(taken(511).before()).toBeNull()
  // 1 to 512: the last are 257 to 512, those before 1 to 256; the 95th of 256 is the 244th.
  expect(taken(512).last()).toMatchObject({ last: 512, p50: 384, p95: 500, of: 256 })
  expect(taken(512).before()).toMatchObject({ last: 256, p50: 128, p95: 244, of: 256 })
  expect(taken(600).last()).toMatchObject({ last: 600, p50: 472, of: 256 })
})
