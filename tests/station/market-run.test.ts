import { setImmediate as turnOfTheLoop } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import type { AdvanceMarket } from '#core/command.ts'
import { MINUTE_MS } from '#core/kernel/time.ts'
import type { Bar } from '#core/market/bar.ts'
import { openSimulation } from '#core/market/simulator.ts'
import { HISTORY_BARS_MAX } from '#station/market-history.ts'
import { STEP_BARS_MAX } from '#station/market-intake.ts'
import { EURUSD, feedOf, GBPUSD, openStage, type Stage } from './feed/stage.ts'
import { MONDAY } from './feed/support.ts'

function simulate(count: number, symbol = EURUSD): Bar[] {
  const simulation = openSimulation('market', symbol, MONDAY)
  return Array.from({ length: count }, () => simulation.next())
}

const BOTH = [...simulate(1_500), ...simulate(1_500, GBPUSD)]

async function untilEnded({ market }: Stage): Promise<void> {
  while (!market.ended) await turnOfTheLoop()
}

/** Everything that was told, whatever steps it was cut into. */
function told(steps: readonly AdvanceMarket[]): unknown {
  return {
    closes: steps.flatMap(({ closes }) => closes),
    candidates: steps.flatMap(({ candidates }) => candidates),
  }
}

describe('a run', () => {
  test('[PLAY-14] at full speed every bar is played once, in steps of bounded size', async () => {
    const stage = await openStage({ feed: feedOf(BOTH, 'm1'), speed: 'max' })
    await untilEnded(stage)
    const steps = stage.steps()
    const sizes = steps.map(({ closes }) => closes.length)
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(3_000)
    // A step is full with 128 bars, plus what closes at the same time as the last.
    expect(Math.max(...sizes)).toBeLessThanOrEqual(STEP_BARS_MAX + 1)
    const times = steps.flatMap(({ closes }) => closes.map(({ bar }) => bar.closeAt))
    expect(times).toEqual(times.toSorted((a, b) => a - b))
    expect(steps.at(-1)).toMatchObject({ ended: true, barsDone: 3_000 })
    expect(steps.map(({ barsDone }) => barsDone)).toEqual(
      sizes.map((_, index) => sizes.slice(0, index + 1).reduce((sum, size) => sum + size, 0)),
    )
    expect(stage.market.clock().at).toBe(times.at(-1))
  })

  test('[PLAY-14] at full speed the event loop gets its turns', async () => {
    const stage = await openStage({ feed: feedOf(BOTH, 'm1'), speed: 'max' })
    let turns = 0
    while (!stage.market.ended) {
      await turnOfTheLoop()
      turns += 1
    }
    // 3,000 bars are 24 steps; each is followed by a turn.
    expect(turns).toBeGreaterThanOrEqual(20)
  })

  test('[PLAY-15] windows and horizon are closes of the coming bars, by the calendar of the feed', async () => {
    const stage = await openStage({ feed: feedOf(BOTH, 'm1'), speed: 'max' })
    await untilEnded(stage)
    const opened = stage.steps().flatMap(({ candidates }) => candidates)
    expect(opened.length).toBeGreaterThan(300)
    for (const { candidate, expiresAt, horizonAt } of opened) {
      const bars = BOTH.filter(({ symbol }) => symbol === candidate.symbol)
      if (candidate.barIndex + 24 >= bars.length) continue
      expect(expiresAt).toBe(bars[candidate.barIndex + 2]?.closeAt)
      expect(horizonAt).toBe(bars[candidate.barIndex + 24]?.closeAt)
    }
  })

  test.each([
    // 62 s of wall time are 0.52, 1.96, 2.07, 2.58 and 4.13 bars of a minute; at least two, and whole ones.
    [0.5, 2],
    [1.9, 2],
    [2, 3],
    [2.5, 3],
    [4, 5],
  ])('[PLAY-15] at speed %f the window has %i bars: a minute of wall time at least', async (speed, bars) => {
    const stage = await openStage({ feed: feedOf(simulate(120), 'm1'), speed: 60 })
    // Half a minute of wall time for the first thirty bars, which have nothing to say yet.
    for (let second = 0; second < 30; second++) await stage.clock.advance(1_000)
    await stage.market.setSpeed(speed)
    const opened = () => stage.steps().flatMap(({ candidates }) => candidates)
    const before = opened().length
    while (opened().length === before) await stage.clock.advance(1_000)
    const { candidate, expiresAt } = opened()[before]!
    expect((expiresAt - candidate.at) / MINUTE_MS).toBe(bars)
  })

  test('[PLAY-16] a run that goes on plays the rest as if it had never stopped', async () => {
    const unbroken = await openStage({ feed: feedOf(BOTH, 'm1'), speed: 'max' })
    await untilEnded(unbroken)
    for (const position of [1, 128, 1_003, 2_999]) {
      const at = unbroken.steps().flatMap(({ closes }) => closes)[position - 1]!.bar.closeAt
      // A position always stands at a close: the bars of one close time are recorded together.
      const barsDone = unbroken
        .steps()
        .flatMap(({ closes }) => closes)
        .filter(({ bar }) => bar.closeAt <= at).length
      const resumed = await openStage({ feed: feedOf(BOTH, 'm1'), speed: 'max', run: { barsDone, at } })
      await untilEnded(resumed)
      const rest = unbroken.steps().map((step) => ({
        ...step,
        closes: step.closes.filter(({ bar }) => bar.closeAt > at),
        candidates: step.candidates.filter(({ candidate }) => candidate.at > at),
      }))
      expect(told(resumed.steps())).toEqual(told(rest))
    }
  })

  test('[PLAY-16] the past fills the picture and tells nobody', async () => {
    const stage = await openStage({
      feed: feedOf(BOTH, 'm1'),
      speed: 1,
      run: { barsDone: 1_000, at: MONDAY },
    })
    expect(stage.commands).toEqual([])
    const past = stage.market.quotes().reduce((sum, { barsClosed }) => sum + barsClosed, 0)
    expect(past).toBeGreaterThanOrEqual(1_000)
    expect(past).toBeLessThanOrEqual(1_001)
  })

  test('[PLAY-17] bars before the start of the run are history: no command, no candidate, no position', async () => {
    const bars = simulate(600)
    const startsAt = bars[399]!.closeAt
    const stage = await openStage({ feed: feedOf(bars, 'm1', startsAt), speed: 'max' })
    await untilEnded(stage)
    const [first] = stage.steps()
    expect(first?.closes[0]?.bar).toEqual(bars[400])
    expect(first?.barsDone).toBe(first?.closes.length)
    expect(stage.steps().at(-1)?.barsDone).toBe(200)
    expect(
      stage
        .steps()
        .flatMap(({ candidates }) => candidates)
        .every(({ candidate }) => candidate.at > startsAt),
    ).toBe(true)
  })

  test('[PLAY-18] the picture keeps the newest bars of each symbol, no more', async () => {
    const bars = simulate(HISTORY_BARS_MAX + 700)
    const stage = await openStage({ feed: feedOf(bars, 'm1'), speed: 'max' })
    await untilEnded(stage)
    const all = { from: null, to: null, limit: 100_000 }
    expect(stage.market.candles(EURUSD, 'm1', all)).toEqual(bars.slice(-HISTORY_BARS_MAX))
    expect(stage.market.quotes()).toMatchObject([{ barsClosed: HISTORY_BARS_MAX + 700 }])
    // The first hour kept is cut, the last one not over: neither is shown as a bar of an hour.
    const hours = stage.market.candles(EURUSD, 'h1', all) ?? []
    const kept = bars.slice(-HISTORY_BARS_MAX)
    expect(hours[0]!.openAt).toBeGreaterThan(kept[0]!.openAt)
    expect(hours.at(-1)!.closeAt).toBeLessThanOrEqual(kept.at(-1)!.closeAt)
    for (const hour of hours.slice(0, 5)) {
      const inside = bars.filter(({ openAt }) => openAt >= hour.openAt && openAt < hour.closeAt)
      expect(hour).toMatchObject({
        open: inside[0]?.open,
        close: inside.at(-1)?.close,
        high: Math.max(...inside.map(({ high }) => high)),
        low: Math.min(...inside.map(({ low }) => low)),
      })
    }
  })
})
