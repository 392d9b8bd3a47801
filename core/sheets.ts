import type { MemberTier, PassReason, Role } from '#core/command.ts'
import type { Scope } from '#core/devices/command.ts'
import type { BookTotals, MissionTotals, TraderTotals } from '#core/event.ts'
import type { BasisPoints, Cents } from '#core/kernel/amount.ts'
import type { RunId, SignalId, SymbolName, TokenId, TradeId, UserId } from '#core/kernel/ids.ts'
import type { MarketTimeMs, TimestampMs } from '#core/kernel/time.ts'
import type { FeedSource, OtherTimeframes, Timeframe } from '#core/market/bar.ts'
import type { Outcome, Signal, SignalStatus } from '#core/signals/signal.ts'

/** A signal with what has become of it: how the rules and the screens see it. */
export interface SignalSheet {
  readonly signal: Signal
  readonly status: SignalStatus
  readonly expiring: boolean
  readonly outcome: Outcome | null
  readonly exit: number | null
  readonly r: number | null
  readonly settledAt: MarketTimeMs | null
  readonly totals: MissionTotals
}

/** One user's fire on one signal, and its trade. */
export interface TradeSheet {
  readonly tradeId: TradeId
  readonly signalId: SignalId
  readonly userId: UserId
  readonly firedAt: TimestampMs
  readonly riskBp: BasisPoints
  /** The balance the risk was taken of. */
  readonly balanceCents: Cents
  readonly executed: boolean
  readonly executedPrice: number | null
  readonly outcome: Outcome | null
  readonly r: number | null
  readonly pnlCents: Cents | null
  readonly closedAt: TimestampMs | null
  /** Where and when an executor says that it ended; left out where the market settled it, or nobody yet. */
  readonly reported?: { readonly price: number; readonly at: TimestampMs }
}

/** What a user has at stake at once: trades that wait for a price or for their end. */
export interface Exposure {
  readonly trades: number
  /** Those on one symbol. */
  readonly onSymbol: number
  readonly riskCents: Cents
}

/** One user's pass. */
export interface PassSheet {
  readonly signalId: SignalId
  readonly userId: UserId
  readonly reason: PassReason
  readonly note: string | null
  readonly passedAt: TimestampMs
}

/** A user as the rules see him. */
export interface TraderSheet {
  readonly userId: UserId
  readonly zone: string
  readonly memberTier: MemberTier
  readonly totals: TraderTotals
  /** Sum of the results of the last seven of the user's own days, today included, as of the given day. */
  readonly last7dPnlCents: Cents
}

/** A run of the market and how far it has come. */
export interface RunSheet {
  readonly runId: RunId
  readonly source: FeedSource
  readonly fingerprint: string
  readonly timeframe: Timeframe
  readonly timeframes?: OtherTimeframes
  readonly symbols: readonly SymbolName[]
  readonly startsAt: MarketTimeMs
  readonly barsDone: number
  readonly at: MarketTimeMs
  readonly ended: boolean
  readonly lastPrices: Readonly<Record<string, number>>
}

/** An access token without its secret. */
export interface TokenSheet {
  readonly tokenId: TokenId
  readonly userId: UserId
  readonly role: Role
  readonly expiresAt: TimestampMs | null
  readonly mayActFor: readonly string[]
  /** What a service may do; null for all of it. */
  readonly scopes: readonly Scope[] | null
  readonly revoked: boolean
}

/** Outcomes of a book so far. */
export interface BookSheet {
  readonly book: string
  readonly totals: BookTotals
}
