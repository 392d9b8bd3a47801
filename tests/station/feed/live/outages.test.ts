import { describe, expect, onTestFinished, test } from 'vitest'
import { openBackoff } from '#station/feed/live/backoff.ts'
import { exchangeOf, listenedOf } from '#station/feed/live/exchange.ts'
import { pairsOf } from '#station/feed/live/pairs.ts'
import { Stream } from '#station/feed/live/stream.ts'
import { testLog } from '../support.ts'
import { openExchange, until } from './exchange-server.ts'
import { goLive, LiveHandClock, MINUTE, minute, NOON, openLiveStage } from './stage.ts'
import { acceptances, bookTicker, candle, kline, ticker } from './words.ts'

describe('connections', () => {
  test('[ADAPT-11] the waits double from half a second to half a minute, half of each left to chance', () => {
    const lowest = openBackoff(() => 0)
    expect(Array.from({ length: 8 }, () => lowest.next())).toEqual([
      250, 500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000,
    ])
    const middle = openBackoff(() => 0.5)
    expect([middle.next(), middle.next()]).toEqual([375, 750])
    middle.reset()
    expect(middle.next()).toBe(375)
  })

  test('[ADAPT-11] who cuts again and again is asked ever more seldom', async () => {
    const stage = await openLiveStage()
    stage.server.onConnection = (socket) => socket.terminate()
    await until(() => stage.health().cuts === 1)
    for (const [index, ms] of [250, 500, 1_000, 2_000].entries()) {
      await stage.pass(ms - 50)
      expect(stage.server.sockets).toHaveLength(index + 1)
      await stage.pass(50)
      await until(() => stage.health().cuts === index + 2)
    }
  })

  test('[ADAPT-12] silence without a close ends a connection after 30 s', async () => {
    const stage = await openLiveStage()
    await goLive(stage)
    stage.server.line().pause()
    // Something was heard at most three seconds ago.
    await stage.pass(25_000)
    expect(stage.health().cuts).toBe(0)
    await stage.pass(12_000)
    expect(stage.health()).toMatchObject({ cuts: 1, trouble: 'silent' })
  })

  test('[ADAPT-12] pongs without prices end a connection after a minute', async () => {
    const stage = await openLiveStage()
    await goLive(stage)
    for (let passed = 0; passed < 55_000; passed += 5_000) {
      const before = stage.pings
      await stage.pass(5_000)
      await until(() => stage.pings > before)
    }
    expect(stage.health()).toMatchObject({ cuts: 0, fresh: false })
    await stage.pass(10_000)
    await until(() => stage.health().cuts === 1)
    expect(stage.health().trouble).toBe('no_data')
  })

  test('[ADAPT-13] acceptances that come late are waited for ten seconds', async () => {
    const stage = await openLiveStage({ exchange: 'kraken' })
    const { server } = stage
    await until(() => server.received.length === 2)
    await stage.pass(8_000)
    server.say(ticker('BTC/USD', 100, 100.5))
    for (const message of acceptances('BTC/USD')) server.say(message)
    await until(() => stage.health().connected)
    expect(server.received.map((text) => JSON.parse(text))).toEqual([
      {
        method: 'subscribe',
        params: { channel: 'ohlc', symbol: ['BTC/USD'], interval: 1, snapshot: true },
        req_id: 1,
      },
      {
        method: 'subscribe',
        params: { channel: 'ticker', symbol: ['BTC/USD'], event_trigger: 'bbo', snapshot: true },
        req_id: 2,
      },
    ])
  })

  test('[ADAPT-13] one that is never accepted is given up', async () => {
    const stage = await openLiveStage({ exchange: 'kraken' })
    await until(() => stage.server.received.length === 2)
    stage.server.say(ticker('BTC/USD', 100, 100.5))
    await stage.pass(11_000)
    await until(() => stage.health().cuts === 1)
    expect(stage.health()).toMatchObject({ connections: 0, fresh: false, trouble: 'not_accepted' })
  })

  test('[ADAPT-13] a pair that the exchange does not know is named as the trouble', async () => {
    const stage = await openLiveStage({ exchange: 'kraken' })
    await until(() => stage.server.received.length === 2)
    stage.server.say({
      error: 'Currency pair not supported BTC/USD',
      method: 'subscribe',
      req_id: 1,
      success: false,
      symbol: 'BTC/USD',
    })
    await until(() => stage.health().trouble === 'unknown_symbol')
  })

  test('[ADAPT-14] an hour before the cut of 24 hours another connection stands before the old one goes', async () => {
    const { stream, server, clock, heard } = await openStreamStage()
    const [old] = server.sockets
    // A quote every 20 s, as a quiet pair has them.
    for (let told = 1; told <= 23 * 180; told++) {
      expect(server.sockets).toHaveLength(1)
      clock.ring(20_000)
      server.sockets[0]?.send(JSON.stringify(bookTicker('BTCUSDT', 100, 100.5, told)))
      await until(() => heard() === told + 1)
    }
    await until(() => server.sockets[1]?.readyState === 1)
    expect(stream.up).toBe(true)
    expect(old?.readyState).toBe(1)
    server.say(bookTicker('BTCUSDT', 101, 101.5, 1))
    await until(() => stream.counts().connections === 2)
    await until(() => old?.readyState === 3)
    expect(stream.up).toBe(true)
    expect(stream.counts().cuts).toBe(0)
  }, 60_000)

  test('[ADAPT-14] an exchange that says it will leave is left for another connection first', async () => {
    const stage = await openLiveStage()
    await goLive(stage)
    stage.server.say({ e: 'serverShutdown', E: NOON })
    await until(() => stage.server.sockets.length === 2 && stage.server.sockets[1]?.readyState === 1)
    expect(stage.health().connected).toBe(true)
    stage.server.say(bookTicker('BTCUSDT', 101, 101.5, 1))
    await until(() => stage.health().connections === 2)
    expect(stage.health()).toMatchObject({ cuts: 0, fresh: true })
  })
})

