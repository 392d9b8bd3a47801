import { describe, expect, test } from 'vitest'
import type { SymbolName } from '#core/kernel/ids.ts'
import type { Bar } from '#core/market/bar.ts'
import { openSimulation } from '#core/market/simulator.ts'
import { agree } from '#core/signals/fusion/candidate-rule.ts'
import { openGauges } from '#core/signals/fusion/gauges.ts'
import { openPipeline, openSources } from '#core/signals/fusion/pipeline.ts'
import type { Source, SourceType } from '#core/signals/fusion/source.ts'
import type { Candidate } from '#core/signals/signal.ts'
import { bar, HOUR, MONDAY } from './gauges.ts'

const GEOMETRY = { targetAtr: 1.5, stopAtr: 1, cooldownBars: 3 }

function simulate(count: number): Bar[] {
  const simulation = openSimulation('pipeline', 'XAUUSD' as SymbolName, MONDAY)
  return Array.from({ length: count }, () => simulation.next())
}

function candidatesOf(bars: readonly Bar[]): Candidate[] {
  const pipeline = openPipeline(GEOMETRY)
  return bars.map((one) => pipeline.push(one)).filter((candidate) => candidate !== null)
}

/** The direction of sources with these types and signed claims. */
function directionOf(...spoken: readonly (readonly [SourceType, number])[]): ReturnType<typeof agree> {
  const sources: Source[] = spoken.map(([type], index) => ({ name: `source ${index}`, type, hear: () => 0 }))
  const words = Float64Array.from(spoken, ([, word]) => word)
  return agree(sources, words, words.filter((word) => word !== 0).length)
}

describe('candidate rule', () => {
  test('[CAND-1] fewer than three sources make no candidate, three of one mind do', () => {
    expect(directionOf(['technical', 0.9], ['technical', 0.9])).toBeNull()
    expect(directionOf(['technical', 0.9], ['technical', 0.9], ['ai_bot', 0])).toBeNull()
    expect(directionOf(['technical', 0.6], ['ai_bot', 0.6], ['sentiment', 0.6])).toBe('BUY')
    expect(directionOf(['technical', -0.6], ['ai_bot', -0.6], ['sentiment', -0.6])).toBe('SELL')
  })

  test('[CAND-2] words weigh .4 for technical and .2 for the others, times their claim', () => {
    // BUY .4 x .6 = .24 against SELL .2 x .8 + .2 x .8 = .32: SELL holds 57 %.
    expect(directionOf(['technical', 0.6], ['ai_bot', -0.8], ['sentiment', -0.8])).toBeNull()
    // BUY .24 against .2 x .92 + .2 x .92 = .368: SELL holds 60.5 %.
    expect(directionOf(['technical', 0.6], ['ai_bot', -0.92], ['fundamental', -0.92])).toBe('SELL')
    // .4 x .9 = .36 against .2 x .6 + .2 x .6 = .24: exactly 60 %.
    expect(directionOf(['technical', 0.9], ['ai_bot', -0.6], ['sentiment', -0.6])).toBe('BUY')
    // .4 x .89 = .356 against .24: 59.7 %.
    expect(directionOf(['technical', 0.89], ['ai_bot', -0.6], ['sentiment', -0.6])).toBeNull()
  })

  test('[CAND-2] sides of the same weight agree on nothing', () => {
    expect(directionOf(['technical', 0.7], ['technical', -0.7], ['ai_bot', 0.6], ['ai_bot', -0.6])).toBeNull()
  })
})

