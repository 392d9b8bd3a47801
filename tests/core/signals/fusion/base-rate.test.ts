import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DEFAULT_POLICY } from '#core/context.ts'
import { assess } from '#core/signals/fusion/base-rate.ts'
import { book } from '../build.ts'

const BOOK = 'station:1.5:1'

describe('assess', () => {
  test('[BOOK-1] without outcomes the probability is breakeven, and nothing is added to it', () => {
    const said = assess(book(BOOK), 0.4, DEFAULT_POLICY)
    expect(said).toMatchObject({ probability: 0.4, base: 0.4, parts: {}, breakeven: 0.4, state: 'WARMING' })
    // sd = sqrt(0.4 * 0.6 / 100) = 0.0489898; 1.28 sd = 0.0627069
    expect(said.intervalLow).toBeCloseTo(0.3372931, 6)
    expect(said.intervalHigh).toBeCloseTo(0.4627069, 6)
  })

  test('[BOOK-1] the prior weighs 100 outcomes and a timeout did not win', () => {
    // (80 + 100 * 0.4) / (80 + 110 + 10 + 100) = 120 / 300
    const counted = { wins: 80, losses: 110, timeouts: 10 }
    expect(assess(book(BOOK, counted), 0.4, DEFAULT_POLICY).probability).toBeCloseTo(0.4, 12)
    // (30 + 50) / (60 + 100) = 0.5
    expect(
      assess(book(BOOK, { wins: 30, losses: 20, timeouts: 10 }), 0.5, DEFAULT_POLICY).probability,
    ).toBeCloseTo(0.5, 12)
  })

  test('[BOOK-2] the interval stops narrowing at 4,000 outcomes', () => {
    // (4960 + 40) / 10000 = 0.5; sd = sqrt(0.25 / 4000) = 0.00790569; 1.28 sd = 0.01011929
    const said = assess(book(BOOK, { wins: 4_960, losses: 4_940 }), 0.4, DEFAULT_POLICY)
    expect(said.probability).toBeCloseTo(0.5, 12)
    expect(said.intervalHigh - said.probability).toBeCloseTo(0.01011929, 7)
    expect(said.probability - said.intervalLow).toBeCloseTo(0.01011929, 7)
  })

  // With 200 outcomes at breakeven 0.4: p = (wins + 40) / 300, low = p - 1.28 * sqrt(p (1 - p) / 300).
  // 91 wins: 0.4366667 - 1.28 * 0.0286350 = 0.4000139; 90 wins: 0.4333333 - 1.28 * 0.0286098 = 0.3967127
  test.each([
    ['199 outcomes, all won', { wins: 199 }, 'WARMING'],
    ['200 outcomes, 90 won', { wins: 90, losses: 110 }, 'NO_EDGE'],
    ['200 outcomes, 91 won', { wins: 91, losses: 109 }, 'EDGE'],
    ['200 outcomes, 91 won, the rest timed out', { wins: 91, timeouts: 109 }, 'EDGE'],
    ['200 outcomes, none won', { losses: 200 }, 'NO_EDGE'],
  ])('[BOOK-3] %s: %s', (_name, counted, state) => {
    expect(assess(book(BOOK, counted), 0.4, DEFAULT_POLICY).state).toBe(state)
  })

  test('[BOOK-3] a lower bound that only meets breakeven is no edge', () => {
    // (200 + 100 * 1) / 300 = 1, without any spread: the bound is breakeven itself.
    expect(assess(book(BOOK, { wins: 200 }), 1, DEFAULT_POLICY).state).toBe('NO_EDGE')
  })

  test.each([
    ['nothing to compare with', [], 0.5],
    ['above all', [0.1, 0.39], 1],
    ['below all', [0.5, 0.41], 0],
    ['among equals', [0.4, 0.4], 0.5],
    // One below, two equal, one above: (1 + 2 / 2) / 4.
    ['in between', [0.3, 0.4, 0.4, 0.5], 0.5],
    // Three below, one equal: (3 + 1 / 2) / 5 with one above.
    ['higher up', [0.1, 0.2, 0.3, 0.4, 0.9], 0.7],
  ])('[BOOK-4] the rank counts who lies below, equals half: %s', (_name, recent, rank) => {
    expect(assess(book(BOOK, {}, recent), 0.4, DEFAULT_POLICY).rank).toBeCloseTo(rank, 12)
  })

  test('[BOOK-2] whatever a book counted, its probability lies in its interval and both in 0 to 1', () => {
    const count = fc.integer({ min: 0, max: 100_000 })
    fc.assert(
      fc.property(
        count,
        count,
        count,
        fc.double({ min: 0, max: 1, noNaN: true }),
        (wins, losses, timeouts, be) => {
          const said = assess(book(BOOK, { wins, losses, timeouts }), be, DEFAULT_POLICY)
          expect(said.intervalLow).toBeGreaterThanOrEqual(0)
          expect(said.intervalHigh).toBeLessThanOrEqual(1)
          expect(said.probability).toBeGreaterThanOrEqual(said.intervalLow)
          expect(said.probability).toBeLessThanOrEqual(said.intervalHigh)
        },
      ),
    )
  })
})
