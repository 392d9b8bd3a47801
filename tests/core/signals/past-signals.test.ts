import { describe, expect, test } from 'vitest'
import type { LogRow, RecordPastSignals } from '#core/command.ts'
import { BOOKS_MAX, follow, openBooks } from '#core/signals/fusion/books.ts'
import { learnOutcome } from '#core/signals/fusion/engine/learn-outcome.ts'
import { snapshotOf } from '#core/signals/fusion/engine/snapshot.ts'
import { decideRecordPast, fateOf, type PastView } from '#core/signals/past-signals.ts'
import { decidePostSignal } from '#core/signals/posting.ts'
import { readLogLine } from '#core/signals/provider-log.ts'
import { accepted, contextAt, EURUSD, NO_VETOES, NOW, ofKind, RUN, SIGNAL } from './build.ts'

const HOUR = 3_600_000
const LINE = '1755799117730,ELITE_SNIPER_NZDUSD_1755799117,NZDUSD,ORDER_BLOCK_BOUNCE,NEWYORK,SELL,70.9,1.43,0'
const PLACE = { file: 'log.csv', line: 2 }
const read = (line: string) => readLogLine(line, PLACE, NOW)

/** A usable row, `index` hours after the first. */
function row(index: number, over: Partial<LogRow> = {}): LogRow {
  return {
    pastId: `p${index}`,
    symbol: EURUSD,
    direction: 'BUY',
    at: Date.UTC(2025, 7, 21) + index * HOUR,
    claimed: 70 + (index % 20),
    ratio: 1.5,
    won: index % 5 < 2,
    pattern: 'SWEEP',
    session: 'LONDON',
    file: 'log.csv',
    line: index + 2,
    ...over,
  }
}
const rows = (count: number) => Array.from({ length: count }, (_, index) => row(index))

function fresh(over: Partial<PastView> = {}): PastView {
  return { fusion: openBooks(), kept: new Set(), totals: new Map(), paused: new Set(), ...over }
}
function record(taken: readonly LogRow[], view = fresh(), provider = 'acme') {
  const command: RecordPastSignals = { kind: 'record_past_signals', provider, rows: taken }
  return decideRecordPast(command, view)
}

describe('one line of a log', () => {
  test('[IMPORT-1] nine values make a row', () => {
    expect(read(LINE)).toEqual({
      ok: true,
      value: {
        pastId: 'ELITE_SNIPER_NZDUSD_1755799117',
        symbol: 'NZDUSD',
        direction: 'SELL',
        at: 1_755_799_117_730,
        claimed: 70.9,
        ratio: 1.43,
        won: false,
        pattern: 'ORDER_BLOCK_BOUNCE',
        session: 'NEWYORK',
        ...PLACE,
      },
    })
  })

  test.each([
    ['columns', ''],
    ['columns', `${LINE},more`],
    ['columns', LINE.slice(0, LINE.lastIndexOf(','))],
    ['time', LINE.replace('1755799117730', '1755799117')],
    ['time', LINE.replace('1755799117730', '2025-08-21')],
    ['time', LINE.replace('1755799117730', String(NOW + 1))],
    ['signal_id', LINE.replace('ELITE_SNIPER_NZDUSD_1755799117', '')],
    ['signal_id', LINE.replace('ELITE_SNIPER_NZDUSD_1755799117', 'x'.repeat(65))],
    ['pair', LINE.replace(',NZDUSD,', ',NZD/USD,')],
    ['text', LINE.replace('NEWYORK', '"NEW')],
    ['direction', LINE.replace('SELL', 'sell')],
    ['confidence', LINE.replace('70.9', '100.1')],
    ['confidence', LINE.replace('70.9', '')],
    ['confidence', LINE.replace('70.9', '7e1')],
    ['risk_reward', LINE.replace('1.43', '0')],
    ['risk_reward', LINE.replace('1.43', '1001')],
    ['win', LINE.replace(/0$/, '')],
    ['win', LINE.replace(/0$/, 'true')],
  ])('[IMPORT-1] what cannot be used has one reason: %s', (reason, line) => {
    expect(read(line)).toEqual({ ok: false, rejection: reason })
  })

  test('[IMPORT-1] the edges of claim and ratio are inside', () => {
    for (const [claim, ratio] of [
      ['0', '0.01'],
      ['100', '1000'],
    ])
      expect(read(LINE.replace('70.9', claim!).replace('1.43', ratio!)).ok).toBe(true)
  })
})

