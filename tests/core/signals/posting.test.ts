import { describe, expect, test } from 'vitest'
import type { PostSignal } from '#core/command.ts'
import type { SignalId } from '#core/kernel/ids.ts'
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '#core/kernel/time.ts'
import { BOOKS_MAX, follow, openBooks, providerBook } from '#core/signals/fusion/books.ts'
import { assess } from '#core/signals/fusion/engine/assess.ts'
import { learnOutcome } from '#core/signals/fusion/engine/learn-outcome.ts'
import { decidePostSignal } from '#core/signals/posting.ts'
import { accepted, contextAt, EURUSD, MARKET_AT, NO_VETOES, NOW, ofKind, RUN, SIGNAL } from './build.ts'

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
const QUESTION = {
  symbol: EURUSD,
  direction: 1,
  at: MARKET_AT,
  votes: [],
  regime: { trend: 0, vol: 0 },
} as const
/** A desk that has heard nothing yet. */
function fresh() {
  const paused = new Set<string>()
  return { fusion: openBooks(), runId: RUN, paused, lastHorizonMs: DAY_MS, vetoes: NO_VETOES }
}

function posted(over: Partial<PostSignal>, context = contextAt(), view = fresh()) {
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
      fresh(),
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
    const result = decidePostSignal({ ...POST, expiresAt }, fresh(), contextAt())
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
    expect(signal.assessment).toMatchObject({ state: 'WARMING', tier: 'RAPID' })
  })

  test('[SIG-7] a claim is kept as a claim and moves no probability before its provider has earned it', () => {
    const silent = posted({})
    const loud = posted({ claimed: 99 })
    expect(loud.claimed).toBe(99)
    expect(loud.assessment.probability).toBeCloseTo(silent.assessment.probability, 12)
  })

  test("[SIG-7] the probability comes from the provider's own outcomes, of the same geometry", () => {
    const desk = fresh()
    const taught = { name: 'provider:acme:1.5', prior: 0.4 }
    // 60 of 100 won where 40 were to be expected; nobody spoke, so only the base rates learn.
    for (let one = 0; one < 100; one++) {
      const id = `${one}`
      assess(desk.fusion.of(taught), { ...QUESTION, id }, { breakeven: 0.4, costR: 0 })
      learnOutcome(desk.fusion.of(taught), { id, at: MARKET_AT, won: one % 5 < 3 ? 1 : 0, r: null })
    }
    // All-time: (60 + 100 * 0.4) / (100 + 100) = 0.5; the mixture of the three rates lies between prior and record.
    const { probability } = posted({ claimed: 99 }, contextAt(), desk).assessment
    expect(probability).toBeGreaterThan(0.45)
    expect(probability).toBeLessThan(0.6)
    const elsewhere = posted({ levels: { entry: 100, stop: 90, target: 120 } }, contextAt(), desk)
    expect(elsewhere.book).toBe('provider:acme:2')
    expect(elsewhere.assessment.probability).toBeCloseTo(1 / 3, 12)
  })

  test.each([
    // Reward over risk, the book, and what is believed before the first outcome: 1 / (1 + ratio of the book).
    [{ entry: 100, stop: 90, target: 115 }, 'provider:acme:1.5', 0.4],
    [{ entry: 1.085, stop: 1.0842, target: 1.0862 }, 'provider:acme:1.5', 0.4],
    [{ entry: 100, stop: 90, target: 116 }, 'provider:acme:2', 1 / 3],
    [{ entry: 100, stop: 90, target: 101 }, 'provider:acme:0.1', 1 / 1.1],
    [{ entry: 1_000_000, stop: 999_999, target: 1_090_000 }, 'provider:acme:1000', 1 / 1_001],
  ] as const)('[SIG-8] levels %o are counted in the book %s', (levels, name, prior) => {
    const key = providerBook('acme', levels)
    expect(key.name).toBe(name)
    expect(key.prior).toBeCloseTo(prior, 12)
  })

  test('[SIG-9] a desk keeps the books of so many providers and refuses the next', () => {
    const desk = fresh()
    for (let one = 0; one < BOOKS_MAX; one++) desk.fusion.of({ name: `provider:p${one}:1.5`, prior: 0.4 })
    const result = decidePostSignal(POST, desk, contextAt())
    expect(result).toEqual({ ok: false, rejection: { code: 'too_many_providers' } })
    expect(decidePostSignal({ ...POST, provider: 'p7' }, desk, contextAt()).ok).toBe(true)
  })

  test('[PAUSE-4] the claim of a paused provider is kept, and neither heard nor learned from', () => {
    const paused = { ...fresh(), paused: new Set(['acme', 'provider regime']) }
    const quiet = posted({ claimed: 90 }, contextAt(), paused)
    expect(quiet).toMatchObject({ claimed: 90, claimPaused: true })
    expect(Object.keys(quiet.assessment.parts)).toEqual(['regime', 'base drift'])
    const heard = posted({ claimed: 90, provider: 'ben' }, contextAt(), paused)
    expect(heard).not.toHaveProperty('claimPaused')
    expect(Object.keys(heard.assessment.parts)).toEqual(['ben', 'regime', 'base drift'])
    // A provider who is called as a part of the breakdown is heard, and paused, under a name of his own.
    expect(posted({ claimed: 90, provider: 'regime' }, contextAt(), paused).claimPaused).toBe(true)
    // Without a claim there is nothing to be silent about.
    expect(posted({ signalId: 's2' as SignalId }, contextAt(), paused)).not.toHaveProperty('claimPaused')
  })

  test('[PAUSE-4] the fold takes over that a claim was not heard', () => {
    const paused = { ...fresh(), paused: new Set(['acme']) }
    const told = openBooks()
    follow(told, { kind: 'signal_opened', signal: posted({ claimed: 90 }, contextAt(), paused) })
    const book = told.known('provider:acme:1.5')
    expect(book?.open.get(SIGNAL)?.heard).toEqual([])
    expect(book?.counts.candidates).toBe(1)
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
      book: 'provider:acme:1.5',
      openedAt: NOW,
      evidence: null,
    })
  })
})
