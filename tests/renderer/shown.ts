import type { ClockView, Place, SignalView, TradeView, UserView } from '../../renderer/state/model.ts'
import {
  type DeskState,
  EMPTY_DESK,
  type Message,
  type PlacedMessage,
  reduce,
} from '../../renderer/state/reduce.ts'

/** What the station could have said, to be bent by each test. */

export const EPOCH = 'epoch-1'
/** 2026-11-20 18:00:00 UTC. */
export const SERVER_AT = Date.UTC(2026, 10, 20, 18)
/** 2015-03-02 12:00:00 UTC. */
export const MARKET_AT = Date.UTC(2015, 2, 2, 12)

export function signal(part: Partial<SignalView> = {}): SignalView {
  return {
    id: 'one',
    symbol: 'EURUSD',
    side: 'LONG',
    entry: 1.085,
    stop: 1.0842,
    target: 1.0862,
    createdAt: MARKET_AT,
    expiresAt: MARKET_AT + 7_200_000,
    horizonAt: MARKET_AT + 86_400_000,
    probability: 0.396,
    low: 0.361,
    high: 0.43,
    base: 0.391,
    parts: {},
    tier: 'UNRANKED',
    trust: 'WARMING',
    rank: 0.5,
    breakeven: 0.4,
    claimed: null,
    source: 'replay',
    status: 'active',
    outcome: null,
    settledAt: null,
    fires: 0,
    passes: 0,
    ...part,
  }
}

export function clock(part: Partial<ClockView> = {}): ClockView {
  return { marketAt: MARKET_AT, speed: 60, serverAt: SERVER_AT, heardAt: 0, ...part }
}

export function trade(part: Partial<TradeView> = {}): TradeView {
  return {
    tradeId: 'trade-1',
    signalId: 'one',
    symbol: 'EURUSD',
    side: 'LONG',
    firedAt: SERVER_AT,
    riskPct: 1,
    status: 'pending',
    executedPrice: null,
    outcome: null,
    exit: null,
    r: null,
    pnl: null,
    ...part,
  }
}

export function user(part: Partial<UserView> = {}): UserView {
  return { at: SERVER_AT, tradesToday: 0, pnl7d: 0, winRate: null, rank: 'WARRIOR', balance: 10_000, ...part }
}

export function place(since: number, seq: number, stream = 'mission:one', epoch = EPOCH): Place {
  return { epoch, stream, since, seq }
}

export function counts(at: Place, fires: number): PlacedMessage {
  return { kind: 'counts', place: at, signalId: 'one', fires, passes: 0, executed: 0 }
}

export function sheet(
  at: Place,
  shown: UserView,
  closed: Extract<PlacedMessage, { kind: 'sheet' }>['closed'] = null,
): PlacedMessage {
  return { kind: 'sheet', place: at, user: shown, closed }
}

export function heartbeat(epoch = EPOCH): Message {
  return {
    kind: 'heartbeat',
    epoch,
    feed: { source: 'replay', ended: false },
    clock: clock(),
    lastEvent: null,
  }
}

export function board(signals: readonly SignalView[], part: Partial<ClockView> = {}): Message {
  return { kind: 'board', signals, openTotal: signals.length, clock: clock(part), feed: null, fusion: null }
}

/** A desk after these messages. */
export function after(...messages: readonly Message[]): DeskState {
  return messages.reduce(reduce, EMPTY_DESK)
}

/** A desk that shows signal `one` and stands at the given place of its stream. */
export function joinedAt(seq: number, ...more: readonly Message[]): DeskState {
  const joined: Message = {
    kind: 'joined',
    cursor: { epoch: EPOCH, stream: 'mission:one', seq },
    signal: signal(),
    executed: 0,
  }
  return after(heartbeat(), board([signal()]), joined, ...more)
}
