import { describe, expect, test } from 'vitest'
import { DEFAULT_POLICY } from '#core/context.ts'
import { HOUR_MS } from '#core/kernel/time.ts'
import type { Bar } from '#core/market/bar.ts'
import { decideFire } from '#core/signals/fire.ts'
import { type Books, follow, openBooks } from '#core/signals/fusion/books.ts'
import { snapshotOf } from '#core/signals/fusion/engine/snapshot.ts'
import { openPipeline } from '#core/signals/fusion/pipeline.ts'
import { decidePass } from '#core/signals/pass.ts'
import { vetoSentence } from '#core/signals/routing/told.ts'
import { countVetoes, followDay, NOTHING_TODAY, type VetoView, vetoOf } from '#core/signals/routing/vetoes.ts'
import {
  bar,
  contextAt,
  EURUSD,
  kinds,
  MARKET_AT,
  NO_VETOES,
  ofKind,
  SIGNAL,
  sheet,
  signal,
  trader,
  XAUUSD,
} from '../build.ts'
import { AT, BOOK, candidate, events, step } from '../build-market.ts'

const rules = (over: Partial<VetoView['rules']>) => ({ ...NO_VETOES.rules, ...over })
const said = (probability: number, state: 'WARMING' | 'BLOCKED' = 'WARMING') => ({ probability, state })

describe('reasons for a veto', () => {
  test.each([
    [0.55, null],
    [0.54996, null],
    [0.5499, { code: 'floor', floor: 0.55 }],
  ])('[VETO-1] a symbol with a floor of 55 %% takes %f: %o', (probability, veto) => {
    const set = rules({ floors: { EURUSD: 0.55 } })
    expect(vetoOf(EURUSD, said(probability), set, NOTHING_TODAY)).toEqual(veto)
    expect(vetoOf(XAUUSD, said(probability), set, NOTHING_TODAY)).toBeNull()
  })

  test.each([
    [{ stopLostR: 3 }, { signals: 0, lostR: 2.999 }, null],
    [{ stopLostR: 3 }, { signals: 0, lostR: 3 }, { code: 'daily_stop', by: 'losses', most: 3 }],
    [{ stopSignals: 2 }, { signals: 1, lostR: 0 }, null],
    [{ stopSignals: 2 }, { signals: 2, lostR: 0 }, { code: 'daily_stop', by: 'signals', most: 2 }],
    [{}, { signals: 1_000, lostR: 1_000 }, null],
  ] as const)('[VETO-2] the desk stops for its day: %o after %o: %o', (set, today, veto) => {
    expect(vetoOf(EURUSD, said(0.5), rules(set), today)).toEqual(veto)
  })

  test('[VETO-3] stale sources come first, then the floor, then the stop', () => {
    const set = rules({ floors: { EURUSD: 0.6 }, stopSignals: 1 })
    const today = { signals: 5, lostR: 0 }
    expect(vetoOf(EURUSD, said(0.5, 'BLOCKED'), set, today)).toEqual({ code: 'sources' })
    expect(vetoOf(EURUSD, said(0.5), set, today)).toMatchObject({ code: 'floor' })
    expect(vetoOf(EURUSD, said(0.6), set, today)).toMatchObject({ code: 'daily_stop' })
  })

  test.each([
    [{ code: 'sources' }, 'More than half of the sources are stale.'],
    [{ code: 'floor', floor: 0.55 }, 'Its probability lies below the floor of 55 % for its symbol.'],
    [
      { code: 'daily_stop', by: 'losses', most: 3 },
      'The desk had stopped for its day: its losing signals had lost 3 R.',
    ],
    [{ code: 'daily_stop', by: 'signals', most: 2 }, 'The desk had stopped for its day after 2 signals.'],
  ] as const)('[VETO-3] every reason is a sentence: %o', (veto, sentence) => {
    expect(vetoSentence(veto)).toBe(sentence)
  })
})

