import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { HOUR_MS } from '#core/kernel/time.ts'
import type { Bar } from '#core/market/bar.ts'
import { breakevenOf, judge, timeout } from '#core/signals/settlement.ts'
import type { Signal } from '#core/signals/signal.ts'
import { bar, MARKET_AT, providerSignal, signal, XAUUSD } from './build.ts'

/** SELL at 100, stop 110, target 85: the mirror image of `signal()`. */
const SELL: Partial<Signal> = { direction: 'SELL', levels: { entry: 100, stop: 110, target: 85 } }
const WIN = { outcome: 'WIN', r: 1.5 }
const LOSS = { outcome: 'LOSS', r: -1 }

describe('judge', () => {
  test.each([
    ['the low stays above the stop', { low: 90.01 }, null],
    ['the low is the stop', { low: 90 }, { ...LOSS, exit: 90 }],
    ['the high stays below the target', { high: 114.99 }, null],
    ['the high is the target', { high: 115 }, { ...WIN, exit: 115 }],
    ['the ask would reach the target, the bid does not', { high: 114, spread: 2 }, null],
    ['the ask stays above the stop, the bid does not', { low: 89, spread: 2 }, { ...LOSS, exit: 90 }],
  ])('[SETTLE-1] a BUY is judged on the bid: %s', (_name, over, ended) => {
    expect(judge(signal(), bar(over), 11)).toEqual(ended)
  })

  test.each([
    ['the ask stays below the stop', { high: 107.99, spread: 2 }, null],
    ['the ask is the stop', { high: 108, spread: 2 }, { ...LOSS, exit: 110 }],
    ['the bid reaches the target, the ask does not', { low: 84, spread: 2 }, null],
    ['the ask is the target', { low: 83, spread: 2 }, { ...WIN, exit: 85 }],
    ['no quotes: the bar as it is', { low: 85 }, { ...WIN, exit: 85 }],
  ])('[SETTLE-1] a SELL is judged on the ask: %s', (_name, over, ended) => {
    expect(judge(signal(SELL), bar(over), 11)).toEqual(ended)
  })

  test('[SETTLE-2] a bar that holds both levels is a LOSS', () => {
    expect(judge(signal(), bar({ low: 90, high: 115 }), 11)).toEqual({ ...LOSS, exit: 90 })
    expect(judge(signal(SELL), bar({ low: 85, high: 110 }), 11)).toEqual({ ...LOSS, exit: 110 })
  })

  test('[SETTLE-3] the level is the exit, also where the price jumped over it', () => {
    const down = bar({ open: 70, high: 72, low: 60, close: 65 })
    expect(judge(signal(), down, 11)).toEqual({ ...LOSS, exit: 90 })
    const up = bar({ open: 130, high: 140, low: 125, close: 130 })
    expect(judge(signal(), up, 11)).toEqual({ ...WIN, exit: 115 })
  })

  test.each([
    [9, false],
    [10, false],
    [11, true],
  ])(
    '[SETTLE-4] the bar a signal was made of, and those before, do not judge it: bar %i',
    (index, judged) => {
      expect(judge(signal(), bar({ low: 50 }), index) !== null).toBe(judged)
    },
  )

  test.each([
    [-1, false],
    [0, true],
    [1, true],
  ])("[SETTLE-4] a provider's signal is judged by bars that began with it or later: %i ms", (ms, judged) => {
    const started = bar({ openAt: MARKET_AT + ms, low: 50 })
    expect(judge(providerSignal(), started, 0) !== null).toBe(judged)
  })

  test('[SETTLE-4] bars of another symbol do not judge', () => {
    expect(judge(signal(), bar({ symbol: XAUUSD, low: 50 }), 11)).toBeNull()
  })

  test.each([
    ['one bar before the horizon', 33, { close: 104 }, null],
    // (104 - 100) / (100 - 90) = 0.4
    ['the last bar of the horizon', 34, { close: 104 }, { outcome: 'TIMEOUT', exit: 104, r: 0.4 }],
    ['a bar after a hole at the horizon', 35, { close: 97 }, { outcome: 'TIMEOUT', exit: 97, r: -0.3 }],
    ['a level in the last bar', 34, { close: 104, high: 115 }, { ...WIN, exit: 115 }],
  ])(
    '[SETTLE-5] the last bar of the horizon ends what neither level ended: %s',
    (_name, index, over, ended) => {
      expect(judge(signal(), bar(over), index)).toEqual(ended)
    },
  )

  test('[SETTLE-5] a SELL times out on the ask', () => {
    // exit 97 + 2 = 99; (99 - 100) / (100 - 110) = 0.1
    expect(judge(signal(SELL), bar({ close: 97, low: 96, spread: 2 }), 34)).toEqual({
      outcome: 'TIMEOUT',
      exit: 99,
      r: 0.1,
    })
  })

  const HORIZON = MARKET_AT + 24 * HOUR_MS
  test.each([
    ['a bar that closes before it', HORIZON - HOUR_MS - 1, {}, null],
    ['a bar that closes at it', HORIZON - HOUR_MS, { close: 96 }, { outcome: 'TIMEOUT', exit: 96, r: -0.4 }],
    ['a bar across it', HORIZON - 1, { close: 96, high: 115 }, { ...WIN, exit: 115 }],
    // Everything in this bar comes after the horizon; its first price is the nearest one known.
    ['a bar after it', HORIZON, { open: 103, high: 115 }, { outcome: 'TIMEOUT', exit: 103, r: 0.3 }],
  ])("[SETTLE-5] a provider's horizon is a time: %s", (_name, openAt, over, ended) => {
    expect(judge(providerSignal(), bar({ openAt, ...over }), 500)).toEqual(ended)
  })

  test("[SETTLE-5] after a provider's horizon a SELL ends at the first ask", () => {
    // exit 97 + 2 = 99; (99 - 100) / (100 - 110) = 0.1
    const after = bar({ openAt: HORIZON, open: 97, spread: 2 })
    expect(judge(providerSignal(SELL), after, 500)).toEqual({ outcome: 'TIMEOUT', exit: 99, r: 0.1 })
  })

  test('[SETTLE-6] the result is gain over risk, to nine decimals', () => {
    // (101 - 100) / (100 - 97) = 0.3333...
    const third = signal({ levels: { entry: 100, stop: 97, target: 115 } })
    expect(judge(third, bar({ close: 101 }), 34)?.r).toBe(0.333333333)
  })

  test('[SETTLE-6] a result beyond a million times the risk counts as a million', () => {
    const slip = signal({ levels: { entry: 100, stop: 100 - 1e-9, target: 1_000_000 } })
    expect(judge(slip, bar({ low: 100, high: 2_000_000 }), 11)).toMatchObject({
      outcome: 'WIN',
      r: 1_000_000,
    })
  })

  test.each([
    [80, 90, -1],
    [90, 90, -1],
    [100, 100, 0],
    [112, 112, 1.2],
    [200, 115, 1.5],
  ])('[SETTLE-7] a trade that times out at %f ends at %f: never beyond its levels', (price, exit, r) => {
    expect(timeout(signal(), price)).toEqual({ outcome: 'TIMEOUT', exit, r })
  })

  test('[SETTLE-6] a SELL that ends at its entry has a result of zero, not of minus zero', () => {
    expect(Object.is(timeout(signal(SELL), 100).r, 0)).toBe(true)
  })

  test('[SETTLE-6] BUY and SELL are mirror images of each other', () => {
    const CENTRE = 10_000
    const mirrored = (price: number) => 2 * CENTRE - price
    const prices = fc.integer({ min: -300, max: 300 })
    fc.assert(
      fc.property(
        fc.record({ risk: fc.integer({ min: 1, max: 200 }), reward: fc.integer({ min: 1, max: 200 }) }),
        fc.tuple(prices, prices, prices, prices),
        fc.integer({ min: 0, max: 50 }),
        fc.integer({ min: 9, max: 36 }),
        ({ risk, reward }, four, spread, barIndex) => {
          const [low, a, b, high] = four.map((price) => CENTRE + price).sort((x, y) => x - y) as [
            number,
            number,
            number,
            number,
          ]
          const buy = signal({
            levels: { entry: CENTRE, stop: CENTRE - risk, target: CENTRE + reward },
          })
          const sell = signal({
            direction: 'SELL',
            levels: { entry: CENTRE, stop: CENTRE + risk, target: CENTRE - reward },
          })
          const seen: Bar = bar({ low, high, open: a, close: b, spread })
          // A SELL looks at bid plus spread, so the mirror image is put under it by the spread.
          const image: Bar = bar({
            low: mirrored(high) - spread,
            high: mirrored(low) - spread,
            open: mirrored(a) - spread,
            close: mirrored(b) - spread,
            spread,
          })
          const bought = judge(buy, seen, barIndex)
          const sold = judge(sell, image, barIndex)
          expect(sold?.outcome).toBe(bought?.outcome)
          expect(sold?.exit).toBe(bought ? mirrored(bought.exit) : undefined)
          if (bought && sold) expect(sold.r).toBeCloseTo(bought.r, 8)
        },
      ),
    )
  })

  test("[SIG-6] breakeven is the risk's share of the span, on both sides", () => {
    // 10 / (10 + 15)
    expect(breakevenOf({ entry: 100, stop: 90, target: 115 })).toBeCloseTo(0.4, 12)
    expect(breakevenOf({ entry: 100, stop: 110, target: 85 })).toBeCloseTo(0.4, 12)
    // 3 / (3 + 1)
    expect(breakevenOf({ entry: 100, stop: 97, target: 101 })).toBeCloseTo(0.75, 12)
  })
})
