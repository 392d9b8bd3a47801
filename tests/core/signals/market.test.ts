import { describe, expect, test } from 'vitest'
import type { RunId, SignalId, SymbolName } from '#core/kernel/ids.ts'
import { HOUR_MS } from '#core/kernel/time.ts'
import { follow, openBooks } from '#core/signals/fusion/books.ts'
import { decideAdvance } from '#core/signals/market.ts'
import {
  bar,
  book,
  contextAt,
  EURUSD,
  kinds,
  MARKET_AT,
  NOW,
  ofKind,
  providerSignal,
  RUN,
  run,
  SIGNAL,
  sheet,
  signal,
  XAUUSD,
} from './build.ts'
import { AT, BOOK, candidate, DAY_MS, events, step, tick, view } from './build-market.ts'

describe('decideAdvance', () => {
  test.each([
    ['no run is open', step(), { run: null }, false],
    ['another run is open', step({ runId: 'r2' as RunId }), {}, false],
    ['bars behind the position', step({ barsDone: 9 }), {}, false],
    ['bars at the position', step({ barsDone: 10 }), {}, false],
    ['bars beyond the position', step({ barsDone: 11 }), {}, true],
    ['the clock alone, at the position', tick(AT), {}, true],
    ['the clock alone, beyond the position', tick(AT, { barsDone: 12 }), {}, true],
    ['the clock alone, behind the position', tick(AT, { barsDone: 9 }), {}, false],
  ])('[MKT-4] a step fits the run and its position: %s', (_name, command, over, ok) => {
    const result = decideAdvance(command, view(over), contextAt())
    if (ok) expect(result.ok).toBe(true)
    else expect(result).toEqual({ ok: false, rejection: { code: 'out_of_step' } })
  })

  test('[MKT-5] at equal times outcomes come first, then expiries, then candidates, then the position', () => {
    const ending = sheet({
      signal: signal({
        signalId: 'r1-EURUSD-0' as SignalId,
        expiresAt: AT,
        levels: { entry: 100, stop: 50, target: 150 },
      }),
    })
    const told = events(
      step({ closes: [{ bar: bar({ low: 90 }), barIndex: 11 }], candidates: [candidate()] }),
      {
        open: [sheet(), ending],
        due: [ending],
      },
    )
    expect(kinds(told)).toEqual(['signal_settled', 'signal_expired', 'signal_opened', 'run_advanced'])
  })

  test('[MKT-6] each outcome carries its book after it, and a candidate knows the outcomes of its own instant', () => {
    const second = sheet({
      signal: signal({ signalId: 'r1-EURUSD-2' as SignalId, createdAt: MARKET_AT + 1 }),
    })
    const other = sheet({ signal: providerSignal({ signalId: 'p' as SignalId, createdAt: MARKET_AT }) })
    const open = [sheet(), second, other]
    const fusion = openBooks()
    for (const { signal: opened } of open) follow(fusion, { kind: 'signal_opened', signal: opened })
    const told = events(
      step({ closes: [{ bar: bar({ high: 115 }), barIndex: 11 }], candidates: [candidate()] }),
      { open, fusion, books: new Map([[BOOK, book(BOOK, { wins: 98, losses: 0 })]]) },
    )
    expect(ofKind(told, 'signal_settled').map(({ book, bookTotals }) => [book, bookTotals?.wins])).toEqual([
      ['provider:acme', 1],
      [BOOK, 99],
      [BOOK, 100],
    ])
    // Two wins: the all-time rate is (2 + 100 * 0.4) / (2 + 100); before them it was 0.4, and all rates were.
    const { probability, base, rank } = ofKind(told, 'signal_opened')[0]!.signal.assessment
    expect(base).toBeGreaterThan(0.4)
    expect(probability).toBeGreaterThan(0.4)
    expect(rank).toBe(1)
  })

  test('[MKT-6] candidates of one instant are ranked among each other', () => {
    const gold = { symbol: XAUUSD }
    const told = events(step({ candidates: [candidate(), candidate(gold)] }))
    // Nothing to compare the first with, and the second ties with it.
    expect(ofKind(told, 'signal_opened').map((event) => event.signal.assessment.rank)).toEqual([0.5, 0.5])
  })

  test('[MKT-6] what a provider says of a symbol that is not played ends without teaching its book', () => {
    const unplayed = sheet({
      signal: providerSignal({
        signalId: 'p' as SignalId,
        symbol: 'BTCUSD' as SymbolName,
        horizonAt: MARKET_AT,
      }),
    })
    const [settled] = ofKind(events(step(), { open: [unplayed] }), 'signal_settled')
    expect(settled).toMatchObject({ outcome: 'TIMEOUT', r: 0, bookTotals: null })
  })

  test('[MKT-7] a signal settled while its window was open is not told to expire', () => {
    const ending = sheet({ signal: signal({ expiresAt: AT }) })
    const told = events(step({ closes: [{ bar: bar({ low: 90 }), barIndex: 11 }] }), {
      open: [ending],
      due: [ending],
    })
    expect(kinds(told)).toEqual(['signal_settled', 'run_advanced'])
    expect(told[0]).toEqual({
      kind: 'signal_settled',
      signalId: SIGNAL,
      outcome: 'LOSS',
      exit: 90,
      r: -1,
      at: AT,
      book: BOOK,
      bookTotals: { wins: 0, losses: 1, timeouts: 0 },
    })
  })

  test('[MKT-7] what is settled is not settled again', () => {
    const done = sheet({ status: 'settled', outcome: 'WIN', exit: 115, r: 1.5 })
    const told = events(step({ closes: [{ bar: bar({ low: 90 }), barIndex: 11 }] }), { open: [done] })
    expect(kinds(told)).toEqual(['run_advanced'])
  })

  test('[MKT-7] a window that ended before the outcome is told first', () => {
    const ending = sheet({ signal: signal({ expiresAt: AT - 1 }) })
    const told = events(step({ closes: [{ bar: bar({ low: 90 }), barIndex: 11 }] }), {
      open: [ending],
      due: [ending],
    })
    expect(kinds(told)).toEqual(['signal_expired', 'signal_settled', 'run_advanced'])
    expect(told[0]).toEqual({ kind: 'signal_expired', signalId: SIGNAL, at: AT - 1 })
  })

  test('[MKT-10] a candidate becomes a signal of its run, with a horizon in bars and the geometry its book names', () => {
    const opening = candidate()
    const [opened] = ofKind(events(step({ candidates: [opening] })), 'signal_opened')
    const { atr, targetAtr, stopAtr, votes, regime, barIndex } = opening.candidate
    expect(opened?.signal).toMatchObject({
      // 2026-01-05T11:00:00Z in seconds
      signalId: 'r1-EURUSD-1767610800',
      runId: RUN,
      symbol: EURUSD,
      direction: 'SELL',
      levels: { entry: 100, stop: 110, target: 85 },
      createdAt: AT,
      expiresAt: AT + 2 * HOUR_MS,
      horizonAt: AT + DAY_MS,
      horizonBar: 35,
      source: 'replay',
      book: BOOK,
      claimed: null,
      openedAt: NOW,
      evidence: { atr, targetAtr, stopAtr, votes, regime, barIndex },
    })
    // Breakeven of 1.5 to 1 is 1 / 2.5.
    expect(opened?.signal.assessment).toMatchObject({ breakeven: 0.4, state: 'WARMING' })
    expect(opened?.signal.assessment.probability).toBeCloseTo(0.4, 12)
  })

  test('[MKT-10] a simulated run opens simulated signals, and the cost of a trade raises breakeven', () => {
    const context = contextAt(MARKET_AT, 60, { costAtr: 0.1 })
    const [opened] = ofKind(
      events(step({ candidates: [candidate()] }), { run: run({ source: 'sim' }) }, context),
      'signal_opened',
    )
    expect(opened?.signal.source).toBe('sim')
    // (1 + 0.1) / (1.5 + 1)
    expect(opened?.signal.assessment.breakeven).toBeCloseTo(0.44, 12)
  })

  test.each([
    ['nothing happened', step({ barsDone: 255 }), 10, false],
    ['the 256th bar', step({ barsDone: 256 }), 255, true],
    ['a step across the 256th bar', step({ barsDone: 300 }), 10, true],
    ['from the 256th on', step({ barsDone: 257 }), 256, false],
    ['the 512th bar', step({ barsDone: 512 }), 257, true],
    ['the run ended', step({ barsDone: 12, ended: true }), 11, true],
  ])(
    '[MKT-11] at full speed the position is told when something happened, at the end and every 256 bars: %s',
    (_n, command, barsDone, told) => {
      const position = {
        kind: 'run_advanced',
        runId: RUN,
        barsDone: command.barsDone,
        at: AT,
        ended: command.ended,
        lastPrices: { EURUSD: 100, XAUUSD: 2_000 },
      }
      const before = run({ barsDone, lastPrices: { EURUSD: 99, XAUUSD: 2_000 } })
      expect(events(command, { run: before }, contextAt(AT, 'max'))).toEqual(told ? [position] : [])
    },
  )

  test('[MKT-11] at a finite speed the position is told with each bar, so that a restart goes back by none', () => {
    expect(kinds(events(step({ barsDone: 12 }), { run: run({ barsDone: 11 }) }))).toEqual(['run_advanced'])
    expect(kinds(events(step({ barsDone: 11, closes: [] }), { run: run({ barsDone: 11 }) }))).toEqual([])
  })

  test('[MKT-11] a run that had ended and has bars again says so', () => {
    expect(kinds(events(step(), { run: run({ ended: true }) }))).toEqual(['run_advanced'])
  })

  test("[MKT-13] a provider's signal of a symbol that no run plays ends at its horizon, at the entry", () => {
    const foreign = sheet({ status: 'expired', signal: providerSignal({ symbol: 'USDJPY' as SymbolName }) })
    const { horizonAt } = foreign.signal
    expect(events(tick(horizonAt), { open: [foreign] })).toEqual([])
    expect(events(tick(horizonAt + 1), { open: [foreign] })[0]).toMatchObject({
      kind: 'signal_settled',
      outcome: 'TIMEOUT',
      exit: 100,
      r: 0,
      at: horizonAt,
      book: 'provider:acme',
      bookTotals: null,
    })
  })

  test("[MKT-13] a provider's signal of a symbol that fell silent ends a week later, at the last price", () => {
    const silent = sheet({ status: 'expired', signal: providerSignal() })
    const { horizonAt } = silent.signal
    const before = run({ lastPrices: { EURUSD: 97 } })
    expect(events(tick(horizonAt + 7 * DAY_MS), { open: [silent], run: before })).toEqual([])
    expect(events(tick(horizonAt + 7 * DAY_MS + 1), { open: [silent], run: before })[0]).toMatchObject({
      kind: 'signal_settled',
      outcome: 'TIMEOUT',
      exit: 97,
      r: -0.3,
      at: horizonAt,
    })
  })

  test('[MKT-13] a station signal waits for its bars, however long they take', () => {
    const waiting = sheet({ status: 'expired' })
    expect(events(tick(MARKET_AT + 300 * DAY_MS), { open: [waiting] })).toEqual([])
  })
})

test('[PAUSE-2] while a source is paused candidates come as before, and its votes are marked', () => {
  const votes = [
    { source: 'ema_cross', agreement: 1, claim: 0.7 },
    { source: 'rsi_revert', agreement: 1, claim: 0.7 },
  ] as const
  const opening = step({ candidates: [candidate({ votes })] })
  const [opened] = ofKind(events(opening, { paused: new Set(['rsi_revert']) }), 'signal_opened')
  expect(opened?.signal.evidence?.votes).toEqual([votes[0], { ...votes[1], paused: true }])
})
