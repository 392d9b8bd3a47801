import { describe, expect, test } from 'vitest'
import { RETRY_MS } from '#station/market-retry.ts'
import { barOf, barsAt, EURUSD, feedOf, GBPUSD, HandClock, openStage } from './feed/stage.ts'
import { HOUR, MONDAY } from './feed/support.ts'

/** An hour of market time in a second of wall time. */
const FAST = 3_600
const hourOf = (at: number): number => (at - MONDAY) / HOUR

describe('market clock', () => {
  test('[PLAY-3] market time follows wall time at the speed that is set', async () => {
    const { market, clock } = await openStage({ feed: feedOf(barsAt([0, 1, 2])), speed: FAST })
    expect(market.clock()).toEqual({ at: MONDAY, speed: FAST })
    await clock.play(500)
    expect(market.clock()).toEqual({ at: MONDAY + HOUR / 2, speed: FAST })
    // Between two turns too: 25 ms are 90 s of market time.
    await clock.advance(25)
    expect(market.clock().at).toBe(MONDAY + HOUR / 2 + 90_000)
    await market.setSpeed(FAST / 10)
    await clock.play(1_000)
    expect(market.clock()).toEqual({ at: MONDAY + HOUR / 2 + 90_000 + HOUR / 10, speed: FAST / 10 })
  })

  test('[PLAY-3] paused it stands at speed 0, and goes on from there', async () => {
    const { market, clock, steps } = await openStage({ feed: feedOf(barsAt([0, 1, 2])), speed: FAST })
    await clock.play(500)
    market.pause()
    expect(market.paused).toBe(true)
    await clock.play(60_000)
    expect(market.clock()).toEqual({ at: MONDAY + HOUR / 2, speed: 0, pace: FAST })
    expect(steps()).toEqual([])
    market.resume()
    await clock.play(500)
    expect(market.clock()).toEqual({ at: MONDAY + HOUR, speed: FAST })
    expect(steps()).toHaveLength(1)
  })

  test('[PLAY-4] each close is a step with its bars, their index and the position after them', async () => {
    const feed = feedOf([...barsAt([0, 1, 2]), ...barsAt([1, 2], GBPUSD)])
    const { clock, steps } = await openStage({ feed, speed: FAST })
    await clock.play(2_000)
    expect(steps()).toMatchObject([
      {
        runId: 'r1',
        barsDone: 1,
        at: MONDAY + HOUR,
        closes: [{ barIndex: 0 }],
        candidates: [],
        ended: false,
      },
      { barsDone: 3, at: MONDAY + 2 * HOUR, closes: [{ barIndex: 1 }, { barIndex: 0 }] },
    ])
    expect(steps()[1]?.closes.map(({ bar }) => bar.symbol)).toEqual([EURUSD, GBPUSD])
  })

  test('[PLAY-5] the clock is not told past a close before the close is on disk', async () => {
    const stage = await openStage({ feed: feedOf(barsAt([0, 1, 2])), speed: FAST })
    const { promise, resolve } = Promise.withResolvers<void>()
    stage.hold = promise
    await stage.clock.play(1_500)
    expect(stage.steps()).toHaveLength(1)
    expect(stage.market.clock().at).toBe(MONDAY + HOUR - 1)
    expect(stage.market.candles(EURUSD, 'h1', { from: null, to: null, limit: 9 })).toEqual([])
    resolve()
    await stage.clock.idle()
    expect(stage.market.clock().at).toBeGreaterThanOrEqual(MONDAY + HOUR)
    expect(stage.market.candles(EURUSD, 'h1', { from: null, to: null, limit: 9 })).toHaveLength(1)
  })

  test('[PLAY-6] a step that the disk refused is repeated after a quarter of a second, and none is skipped', async () => {
    const stage = await openStage({ feed: feedOf(barsAt([0, 1, 2])), speed: FAST })
    stage.failures.push('storage_full', 'internal', 'not_ready')
    await stage.clock.play(1_000)
    expect(stage.steps()).toHaveLength(1)
    await stage.clock.play(200)
    expect(stage.steps()).toHaveLength(1)
    await stage.clock.play(50)
    expect(stage.steps()).toHaveLength(2)
    expect(stage.market.clock().at).toBe(MONDAY + HOUR - 1)
    await stage.clock.play(500)
    expect(stage.steps()).toHaveLength(4)
    expect(new Set(stage.steps().map((step) => JSON.stringify(step))).size).toBe(1)
    await stage.clock.play(1_100)
    expect(stage.steps()[4]).toMatchObject({ barsDone: 2, at: MONDAY + 2 * HOUR })
  })

  test('[PLAY-7] a hole longer than three bars is jumped, a shorter one is waited for', async () => {
    // Three bars are missing after the first, four after the second.
    const { market, clock, steps } = await openStage({ feed: feedOf(barsAt([0, 4, 9, 10])), speed: FAST })
    await clock.play(1_000)
    await clock.play(2_000)
    expect(hourOf(market.clock().at)).toBe(3)
    await clock.play(2_000)
    expect(steps().map(({ at }) => hourOf(at))).toEqual([1, 5])
    expect(hourOf(market.clock().at)).toBe(9)
    await clock.play(500)
    expect(hourOf(market.clock().at)).toBe(9.5)
    await clock.play(500)
    expect(steps().map(({ at }) => hourOf(at))).toEqual([1, 5, 10])
  })

  test('[PLAY-8] after a stall no more than a second is caught up: the market waits with its machine', async () => {
    const { market, clock, steps } = await openStage({
      feed: feedOf(barsAt([0, 1, 2, 3, 4, 5])),
      speed: FAST,
    })
    await clock.advance(8 * 3_600_000)
    expect(hourOf(market.clock().at)).toBe(1)
    expect(steps()).toHaveLength(1)
  })

  test('[PLAY-9] what falls due between two closes is a step without bars, and the clock waits for it', async () => {
    const stage = await openStage({ feed: feedOf(barsAt([0, 1, 2])), speed: FAST })
    await stage.clock.play(1_000)
    stage.due = MONDAY + 1.5 * HOUR
    await stage.clock.play(450)
    await stage.clock.advance(49)
    expect(stage.steps()).toHaveLength(1)
    await stage.clock.play(1)
    expect(stage.steps()[1]).toMatchObject({ at: MONDAY + 1.5 * HOUR, barsDone: 1, closes: [], ended: false })
    await stage.clock.play(300)
    expect(stage.steps()).toHaveLength(2)
  })

  test('[PLAY-9] what is due in a hole is told when the hole is jumped', async () => {
    const stage = await openStage({ feed: feedOf(barsAt([0, 9, 10])), speed: FAST })
    stage.due = MONDAY + 5 * HOUR
    await stage.clock.play(1_000)
    expect(stage.steps().map(({ at, closes }) => [hourOf(at), closes.length])).toEqual([
      [1, 1],
      [9, 0],
    ])
  })

  test('[PLAY-10] with the last bar the run ends: once, clock standing at its close', async () => {
    const { market, clock, steps } = await openStage({ feed: feedOf(barsAt([0, 1])), speed: FAST })
    await clock.play(5_000)
    expect(steps().map(({ ended }) => ended)).toEqual([false, true])
    expect(market.ended).toBe(true)
    expect(market.clock()).toMatchObject({ at: MONDAY + 2 * HOUR, speed: 0 })
    market.resume()
    await clock.play(1_000)
    expect(steps()).toHaveLength(2)
    expect(market.clock()).toMatchObject({ at: MONDAY + 2 * HOUR, speed: 0 })
  })

  test('[PLAY-10] a run that had no time to tell its end tells it when it goes on', async () => {
    const feed = feedOf(barsAt([0, 1]))
    const { market, steps } = await openStage({
      feed,
      speed: FAST,
      run: { barsDone: 2, at: MONDAY + 2 * HOUR },
    })
    expect(steps()).toMatchObject([{ ended: true, barsDone: 2, closes: [], at: MONDAY + 2 * HOUR }])
    expect(market.ended).toBe(true)
  })

  test('[PLAY-10] a run that ended stays ended', async () => {
    const run = { barsDone: 2, at: MONDAY + 2 * HOUR, ended: true }
    const { market, clock, commands } = await openStage({ feed: feedOf(barsAt([0, 1])), speed: FAST, run })
    await clock.play(5_000)
    expect(commands).toEqual([])
    expect(market).toMatchObject({ ended: true, paused: false })
  })
})

