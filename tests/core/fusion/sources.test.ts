import { describe, expect, test } from 'vitest'
import { candlePattern, trendPullback } from '#core/signals/fusion/ai-bot.ts'
import { hourDrift, londonBreak } from '#core/signals/fusion/fundamental.ts'
import { openSources } from '#core/signals/fusion/pipeline.ts'
import { busyMomentum, stretchFade } from '#core/signals/fusion/sentiment.ts'
import type { Source } from '#core/signals/fusion/source.ts'
import { donchianBreak, emaTrend, macdFlip, rsiRevert, squeezeBreak } from '#core/signals/fusion/technical.ts'
import { bar, gauges, HOUR, MONDAY } from './gauges.ts'

const SILENT = 0
/** A claim runs evenly from .60 at strength 0 to .92 at strength 1. */
const claimed = (strength: number): number => 0.6 + 0.32 * strength

function hear(source: Source, ...readings: Parameters<typeof gauges>): number {
  return source.hear(gauges(...readings))
}

describe('sources', () => {
  test('[SRC-1] there are eleven of them, each with a name of its own and one of the four types', () => {
    const sources = openSources()
    expect(new Set(sources.map(({ name }) => name)).size).toBe(11)
    const count = (type: Source['type']): number => sources.filter((source) => source.type === type).length
    expect(
      ['technical', 'fundamental', 'sentiment', 'ai_bot'].map((type) => count(type as Source['type'])),
    ).toEqual([5, 2, 2, 2])
  })

  test('[SRC-1] all are silent in a market without anything to say, and before the gauges are ready', () => {
    for (const source of openSources()) expect(hear(source)).toBe(SILENT)
    for (const source of openSources())
      expect(hear(source, { ready: false, emaFast: 120, rsi: 5, momentum: 30, activity: 9 })).toBe(SILENT)
  })

  test('[SRC-2] ema_trend speaks from a gap of 0.3 ATR, and claims the most from 2 ATR', () => {
    // ATR is 2: a gap of 0.59 is 0.295 ATR, 0.6 is 0.3 ATR, 4 is 2 ATR, 2.3 is 1.15 ATR = half way.
    expect(hear(emaTrend(), { emaFast: 100.59 })).toBe(SILENT)
    expect(hear(emaTrend(), { emaFast: 100.61 })).toBeCloseTo(claimed(0), 2)
    expect(hear(emaTrend(), { emaFast: 102.3 })).toBeCloseTo(claimed(0.5), 9)
    expect(hear(emaTrend(), { emaFast: 96 })).toBeCloseTo(-claimed(1), 9)
    expect(hear(emaTrend(), { emaFast: 80 })).toBeCloseTo(-claimed(1), 9)
  })

  test('[SRC-3] macd_flip speaks for three bars after a turn of the histogram, in its new direction', () => {
    const source = macdFlip()
    const words = [-1, -1, 0.15, 0.15, 0.15, 0.15, -0.3].map((histogram) => hear(source, { histogram }))
    // The most from 0.15 ATR = 0.3 on, so 0.15 is half.
    expect(words.map((word) => Math.round(word * 100) / 100)).toEqual([0, 0, 0.76, 0.76, 0.76, 0, -0.92])
  })

  test('[SRC-3] the first sign of the histogram is no turn', () => {
    const source = macdFlip()
    expect(hear(source, { histogram: 0.5 })).toBe(SILENT)
  })

  test.each([
    [30.1, SILENT],
    [30, claimed(0)],
    [20, claimed(0.5)],
    [5, claimed(1)],
    [69.9, SILENT],
    [70, -claimed(0)],
    [95, -claimed(1)],
  ])('[SRC-4] rsi_revert at %f says %f', (rsi, word) => {
    expect(hear(rsiRevert(), { rsi })).toBeCloseTo(word, 9)
  })

  test('[SRC-5] squeeze_break speaks when the close leaves the bands within eight bars of a squeeze', () => {
    const settled = (): Source => {
      const source = squeezeBreak()
      for (let index = 0; index < 50; index++) hear(source)
      return source
    }
    const narrow = { upper: 101, lower: 99 }
    const wide = { upper: 104, lower: 96 }
    const broke = settled()
    // Width 2 against a usual 8: squeezed, and the close is 0.5 above the band: 0.25 ATR, strength 0.5.
    expect(hear(broke, { bands: narrow, bar: bar({ close: 101.5 }) })).toBeCloseTo(claimed(0.5), 9)
    for (let index = 1; index < 8; index++)
      expect(hear(broke, { bands: wide, bar: bar({ close: 95 }) })).toBeCloseTo(-claimed(1), 9)
    expect(hear(broke, { bands: wide, bar: bar({ close: 95 }) })).toBe(SILENT)
    expect(hear(settled(), { bands: wide, bar: bar({ close: 95 }) })).toBe(SILENT)
  })

  test('[SRC-6] donchian_break speaks beyond the extremes of the twenty bars before', () => {
    expect(hear(donchianBreak(), { bar: bar({ close: 103 }) })).toBe(SILENT)
    expect(hear(donchianBreak(), { bar: bar({ close: 104 }) })).toBeCloseTo(claimed(0.5), 9)
    expect(hear(donchianBreak(), { bar: bar({ close: 90 }) })).toBeCloseTo(-claimed(1), 9)
    expect(hear(donchianBreak(), { channel: null, bar: bar({ close: 90 }) })).toBe(SILENT)
  })

  test('[SRC-7] london_break compares the morning with the range of the same day from 00:00 to 07:00 UTC', () => {
    const at = (hour: number, over: Partial<ReturnType<typeof bar>> = {}) => ({
      bar: bar({ openAt: MONDAY + hour * HOUR, ...over }),
    })
    const night = (): Source => {
      const source = londonBreak()
      for (let hour = 0; hour < 7; hour++) hear(source, at(hour, hour === 3 ? { high: 102, low: 98 } : {}))
      return source
    }
    expect(hear(night(), at(6, { close: 110 }))).toBe(SILENT)
    expect(hear(night(), at(7, { close: 102 }))).toBe(SILENT)
    expect(hear(night(), at(7, { close: 103 }))).toBeCloseTo(claimed(0.5), 9)
    expect(hear(night(), at(10, { close: 95 }))).toBeCloseTo(-claimed(1), 9)
    expect(hear(night(), at(11, { close: 95 }))).toBe(SILENT)
    // The next day has a range of its own, and a day without a night has none.
    expect(hear(night(), at(24 + 8, { close: 95 }))).toBe(SILENT)
  })

  test('[SRC-8] hour_drift speaks of the hour that begins, once ten of its days are known', () => {
    const source = hourDrift()
    // Every day from 09:00 to 10:00 the close is 2 = 1 ATR higher or, every fifth day, 2 lower; else nothing moves.
    let previous = bar({ openAt: MONDAY - HOUR })
    const words = new Map<string, number>()
    for (let index = 0; index < 12 * 24; index++) {
      const [day, hour] = [Math.floor(index / 24), index % 24]
      const move = hour === 9 ? (day % 5 === 4 ? -2 : 2) : 0
      const current = bar({
        openAt: MONDAY + index * HOUR,
        open: previous.close,
        close: previous.close + move,
      })
      words.set(`${day} ${hour}`, hear(source, { bar: current, previous }))
      previous = current
    }
    // Spoken at the close of 08:00-09:00, of the hour from 09:00 on. Ten days are finished from day 10 on.
    expect(words.get('9 8')).toBe(SILENT)
    // Of the ten days eight rose by 1 ATR and two fell: mean .6, variance .64, z = .6 / (.8 / sqrt 10) = 2.37.
    expect(words.get('10 8')).toBeCloseTo(claimed((2.3717 - 1) / 2), 3)
    expect([...words].filter(([when, word]) => word !== SILENT && !when.endsWith(' 8'))).toEqual([])
  })

  test('[SRC-8] hour_drift has nothing to say of daily bars', () => {
    const source = hourDrift()
    const daily = bar({ openAt: MONDAY, closeAt: MONDAY + 24 * HOUR })
    for (let day = 0; day < 20; day++) expect(hear(source, { bar: daily })).toBe(SILENT)
  })

  test('[SRC-9] busy_momentum needs a move of 1 ATR and a bar 1.2 times as busy as usual', () => {
    expect(hear(busyMomentum(), { momentum: 1.9, activity: 2 })).toBe(SILENT)
    expect(hear(busyMomentum(), { momentum: 5, activity: 1.19 })).toBe(SILENT)
    // 5 is 2.5 ATR: half way from 1 to 4.
    expect(hear(busyMomentum(), { momentum: 5, activity: 1.2 })).toBeCloseTo(claimed(0.5), 9)
    expect(hear(busyMomentum(), { momentum: -20, activity: 3 })).toBeCloseTo(-claimed(1), 9)
  })

  test('[SRC-10] stretch_fade speaks against a close 2 ATR away from EMA 26', () => {
    expect(hear(stretchFade(), { bar: bar({ close: 103.9 }) })).toBe(SILENT)
    // 7 above is 3.5 ATR: half way from 2 to 5.
    expect(hear(stretchFade(), { bar: bar({ close: 107 }) })).toBeCloseTo(-claimed(0.5), 9)
    expect(hear(stretchFade(), { bar: bar({ close: 80 }) })).toBeCloseTo(claimed(1), 9)
  })

  test('[SRC-11] candle_pattern knows an engulfing body and a rejected wick', () => {
    const red = bar({ open: 100.4, close: 100, high: 100.5, low: 99.9 })
    // The body of 2.1 = 1.05 ATR covers the red one: half way from 0.3 to 1.8.
    const engulfing = bar({ open: 99.9, close: 102, high: 102, low: 99.9 })
    expect(hear(candlePattern(), { bar: engulfing, previous: red })).toBeCloseTo(claimed(0.5), 9)
    const small = bar({ open: 100, close: 100.5, high: 100.5, low: 100 })
    expect(hear(candlePattern(), { bar: small, previous: red })).toBe(SILENT)
    // A range of 2.9 = 1.45 ATR, of which the lower wick is 2: 69 %. Half way from 0.7 to 2.2.
    const hammer = bar({ open: 102, close: 102.5, high: 102.9, low: 100 })
    expect(hear(candlePattern(), { bar: hammer, previous: bar({ close: 101 }) })).toBeCloseTo(claimed(0.5), 9)
    const star = bar({ open: 100.9, close: 100.4, high: 102.9, low: 100 })
    expect(hear(candlePattern(), { bar: star, previous: bar({ close: 100 }) })).toBeCloseTo(-claimed(0.5), 9)
  })

  test('[SRC-12] trend_pullback speaks with a trend that dipped to EMA 12 and held EMA 26', () => {
    const rising = { emaFast: 103, emaSlow: 101.5, emaLong: 100 }
    // EMA 26 is 1.5 = 0.75 ATR above EMA 50: half of 1.5.
    expect(hear(trendPullback(), { ...rising, bar: bar({ low: 102.9, close: 103.5 }) })).toBeCloseTo(
      claimed(0.5),
      9,
    )
    expect(hear(trendPullback(), { ...rising, bar: bar({ low: 103.1, close: 103.5 }) })).toBe(SILENT)
    expect(hear(trendPullback(), { ...rising, bar: bar({ low: 100, close: 101.4 }) })).toBe(SILENT)
    const falling = { emaFast: 97, emaSlow: 98.5, emaLong: 100 }
    expect(hear(trendPullback(), { ...falling, bar: bar({ high: 97.1, close: 96 }) })).toBeCloseTo(
      -claimed(0.5),
      9,
    )
  })
})
