import type { NoteAudit } from '#core/audit/entry.ts'
import type { Speed } from '#core/context.ts'
import type { DeviceCommand, Scope } from '#core/devices/command.ts'
import type { HookCommand } from '#core/hooks/hook.ts'
import type { BasisPoints } from '#core/kernel/amount.ts'
import type { RunId, SignalId, SymbolName, TokenId, TradeId, UserId } from '#core/kernel/ids.ts'
import type { MarketTimeMs, TimestampMs } from '#core/kernel/time.ts'
import type { SetLan } from '#core/lan.ts'
import type { Bar, FeedSource, OtherTimeframes, Timeframe } from '#core/market/bar.ts'
import type { BoardCommand } from '#core/progress/board-commands.ts'
import type { DefineAchievement, ProgressCommand } from '#core/progress/command.ts'
import type { QuestCommand } from '#core/progress/quest-commands.ts'
import type { SocialCommand } from '#core/progress/social-commands.ts'
import type { CloseTrade } from '#core/signals/executor-close.ts'
import type { RoutingPolicy } from '#core/signals/routing/policy.ts'
import type { Candidate, Direction, Levels, PastSignal } from '#core/signals/signal.ts'
import type { StatsCommand } from '#core/stats/command.ts'

export type {
  ChangePoints,
  DefineAchievement,
  NoteViolation,
  ProgressCommand,
  RecordActivity,
  ResetAbuse,
  SetVip,
  UnlockAchievement,
  UseFreeze,
} from '#core/progress/command.ts'

export type Role = 'operator' | 'trader' | 'viewer' | 'service'
export type MemberTier = 'nibbler' | 'fang' | 'commander' | 'apex'
export type PassReason = 'risk' | 'news' | 'spread' | 'disagree' | 'plan' | 'other'

/** Takes a signal: a decision and a paper trade. */
export interface FireSignal {
  readonly kind: 'fire_signal'
  readonly userId: UserId
  readonly signalId: SignalId
  readonly tradeId: TradeId
  /** When the trader pressed, by his own clock; null where the client sent none. */
  readonly pressedAt: TimestampMs | null
  readonly riskBp: BasisPoints | null
}

/** Lets a signal go, with a reason. Worth as much as a fire. */
export interface PassSignal {
  readonly kind: 'pass_signal'
  readonly userId: UserId
  readonly signalId: SignalId
  readonly reason: PassReason
  readonly note: string | null
}

/** Lists a provider's own signal. */
export interface PostSignal {
  readonly kind: 'post_signal'
  readonly signalId: SignalId
  readonly symbol: SymbolName
  readonly direction: Direction
  readonly levels: Levels
  readonly expiresAt: MarketTimeMs | null
  readonly claimed: number | null
  readonly provider: string
}

/** What one usable line of a provider's log says. */
export type LogRow = Pick<
  PastSignal,
  | 'pastId'
  | 'symbol'
  | 'direction'
  | 'at'
  | 'claimed'
  | 'ratio'
  | 'won'
  | 'pattern'
  | 'session'
  | 'file'
  | 'line'
>

/** Takes lines of a provider's log into his book, in their order. */
export interface RecordPastSignals {
  readonly kind: 'record_past_signals'
  readonly provider: string
  readonly rows: readonly LogRow[]
}

/** Begins a run of the market; what an earlier run left open is closed first. */
export interface OpenRun {
  readonly kind: 'open_run'
  readonly runId: RunId
  readonly source: FeedSource
  /** Tells whether the same feed is played again. */
  readonly fingerprint: string
  readonly timeframe: Timeframe
  /** Symbols whose bars have another length than that; none where it is left out. */
  readonly timeframes?: OtherTimeframes
  readonly symbols: readonly SymbolName[]
  readonly startsAt: MarketTimeMs
}

/** A bar of the run that closed, with its index per symbol. */
export interface ClosedBar {
  readonly bar: Bar
  readonly barIndex: number
}

/** A candidate with the window the feed's own calendar gives it. */
export interface OpenCandidate {
  readonly candidate: Candidate
  readonly expiresAt: MarketTimeMs
  readonly horizonAt: MarketTimeMs
}

