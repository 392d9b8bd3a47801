/** What the page knows, in its own words. Times are milliseconds since 1970; money is in the account's unit. */

export type Side = 'LONG' | 'SHORT'
export type Tier = 'SNIPER' | 'PRECISION' | 'RAPID' | 'TRAINING' | 'UNRANKED'
export type Trust = 'WARMING' | 'THIN' | 'NO_EDGE' | 'EDGE' | 'BLOCKED'
export type Status = 'active' | 'expired' | 'settled'
export type Outcome = 'WIN' | 'LOSS' | 'TIMEOUT'
export type Role = 'operator' | 'trader' | 'viewer' | 'service'
export type PassReason = 'risk' | 'news' | 'spread' | 'disagree' | 'plan' | 'other'
/** Market seconds per wall second; 0 while the market's clock stands. */
export type Speed = number | 'max'

/** One signal. Levels and probability never change; counts and window only grow; the status only moves on. */
export interface SignalView {
  readonly id: string
  readonly symbol: string
  readonly side: Side
  readonly entry: number
  readonly stop: number
  readonly target: number
  readonly createdAt: number
  readonly expiresAt: number
  readonly horizonAt: number
  readonly probability: number
  readonly low: number
  readonly high: number
  readonly base: number
  readonly parts: Readonly<Record<string, number>>
  readonly tier: Tier
  readonly trust: Trust
  /** Share of the book's last signals that this one outranks, 0 to 1. */
  readonly rank: number
  readonly breakeven: number
  /** A provider's own claim, 0 to 100. */
  readonly claimed: number | null
  readonly source: string
  readonly status: Status
  readonly outcome: Outcome | null
  /** Market time of the settlement; null before. */
  readonly settledAt: number | null
  /** Why it is no signal that anybody may fire on; left out where it is one. */
  readonly veto?: string
  readonly fires: number
  readonly passes: number
}

/** What a mission's stream adds to its signal. */
export interface MissionView {
  readonly executed: number
  readonly exit: number | null
  readonly r: number | null
}

/** What one source said when a signal opened. */
export interface VoteView {
  readonly source: string
  readonly agrees: boolean
  /** 0.5 to 1; what it says of itself, never a probability. */
  readonly claim: number
  /** Closed bars for which it had said so without a break, and since when in market time; null where nobody noted it. */
  readonly bars: number | null
  readonly since: number | null
}

/** What a briefing tells beside its signal. */
export interface BriefView {
  /** Null for a provider's signal: nobody of the station voted on it. */
  readonly evidence: {
    readonly votes: readonly VoteView[]
    readonly trend: 'trending' | 'ranging'
    readonly volatility: 'quiet' | 'usual' | 'loud'
  } | null
  /** Outcomes so far of the book that the probability comes from. */
  readonly book: { readonly wins: number; readonly losses: number; readonly timeouts: number }
  /** What the reader has at stake at once. */
  readonly exposure: { readonly trades: number; readonly onSymbol: number; readonly risk: number }
}

export type TradeStatus = 'pending' | 'open' | 'closed' | 'unfilled'

/** The reader's own trade on one signal. */
export interface TradeView {
  readonly tradeId: string
  readonly signalId: string
  readonly symbol: string
  readonly side: Side
  readonly firedAt: number
  readonly riskPct: number
  readonly status: TradeStatus
  readonly executedPrice: number | null
  readonly outcome: Outcome | null
  readonly exit: number | null
  readonly r: number | null
  readonly pnl: number | null
  /** A trade executor told how it ended, and not the market; left out otherwise. */
  readonly byExecutor?: true
}

/** The reader's own sheet. `at` is the station time of what is shown; older news changes nothing. */
export interface UserView {
  readonly at: number
  readonly tradesToday: number
  readonly pnl7d: number
  /** Percent; null before the first closed trade. */
  readonly winRate: number | null
  readonly rank: string
  readonly balance: number | null
}

/** How the reader's trades ended, to stand beside the win rate; `at` is the station time of the count. */
export interface Tally {
  readonly at: number
  readonly wins: number
  readonly losses: number
  readonly timeouts: number
}

/** Both clocks as the station last told them. */
export interface ClockView {
  readonly marketAt: number
  readonly speed: Speed
  readonly serverAt: number
  /** The page's monotonic clock when it heard them. */
  readonly heardAt: number
}

/** Where the page stands in one stream. */
export interface CursorView {
  readonly epoch: string
  readonly seq: number
}

/** Where a journaled message stands: it covers the events after `since` up to `seq`. */
export interface Place {
  readonly epoch: string
  readonly stream: string
  readonly since: number
  readonly seq: number
}

/** Why the station, or the way to it, said no. */
export interface ProblemView {
  readonly code: string
  readonly message: string
  readonly correlationId: string | null
  readonly status: number
  /** Milliseconds to wait before trying again. */
  readonly retryAfterMs: number | null
  /** What was wrong with which part of the request, where the refusal says so. */
  readonly fields?: readonly { readonly path: string; readonly message: string }[]
  /** The next port that is free, where the refusal says so. */
  readonly freePort?: number
  /** When the first fire counted, where the refusal says so. */
  readonly firedAt: number | null
}

/** What happened to the reader's last decision on one signal. A fire that is not under way has none. */
export type Decision =
  | { readonly kind: 'armed'; readonly until: number }
  | { readonly kind: 'sending'; readonly what: 'fire' | 'pass' }
  /** Nobody answered: it may have counted or not. The same request can be sent again. */
  | { readonly kind: 'unanswered'; readonly what: 'fire' | 'pass' }
  | {
      readonly kind: 'refused'
      readonly what: 'fire' | 'pass'
      readonly problem: ProblemView
      readonly at: number
    }

/** A pass that is still being written. */
export interface Draft {
  readonly reason: PassReason | null
  readonly note: string
}

/** The newest of what happened to signals and of what people decided; `at` is station time. */
export interface DeskEventView {
  readonly kind: 'opened' | 'fired' | 'passed' | 'expired' | 'settled'
  readonly at: number
  readonly signalId: string
  readonly symbol: string
  readonly side: Side
  /** Who fired; null for everything else. */
  readonly userId: string | null
  readonly name: string | null
  readonly outcome: Outcome | null
}

/** How the page caught up after the last reconnection. */
export interface Resync {
  readonly at: number
  /** Events missed and now shown; null when a snapshot took their place. */
  readonly events: number | null
}

/** A stream and how far the page has followed it. */
export interface StreamHeadView extends CursorView {
  readonly stream: string
}

export interface MissionHead {
  readonly cursor: StreamHeadView
  readonly signal: SignalView
  readonly executed: number
}

export interface UserHead {
  readonly cursor: StreamHeadView
  readonly stats: Omit<UserView, 'at'>
}
