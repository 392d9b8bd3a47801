import { describe, expect, test } from 'vitest'
import { EMA_CLOSES } from '../../renderer/state/indicators.ts'
import {
  fireBuckets,
  type MarkView,
  neighbours,
  pictureRange,
  signalLog,
  windowEnd,
} from '../../renderer/state/signal-log.ts'
import { signal as shownSignal, trade as shownTrade } from './shown.ts'

const [SIGNAL, TRADE] = [shownSignal(), shownTrade()]

const HOUR = 3_600_000
const mark = (userId: string, firedAt: number, executed = false): MarkView => ({
  userId,
  name: userId.toUpperCase(),
  firedAt,
  executed,
})
const SOURCES = { signal: SIGNAL, mission: undefined, trade: null, passed: false, marks: [], readerId: 'ada' }

describe('event log', () => {
  test('[PAGE-310] market time and station time are told apart', () => {
    const marks = [mark('bob', 2_000, true), mark('ada', 1_000)]
    const { market, station } = signalLog({ ...SOURCES, marks })
    expect(market.map(({ at }) => at)).toEqual([SIGNAL.createdAt, SIGNAL.expiresAt, SIGNAL.horizonAt])
    expect(market[1]?.words).toBe('Fire window closes')
    expect(station.map(({ at, words, own }) => [at, words, own])).toEqual([
      [2_000, 'BOB fired, executed', false],
      [1_000, 'You fired', true],
    ])
  })

  test('[PAGE-311] a settled signal says where and how it ended, and what is not told has no time', () => {
    const signal = { ...SIGNAL, status: 'settled' as const, outcome: 'WIN' as const }
    const mission = { executed: 1, exit: 1.095, r: 2 }
    const trade = { ...TRADE, status: 'closed' as const, outcome: 'WIN' as const, r: 2, pnl: 200 }
    const { market, station } = signalLog({ ...SOURCES, signal, mission, trade })
    expect(market[1]).toMatchObject({ at: SIGNAL.expiresAt, words: 'Fire window closed' })
    expect(market[2]).toMatchObject({ at: null, words: 'Settled: WIN at 1.09500, +2.0 R' })
    expect(station[0]).toMatchObject({ own: true, words: 'Your trade closed: WIN, +200.00, +2.0 R' })
  })
})

describe('a window', () => {
  const settledOn = (settledAt: number) => {
    const signal = { ...SIGNAL, status: 'settled' as const, outcome: 'LOSS' as const, settledAt }
    const { market } = signalLog({ ...SOURCES, signal })
    return market.map(({ at, words }) => [at, words])
  }

  test('[PAGE-311] that was open when its signal settled closed then, and not at the end it had', () => {
    const at = SIGNAL.expiresAt - 60_000
    expect(settledOn(at).slice(1)).toEqual([
      [at, 'Fire window closed by the settlement'],
      [at, 'Settled: LOSS'],
    ])
    expect(windowEnd({ ...SIGNAL, settledAt: at })).toBe(at)
  })

  test('[PAGE-311] that had closed before keeps its end', () => {
    const at = SIGNAL.expiresAt + 60_000
    expect(settledOn(at).slice(1)).toEqual([
      [SIGNAL.expiresAt, 'Fire window closed'],
      [at, 'Settled: LOSS'],
    ])
    expect(windowEnd(SIGNAL)).toBe(SIGNAL.expiresAt)
  })
})

describe('fires over time', () => {
  test('[PAGE-312] the stretches are equal, hold every fire once and begin with the first', () => {
    // Ten milliseconds from 0 to 9 in two stretches of five.
    const buckets = fireBuckets([mark('a', 9), mark('b', 5), mark('c', 4), mark('d', 0)], 2)
    expect(buckets).toEqual([
      { from: 0, fires: 2 },
      { from: 5, fires: 2 },
    ])
    expect(fireBuckets([mark('a', 7)], 3).map(({ fires }) => fires)).toEqual([1, 0, 0])
    expect(fireBuckets([], 3)).toEqual([])
  })
})

describe('where a signal stands', () => {
  test('[PAGE-313] its neighbours are those listed just before and after it', () => {
    const ids = ['new', 'mid', 'old']
    expect(neighbours(ids, 'mid')).toEqual({ older: 'old', newer: 'new' })
    expect(neighbours(ids, 'new')).toEqual({ older: 'mid', newer: null })
    expect(neighbours(ids, 'gone')).toEqual({ older: null, newer: null })
  })

  test('[PAGE-314] the picture of a past signal reaches from 48 bars before it to 12 after its horizon, its averages begin 200 earlier', () => {
    expect(Math.max(...EMA_CLOSES)).toBe(200)
    const signal = { ...SIGNAL, createdAt: 100 * HOUR, horizonAt: 124 * HOUR }
    expect(pictureRange(signal, 'h1')).toEqual({ warmFrom: 0, from: 52 * HOUR, to: 136 * HOUR })
    expect(pictureRange(signal, 'm15')).toEqual({ warmFrom: 38 * HOUR, from: 88 * HOUR, to: 127 * HOUR })
    expect(pictureRange({ ...signal, createdAt: HOUR }, 'h1').from).toBe(0)
  })
})