/** The market moved: bars closed, candidates came, windows ended. */
export interface AdvanceMarket {
  readonly kind: 'advance_market'
  readonly runId: RunId
  /** Bars of the run consumed after this step; the position to go on from. */
  readonly barsDone: number
  readonly at: MarketTimeMs
  /** In order of close time, then symbol. Empty when only the clock moved. */
  readonly closes: readonly ClosedBar[]
  readonly candidates: readonly OpenCandidate[]
  /** What would have been a candidate but came too soon after another; none where it is left out. */
  readonly spaced?: readonly Pick<Candidate, 'symbol' | 'at'>[]
  /** The run has no further bar. */
  readonly ended: boolean
}

/**
 * The pace of the market changes, or it jumps over a hole: windows that would be cut short by it are extended.
 *
 * Market time goes on from `landsAt` at the speed `after`.
 */
export interface ExtendWindows {
  readonly kind: 'extend_windows'
  readonly at: MarketTimeMs
  readonly landsAt: MarketTimeMs
  /** The speed so far; null where nobody could act on a window, as before a start. */
  readonly before: Speed | null
  readonly after: number
  readonly signalIds: readonly SignalId[]
}

/** The first price after a fire fills what waits on these signals. */
export interface ExecuteFires {
  readonly kind: 'execute_fires'
  readonly signalId: SignalId
  readonly price: number
}

/** Books the result of a settled signal to those who fired, some at a time. */
export interface SettleTrades {
  readonly kind: 'settle_trades'
  readonly signalId: SignalId
}

export interface AddUser {
  readonly kind: 'add_user'
  readonly userId: UserId
  readonly name: string | null
  readonly zone: string
  readonly memberTier: MemberTier
}

/** Somebody lives in another time zone from now on. */
export interface ChangeZone {
  readonly kind: 'change_zone'
  readonly userId: UserId
  readonly zone: string
}

export interface CreateToken {
  readonly kind: 'create_token'
  readonly tokenId: TokenId
  readonly userId: UserId
  readonly role: Role
  readonly label: string
  readonly expiresAt: TimestampMs | null
  /** Users a service may act for; `['*']` for everybody, empty for nobody else. */
  readonly mayActFor: readonly string[]
  /** What a service may do; all of it where it is left out. */
  readonly scopes?: readonly Scope[]
  /** SHA-256 of the secret, hex. The secret itself reaches nobody but its owner. */
  readonly secretHash: string
}

export interface RevokeToken {
  readonly kind: 'revoke_token'
  readonly tokenId: TokenId
}

/** Why somebody is erased. A closed list: a sentence about him would be one more thing to erase. */
export type EraseReason = 'own_request' | 'left' | 'legal' | 'other'

/** Removes the person behind an id: names, notes and words about him go, the facts stay under the id. */
export interface EraseUser {
  readonly kind: 'erase_user'
  readonly userId: UserId
  readonly reason: EraseReason
  readonly by: UserId
}

/** Takes a source out of the count, or lets it back in: its votes are noted and not heard meanwhile. */
export interface PauseSource {
  readonly kind: 'pause_source'
  readonly source: string
  readonly paused: boolean
}

/** Decides who is brought a signal, some users at a time. */
export interface RouteSignal {
  readonly kind: 'route_signal'
  readonly signalId: SignalId
}

/** Replaces the whole policy of routing and vetoes. */
export interface ChangeRouting {
  readonly kind: 'change_routing'
  readonly policy: RoutingPolicy
  /** The version that it was made from: somebody else's change in between is not overwritten. */
  readonly version: number
  readonly by: UserId
}

/** Everything that can be asked of the station's one writer. */
export type Command =
  | FireSignal
  | PassSignal
  | PostSignal
  | RecordPastSignals
  | OpenRun
  | AdvanceMarket
  | ExtendWindows
  | ExecuteFires
  | SettleTrades
  | CloseTrade
  | HookCommand
  | PauseSource
  | RouteSignal
  | ChangeRouting
  | AddUser
  | ChangeZone
  | EraseUser
  | StatsCommand
  | CreateToken
  | RevokeToken
  | DeviceCommand
  | ProgressCommand
  | DefineAchievement
  | QuestCommand
  | SocialCommand
  | BoardCommand
  | NoteAudit
  | SetLan
