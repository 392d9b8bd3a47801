import { describe, expect, test } from 'vitest'
import { until } from './exchange-server.ts'
import { goLive, type LiveStage, MINUTE, minute, NOON, openLiveStage, readPast } from './stage.ts'
import { bookTicker, candle, kline, ticker } from './words.ts'

/** Minutes after noon at which the bars taken so far open. */
const taken = (stage: LiveStage) => {
  stage.take()
  return stage.taken.map(({ openAt }) => (openAt - NOON) / MINUTE)
}
const say = (stage: LiveStage, at: number) => stage.server.say(kline('BTCUSDT', minute(at)))

describe('bars', () => {
  test('[ADAPT-1] a bar that Binance calls closed is a bar of the feed, once', async () => {
    const stage = await openLiveStage()
    await goLive(stage)
    stage.server.say(kline('BTCUSDT', minute(0), { closed: false, first: 1, last: 4 }))
    await stage.pass(MINUTE)
    stage.server.say(kline('BTCUSDT', minute(0), { first: 1, last: 9 }))
    await until(() => stage.feed.nextCloseAt() !== null)
    expect(stage.feed.nextCloseAt()).toBe(NOON + MINUTE)
    const [openAt, open, high, low, close, volume] = minute(0)
    expect(stage.feed.take()).toEqual([
      { symbol: 'BTCUSDT', openAt, closeAt: NOON + MINUTE, open, high, low, close, volume, spread: 0 },
    ])
    stage.server.say(kline('BTCUSDT', minute(0), { first: 1, last: 9 }))
    await until(() => stage.health().duplicates === 1)
    expect(stage.feed.nextCloseAt()).toBeNull()
  })

  test('[ADAPT-2] a candle of Kraken is closed by the first trade of the next one', async () => {
    const stage = await openLiveStage({ exchange: 'kraken' })
    await goLive(stage, 'kraken')
    stage.server.say(candle('BTC/USD', minute(0), 5))
    await stage.pass(MINUTE)
    expect(stage.feed.nextCloseAt()).toBeNull()
    stage.server.say(candle('BTC/USD', minute(1), 1))
    await until(() => stage.feed.nextCloseAt() !== null)
    expect(stage.feed.take()).toMatchObject([{ symbol: 'BTCUSD', openAt: NOON, close: 101, volume: 10 }])
  })

  test('[ADAPT-2] a candle of Kraken whose next one does not trade comes by REST', async () => {
    const stage = await openLiveStage({ exchange: 'kraken' })
    await goLive(stage, 'kraken')
    stage.server.say(candle('BTC/USD', minute(0), 5))
    stage.server.bars.set('XBTUSD', [minute(0)])
    await stage.pass(MINUTE + 4_000)
    await until(() => stage.feed.nextCloseAt() !== null)
    expect(taken(stage)).toEqual([0])
    // With the one before noon.
    expect(stage.health().filledBars).toBe(2)
  })

  test('[ADAPT-3] the past comes by REST and in order, and the bar under way does not', async () => {
    const stage = await openLiveStage({ past: [-5, -4, -3, -2, -1, 0] })
    await readPast(stage)
    expect(taken(stage)).toEqual([-5, -4, -3, -2])
    // The last one closed this instant: it is believed two seconds later.
    await stage.pass(3_000)
    await until(() => stage.feed.nextCloseAt() !== null)
    expect(taken(stage)).toEqual([-5, -4, -3, -2, -1])
    expect(stage.server.asked.find((path) => path.startsWith('/api/v3/klines'))).toBe(
      `/api/v3/klines?symbol=BTCUSDT&interval=1m&startTime=${NOON - 600 * MINUTE}&limit=1000`,
    )
  })

  test('[ADAPT-4] bars that closed during an outage come by REST, each once and in order', async () => {
    const stage = await openLiveStage()
    await goLive(stage)
    await stage.pass(MINUTE)
    say(stage, 0)
    await until(() => taken(stage).length === 1)
    stage.server.sockets.at(-1)?.terminate()
    await until(() => !stage.health().connected)
    stage.server.bars.set(
      'BTCUSDT',
      [0, 1, 2, 3].map((at) => minute(at)),
    )
    await stage.pass(3 * MINUTE + 3_000)
    await until(() => stage.health().filledBars === 4)
    await goLive(stage)
    say(stage, 3)
    await until(() => stage.health().duplicates === 1)
    expect(taken(stage)).toEqual([0, 1, 2, 3])
    expect(stage.feed.health().holes).toBe(0)
  })

  test('[ADAPT-5] a bar that REST does not know half a minute after its close is a hole, and none is made up', async () => {
    const stage = await openLiveStage()
    await goLive(stage)
    await stage.pass(MINUTE)
    say(stage, 0)
    await until(() => taken(stage).length === 1)
    await stage.pass(2 * MINUTE)
    stage.server.bars.set('BTCUSDT', [minute(0), minute(2)])
    await stage.pass(5_000)
    await until(() => stage.health().filledBars === 2)
    expect(taken(stage)).toEqual([0, 2])
    expect(stage.feed.health().holes).toBe(1)
  })

  test('[ADAPT-6] where the run was left the bars are asked for from there on', async () => {
    const stage = await openLiveStage({ left: -3, past: [-5, -4, -3, -2] })
    await readPast(stage)
    expect(stage.feed.startsAt).toBe(NOON - 3 * MINUTE)
    expect(taken(stage)).toEqual([-5, -4, -3, -2])
  })
})

