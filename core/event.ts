import type { MemberTier, PassReason, Role } from '#core/command.ts'
import type { Scope } from '#core/devices/command.ts'
import type { DeviceEvent } from '#core/devices/events.ts'
import type { HookSet } from '#core/hooks/hook.ts'
import type { BasisPoints, Cents } from '#core/kernel/amount.ts'
import type { RunId, SignalId, SymbolName, TokenId, TradeId, UserId } from '#core/kernel/ids.ts'
import type { Day, MarketTimeMs, TimestampMs } from '#core/kernel/time.ts'
import type { LanSet } from '#core/lan.ts'
import type { FeedSource, OtherTimeframes, Timeframe } from '#core/market/bar.ts'
import type { AchievementDefined } from '#core/progress/achievement-event.ts'
import type { PeriodClosed } from '#core/progress/board-event.ts'
import type { CampaignSet } from '#core/progress/campaigns-event.ts'
import type { ProgressEvent } from '#core/progress/progress-event.ts'
import type { ReportedTotals, TradeReported } from '#core/signals/executor-close.ts'
import type { Trouble } from '#core/signals/fusion/engine/health.ts'
import type {
  CandidatesVetoed,
  RoutingChanged,
  SignalOffered,
  SignalRouted,
} from '#core/signals/routing/events.ts'
import type { Outcome, PastSignal, Signal } from '#core/signals/signal.ts'
import type { StatsEvent } from '#core/stats/stats-event.ts'

/** Totals of one mission after an event. */
export interface MissionTotals {
  readonly fireCount: number
  readonly passCount: number
  readonly executedCount: number
}

/** Everything a trader's sheet says, after an event. Integers only; rates are worked out where they are shown. */
export interface TraderTotals {
  readonly balanceCents: Cents
  readonly fires: number
  readonly passes: number
  readonly wins: number
  readonly losses: number
  readonly timeouts: number
  readonly pnlCents: Cents
  /** Sum over wins and losses of the breakeven of each trade, in millionths. */
  readonly breakevenMicroSum: number
  /** The user's own day that `dayFires` counts. */
  readonly day: Day
  readonly dayFires: number
  /** Left out before the first. */
  readonly reported?: ReportedTotals
}

/** Outcomes of one book after an event. */
export interface BookTotals {
  readonly wins: number
  readonly losses: number
  readonly timeouts: number
}

export interface SignalOpened {
  readonly kind: 'signal_opened'
  readonly signal: Signal
}
export interface SignalExpiring {
  readonly kind: 'signal_expiring'
  readonly signalId: SignalId
  readonly at: MarketTimeMs
}
/** The fire window ended. */
export interface SignalExpired {
  readonly kind: 'signal_expired'
  readonly signalId: SignalId
  readonly at: MarketTimeMs
}
/** The fire window ends later than was told before: the market's pace changed. */
export interface WindowExtended {
  readonly kind: 'window_extended'
  readonly signalId: SignalId
  /** The new end. */
  readonly expiresAt: MarketTimeMs
  readonly at: MarketTimeMs
}
export interface SignalSettled {
  readonly kind: 'signal_settled'
  readonly signalId: SignalId
  readonly outcome: Outcome
  readonly exit: number
  /** Result in units of the risk. */
  readonly r: number
  readonly at: MarketTimeMs
  readonly book: string
  /** Null when the run ended first and the outcome teaches nothing. */
  readonly bookTotals: BookTotals | null
  /** It was never a signal: nobody could trade it, and its end is news for nobody. */
  readonly vetoed?: true
}
export interface SignalFired {
  readonly kind: 'signal_fired'
  readonly signalId: SignalId
  readonly userId: UserId
  readonly tradeId: TradeId
  readonly riskBp: BasisPoints
  /** The balance the risk is taken of. */
  readonly balanceCents: Cents
  readonly at: MarketTimeMs
  /** The user's fires after this one. */
  readonly userFireCount: number
  readonly mission: MissionTotals
}
export interface SignalPassed {
  readonly kind: 'signal_passed'
  readonly signalId: SignalId
  readonly userId: UserId
  readonly reason: PassReason
  readonly mission: MissionTotals
}
/** Every fire that waited on this signal now has a price. */
export interface SignalExecuted {
  readonly kind: 'signal_executed'
  readonly signalId: SignalId
  readonly price: number
  readonly at: MarketTimeMs
  readonly mission: MissionTotals
}

