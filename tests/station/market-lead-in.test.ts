import { expect, test } from 'vitest'
import { LEAD_IN_AHEAD_BARS_MIN, LEAD_IN_BARS } from '#station/market-lead-in.ts'
import { EURUSD, openStage } from './feed/stage.ts'
import { HOUR, MONDAY, openReplay, rows, testFolder, writeBars } from './feed/support.ts'

async function replayOf(bars: number) {
  const hours = Array.from({ length: bars }, (_, hour) => hour)
  const path = await writeBars(await testFolder(), 'EURUSD_h1.csv', rows(hours))
  return openReplay({ path })
}

test('[PLAY-20] a long replay has a past at once: its beginning is recorded without waiting', async () => {
  const { market, clock, steps } = await openStage({
    feed: await replayOf(LEAD_IN_AHEAD_BARS_MIN + 1),
    speed: 60,
  })
  expect(steps().flatMap(({ closes }) => closes).length).toBeGreaterThanOrEqual(LEAD_IN_BARS)
  const led = steps().flatMap(({ closes }) => closes).length
  expect(market.clock()).toEqual({ at: MONDAY + led * HOUR, speed: 60 })
  expect(market.candles(EURUSD, 'h1', { from: null, to: null, limit: 1_000 })).toHaveLength(led)
  // An hour of market time is a minute of wall time at this speed.
  await clock.play(59_000)
  expect(steps().flatMap(({ closes }) => closes)).toHaveLength(led)
  await clock.play(1_000)
  expect(steps().flatMap(({ closes }) => closes)).toHaveLength(led + 1)
})

test('[PLAY-21] a short replay is waited for bar by bar from the first', async () => {
  const { market, steps } = await openStage({ feed: await replayOf(LEAD_IN_AHEAD_BARS_MIN - 1), speed: 60 })
  expect(steps()).toEqual([])
  expect(market.clock().at).toBe(MONDAY)
})
