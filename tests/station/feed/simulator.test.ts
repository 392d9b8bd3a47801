import { describe, expect, test } from 'vitest'
import type { SymbolName } from '#core/kernel/ids.ts'
import { drain, MONDAY, openSim } from './support.ts'

const MINUTE = 60_000

describe('simulator feed', () => {
  test('[SIM-8] it is badged as simulation and begins at the whole minute it is given', async () => {
    const feed = await openSim('one', MONDAY + 12_345)
    expect(feed).toMatchObject({ source: 'sim', timeframe: 'm1', startsAt: MONDAY })
    expect(feed.symbols).toEqual(['AUDUSD', 'BTCUSD', 'EURUSD', 'GBPUSD', 'USDJPY', 'XAUUSD'])
  })

  test('[SIM-8] 600 minutes of history come before the run', async () => {
    const bars = await drain(await openSim('one'), 6 * 700)
    const history = bars.filter(({ symbol, closeAt }) => symbol === 'EURUSD' && closeAt <= MONDAY)
    // Now and then a minute has no trade.
    expect(history.length).toBeGreaterThan(570)
    expect(history.length).toBeLessThanOrEqual(600)
    expect(Math.min(...bars.map(({ openAt }) => openAt))).toBe(MONDAY - 600 * MINUTE)
  })

  test('[SIM-9] opened again with the start of its run it hands out the same bars', async () => {
    const [first, again] = [await openSim('one'), await openSim('one')]
    expect(again.fingerprint).toBe(first.fingerprint)
    expect(await drain(again, 9_000)).toEqual(await drain(first, 9_000))
    expect((await openSim('two')).fingerprint).not.toBe(first.fingerprint)
  })

  test('[SIM-10] it never ends, comes in order, and knows its own calendar', async () => {
    const feed = await openSim('one')
    const symbol = 'EURUSD' as SymbolName
    const bars = await drain(feed, 60_000)
    expect(bars.every((bar, index) => index === 0 || bar.closeAt >= bars[index - 1]!.closeAt)).toBe(true)
    const tenth = feed.closeAfter(symbol, 10)
    const coming = (await drain(feed, 200)).filter((bar) => bar.symbol === symbol)
    expect(coming[9]!.closeAt).toBe(tenth)
    expect(feed.ended()).toBe(false)
  })
})