describe('taking lines into a book', () => {
  test('[IMPORT-2] each line is asked before its outcome is told, and the book counts it', () => {
    const view = fresh()
    const told = ofKind(
      accepted(record([row(0, { won: true }), row(1), row(2)], view)),
      'past_signal_recorded',
    )
    // Nothing was known before the first: breakeven of 1.5 to 1 is .4. All-time after one win: (1 + 40) / 101 = .4059.
    expect(told[0]?.past).toMatchObject({
      provider: 'acme',
      book: 'provider:acme:1.5',
      file: 'log.csv',
      line: 2,
    })
    expect(told[0]?.past.probability).toBeCloseTo(0.4, 12)
    expect(told[1]?.past.probability).toBeGreaterThan(0.4)
    expect(told[1]?.past.probability).toBeLessThan(0.41)
    expect(told.map(({ bookTotals }) => bookTotals)).toEqual([
      { wins: 1, losses: 0, timeouts: 0 },
      { wins: 2, losses: 0, timeouts: 0 },
      { wins: 2, losses: 1, timeouts: 0 },
    ])
    expect(view.fusion.known('provider:acme:1.5')?.counts).toMatchObject({ candidates: 3, outcomes: 3 })
    expect(view.fusion.known('provider:acme:1.5')?.open.size).toBe(0)
  })

  test('[IMPORT-2] the events alone make the same book, to the last bit', () => {
    const view = fresh()
    const events = accepted(record(rows(300), view))
    const folded = openBooks()
    for (const event of events) follow(folded, event)
    expect(JSON.stringify(snapshotOf(folded.known('provider:acme:1.5')!))).toBe(
      JSON.stringify(snapshotOf(view.fusion.known('provider:acme:1.5')!)),
    )
  })

  test('[IMPORT-3] an id is taken once, whether it stood there before or comes twice', () => {
    const view = fresh({ kept: new Set(['p0']) })
    const told = ofKind(
      accepted(record([row(0), row(1), row(1, { won: true, at: row(5).at })], view)),
      'past_signal_recorded',
    )
    expect(told.map(({ past }) => past.pastId)).toEqual(['p1'])
    expect(accepted(record([row(0)], view))).toEqual([])
  })

  test('[IMPORT-4] a line older than the latest outcome of its book is passed over; another book does not mind', () => {
    const view = fresh()
    const told = ofKind(
      accepted(record([row(3), row(2), row(4, { at: row(3).at }), row(1, { ratio: 2 })], view)),
      'past_signal_recorded',
    )
    expect(told.map(({ past }) => past.pastId)).toEqual(['p3', 'p4', 'p1'])
  })

  test('[IMPORT-4] a signal that was posted and has ended since counts as later', () => {
    const fusion = openBooks()
    const posting = { fusion, runId: RUN, paused: new Set<string>(), lastHorizonMs: HOUR, vetoes: NO_VETOES }
    const context = contextAt(row(10).at)
    accepted(
      decidePostSignal(
        {
          kind: 'post_signal',
          signalId: SIGNAL,
          symbol: EURUSD,
          direction: 'BUY',
          levels: { entry: 100, stop: 90, target: 115 },
          expiresAt: null,
          claimed: 80,
          provider: 'acme',
        },
        posting,
        context,
      ),
    )
    // Open, it has told nothing yet.
    expect(accepted(record([row(2)], fresh({ fusion })))).toHaveLength(1)
    learnOutcome(fusion.known('provider:acme:1.5')!, { id: SIGNAL, at: row(12).at, won: 1, r: 1.5 })
    expect(accepted(record([row(11)], fresh({ fusion })))).toEqual([])
    expect(accepted(record([row(12)], fresh({ fusion })))).toHaveLength(1)
  })

  test('[IMPORT-5] where there is no room for a book nothing is taken', () => {
    const fusion = openBooks()
    for (let one = 1; one < BOOKS_MAX; one++) fusion.of({ name: `provider:p${one}:1.5`, prior: 0.4 })
    const view = fresh({ fusion })
    expect(record([row(0), row(1, { ratio: 2 })], view)).toEqual({
      ok: false,
      rejection: { code: 'too_many_providers' },
    })
  })

  test('[IMPORT-6] while the provider is paused his claims are kept and not heard', () => {
    const view = fresh({ paused: new Set(['acme']) })
    const told = ofKind(accepted(record(rows(40), view)), 'past_signal_recorded')
    expect(told.every(({ past }) => past.claimPaused === true)).toBe(true)
    const heard = view.fusion.known('provider:acme:1.5')!
    expect(heard.counts.outcomes).toBe(40)
    expect(heard.sourceRates[0]?.agreed.outcomes).toBe(0)
  })

  test('[IMPORT-7] what was not taken is known as it is, changed, or behind', () => {
    const [told] = ofKind(accepted(record([row(0)])), 'past_signal_recorded')
    const { past } = told!
    expect(fateOf(row(0, { file: 'again.csv', line: 9 }), past)).toBe('known')
    expect(fateOf(row(0, { won: false }), past)).toBe('changed')
    expect(fateOf(row(0), null)).toBe('behind')
  })

  test('[IMPORT-8] a provider is one source: his book warms for 200 outcomes and then stays THIN, whatever he earned', () => {
    const fusion = openBooks()
    const view = fresh({ fusion })
    const context = contextAt(row(10_000).at)
    const posting = { fusion, runId: RUN, paused: new Set<string>(), lastHorizonMs: HOUR, vetoes: NO_VETOES }
    const stateOf = () => {
      const posted = decidePostSignal(
        {
          kind: 'post_signal',
          signalId: `s${fusion.known('provider:acme:1.5')?.counts.candidates}` as never,
          symbol: EURUSD,
          direction: 'BUY',
          levels: { entry: 100, stop: 90, target: 115 },
          expiresAt: null,
          claimed: 80,
          provider: 'acme',
        },
        posting,
        context,
      )
      return ofKind(accepted(posted), 'signal_opened')[0]?.signal.assessment
    }
    accepted(
      record(
        Array.from({ length: 199 }, (_, index) => row(index, { won: true })),
        view,
      ),
    )
    expect(stateOf()?.state).toBe('WARMING')
    accepted(record([row(199, { won: true })], view))
    // All 200 were won and breakeven is .4: three sources would be a call to act, one is not.
    const then = stateOf()
    expect(then?.intervalLow).toBeGreaterThan(0.4)
    expect(then?.state).toBe('THIN')
  })
})
