import { setImmediate as turnOfTheLoop } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import type { SymbolName } from '#core/kernel/ids.ts'
import type { Bar, TIMEFRAMES } from '#core/market/bar.ts'
import { openSimulation } from '#core/market/simulator.ts'
import { verify } from '#db/verify.ts'
import { barOf, EURUSD, feedOf, GBPUSD, openStage, type Stage } from './feed/stage.ts'
import { HOUR, MONDAY, openReplay, row, testFolder, writeBars } from './feed/support.ts'
import { newDesk, playing } from './playing.ts'

const QUARTER = HOUR / 4
const LENGTHS = { EURUSD: 'h1', GBPUSD: 'm15' } as const

/** Bars around 1.1, within the levels of `posted` (1.099 and 1.1015), but for those that are given. */
function around(
  symbol: SymbolName,
  ms: number,
  count: number,
  over: Record<number, Partial<Bar>> = {},
): Bar[] {
  return Array.from({ length: count }, (_, index) =>
    barOf(symbol, MONDAY + index * ms, {
      closeAt: MONDAY + (index + 1) * ms,
      ...{ open: 1.1, high: 1.1001, low: 1.0999, close: 1.1, spread: 0 },
      ...over[index],
    }),
  )
}

describe('H1 and M15 side by side', () => {
  test('[PLAY-22] every signal is judged by the bars of its own symbol', async () => {
    // The sixth hour of EURUSD reaches the target, the sixth quarter of GBPUSD the stop.
    const feed = feedOf(
      [
        ...around(EURUSD, HOUR, 40, { 5: { high: 1.102 } }),
        ...around(GBPUSD, QUARTER, 160, { 5: { low: 1.098 } }),
      ],
      LENGTHS,
    )
    const { desk, market, post, sheet, end } = await playing(feed, 1)
    await post('eur', 3_600)
    await post('gbp', 3_600, GBPUSD)
    // 24 bars of an hour, and 24 of a quarter of one.
    expect(sheet('eur').signal.horizonAt).toBe(MONDAY + 24 * HOUR)
    expect(sheet('gbp').signal.horizonAt).toBe(MONDAY + 6 * HOUR)
    await market.setSpeed('max')
    await end()
    expect(sheet('eur')).toMatchObject({ outcome: 'WIN', exit: 1.1015, settledAt: MONDAY + 6 * HOUR })
    expect(sheet('gbp')).toMatchObject({ outcome: 'LOSS', exit: 1.099, settledAt: MONDAY + 6 * QUARTER })
    expect(verify(desk.db)).toMatchObject({ ok: true })
  })

  test('[PLAY-22] what no level ends is ended by the 24th bar of its own symbol', async () => {
    const feed = feedOf([...around(EURUSD, HOUR, 40), ...around(GBPUSD, QUARTER, 160)], LENGTHS)
    const { market, post, sheet, end } = await playing(feed, 1)
    await post('eur', 3_600)
    await post('gbp', 3_600, GBPUSD)
    await market.setSpeed('max')
    await end()
    expect(sheet('eur')).toMatchObject({ outcome: 'TIMEOUT', settledAt: MONDAY + 24 * HOUR })
    expect(sheet('gbp')).toMatchObject({ outcome: 'TIMEOUT', settledAt: MONDAY + 6 * HOUR })
  })

  test('[PLAY-23] the picture has the candles of each, and longer ones of the shorter', async () => {
    const folder = await testFolder()
    await writeBars(
      folder,
      'EURUSD_h1.csv',
      [0, 1, 2].map((hour) => row(hour)),
    )
    await writeBars(
      folder,
      'GBPUSD_m15.csv',
      [0, 0.25, 0.5, 0.75, 1].map((hour) => row(hour)),
    )
    const { market, clock } = await openStage({ feed: await openReplay({ path: folder }), speed: 3_600 })
    await clock.play(1_250)
    expect([market.timeframe, market.timeframeOf(EURUSD), market.timeframeOf(GBPUSD)]).toEqual([
      'h1',
      'h1',
      'm15',
    ])
    const all = { from: null, to: null, limit: 9 }
    const opens = (symbol: SymbolName, tf: keyof typeof TIMEFRAMES) =>
      market.candles(symbol, tf, all)?.map(({ openAt }) => (openAt - MONDAY) / HOUR) ?? null
    expect(opens(EURUSD, 'h1')).toEqual([0])
    expect(opens(EURUSD, 'm15')).toBeNull()
    expect(opens(GBPUSD, 'm15')).toEqual([0, 0.25, 0.5, 0.75, 1])
    expect(opens(GBPUSD, 'h1')).toEqual([0])
    // A quarter past one the hour of EURUSD is a quarter done: 100, half way down to 99.
    expect(market.quotes().find(({ symbol }) => symbol === EURUSD)?.forming).toMatchObject({
      openAt: MONDAY + HOUR,
    })
  })

  test('[PLAY-24] a hole is three bars of the symbol that goes on first', async () => {
    // Both end at one; GBPUSD goes on three quarters later, then four quarters after 02:00.
    const quarters = [0, 0.25, 0.5, 0.75, 1.75, 3]
    const bars = [
      ...[0, 8].map((hour) => barOf(EURUSD, MONDAY + hour * HOUR)),
      ...quarters.map((hour) =>
        barOf(GBPUSD, MONDAY + hour * HOUR, { closeAt: MONDAY + hour * HOUR + QUARTER }),
      ),
    ]
    const { market, clock, steps } = await openStage({ feed: feedOf(bars, LENGTHS), speed: 3_600 })
    const now = () => (market.clock().at - MONDAY) / HOUR
    await clock.play(1_500)
    // Three quarters of an hour are waited for.
    expect(now()).toBe(1.5)
    await clock.play(500)
    // 01:45 to 02:00 played; four quarters are a hole, and so are the hours up to eight.
    expect(steps().at(-1)!.at).toBe(MONDAY + 2 * HOUR)
    expect(now()).toBe(3)
    await clock.play(250)
    expect(steps().at(-1)!.at).toBe(MONDAY + 3.25 * HOUR)
    expect(now()).toBe(8)
  })
})