describe('picture', () => {
  test('[PLAY-2] quotes follow the bar under way, the ask a spread above the bid', async () => {
    const { market, clock } = await openStage({ feed: feedOf(barsAt([0, 1])), speed: FAST })
    await clock.play(500)
    // Half way: the low of 98 is behind, the price is on its way from 98 to 104.
    expect(market.quotes()).toMatchObject([
      {
        symbol: EURUSD,
        bid: 101,
        ask: 101.5,
        barsClosed: 0,
        last: null,
        forming: { open: 100, high: 101, low: 98 },
      },
    ])
    await clock.play(500)
    expect(market.quotes()).toMatchObject([
      { bid: 100, barsClosed: 1, last: { close: 102 }, forming: { open: 100 } },
    ])
  })

  test('[PLAY-2] without a bar under way the last close stands', async () => {
    const { market, clock } = await openStage({ feed: feedOf(barsAt([0, 2])), speed: FAST })
    await clock.play(1_500)
    expect(market.quotes()).toMatchObject([{ bid: 102, ask: 102.5, forming: null }])
  })

  test('[PLAY-12] listeners are told of each turn, at most twenty times a second, until they leave', async () => {
    const { market, clock } = await openStage({ feed: feedOf(barsAt([0, 1, 2, 3])), speed: FAST })
    let told = 0
    const leave = market.onTick(() => {
      told += 1
    })
    await clock.play(1_000)
    expect(told).toBe(20)
    leave()
    await clock.play(1_000)
    expect(told).toBe(20)
  })

  test('[PLAY-13] closed bars become longer ones on whole multiples, once their time is over', async () => {
    const bars = [22, 23, 24, 25, 26, 27, 28].map((hour, index) =>
      barOf(EURUSD, MONDAY + hour * HOUR, {
        open: 100 + index,
        close: 101 + index,
        high: 104 + index,
        low: 98 + index,
      }),
    )
    const { market, clock } = await openStage({ feed: feedOf(bars), speed: FAST })
    await clock.play(6_500)
    const all = { from: null, to: null, limit: 10 }
    expect(market.candles(EURUSD, 'h1', all)?.map(({ openAt }) => hourOf(openAt))).toEqual([
      22, 23, 24, 25, 26, 27,
    ])
    // 20:00 to 24:00 has two bars, 00:00 to 04:00 four; the one from 04:00 on is not over.
    expect(market.candles(EURUSD, 'h4', all)).toMatchObject([
      {
        openAt: MONDAY + 20 * HOUR,
        closeAt: MONDAY + 24 * HOUR,
        open: 100,
        high: 105,
        low: 98,
        close: 102,
        volume: 10,
      },
      {
        openAt: MONDAY + 24 * HOUR,
        closeAt: MONDAY + 28 * HOUR,
        open: 102,
        high: 109,
        low: 100,
        close: 106,
        volume: 20,
      },
    ])
    const range = { from: MONDAY + 23 * HOUR, to: MONDAY + 26 * HOUR, limit: 2 }
    expect(market.candles(EURUSD, 'h1', range)?.map(({ openAt }) => hourOf(openAt))).toEqual([24, 25])
    expect(market.candles(EURUSD, 'm5', all)).toBeNull()
    expect(market.candles(GBPUSD, 'h1', all)).toBeNull()
  })
})

