import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { SymbolName } from '#core/kernel/ids.ts'
import type { Bar } from '#core/market/bar.ts'
import { formingAt, priceAt } from '#core/market/ticks.ts'

function bar(open: number, high: number, low: number, close: number): Bar {
  const symbol = 'EURUSD' as SymbolName
  return { symbol, openAt: 0, closeAt: 60_000, open, high, low, close, volume: 90, spread: 0.5 }
}

/** Prices with at most seven digits, as feeds record them. */
const anyBar = fc
  .tuple(
    fc.array(fc.integer({ min: 90_000, max: 110_000 }), { minLength: 4, maxLength: 4 }),
    fc.constantFrom(1, 100, 100_000),
  )
  .map(([ticks, scale]) => {
    const [low = 0, one = 0, other = 0, high = 0] = ticks
      .toSorted((a, b) => a - b)
      .map((tick) => tick / scale)
    return { low, high, one, other }
  })
  .chain(({ low, high, one, other }) =>
    fc.boolean().map((up) => (up ? bar(one, high, low, other) : bar(other, high, low, one))),
  )

describe('ticks of a bar', () => {
  test.each([
    // Low is 1 away, high 2: down first. 10 -> 9 -> 12 -> 11, a third of the time each.
    [0, 10],
    [1 / 6, 9.5],
    [1 / 3, 9],
    [1 / 2, 10.5],
    [2 / 3, 12],
    [5 / 6, 11.5],
    [1, 11],
  ])('[PLAY-1] the nearer extreme comes first: at %f of the bar the price is %f', (fraction, price) => {
    expect(priceAt(bar(10, 12, 9, 11), fraction)).toBeCloseTo(price, 5)
  })

  test('[PLAY-1] of two equally near extremes a bar that rose went down first, one that fell went up first', () => {
    expect(priceAt(bar(10, 11, 9, 10.5), 1 / 3)).toBeCloseTo(9, 9)
    expect(priceAt(bar(10, 11, 9, 9.5), 1 / 3)).toBeCloseTo(11, 9)
    expect(priceAt(bar(10, 11, 9, 10), 1 / 3)).toBeCloseTo(9, 9)
  })

  test('[PLAY-1] before the bar stands its open, after it its close', () => {
    expect(priceAt(bar(10, 12, 9, 11), -1)).toBe(10)
    expect(priceAt(bar(10, 12, 9, 11), 2)).toBe(11)
  })

  test('[PLAY-2] a forming bar has reached what the path has reached', () => {
    // At a sixth of the time 10 has fallen to 9.5; half way the low of 9 is behind and the price is back at 10.5.
    expect(formingAt(bar(10, 12, 9, 11), 1 / 6)).toMatchObject({
      open: 10,
      high: 10,
      low: 9.5,
      close: 9.5,
      volume: 15,
    })
    expect(formingAt(bar(10, 12, 9, 11), 1 / 2)).toMatchObject({
      open: 10,
      high: 10.5,
      low: 9,
      close: 10.5,
      volume: 45,
    })
    expect(formingAt(bar(10, 12, 9, 11), 1)).toEqual(bar(10, 12, 9, 11))
  })

  test('[PLAY-2] a forming bar never shows a price that was not on the path, nor one outside the bar', () => {
    fc.assert(
      fc.property(anyBar, fc.double({ min: 0, max: 1, noNaN: true }), (whole, fraction) => {
        const forming = formingAt(whole, fraction)
        const passed = [0, 1 / 3, 2 / 3, fraction].filter((moment) => moment <= fraction)
        const prices = passed.map((moment) => priceAt(whole, moment))
        expect(forming.high).toBe(Math.max(...prices))
        expect(forming.low).toBe(Math.min(...prices))
        expect(forming.close).toBe(priceAt(whole, fraction))
        expect(forming.high).toBeLessThanOrEqual(whole.high)
        expect(forming.low).toBeGreaterThanOrEqual(whole.low)
      }),
    )
  })
})