describe('REST', () => {
  test.each([429, 418])(
    '[ADAPT-15] after %i nothing is asked for as long as the exchange says',
    async (status) => {
      const stage = await openLiveStage({ past: [-3, -2] })
      stage.server.answers.push({ status, headers: { 'retry-after': '30' } })
      await until(() => stage.health().trouble === 'rest_limited')
      expect(stage.server.asked).toHaveLength(1)
      await stage.pass(29_500)
      expect(stage.server.asked).toHaveLength(1)
      await stage.pass(1_000)
      await until(() => stage.health().clockOffsetMs !== null)
    },
  )

  test.each([
    ['no JSON', { body: '<html>' }],
    ['another status', { status: 500, body: {} }],
    ['another place', { status: 302, headers: { location: 'http://127.0.0.1:1/' } }],
    ['three megabytes', { body: `"${'x'.repeat(3_000_000)}"` }],
    ['another shape', { body: { serverTime: 'noon' } }],
  ])('[ADAPT-15] an answer that is %s is none, and is asked for again later', async (_what, answer) => {
    const stage = await openLiveStage()
    stage.server.answers.push(answer)
    await until(() => stage.health().trouble === 'rest_unreachable')
    expect(stage.health().clockOffsetMs).toBeNull()
    await stage.pass(1_000)
    await until(() => stage.health().clockOffsetMs !== null)
  })

  test('[ADAPT-15] an answer that does not come within 8 s is none', async () => {
    const stage = await openLiveStage()
    stage.server.answers.push(null)
    await until(() => stage.server.asked.length === 1)
    await stage.pass(8_000)
    await until(() => stage.health().trouble === 'rest_unreachable')
  })
})

