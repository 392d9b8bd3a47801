import { type Context, DEFAULT_POLICY, type Policy, type Speed } from '#core/context.ts'
import type { BookTotals, DomainEvent, TraderTotals } from '#core/event.ts'
import type { RunId, SignalId, SymbolName, TradeId, UserId } from '#core/kernel/ids.ts'
import type { Result } from '#core/kernel/result.ts'
import { HOUR_MS } from '#core/kernel/time.ts'
import type { Bar } from '#core/market/bar.ts'
import type { Rejection } from '#core/rejection.ts'
import type { BookSheet, RunSheet, SignalSheet, TraderSheet, TradeSheet } from '#core/sheets.ts'
import { DEFAULT_ROUTING } from '#core/signals/routing/policy.ts'
import { NOTHING_TODAY, type VetoView } from '#core/signals/routing/vetoes.ts'
import type { Assessment, Signal } from '#core/signals/signal.ts'

/** Monday 2026-01-05 10:00 UTC on the market's clock. */
export const MARKET_AT = Date.parse('2026-01-05T10:00:00Z')
/** Station time: another day than the market's, so that no test passes by mixing the clocks. */
export const NOW = Date.parse('2026-11-20T12:00:00Z')

export const EURUSD = 'EURUSD' as SymbolName
export const XAUUSD = 'XAUUSD' as SymbolName
export const RUN = 'r1' as RunId
export const ADA = 'ada' as UserId
export const BEN = 'ben' as UserId
export const SIGNAL = 'r1-EURUSD-1' as SignalId
export const TRADE = 'trade-1' as TradeId

export function contextAt(
  marketAt = MARKET_AT,
  speed: Speed = 60,
  policy: Partial<Policy> = {},
  now = NOW,
): Context {
  return { now, market: { at: marketAt, speed }, policy: { ...DEFAULT_POLICY, ...policy } }
}

export function assessment(over: Partial<Assessment> = {}): Assessment {
  return {
    probability: 0.4,
    intervalLow: 0.34,
    intervalHigh: 0.46,
    base: 0.4,
    parts: {},
    tier: 'UNRANKED',
    state: 'WARMING',
    rank: 0.5,
    breakeven: 0.4,
    ...over,
  }
}

/** A station's own BUY at 100, stop 90, target 115, made of bar 10, open for two hours and settled by bar 34. */
export function signal(over: Partial<Signal> = {}): Signal {
  return {
    signalId: SIGNAL,
    runId: RUN,
    symbol: EURUSD,
    direction: 'BUY',
    levels: { entry: 100, stop: 90, target: 115 },
    createdAt: MARKET_AT,
    expiresAt: MARKET_AT + 2 * HOUR_MS,
    horizonAt: MARKET_AT + 24 * HOUR_MS,
    horizonBar: 34,
    source: 'replay',
    book: 'station:1.5:1',
    assessment: assessment(),
    claimed: null,
    openedAt: NOW,
    evidence: {
      atr: 10,
      targetAtr: 1.5,
      stopAtr: 1,
      votes: [],
      regime: { trend: 1, vol: 0 },
      barIndex: 10,
    },
    ...over,
  }
}

/** A provider's signal with the same levels: no evidence, no bar index, settled by the clock alone. */
export function providerSignal(over: Partial<Signal> = {}): Signal {
  return signal({ horizonBar: null, evidence: null, source: 'acme', book: 'provider:acme', ...over })
}

export function sheet(over: Partial<SignalSheet> = {}): SignalSheet {
  return {
    signal: signal(),
    status: 'active',
    expiring: false,
    outcome: null,
    exit: null,
    r: null,
    settledAt: null,
    totals: { fireCount: 0, passCount: 0, executedCount: 0 },
    ...over,
  }
}

export function totals(over: Partial<TraderTotals> = {}): TraderTotals {
  return {
    balanceCents: 1_000_000,
    fires: 0,
    passes: 0,
    wins: 0,
    losses: 0,
    timeouts: 0,
    pnlCents: 0,
    breakevenMicroSum: 0,
    day: '2026-11-20',
    dayFires: 0,
    ...over,
  }
}

export function trader(over: Partial<TraderSheet> = {}): TraderSheet {
  return { userId: ADA, zone: 'UTC', memberTier: 'nibbler', totals: totals(), last7dPnlCents: 0, ...over }
}

export function trade(over: Partial<TradeSheet> = {}): TradeSheet {
  return {
    tradeId: TRADE,
    signalId: SIGNAL,
    userId: ADA,
    firedAt: NOW - 5_000,
    riskBp: 100,
    balanceCents: 1_000_000,
    executed: true,
    executedPrice: 100,
    outcome: null,
    r: null,
    pnlCents: null,
    closedAt: null,
    ...over,
  }
}

/** An hourly bar of EURUSD that begins at `MARKET_AT` and holds neither level of `signal()`. */
export function bar(over: Partial<Bar> = {}): Bar {
  const openAt = over.openAt ?? MARKET_AT
  return {
    symbol: EURUSD,
    openAt,
    closeAt: openAt + HOUR_MS,
    open: 100,
    high: 101,
    low: 99,
    close: 100,
    volume: 0,
    spread: 0,
    ...over,
  }
}

export function run(over: Partial<RunSheet> = {}): RunSheet {
  return {
    runId: RUN,
    source: 'replay',
    fingerprint: 'f',
    timeframe: 'h1',
    symbols: [EURUSD, XAUUSD],
    startsAt: MARKET_AT - 10 * HOUR_MS,
    barsDone: 10,
    at: MARKET_AT,
    ended: false,
    lastPrices: {},
    ...over,
  }
}

export function book(name: string, counted: Partial<BookTotals> = {}): BookSheet {
  return { book: name, totals: { wins: 0, losses: 0, timeouts: 0, ...counted } }
}

/** Nothing vetoed yet, and nothing that would be. */
export const NO_VETOES: VetoView = {
  rules: DEFAULT_ROUTING.vetoes,
  today: NOTHING_TODAY,
  counts: [],
}

/** The events of an accepted command; fails the test where it was refused. */
export function accepted(result: Result<readonly DomainEvent[], Rejection>): readonly DomainEvent[] {
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.rejection)}`)
  return result.value
}

/** The events of one kind. */
export function ofKind<Kind extends DomainEvent['kind']>(
  events: readonly DomainEvent[],
  kind: Kind,
): readonly Extract<DomainEvent, { kind: Kind }>[] {
  return events.filter((event): event is Extract<DomainEvent, { kind: Kind }> => event.kind === kind)
}

export function kinds(events: readonly DomainEvent[]): readonly string[] {
  return events.map((event) => event.kind)
}