describe('what cannot be used', () => {
  test('[ADAPT-7] is counted by its reason, skipped, and harms nothing', async () => {
    const stage = await openLiveStage()
    await goLive(stage)
    const { server } = stage
    await stage.pass(MINUTE)
    say(stage, 0)
    await until(() => taken(stage).length === 1)
    await stage.pass(MINUTE)
    const [at, , high, low, close, volume] = minute(1)
    const { cuts } = stage.health()
    server.say('{"stream":')
    server.say('[1,2]')
    server.say(kline('BTCUSDT', [at, Number.NaN, high, low, close, volume]))
    server.say(kline('BTCUSDT', [at, 100, 90, low, close, volume]))
    server.say(kline('BTCUSDT', [at + 1, 100, high, low, close, volume]))
    server.say(kline('BTCUSDT', minute(4)))
    server.say(kline('BTCUSDT', minute(-1)))
    server.say(kline('ETHUSDT', minute(1)))
    server.say(kline('BTCUSDT', minute(1), { interval: '5m' }))
    server.say(bookTicker('BTCUSDT', 101, 100, 2))
    server.say(bookTicker('BTCUSDT', 100, 101, 5))
    server.say(bookTicker('BTCUSDT', 100, 101, 3))
    server.say(kline('BTCUSDT', minute(0)))
    say(stage, 1)
    await until(() => taken(stage).length === 2)
    expect(stage.feed.health().badRows).toEqual({ text: 2, nan: 1, range: 4, order: 2 })
    expect(stage.health()).toMatchObject({ strays: 2, duplicates: 1, cuts })
    expect(taken(stage)).toEqual([0, 1])
  })

  test('[ADAPT-8] trades that are numbered and in no bar are a jump in the sequence', async () => {
    const stage = await openLiveStage()
    await goLive(stage)
    const trades = [
      [1, 9],
      [10, 12],
      [14, 20],
    ] as const
    for (const [index, [first, last]] of trades.entries()) {
      await stage.pass(MINUTE)
      // A minute without a word would end the connection.
      stage.server.say(kline('BTCUSDT', minute(index), { first, last }))
      await until(() => taken(stage).length === index + 1)
    }
    expect(stage.health().sequenceGaps).toBe(1)
  })

  test('[ADAPT-8] what forms never goes back', async () => {
    const stage = await openLiveStage({ exchange: 'kraken' })
    await goLive(stage, 'kraken')
    stage.server.say(candle('BTC/USD', minute(0, 200), 7))
    stage.server.say(candle('BTC/USD', minute(0, 100), 6))
    await until(() => stage.feed.health().badRows.order === 1)
    expect(stage.feed.formingAt('BTCUSD' as never, NOON)?.open).toBe(200)
  })

  test('[ADAPT-9] a message of ten megabytes ends its connection, and only that', async () => {
    const stage = await openLiveStage()
    await goLive(stage)
    stage.server.say('x'.repeat(10_000_000))
    await until(() => stage.health().oversized === 1)
    expect(stage.health().connected).toBe(false)
    await stage.pass(1_000)
    await until(() => stage.server.sockets.length === 2)
    await goLive(stage)
    expect(stage.health().fresh).toBe(true)
  })

  test('[ADAPT-9] a flood of messages ends its connection', async () => {
    const stage = await openLiveStage()
    await goLive(stage)
    for (let sent = 0; sent <= 20_000; sent++) stage.server.say('{}')
    await until(() => stage.health().floods === 1)
    expect(stage.health().connected).toBe(false)
  })

  test('[ADAPT-9] a connection that is cut in the middle of a message loses that message alone', async () => {
    const stage = await openLiveStage()
    await goLive(stage)
    // The beginning of a text of 100 bytes, and no more.
    stage.server.line().write(Buffer.concat([Buffer.from([0x81, 100]), Buffer.from('{"stream":"btcusdt')]))
    stage.server.line().end()
    await until(() => !stage.health().connected)
    expect(stage.health()).toMatchObject({ cuts: 1, trouble: 'closed' })
    await stage.pass(1_000)
    await until(() => stage.server.sockets.length === 2)
    await goLive(stage)
    expect(stage.health()).toMatchObject({ connections: 2, trouble: null })
  })
})

describe('the picture', () => {
  test('[ADAPT-10] what forms stands at the best bid, the ask a spread above it', async () => {
    const stage = await openLiveStage({ exchange: 'kraken' })
    await goLive(stage, 'kraken')
    stage.server.say(candle('BTC/USD', minute(0), 5))
    stage.server.say(ticker('BTC/USD', 103, 103.5))
    await until(() => stage.feed.formingAt('BTCUSD' as never, NOON)?.close === 103)
    expect(stage.feed.formingAt('BTCUSD' as never, NOON + 30_000)).toEqual({
      symbol: 'BTCUSD',
      openAt: NOON,
      closeAt: NOON + MINUTE,
      open: 100,
      high: 103,
      low: 99,
      close: 103,
      volume: 10,
      spread: 0.5,
    })
  })
})