function simulate(symbol: SymbolName, minutes: number): Bar[] {
  const simulation = openSimulation('mixed', symbol, MONDAY)
  return Array.from({ length: minutes }, () => simulation.next())
}

/** Bars of a quarter of an hour out of bars of a minute. */
function quarters(bars: readonly Bar[]): Bar[] {
  const opens = bars.filter(({ openAt }) => openAt % QUARTER === 0)
  return opens.map((first) => {
    const inside = bars.filter(({ openAt }) => openAt >= first.openAt && openAt < first.openAt + QUARTER)
    return {
      ...first,
      closeAt: first.openAt + QUARTER,
      high: Math.max(...inside.map(({ high }) => high)),
      low: Math.min(...inside.map(({ low }) => low)),
      close: inside.at(-1)!.close,
    }
  })
}

const SLOW = quarters(simulate(EURUSD, 6_000))
const FAST = simulate(GBPUSD, 6_000)
const MIXED = { EURUSD: 'm15', GBPUSD: 'm1' } as const

async function ended(stage: Stage): Promise<Stage> {
  while (!stage.market.ended) await turnOfTheLoop()
  return stage
}

function of(symbol: SymbolName, stage: Stage): unknown {
  return {
    closes: stage.steps().flatMap(({ closes }) => closes.filter(({ bar }) => bar.symbol === symbol)),
    opened: stage
      .steps()
      .flatMap(({ candidates }) => candidates.filter((one) => one.candidate.symbol === symbol)),
  }
}

test('[PLAY-22] side by side every symbol plays as it would alone: bars, candidates, windows, horizons', async () => {
  const both = await ended(await openStage({ feed: feedOf([...SLOW, ...FAST], MIXED), speed: 'max' }))
  for (const [symbol, bars] of [
    [EURUSD, SLOW],
    [GBPUSD, FAST],
  ] as const) {
    const alone = await ended(
      await openStage({ feed: feedOf(bars, MIXED[symbol as 'EURUSD']), speed: 'max' }),
    )
    expect(of(symbol, both)).toEqual(of(symbol, alone))
  }
  const times = both.steps().flatMap(({ closes }) => closes.map(({ bar }) => bar.closeAt))
  expect(times).toEqual(times.toSorted((a, b) => a - b))
  const windows = both.steps().flatMap(({ candidates }) => candidates)
  const bars = (symbol: SymbolName) => (symbol === EURUSD ? SLOW : FAST)
  for (const { candidate, expiresAt, horizonAt } of windows) {
    const { symbol, barIndex } = candidate
    if (barIndex + 24 >= bars(symbol).length) continue
    expect(expiresAt).toBe(bars(symbol)[barIndex + 2]!.closeAt)
    expect(horizonAt).toBe(bars(symbol)[barIndex + 24]!.closeAt)
  }
  expect(new Set(windows.map(({ candidate }) => candidate.symbol))).toEqual(new Set([EURUSD, GBPUSD]))
})

test('[PLAY-22] a station that starts again goes on where it was', async () => {
  const desk = newDesk()
  const feed = () => feedOf([...SLOW, ...FAST], MIXED)
  const first = await playing(feed(), 3_600, desk)
  await first.play(20_000)
  await first.market.stop()
  const again = await playing(feed(), 'max', desk)
  await again.end()
  const whole = await playing(feed(), 'max')
  await whole.end()
  const outcomes = ({ published }: typeof desk) =>
    published.flatMap(({ event }) =>
      event.kind === 'signal_settled' ? [[event.signalId, event.outcome, event.exit, event.at]] : [],
    )
  expect(outcomes(desk).length).toBeGreaterThan(100)
  expect(outcomes(desk)).toEqual(outcomes(whole.desk))
  expect(verify(desk.db)).toMatchObject({ ok: true })
})
