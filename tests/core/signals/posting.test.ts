import { describe, expect, test } from 'vitest'
import type { PostSignal } from '#core/command.ts'
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '#core/kernel/time.ts'
import { decidePostSignal } from '#core/signals/posting.ts'
import { accepted, book, contextAt, EURUSD, MARKET_AT, NOW, ofKind, RUN, SIGNAL } from './build.ts'

const POST: PostSignal = {
  kind: 'post_signal',
  signalId: SIGNAL,
  symbol: EURUSD,
  direction: 'BUY',
  levels: { entry: 100, stop: 90, target: 115 },
  expiresAt: null,
  claimed: null,
  provider: 'acme',
}
const DAY_MS = 24 * HOUR_MS
const VIEW = { book: book('provider:acme'), runId: RUN, lastHorizonMs: DAY_MS }

function posted(over: Partial<PostSignal>, context = contextAt(), view = VIEW) {
  const [opened] = ofKind(accepted(decidePostSignal({ ...POST, ...over }, view, context)), 'signal_opened')
  if (opened === undefined) throw new Error('nothing opened')
  return opened.signal
}

describe('decidePostSignal', () => {
  test.each([
    ['BUY', { entry: 100, stop: 90, target: 115 }, true],
    ['BUY', { entry: 100, stop: 100, target: 115 }, false],
    ['BUY', { entry: 100, stop: 90, target: 100 }, false],
    ['BUY', { entry: 100, stop: 110, target: 85 }, false],
    ['SELL', { entry: 100, stop: 110, target: 85 }, true],
    ['SELL', { entry: 100, stop: 90, target: 115 }, false],
    ['BUY', { entry: 100, stop: 0, target: 115 }, false],
    ['BUY', { entry: 100, stop: -1, target: 115 }, false],
    ['BUY', { entry: Number.NaN, stop: 90, target: 115 }, false],
    ['BUY', { entry: 100, stop: 90, target: Number.POSITIVE_INFINITY }, false],
  ] as const)('[SIG-1] levels stand in the order of the direction: %s %o %s', (direction, levels, ok) => {
    // The window is wrong too: levels are looked at first.
    const result = decidePostSignal(
      { ...POST, direction, levels, expiresAt: ok ? null : MARKET_AT },
      VIEW,
      contextAt(),
    )
    if (ok) expect(result.ok).toBe(true)
    else expect(result).toEqual({ ok: false, rejection: { code: 'bad_levels' } })
  })

  test.each([
    [MARKET_AT - 1, false],
    [MARKET_AT, false],
    [MARKET_AT + 1, true],
    [MARKET_AT + 30 * DAY_MS, true],
    [MARKET_AT + 30 * DAY_MS + 1, false],
  ])('[SIG-2] a named end lies after market time and at most 30 days ahead: %i', (expiresAt, ok) => {
    const result = decidePostSignal({ ...POST, expiresAt }, VIEW, contextAt())
    expect(result.ok).toBe(ok)
    if (!result.ok)
      expect(result.rejection).toMatchObject({
        code: 'bad_window',
        message: expect.stringContaining('market time, which is now 2026-01-05T10:00:00Z'),
      })
    else expect(posted({ expiresAt }).expiresAt).toBe(expiresAt)
  })

  test.each([
    [100, 15],
    [90, 15],
    [89.99, 12],
    [80, 12],
    [79.99, 10],
    [70, 10],
    [69.99, 8],
    [60, 8],
    [59, 8],
    [0, 8],
    [null, 8],
  ])('[SIG-3] where no end is named the claim of %s opens %i minutes', (claimed, minutes) => {
    expect(posted({ claimed }, contextAt(MARKET_AT, 1)).expiresAt).toBe(MARKET_AT + minutes * MINUTE_MS)
  })

  test.each([
    // 60 s of wall time and 2 s for the telling, or the 8 minutes of the tier, whichever is longer.
    [0, 8 * MINUTE_MS],
    [1, 8 * MINUTE_MS],
    [7, 8 * MINUTE_MS],
    [8, 496 * SECOND_MS],
    [600, 37_200 * SECOND_MS],
    // 62,000 ms * 8.00001 = 496,000.62 ms, rounded up in the trader's favour.
    [8.00001, 496_001],
    ['max', 8 * MINUTE_MS],
  ] as const)('[SIG-4] at speed %s the window is %i ms of market time', (speed, windowMs) => {
    expect(posted({}, contextAt(MARKET_AT, speed)).expiresAt).toBe(MARKET_AT + windowMs)
  })

  test('[SIG-4] while the market stands the speed at which it will go on counts', () => {
    const { now, policy } = contextAt()
    const context = { now, policy, market: { at: MARKET_AT, speed: 0, pace: 600 } as const }
    expect(posted({}, context).expiresAt).toBe(MARKET_AT + 37_200 * SECOND_MS)
  })

  test.each([
    [MARKET_AT + HOUR_MS, MARKET_AT + DAY_MS],
    [MARKET_AT + DAY_MS, MARKET_AT + DAY_MS],
    [MARKET_AT + DAY_MS + 1, MARKET_AT + DAY_MS + 1],
  ])('[SIG-5] the horizon is 24 bars, or the end of a longer window', (expiresAt, horizonAt) => {
    expect(posted({ expiresAt })).toMatchObject({ horizonAt, horizonBar: null })
  })

  test('[SIG-6] without outcomes of the provider the probability is the breakeven of the levels', () => {
    // 3 / (3 + 1) = 0.75
    const signal = posted({ levels: { entry: 100, stop: 97, target: 101 } })
    expect(signal.assessment.breakeven).toBeCloseTo(0.75, 12)
    expect(signal.assessment.probability).toBeCloseTo(0.75, 12)
    expect(signal.assessment).toMatchObject({ state: 'WARMING', tier: 'RAPID', parts: {} })
  })

  test('[SIG-7] a claim is kept as a claim and moves no probability', () => {
    const silent = posted({})
    const loud = posted({ claimed: 99 })
    expect(loud.claimed).toBe(99)
    expect(loud.assessment).toEqual(silent.assessment)
  })

  test("[SIG-7] the probability comes from the provider's own outcomes", () => {
    // (60 + 100 * 0.4) / (100 + 100) = 0.5
    const view = { ...VIEW, book: book('provider:acme', { wins: 60, losses: 40 }) }
    expect(posted({ claimed: 99 }, contextAt(), view).assessment.probability).toBeCloseTo(0.5, 12)
  })

  test('[SIG-7] a posted signal names its provider, its book, its run and both clocks', () => {
    expect(posted({ claimed: 75 })).toMatchObject({
      signalId: SIGNAL,
      runId: RUN,
      symbol: EURUSD,
      direction: 'BUY',
      levels: POST.levels,
      createdAt: MARKET_AT,
      source: 'acme',
      book: 'provider:acme',
      openedAt: NOW,
      evidence: null,
    })
  })
})
