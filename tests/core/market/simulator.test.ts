import { describe, expect, test } from 'vitest'
import type { SymbolName } from '#core/kernel/ids.ts'
import { HOUR_MS, MINUTE_MS } from '#core/kernel/time.ts'
import type { Bar } from '#core/market/bar.ts'
import { openSimulation, SIMULATED_SYMBOLS } from '#core/market/simulator.ts'
import { openPipeline } from '#core/signals/fusion/pipeline.ts'
import type { Candidate } from '#core/signals/signal.ts'

/** 2026-01-05 00:00 UTC. */
const START = Date.UTC(2026, 0, 5)
const BARS = 40_000

function simulate(seed: string, symbol: SymbolName, count: number): Bar[] {
  const simulation = openSimulation(seed, symbol, START)
  return Array.from({ length: count }, () => simulation.next())
}

const samples = SIMULATED_SYMBOLS.map((symbol) => ({ symbol, bars: simulate('proof', symbol, BARS) }))

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

/** Mean in units of its standard error: beyond 3.5 in one of 2,000 fair samples. */
function tStatistic(values: readonly number[]): number {
  const centre = mean(values)
  const variance = mean(values.map((value) => (value - centre) ** 2))
  return centre / Math.sqrt(variance / values.length)
}

function movesOf(bars: readonly Bar[]): number[] {
  return bars.map((bar) => (bar.close - bar.open) / bar.open)
}