describe('a vetoed candidate', () => {
  // The first candidate of a book has the probability of breakeven, .4: a floor of .5 vetoes it.
  const floor: VetoView = { ...NO_VETOES, rules: rules({ floors: { EURUSD: 0.5 } }) }
  const opening = step({ candidates: [candidate()] })

  test('[VETO-4] is recorded with its reason, counted, and never told to expire', () => {
    const told = events(opening, { vetoes: floor })
    expect(kinds(told)).toEqual(['signal_opened', 'candidates_vetoed', 'run_advanced'])
    expect(ofKind(told, 'signal_opened')[0]?.signal.veto).toEqual({ code: 'floor', floor: 0.5 })
    expect(ofKind(told, 'candidates_vetoed')[0]?.counts).toEqual([
      { code: 'floor', count: 1, day: '2026-11-20', dayCount: 1, at: AT, symbol: EURUSD },
    ])
  })

  test('[VETO-5] teaches its book as every candidate does: a floor changes no probability to come', () => {
    const shelf = (vetoes: VetoView): Books => {
      const books = openBooks()
      const [opened] = ofKind(events(opening, { vetoes }), 'signal_opened')
      const open = [sheet({ signal: opened!.signal, status: opened!.signal.veto ? 'expired' : 'active' })]
      const winning = bar({ openAt: AT, low: 80, high: 101 })
      const closes = [{ bar: winning, barIndex: 12 }]
      const settled = events(step({ barsDone: 12, at: winning.closeAt, closes }), { vetoes, open })
      for (const event of [opened!, ...settled]) follow(books, event)
      expect(ofKind(settled, 'signal_settled')[0]).toMatchObject({ outcome: 'WIN', bookTotals: { wins: 1 } })
      expect(ofKind(settled, 'signal_settled')[0]?.vetoed).toBe(opened!.signal.veto ? true : undefined)
      return books
    }
    expect(snapshotOf(shelf(floor).known(BOOK)!)).toEqual(snapshotOf(shelf(NO_VETOES).known(BOOK)!))
  })

  test('[VETO-6] takes no decision, and says why', () => {
    const vetoed = sheet({ signal: signal({ veto: { code: 'sources' } }), status: 'expired' })
    const refused = { ok: false, rejection: { code: 'signal_vetoed' } }
    const view = { sheet: vetoed, trader: trader(), trade: null }
    const who = { userId: trader().userId, signalId: SIGNAL }
    const fire = {
      kind: 'fire_signal',
      ...who,
      tradeId: 't' as never,
      pressedAt: null,
      riskBp: null,
    } as const
    expect(decideFire(fire, view, contextAt())).toEqual(refused)
    const pass = { kind: 'pass_signal', ...who, reason: 'risk', note: null } as const
    expect(decidePass(pass, { ...view, passed: false }, contextAt())).toEqual(refused)
  })

  test('[VETO-2] the stop counts what opens and what is lost within the step, and no vetoed candidate', () => {
    const two = [candidate(), candidate({ symbol: XAUUSD })]
    const vetoes = { ...NO_VETOES, rules: rules({ stopSignals: 1 }) }
    const opened = ofKind(events(step({ candidates: two }), { vetoes }), 'signal_opened')
    expect(opened.map(({ signal: { veto } }) => veto?.code)).toEqual([undefined, 'daily_stop'])
    // A BUY of 100 with its stop at 90 is lost by a bar that reaches 89: 1 R, before the candidate of that close.
    const lost = step({ closes: [{ bar: bar({ low: 89 }), barIndex: 11 }], candidates: [candidate()] })
    const losing = { ...NO_VETOES, rules: rules({ stopLostR: 1 }) }
    const [after] = ofKind(events(lost, { vetoes: losing, open: [sheet()] }), 'signal_opened')
    expect(after?.signal.veto).toEqual({ code: 'daily_stop', by: 'losses', most: 1 })
    expect(followDay(NOTHING_TODAY, { kind: 'signal_opened', signal: signal() })).toEqual({
      signals: 1,
      lostR: 0,
    })
    const ended = {
      kind: 'signal_settled',
      signalId: SIGNAL,
      outcome: 'LOSS',
      exit: 90,
      r: -1,
      at: AT,
      book: BOOK,
    } as const
    const bookTotals = { wins: 0, losses: 1, timeouts: 0 }
    expect(followDay(NOTHING_TODAY, { ...ended, bookTotals })).toEqual({ signals: 0, lostR: 1 })
    expect(followDay(NOTHING_TODAY, { ...ended, bookTotals, vetoed: true })).toEqual(NOTHING_TODAY)
    expect(followDay(NOTHING_TODAY, { ...ended, bookTotals: null })).toEqual(NOTHING_TODAY)
    expect(followDay(NOTHING_TODAY, { ...ended, bookTotals, outcome: 'WIN', r: 1.5 })).toEqual(NOTHING_TODAY)
  })
})

describe('counting vetoes', () => {
  test('[VETO-7] counts by reason, for the desk and for its day, with the last one', () => {
    const day = '2026-11-20'
    const known = [
      { code: 'spacing', count: 7, day: '2026-11-19', dayCount: 3, at: 1, symbol: XAUUSD },
    ] as const
    const vetoed = [
      { code: 'spacing', symbol: EURUSD, at: 5 },
      { code: 'spacing', symbol: XAUUSD, at: 6 },
      { code: 'floor', symbol: EURUSD, at: 6 },
    ] as const
    expect(countVetoes(known, vetoed, day)).toEqual([
      { code: 'spacing', count: 9, day, dayCount: 2, at: 6, symbol: XAUUSD },
      { code: 'floor', count: 1, day, dayCount: 1, at: 6, symbol: EURUSD },
    ])
  })

  test('[VETO-8] a candidate within the cool-down is no candidate and is seen', () => {
    const bars = walk()
    const spaced = openPipeline(DEFAULT_POLICY)
    const dense = openPipeline({ ...DEFAULT_POLICY, cooldownBars: 0 })
    let last = Number.NEGATIVE_INFINITY
    let seen = 0
    for (const [index, one] of bars.entries()) {
      const candidateHere = spaced.push(one)
      const wouldBe = dense.push(one) !== null
      expect(dense.spaced()).toBe(false)
      // What would be one stands or is spaced, and nothing else is either.
      expect(candidateHere !== null || spaced.spaced()).toBe(wouldBe)
      expect(spaced.spaced()).toBe(wouldBe && index - last < DEFAULT_POLICY.cooldownBars)
      if (candidateHere !== null) last = index
      if (spaced.spaced()) seen += 1
    }
    expect(seen).toBeGreaterThan(5)
  })

  /** Three hundred bars that swing in waves of several lengths. */
  function walk(): readonly Bar[] {
    const price = (n: number) => 100 + 8 * Math.sin(n / 9) + 5 * Math.sin(n / 23) + Math.sin(n * 1.7)
    return Array.from({ length: 300 }, (_, n) => {
      const [open, close] = [price(n), price(n + 1)]
      const openAt = MARKET_AT + n * HOUR_MS
      const [high, low] = [Math.max(open, close) + 0.3, Math.min(open, close) - 0.3]
      return bar({ openAt, open, close, high, low, volume: 10 + (n % 7) })
    })
  }
})
