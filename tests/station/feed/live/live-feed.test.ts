import { describe, expect, test } from 'vitest'
import { goLive, MINUTE, minute, NOON, openLiveStage } from './stage.ts'
import { until } from './exchange-server.ts'
import { bookTicker, candle, kline, ticker } from './words.ts'

const opens = (bars: readonly { readonly openAt: number }[]) => bars.map(({ openAt }) => (openAt - NOON) / MINUTE)

describe('bars', () => {
  test('[ADAPT-1] a bar that Binance calls closed is a bar of the feed, once', async () => {
    const stage = await openLiveStage()
    await goLive(stage)
    await until(() => stage.health().clockOffsetMs !== null)
    stage.server.say(kline('BTCUSDT', minute(0), { closed: false, first: 1, last: 4 }))
    await stage.pass(MINUTE)
    stage.server.say(kline('BTCUSDT', minute(0), { first: 1, last: 9 }))
    await until(() => stage.feed.nextCloseAt() !== null)
    expect(stage.feed.nextCloseAt()).toBe(NOON + MINUTE)
    expect(stage.feed.take()).toEqual([
      {
        symbol: 'BTCUSDT',
        openAt: NOON,
        closeAt: NOON + MINUTE,
        open: 100,
        high: 102,
        low: 99,
        close: 101,
        volume: 10,
        spread: 0,
      },
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
})