describe('time', () => {
  test.each([
    [3_000, -3_000],
    [-3_000, 3_000],
  ])(
    '[ADAPT-16] a station whose clock is %i ms off measures it, and plays by the clock of the exchange',
    async (skew, offset) => {
      const stage = await openLiveStage({ stationSkewMs: skew })
      await goLive(stage)
      await until(() => stage.health().clockOffsetMs !== null)
      // The round trip takes a step of the clock at most, and half of it is what nobody can know.
      expect(Math.abs(stage.health().clockOffsetMs! - offset)).toBeLessThan(51)
      await stage.pass(30_000)
      stage.server.say(bookTicker('BTCUSDT', 100, 100.5, 2))
      await until(() => stage.health().fresh)
      expect(Math.abs(stage.feed.live!.reachable() - NOON - stage.time())).toBeLessThan(51)
    },
  )

  test('[ADAPT-17] the time goes no further than what is known', async () => {
    const stage = await openLiveStage()
    await goLive(stage)
    await stage.pass(MINUTE)
    stage.server.say(bookTicker('BTCUSDT', 100, 100.5, 2))
    await until(() => stage.health().fresh)
    expect(stage.feed.live?.reachable()).toBe(NOON + MINUTE - 1)
    stage.server.say(kline('BTCUSDT', minute(0)))
    await until(() => stage.feed.nextCloseAt() !== null)
    expect(Math.abs(stage.feed.live!.reachable() - NOON - stage.time())).toBeLessThan(51)
  })

  test('[LIVE-40] prices are fresh for 15 s after the last word about them, and not a moment longer', async () => {
    const stage = await openLiveStage()
    expect(stage.health().fresh).toBe(false)
    await goLive(stage)
    stage.server.say(bookTicker('BTCUSDT', 100, 100.5, 2))
    await until(() => stage.health().heardAt === stage.clock.now())
    expect(stage.health().fresh).toBe(true)
    await stage.pass(14_500)
    expect(stage.health().fresh).toBe(true)
    await stage.pass(500)
    expect(stage.health().fresh).toBe(false)
    stage.server.say('{"stream":')
    stage.server.say(bookTicker('BTCUSDT', 100, 100.5, 2))
    await until(() => stage.health().duplicates === 1)
    expect(stage.health().fresh).toBe(false)
    stage.server.say(bookTicker('BTCUSDT', 100, 100.5, 3))
    await until(() => stage.health().fresh)
  })

  test('[LIVE-40] where a bar is missing 15 s after its close nothing is fresh', async () => {
    const stage = await openLiveStage({ exchange: 'kraken' })
    await goLive(stage, 'kraken')
    while (stage.time() + 10_000 < MINUTE + 14_900) {
      stage.server.say({ channel: 'heartbeat' })
      await stage.pass(Math.min(10_000, MINUTE + 14_900 - stage.time()))
    }
    stage.server.say({ channel: 'heartbeat' })
    await until(() => stage.health().fresh)
    await stage.pass(MINUTE + 15_000 - stage.time())
    expect(stage.health().fresh).toBe(false)
    expect(stage.health().connected).toBe(true)
    stage.server.say(candle('BTC/USD', minute(0), 3))
    stage.server.say(candle('BTC/USD', minute(1), 1))
    await until(() => stage.health().fresh)
  })
})

/** A stream alone, standing, with the number of frames it was told. */
async function openStreamStage() {
  const server = await openExchange('binance')
  const clock = new LiveHandClock(NOON)
  const pairs = pairsOf({ exchange: 'binance', symbols: ['BTCUSDT'] })
  const subscription = { pairs, timeframe: 'm1' } as const
  let heard = 0
  const stream = new Stream({
    exchange: exchangeOf('binance'),
    url: server.urls.stream,
    subscription,
    listened: listenedOf(subscription),
    clock,
    log: testLog().log,
    random: () => 0,
    onFrame: () => {
      heard += 1
    },
    onUp: () => undefined,
    onDown: () => undefined,
  })
  onTestFinished(() => stream.close())
  await until(() => server.sockets[0]?.readyState === 1)
  server.say(bookTicker('BTCUSDT', 100, 100.5, 0))
  await until(() => stream.up)
  return { server, clock, stream, heard: () => heard }
}