describe('pipeline', () => {
  // Twelve days, so that the drift of an hour has been seen often enough.
  const bars = simulate(18_000)
  const candidates = candidatesOf(bars)

  test('[CAND-3] candidates of a symbol are at least three bars apart', () => {
    expect(candidates.length).toBeGreaterThan(500)
    const distances = candidates.slice(1).map((next, index) => next.barIndex - candidates[index]!.barIndex)
    expect(Math.min(...distances)).toBe(3)
  })

  test('[CAND-4] entry at the close, the ask for BUY and the bid for SELL; target 1.5 ATR, stop 1 ATR away', () => {
    for (const { direction, levels, atr, barIndex, at, targetAtr, stopAtr } of candidates) {
      const { close, spread, closeAt } = bars[barIndex]!
      const sign = direction === 'BUY' ? 1 : -1
      expect(at).toBe(closeAt)
      expect(levels.entry).toBe(direction === 'BUY' ? close + spread : close)
      expect(levels.target).toBeCloseTo(levels.entry + sign * 1.5 * atr, 9)
      expect(levels.stop).toBeCloseTo(levels.entry - sign * atr, 9)
      expect([targetAtr, stopAtr]).toEqual([1.5, 1])
    }
    expect(new Set(candidates.map(({ direction }) => direction))).toEqual(new Set(['BUY', 'SELL']))
  })

  test('[AGE-1] a vote says for how many bars its source has said so, and since which close', () => {
    const board = openGauges()
    const sources = openSources()
    /** The word of each source on each bar. */
    const heard = bars.map((one) => {
      const gauges = board.push(one)
      return new Map(sources.map((source) => [source.name, Math.sign(source.hear(gauges))]))
    })
    const ages = new Set<number>()
    for (const { barIndex, votes } of candidates) {
      for (const { source, bars: age = 0, since } of votes) {
        const word = heard[barIndex]?.get(source)
        let first = barIndex
        while (heard[first - 1]?.get(source) === word) first -= 1
        expect({ source, age, since }).toEqual({
          source,
          age: barIndex - first + 1,
          since: bars[first]?.closeAt,
        })
        ages.add(age)
      }
    }
    expect(Math.min(...ages)).toBe(1)
    expect(Math.max(...ages)).toBeGreaterThan(10)
  })

  test('[CAND-5] every candidate carries all that was said: three votes or more, claims of .60 to .92', () => {
    for (const { votes } of candidates) {
      expect(votes.length).toBeGreaterThanOrEqual(3)
      expect(new Set(votes.map(({ source }) => source)).size).toBe(votes.length)
      expect(votes.some(({ agreement }) => agreement === 1)).toBe(true)
      expect(votes.every(({ claim }) => claim >= 0.6 && claim <= 0.92)).toBe(true)
    }
    expect(candidates.some(({ votes }) => votes.some(({ agreement }) => agreement === -1))).toBe(true)
    expect(new Set(candidates.flatMap(({ votes }) => votes.map(({ source }) => source))).size).toBe(11)
  })

  test('[CAND-6] changing or cutting later bars changes nothing that was said before', () => {
    const half = bars.slice(0, 3_000)
    const early = candidates.filter(({ barIndex }) => barIndex < 3_000)
    const altered = bars.slice(3_000).map((one) => ({ ...one, close: one.low, volume: 0, open: one.high }))
    expect(candidatesOf(half)).toEqual(early)
    expect(candidatesOf([...half, ...altered]).filter(({ barIndex }) => barIndex < 3_000)).toEqual(early)
  })

  test('[CAND-6] the same bars give the same candidates', () => {
    expect(candidatesOf(bars)).toEqual(candidates)
  })

  test('[CAND-7] a feed without volume has candidates too', () => {
    const silentVolume = candidatesOf(bars.map((one) => ({ ...one, volume: 0 })))
    expect(silentVolume.length).toBeGreaterThan(500)
    const sources = new Set(silentVolume.flatMap(({ votes }) => votes.map(({ source }) => source)))
    expect(sources).toContain('busy_momentum')
  })

  test('[CAND-8] a market that does not move has no range, no ATR and no candidate', () => {
    const flat = Array.from({ length: 300 }, (_, index) =>
      bar({ openAt: MONDAY + index * HOUR, open: 100, high: 100, low: 100, close: 100 }),
    )
    expect(candidatesOf(flat)).toEqual([])
  })

  test('[CAND-9] the regime is +1 or -1 for a trend and -1, 0 or +1 for volatility, and all of them occur', () => {
    const regimes = new Set(candidates.map(({ regime }) => `${regime.trend} ${regime.vol}`))
    expect([...regimes].sort()).toEqual(['-1 -1', '-1 0', '-1 1', '1 -1', '1 0', '1 1'])
  })
})

describe('gauges', () => {
  test('[SRC-13] ATR is the mean of the first 14 true ranges, then moves by a fourteenth', () => {
    const board = openGauges()
    // Ranges of 2 without gaps: ATR 2. The 15th bar has range 16: 2 + (16 - 2) / 14 = 3.
    const ranges = Array.from({ length: 14 }, (_, index) => bar({ openAt: MONDAY + index * HOUR }))
    const readings = ranges.map((one) => board.push(one).atr)
    expect(readings.slice(0, 13)).toEqual(Array(13).fill(0))
    expect(readings[13]).toBeCloseTo(2, 12)
    expect(board.push(bar({ openAt: MONDAY + 14 * HOUR, high: 108, low: 92 })).atr).toBeCloseTo(3, 12)
  })

  test('[SRC-13] gauges are ready with the 26th bar', () => {
    const board = openGauges()
    const ready = Array.from(
      { length: 27 },
      (_, index) => board.push(bar({ openAt: MONDAY + index * HOUR })).ready,
    )
    expect(ready.indexOf(true)).toBe(25)
  })

  test('[SRC-14] the channel is that of the twenty bars before: a bar never breaks its own high', () => {
    const board = openGauges()
    for (let index = 0; index < 30; index++) board.push(bar({ openAt: MONDAY + index * HOUR }))
    const last = board.push(bar({ openAt: MONDAY + 30 * HOUR, high: 150, close: 140 }))
    expect(last.channel).toMatchObject({ upper: 101, lower: 99 })
  })

  test('[SRC-15] activity is volume over its average, and range over ATR where no volume is recorded', () => {
    const board = openGauges()
    for (let index = 0; index < 30; index++) board.push(bar({ openAt: MONDAY + index * HOUR, volume: 10 }))
    expect(board.push(bar({ openAt: MONDAY + 30 * HOUR, volume: 25 })).activity).toBeCloseTo(2.5, 9)
    const quiet = openGauges()
    for (let index = 0; index < 30; index++) quiet.push(bar({ openAt: MONDAY + index * HOUR, volume: 0 }))
    // The bar's range of 4 moves the ATR from 2 to 2 + 2 / 14; 4 / (30 / 14) = 28 / 15.
    const wide = quiet.push(bar({ openAt: MONDAY + 30 * HOUR, volume: 0, high: 102, low: 98 }))
    expect(wide.activity).toBeCloseTo(28 / 15, 9)
  })
})
