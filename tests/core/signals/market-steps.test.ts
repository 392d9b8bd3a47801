import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { AdvanceMarket, ClosedBar, OpenCandidate } from '#core/command.ts'
import type { DomainEvent } from '#core/event.ts'
import type { SignalId, SymbolName } from '#core/kernel/ids.ts'
import { HOUR_MS } from '#core/kernel/time.ts'
import type { BookSheet, RunSheet, SignalSheet } from '#core/sheets.ts'
import { type Books, openBooks } from '#core/signals/fusion/books.ts'
import { decideAdvance } from '#core/signals/market.ts'
import {
  accepted,
  bar,
  contextAt,
  EURUSD,
  MARKET_AT,
  NO_VETOES,
  providerSignal,
  RUN,
  run,
  sheet,
  XAUUSD,
} from './build.ts'

/** One hour of the market: bars of up to two symbols, and a candidate where `draw` says so. */
interface Hour {
  readonly closes: readonly ClosedBar[]
  readonly candidates: readonly OpenCandidate[]
}

/** Everything the rule reads, kept by copying what the events say. */
interface Desk {
  run: RunSheet
  readonly sheets: Map<SignalId, SignalSheet>
  readonly books: Map<string, BookSheet>
  readonly fusion: Books
  readonly told: DomainEvent[]
}

const HOURS = 60
const hourDraw = fc.record({
  plays: fc.constantFrom([EURUSD], [XAUUSD], [EURUSD, XAUUSD], [EURUSD, XAUUSD], []),
  move: fc.integer({ min: -8, max: 8 }),
  span: fc.integer({ min: 0, max: 6 }),
  spread: fc.integer({ min: 0, max: 2 }),
  opens: fc.boolean(),
  buys: fc.boolean(),
})

type HourDraw = typeof hourDraw extends fc.Arbitrary<infer Draw> ? Draw : never

function market(draws: readonly HourDraw[]): Hour[] {
  const indexes = new Map<SymbolName, number>()
  let price = 1_000
  return draws.map(({ plays, move, span, spread, opens, buys }, hour) => {
    const openAt = MARKET_AT + hour * HOUR_MS
    const open = price
    price += move
    const close = price
    const closes = plays.map((symbol) => {
      const barIndex = (indexes.get(symbol) ?? -1) + 1
      indexes.set(symbol, barIndex)
      const low = Math.min(open, close) - span
      const high = Math.max(open, close) + span
      return { barIndex, bar: bar({ symbol, openAt, open, close, low, high, spread }) }
    })
    return { closes, candidates: opens ? closes.map((closed) => candidateOf(closed, buys)) : [] }
  })
}

function candidateOf({ bar: { symbol, close, closeAt }, barIndex }: ClosedBar, buys: boolean): OpenCandidate {
  const side = buys ? 1 : -1
  return {
    candidate: {
      symbol,
      direction: buys ? 'BUY' : 'SELL',
      levels: { entry: close, stop: close - side * 8, target: close + side * 12 },
      at: closeAt,
      barIndex,
      atr: 8,
      targetAtr: 1.5,
      stopAtr: 1,
      votes: [],
      regime: { trend: 1, vol: 0 },
    },
    expiresAt: closeAt + 2 * HOUR_MS,
    horizonAt: closeAt + 24 * HOUR_MS,
  }
}

function openDesk(): Desk {
  const posted = providerSignal({
    signalId: 'posted' as SignalId,
    levels: { entry: 1_000, stop: 980, target: 1_030 },
    horizonAt: MARKET_AT + 30 * HOUR_MS,
  })
  return {
    run: run({ barsDone: 0 }),
    sheets: new Map([[posted.signalId, sheet({ signal: posted })]]),
    books: new Map(),
    fusion: openBooks(),
    told: [],
  }
}

