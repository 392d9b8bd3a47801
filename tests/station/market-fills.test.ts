import { describe, expect, test } from 'vitest'
import type { SignalId, SymbolName } from '#core/kernel/ids.ts'
import { barsAt, EURUSD, feedOf, GBPUSD, openStage } from './feed/stage.ts'

/** An hour of market time in a second of wall time. */
const FAST = 3_600

describe('fills', () => {
  const waitingFor = (direction: 'BUY' | 'SELL') => ({
    signalId: 's1' as SignalId,
    symbol: EURUSD,
    direction,
  })

  test.each([
    // The bar falls from 100 to 98 in its first third, so at a sixth it stands at 99; the spread is 0.5.
    ['BUY', 99.5],
    ['SELL', 99],
  ] as const)('[PLAY-11] a %s is filled at the first price after the fire', async (direction, price) => {
    const stage = await openStage({ feed: feedOf(barsAt([0, 1])), speed: FAST / 10 })
    await stage.clock.play(1_600)
    stage.waiting = [waitingFor(direction)]
    expect(stage.fills()).toEqual([])
    await stage.clock.play(50)
    // 1,650 ms are 0.165 of the bar: 100 - 2 x 0.165 x 3 = 99.01.
    expect(stage.fills()).toMatchObject([{ signalId: 's1' }])
    expect(stage.fills()[0]?.price).toBeCloseTo(price + 0.01, 6)
  })

  test('[PLAY-11] a fire just before a close gets the close, ahead of the step that may end its signal', async () => {
    const stage = await openStage({ feed: feedOf(barsAt([0, 1])), speed: FAST })
    await stage.clock.play(990)
    stage.waiting = [waitingFor('BUY')]
    await stage.clock.play(50)
    expect(stage.commands.map(({ kind }) => kind)).toEqual(['execute_fires', 'advance_market'])
    expect(stage.fills()[0]?.price).toBe(102.5)
  })

  test('[PLAY-11] while its symbol has no price a fire waits, also while the market is paused', async () => {
    const feed = feedOf([...barsAt([0, 3]), ...barsAt([0, 1, 2, 3], GBPUSD)])
    const stage = await openStage({ feed, speed: FAST })
    await stage.clock.play(1_500)
    stage.waiting = [waitingFor('BUY')]
    await stage.clock.play(1_000)
    stage.market.pause()
    await stage.clock.play(1_000)
    expect(stage.fills()).toEqual([])
    stage.market.resume()
    await stage.clock.play(600)
    expect(stage.fills().length).toBeGreaterThan(0)
  })

  test('[PLAY-11] at full speed a fire gets the first close after it', async () => {
    const stage = await openStage({ feed: feedOf(barsAt([0, 1])), speed: FAST })
    stage.waiting = [waitingFor('SELL')]
    await stage.market.setSpeed('max')
    for (let turn = 0; turn < 20 && !stage.market.ended; turn++) await stage.clock.idle()
    expect(stage.commands[0]).toMatchObject({ kind: 'execute_fires', price: 102 })
  })

  test.each([3_600, 'max'] as const)(
    '[PLAY-19] at speed %s a fire on a symbol that is not played waits for ever, and the market plays on',
    async (speed) => {
      const stage = await openStage({ feed: feedOf(barsAt([0, 1, 2])), speed })
      stage.waiting = [{ signalId: 's1' as SignalId, symbol: 'NZDUSD' as SymbolName, direction: 'BUY' }]
      // Three bars of an hour at an hour a second.
      await stage.clock.play(3_000)
      expect(stage.market.ended).toBe(true)
      expect(stage.fills()).toEqual([])
    },
  )
})