test('[PLAY-25] a market whose feed breaks its word stands, says so, and lets nobody wait', async () => {
  const feed = feedOf(barsAt([0, 1, 2]))
  const broken = {
    ...feed,
    take: () => {
      throw new Error('planted')
    },
  }
  const { market, clock, steps } = await openStage({ feed: broken, speed: FAST })
  expect(market.failed).toBe(false)
  await clock.play(1_500)
  expect(market.failed).toBe(true)
  market.resume()
  await market.setSpeed(60)
  const { at, speed } = market.clock()
  expect(speed).toBe(0)
  await clock.play(1_000)
  expect(market.clock().at).toBe(at)
  expect(steps()).toEqual([])
})

test('[PLAY-26] a feed that cannot be read for a moment is read again, also before the start', async () => {
  const feed = feedOf(barsAt([0, 1, 2]))
  let failures = 2
  const flaky = {
    ...feed,
    refill: async () => {
      failures -= 1
      if (failures >= 0) throw new Error('planted')
      return feed.refill()
    },
  }
  const clock = new HandClock()
  const opening = openStage({ feed: flaky, speed: FAST, run: { barsDone: 1, at: MONDAY + HOUR } }, clock)
  await clock.play(2 * RETRY_MS + 100)
  const { market } = await opening
  expect(market.failed).toBe(false)
  expect(market.quotes()).toMatchObject([{ barsClosed: 1 }])
})
