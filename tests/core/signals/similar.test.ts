import { describe, expect, test } from 'vitest'
import { type EndedLike, SIMILAR_MAX, sideOf, similarTo } from '#core/signals/similar.ts'
import { EURUSD, XAUUSD } from './build.ts'

const ASKED = { symbol: EURUSD, direction: 'BUY', probability: 0.42, side: 1 } as const

function ended(over: Partial<EndedLike> = {}): EndedLike {
  return { ...ASKED, won: false, ...over }
}

describe('signals like one', () => {
  test('[SIMILAR-1] none is n = 0 and no number', () => {
    expect(similarTo(ASKED, [])).toEqual({
      n: 0,
      wins: 0,
      rate: null,
      interval: null,
      predicted: null,
      span: null,
      among: 0,
    })
  })

  test.each([
    ['the same symbol, the other direction', { direction: 'SELL' }, 1],
    ['the same direction, another symbol', { symbol: XAUUSD }, 1],
    ['neither', { direction: 'SELL', symbol: XAUUSD }, 0],
    ['evidence that lowered the base rate', { side: -1 }, 0],
    ['evidence that moved nothing', { side: 0 }, 0],
  ] as const)('[SIMILAR-1] alike or not: %s', (_, over, n) => {
    expect(similarTo(ASKED, [ended(over)]).n).toBe(n)
  })

  test.each([
    [0.42, 0.4, 1],
    [0.4, 0.42, -1],
    [0.42, 0.42, 0],
    [0.42, 0.41951, 0],
    [0.42, 0.4194, 1],
    [0.42, 0.42049, 0],
  ])('[SIMILAR-1] a probability of %f over a base of %f is on the side %i', (probability, base, side) => {
    expect(sideOf({ probability, base })).toBe(side)
  })

  test('[SIMILAR-2] rate, interval and mean are those of the ones that count', () => {
    // 3 of 4 won; mean of .41, .42, .43, .44 = .425.
    const four = [0.41, 0.42, 0.43, 0.44].map((probability, index) => ended({ probability, won: index < 3 }))
    const { n, wins, rate, predicted, span, interval, among } = similarTo(ASKED, [
      ...four,
      ended({ side: -1 }),
    ])
    expect({ n, wins, rate, among }).toEqual({ n: 4, wins: 3, rate: 0.75, among: 5 })
    expect(predicted).toBeCloseTo(0.425, 12)
    expect(span).toEqual({ low: 0.41, high: 0.44 })
    expect(interval!.low).toBeLessThan(0.75)
    expect(interval!.high).toBeGreaterThan(0.75)
  })

  test('[SIMILAR-3] the nearest two hundred count, of equals the newer', () => {
    const far = Array.from({ length: 50 }, () => ended({ probability: 0.6, won: true }))
    const near = Array.from({ length: SIMILAR_MAX }, (_, index) => ended({ won: index < 10 }))
    expect(similarTo(ASKED, [...far, ...near])).toMatchObject({
      n: 200,
      wins: 10,
      span: { low: 0.42, high: 0.42 },
    })
    const older = ended({ won: true })
    expect(similarTo(ASKED, [...near, older])).toMatchObject({ n: 200, wins: 10 })
    expect(similarTo(ASKED, [older, ...near])).toMatchObject({ n: 200, wins: 11 })
  })
})