/** Plays some hours as one step, reading what the station would read, forwards or `backwards`. */
function play(
  desk: Desk,
  hours: readonly Hour[],
  { barsDone, at, backwards }: { barsDone: number; at: number; backwards: boolean },
): void {
  const command: AdvanceMarket = {
    kind: 'advance_market',
    runId: RUN,
    barsDone,
    at,
    closes: hours.flatMap(({ closes }) => closes),
    candidates: hours.flatMap(({ candidates }) => candidates),
    ended: false,
  }
  const symbols = new Set(command.closes.map(({ bar: { symbol } }) => symbol))
  const unsettled = [...desk.sheets.values()].filter(({ status }) => status !== 'settled')
  if (backwards) unsettled.reverse()
  const view = {
    run: desk.run,
    open: unsettled.filter(
      ({ signal: s }) => symbols.has(s.symbol) || (s.horizonBar === null && s.horizonAt < at),
    ),
    due: unsettled.filter(({ status, signal: s }) => status === 'active' && s.expiresAt <= at),
    books: desk.books,
    fusion: desk.fusion,
    paused: new Set<string>(),
    vetoes: NO_VETOES,
  }
  for (const event of accepted(decideAdvance(command, view, contextAt(at, 'max')))) copy(desk, event)
}

function copy(desk: Desk, event: DomainEvent): void {
  if (event.kind === 'run_advanced') {
    desk.run = { ...desk.run, barsDone: event.barsDone, at: event.at, lastPrices: event.lastPrices }
    return
  }
  desk.told.push(event)
  if (event.kind === 'signal_opened') {
    const { signal } = event
    desk.sheets.set(signal.signalId, sheet({ signal }))
  }
  if (event.kind === 'signal_expired') {
    const before = desk.sheets.get(event.signalId)!
    desk.sheets.set(event.signalId, { ...before, status: 'expired' })
  }
  if (event.kind === 'signal_settled') {
    const before = desk.sheets.get(event.signalId)!
    desk.sheets.set(event.signalId, { ...before, status: 'settled', outcome: event.outcome })
    desk.books.set(event.book, { book: event.book, totals: event.bookTotals! })
  }
}

/** Plays the hours cut into steps of the given lengths, the last one repeating. */
function playCut(hours: readonly Hour[], lengths: readonly number[], backwards: boolean): Desk {
  const desk = openDesk()
  let start = 0
  let barsDone = 0
  for (let cut = 0; start < hours.length; cut++) {
    const part = hours.slice(start, start + (lengths[cut] ?? lengths.at(-1) ?? 1))
    start += part.length
    barsDone += part.reduce((sum, { closes }) => sum + closes.length, 0)
    play(desk, part, { barsDone, at: MARKET_AT + start * HOUR_MS, backwards })
  }
  return desk
}

const marketDraw = fc.array(hourDraw, { minLength: HOURS, maxLength: HOURS })
const cutDraw = fc.array(fc.integer({ min: 1, max: HOURS }), { minLength: 1, maxLength: 8 })

test('[MKT-12] how the bars are cut into steps changes no fact', () => {
  fc.assert(
    fc.property(marketDraw, cutDraw, (draws, lengths) => {
      const hours = market(draws)
      const byHour = playCut(hours, [1], false)
      expect(playCut(hours, lengths, false).told).toEqual(byHour.told)
    }),
    { numRuns: 60 },
  )
})

test('[MKT-14] the order in which signals are read changes no fact', () => {
  fc.assert(
    fc.property(marketDraw, cutDraw, (draws, lengths) => {
      const hours = market(draws)
      expect(playCut(hours, lengths, true).told).toEqual(playCut(hours, lengths, false).told)
    }),
    { numRuns: 40 },
  )
})

test('[MKT-12] a signal is opened once, settled at most once, and never expires after its outcome', () => {
  fc.assert(
    fc.property(marketDraw, cutDraw, (draws, lengths) => {
      const lives = livesOf(playCut(market(draws), lengths, false).told)
      for (const life of lives.values()) expect(life).toMatch(/^(opened )?(expired )?(settled )?$/)
    }),
    { numRuns: 60 },
  )
})

/** What was told of each signal, in order. */
function livesOf(told: readonly DomainEvent[]): ReadonlyMap<string, string> {
  const lives = new Map<string, string>()
  for (const event of told) {
    const id = 'signal' in event ? event.signal.signalId : 'signalId' in event ? event.signalId : ''
    lives.set(id, `${lives.get(id) ?? ''}${event.kind.replace('signal_', '')} `)
  }
  return lives
}