describe('simulator', () => {
  test('[SIM-1] the same seed gives the same bars, another seed others', () => {
    const symbol = 'EURUSD' as SymbolName
    expect(simulate('one', symbol, 500)).toEqual(simulate('one', symbol, 500))
    expect(simulate('two', symbol, 500)).not.toEqual(simulate('one', symbol, 500))
  })

  test('[SIM-2] it plays the six instruments, each in whole minutes that never go back', () => {
    expect(SIMULATED_SYMBOLS).toEqual(['AUDUSD', 'BTCUSD', 'EURUSD', 'GBPUSD', 'USDJPY', 'XAUUSD'])
    for (const { bars } of samples) {
      expect(bars[0]!.openAt).toBeGreaterThanOrEqual(START)
      expect(
        bars.every((bar) => bar.openAt % MINUTE_MS === 0 && bar.closeAt === bar.openAt + MINUTE_MS),
      ).toBe(true)
      expect(bars.every((bar, index) => index === 0 || bar.openAt >= bars[index - 1]!.closeAt)).toBe(true)
    }
  })

  test('[SIM-2] every bar is a bar: low and high hold open and close, volume and spread are recorded', () => {
    for (const { bars } of samples) {
      const broken = bars.filter(
        ({ open, high, low, close, volume, spread }) =>
          !(
            low > 0 &&
            low <= Math.min(open, close) &&
            high >= Math.max(open, close) &&
            volume > 0 &&
            spread > 0
          ),
      )
      expect(broken).toEqual([])
    }
  })

  test.each(samples)('[SIM-3] no drift: $symbol goes nowhere on average', ({ bars }) => {
    expect(Math.abs(tStatistic(movesOf(bars)))).toBeLessThan(3.5)
  })

  test.each(samples)(
    '[SIM-3] no memory of direction: $symbol follows itself no more than a coin',
    ({ bars }) => {
      const signs = movesOf(bars).map(Math.sign)
      for (const lag of [1, 2, 3, 5, 10, 60]) {
        const products = signs.slice(lag).map((sign, index) => sign * (signs[index] ?? 0))
        expect(Math.abs(tStatistic(products))).toBeLessThan(3.5)
      }
    },
  )

  test.each(samples)(
    '[SIM-4] fat tails: large minutes of $symbol are far more frequent than normal ones',
    ({ bars }) => {
      const moves = movesOf(bars)
      const centre = mean(moves)
      const variance = mean(moves.map((move) => (move - centre) ** 2))
      const kurtosis = mean(moves.map((move) => (move - centre) ** 4)) / variance ** 2
      // The normal distribution has 3.
      expect(kurtosis).toBeGreaterThan(6)
      // Four standard deviations: once in 15,800 minutes if they were normal, so 2.5 times in this sample.
      const extreme = moves.filter((move) => Math.abs(move - centre) > 4 * Math.sqrt(variance)).length
      expect(extreme).toBeGreaterThan(50)
    },
  )

  test('[SIM-5] sessions: London and New York hours of EURUSD move about three times as far as its night', () => {
    const { bars } = samples.find(({ symbol }) => symbol === 'EURUSD')!
    const size = (from: number, to: number): number =>
      mean(
        bars
          .filter(
            ({ openAt }) =>
              Math.floor(openAt / HOUR_MS) % 24 >= from && Math.floor(openAt / HOUR_MS) % 24 < to,
          )
          .map(({ open, close }) => Math.abs(close - open)),
      )
    const ratio = size(8, 16) / size(18, 24)
    expect(ratio).toBeGreaterThan(2.5)
    expect(ratio).toBeLessThan(3.5)
  })

  test.each(samples)(
    '[SIM-6] gaps and pauses: $symbol sometimes opens elsewhere, and sometimes not at all',
    ({ bars }) => {
      const gaps = bars.filter((bar, index) => index > 0 && bar.open !== bars[index - 1]!.close).length
      const pauses = bars.filter((bar, index) => index > 0 && bar.openAt > bars[index - 1]!.closeAt).length
      // One gap in 700 minutes (some too small to see after rounding), one pause in 2,500: 57 and 16 expected.
      expect(gaps).toBeGreaterThan(25)
      expect(gaps).toBeLessThan(100)
      expect(pauses).toBeGreaterThan(4)
      expect(pauses).toBeLessThan(36)
    },
  )

  // A quarter of a million bars through all sources: seconds on a busy machine.
  test('[SIM-7] no edge: candidates win no more often than the same trades the other way round', {
    timeout: 30_000,
  }, () => {
    const results = samples.flatMap(({ bars }) => bothWays(bars))
    const trades = results.length
    const wins = results.filter(({ asCandidate }) => asCandidate).length
    const winsMirrored = results.filter(({ mirrored }) => mirrored).length
    expect(trades).toBeGreaterThan(20_000)
    // Two shares of about .4: standard error of the difference is sqrt(2 * .24 / n).
    const standardError = Math.sqrt((2 * 0.24) / trades)
    expect(Math.abs(wins - winsMirrored) / trades).toBeLessThan(3.5 * standardError)
    // A coin wins 1 / (1 + 1.5) = .40 of the trades; both levels in one bar count as lost, so a little less.
    expect(wins / trades).toBeGreaterThan(0.37)
    expect(wins / trades).toBeLessThan(0.41)
  })
})

/** What became of each candidate of these bars, and of the same trade the other way round, without cost. */
function bothWays(bars: readonly Bar[]): { asCandidate: boolean; mirrored: boolean }[] {
  const free = bars.map((bar) => ({ ...bar, spread: 0 }))
  const pipeline = openPipeline({ targetAtr: 1.5, stopAtr: 1, cooldownBars: 3 })
  const candidates = free.map((bar) => pipeline.push(bar)).filter((candidate) => candidate !== null)
  return candidates.map((candidate) => {
    const sign = candidate.direction === 'BUY' ? 1 : -1
    return { asCandidate: won(candidate, sign, free), mirrored: won(candidate, sign === 1 ? -1 : 1, free) }
  })
}

/** Whether the target was reached before the stop within 24 bars; both in one bar is lost. */
function won(candidate: Candidate, sign: 1 | -1, bars: readonly Bar[]): boolean {
  const target = candidate.levels.entry + sign * 1.5 * candidate.atr
  const stop = candidate.levels.entry - sign * candidate.atr
  for (const bar of bars.slice(candidate.barIndex + 1, candidate.barIndex + 25)) {
    if (sign > 0 ? bar.low <= stop : bar.high >= stop) return false
    if (sign > 0 ? bar.high >= target : bar.low <= target) return true
  }
  return false
}