export interface UserAdded {
  readonly kind: 'user_added'
  readonly userId: UserId
  readonly zone: string
  readonly memberTier: MemberTier
  readonly totals: TraderTotals
}
/** A trader's sheet after a fire or a pass. */
export interface TraderDecided {
  readonly kind: 'trader_decided'
  readonly userId: UserId
  readonly totals: TraderTotals
  readonly last7dPnlCents: Cents
}
export interface TradeClosed {
  readonly kind: 'trade_closed'
  readonly userId: UserId
  readonly signalId: SignalId
  readonly tradeId: TradeId
  readonly outcome: Outcome
  readonly r: number
  readonly pnlCents: Cents
  readonly totals: TraderTotals
  /** The user's own day of closing, and its profit or loss after this trade. */
  readonly closedDay: Day
  readonly closedDayPnlCents: Cents
  readonly last7dPnlCents: Cents
}

export interface RunOpened {
  readonly kind: 'run_opened'
  readonly runId: RunId
  readonly source: FeedSource
  readonly fingerprint: string
  readonly timeframe: Timeframe
  /** Symbols whose bars have another length than that; none where it is left out. */
  readonly timeframes?: OtherTimeframes
  readonly symbols: readonly SymbolName[]
  readonly startsAt: MarketTimeMs
}
/** How far the run has come; the next start goes on from here. */
export interface RunAdvanced {
  readonly kind: 'run_advanced'
  readonly runId: RunId
  readonly barsDone: number
  readonly at: MarketTimeMs
  readonly ended: boolean
  /** Last close of each symbol, as of the last step of its own that was recorded. */
  readonly lastPrices: Readonly<Record<string, number>>
}
export interface TokenCreated {
  readonly kind: 'token_created'
  readonly tokenId: TokenId
  readonly userId: UserId
  readonly role: Role
  readonly expiresAt: TimestampMs | null
  readonly mayActFor: readonly string[]
  /** What a service may do; all of it where it is left out. */
  readonly scopes?: readonly Scope[]
}
export interface TokenRevoked {
  readonly kind: 'token_revoked'
  readonly tokenId: TokenId
}

/** A trouble of a source began or ended, as one book sees it. */
export interface SourceChanged {
  readonly kind: 'source_changed'
  readonly book: string
  readonly source: string
  readonly trouble: Trouble
  readonly began: boolean
  /** The source that a duplicate repeats; null for every other trouble. */
  readonly of: string | null
  readonly at: MarketTimeMs
}

/** A line of a provider's log was taken into his book. */
export interface PastSignalRecorded {
  readonly kind: 'past_signal_recorded'
  readonly past: PastSignal
  readonly bookTotals: BookTotals
}

/** An operator took a source out of the count, or let it back in. */
export interface SourcePaused {
  readonly kind: 'source_paused'
  readonly source: string
  readonly paused: boolean
}

/** What is told on a mission's stream. */
export type MissionEvent =
  | SignalOpened
  | SignalExpiring
  | SignalExpired
  | WindowExtended
  | SignalSettled
  | SignalFired
  | SignalPassed
  | SignalExecuted
/** What is told on a user's stream. */
export type TraderEvent = UserAdded | TraderDecided | TradeClosed | TradeReported | SignalRouted
/** What is told on a provider's stream. */
export type ProviderEvent = PastSignalRecorded
/** What concerns the desk as a whole. */
export type DeskEvent =
  | RunOpened
  | RunAdvanced
  | SourceChanged
  | SourcePaused
  | SignalOffered
  | RoutingChanged
  | CandidatesVetoed
  | CampaignSet
  | PeriodClosed
  | TokenCreated
  | TokenRevoked
  | DeviceEvent
  | StatsEvent
  | AchievementDefined
  | HookSet
  | LanSet

/** Every fact the journal can hold. Events state totals after the change, never increments. */
export type DomainEvent = MissionEvent | TraderEvent | ProgressEvent | ProviderEvent | DeskEvent
