import type { BookTotals } from '#core/event.ts'
import type { Hook } from '#core/hooks/hook.ts'
import type { SignalId, SymbolName, TokenId, UserId } from '#core/kernel/ids.ts'
import type { Day } from '#core/kernel/time.ts'
import type { LanState } from '#core/lan.ts'
import type { BoardPeriod } from '#core/progress/board-period.ts'
import type { Exposure, PassSheet, SignalSheet, TokenSheet, TraderSheet, TradeSheet } from '#core/sheets.ts'
import type { Book } from '#core/signals/fusion/engine/book.ts'
import type { MemberSheet } from '#core/signals/routing/offer.ts'
import type { RoutingSheet } from '#core/signals/routing/policy.ts'
import type { Told } from '#core/signals/routing/told.ts'
import type { VetoCount } from '#core/signals/routing/vetoes.ts'
import type { PastSignal, Signal } from '#core/signals/signal.ts'
import type { Similar } from '#core/signals/similar.ts'
import type { StreamName } from '#core/streams.ts'
import type { Recorded } from '#db/journal.ts'
import type { AchievementQueries } from './achievement-queries.ts'
import type { AuditQueries } from './audit-queries.ts'
import type { BoardQueries } from './board-queries.ts'
import type { DeviceQueries } from './device-queries.ts'
import type { Quantiles } from './durations.ts'
import type { ExportQueries } from './export-queries.ts'
import type { TraderForecast } from './forecast-queries.ts'
import type { ProgressQueries } from './progress-queries.ts'
import type { Pulse } from './pulse.ts'
import type { QuestQueries } from './quest-queries.ts'
import type { TierCount } from './routing-count.ts'
import type { SocialQueries } from './social-queries.ts'
import type { StatsQueries } from './stats-queries.ts'

export type { NumberedPast } from '#db/stores/past-signals.ts'
export type { LoggedUnlock } from './achievement-queries.ts'
export type { PointsTransaction, UsedFreeze } from './progress-queries.ts'

import type { NumberedPast } from '#db/stores/past-signals.ts'

/** One page of a list, newest first; `next` is opaque and null at the end. */
export interface Page<Item> {
  readonly items: readonly Item[]
  readonly next: string | null
}

/** Which page of a list. */
export interface PageRange {
  readonly limit: number
  readonly cursor: string | null
}

export interface SignalFilter {
  readonly status: 'active' | 'closed' | 'all'
  readonly symbol: string | null
}

/** What one trade history line needs beside the trade. */
export interface TradeWithSignal {
  readonly trade: TradeSheet
  readonly sheet: SignalSheet
}

export type BoardMetric =
  | 'total_fires'
  | 'win_rate'
  | 'pnl'
  | 'risk_adjusted'
  | 'global'
  | 'weekly'
  | 'weekly_r'
  | 'monthly'
  | 'story_completion'
  | 'friends'
/** `proven` leaves out those with too few trades won or lost for a rate. */
export type BoardName = BoardMetric | 'proven'
export interface BoardLine {
  readonly rank: number
  readonly userId: UserId
  readonly name: string | null
  /** Fires; fraction 0 to 1; cents; points; stories; thousandths of R; or mean over deviation. */
  readonly score: number
  /** Places won since the board closed last; null where it does not close or he was not on it. */
  readonly moved: number | null
  /** He has more than any closed period left him with. */
  readonly personalBest: boolean
  readonly wins: number
  readonly losses: number
  /** Trades closed, those included that were neither won nor lost. */
  readonly closed: number
  /** Days in a row with a login, in his own zone; 0 where the streak is lost or never began. */
  readonly streakDays: number
}
/** What is asked of a board. */
export interface BoardAsk {
  readonly limit: number
  /** Whose neighbours are shown; null for the best. */
  readonly around: UserId | null
  /** Whose own line is told. */
  readonly of: UserId
  /** Who asks may know where a hidden trader would stand. */
  readonly seesHidden: boolean
}
export interface Board {
  /** The period that runs; null where a board counts everything. */
  readonly period: BoardPeriod | null
  readonly lines: readonly BoardLine[]
  readonly me: BoardLine | null
  readonly total: number
}

/** The desk's day, in the desk's zone. */
export interface DeskDay {
  readonly day: Day
  readonly firesToday: number
  readonly activeUsersToday: number
  readonly mostFired: { readonly signalId: SignalId; readonly fires: number } | null
  /** Mean of the fires of users who have any. */
  readonly firesPerUser: number
  /** Executed fires of today over fires of today, 0 to 1. */
  readonly executionRate: number
}

/** What became of one signal for one user. */
export interface RoutedSignal {
  readonly sheet: SignalSheet
  readonly told: Told
}

/** The read side. Every answer is a copy of committed facts; nothing here changes anything. */
export interface Queries {
  signal(id: SignalId): SignalSheet | null
  /** `cursor` is one that a page gave before; a cursor that none did throws nothing and answers null. */
  signals(filter: SignalFilter, limit: number, cursor: string | null): Page<SignalSheet> | null
  /** Signals whose window is open, newest first, at most `limit`; with the count of all of them. */
  activeSignals(limit: number): { readonly sheets: readonly SignalSheet[]; readonly total: number }
  firesOfSignal(id: SignalId, limit: number, cursor: string | null): Page<TradeSheet> | null
  firesOfUser(id: UserId, limit: number, cursor: string | null): Page<TradeWithSignal> | null
  trade(userId: UserId, signalId: SignalId): TradeSheet | null
  passed(userId: UserId, signalId: SignalId): boolean
  /** What the user has at stake at once, in all and on one symbol. */
  exposure(userId: UserId, symbol: SymbolName): Exposure
  /** Outcomes of a book so far; zeros for a new one. */
  book(book: string): BookTotals
  /** What each book has learned, by name; for reading only. */
  books(): ReadonlyMap<string, Book>
  /** A line of a provider's log as his book took it, or null. */
  pastSignal(provider: string, pastId: string): PastSignal | null
  /** What was taken from a provider's logs. */
  pastSignals(provider: string, limit: number, cursor: string | null): Page<NumberedPast> | null
  /** How signals like this one came out that taught its book before. */
  similar(signal: Signal): Similar
  pausedSources(): ReadonlySet<string>
  /** The policy of routing and vetoes that stands. */
  routing(): RoutingSheet
  vetoes(): readonly VetoCount[]
  /** What the members of each tier were brought on their own days. */
  routedByTier(): readonly TierCount[]
  /** A user with what he was brought so far, or null. */
  member(id: UserId): MemberSheet | null
  /** Everybody with what he was brought, who joined last first. */
  members(limit: number, cursor: string | null): Page<MemberSheet> | null
  /** What became of the newest signals for a known user; `open` asks for those whose window is open. */
  routedSignals(id: UserId, open: boolean, range: PageRange): Page<RoutedSignal> | null
  /** What became of one signal for a known user; null where there is no such signal. */
  routedSignal(id: UserId, signalId: SignalId): Told | null
  passesOfUser(id: UserId, limit: number): readonly PassSheet[]
  daysOfUser(id: UserId): readonly { readonly day: string; readonly pnlCents: number }[]
  /** The sheet with `dayFires` and `last7dPnlCents` as of now. */
  trader(id: UserId): TraderSheet | null
  userName(id: UserId): string | null
  firesSince(id: UserId, since: number): number
  /** When the user's sheet last changed, or null for an unknown user. */
  changedAt(id: UserId): number | null
  board(name: BoardName, ask: BoardAsk): Board
  readonly boards: BoardQueries
  deskDay(): DeskDay
  readonly pulse: Pulse
  /** A token, revoked ones too; null for an id of none. */
  token(id: TokenId): TokenSheet | null
  /** How other machines can reach the station, as it was last decided. */
  lan(): LanState
  tokens(): readonly { readonly token: TokenSheet; readonly label: string; readonly secretHash: string }[]
  /** Newest `seq` of a stream, 0 where nothing was told yet. */
  head(stream: StreamName): number
  /** Events of a stream after `seq`, oldest first, at most `limit`. */
  eventsAfter(stream: StreamName, seq: number, limit: number): readonly Recorded[]
  readonly progress: ProgressQueries
  readonly achievements: AchievementQueries
  /** What is forecast of a known user's next trades. */
  forecast(id: UserId): TraderForecast
  readonly quests: QuestQueries
  /** Hooks of the desk, newest first; and one of them. */
  hooks(): readonly Hook[]
  hook(id: string): Hook | null
  readonly social: SocialQueries
  readonly exports: ExportQueries
  readonly devices: DeviceQueries
  readonly stats: StatsQueries
  readonly audit: AuditQueries
  counts(): {
    readonly journalRows: number
    /** Station time of the newest row; null on a new desk. */
    readonly newestAt: number | null
    readonly bytes: number
    readonly commits: number
    readonly commandsPerCommit: number
    /** How long the disk took for the last commits; null before the first. */
    readonly commitMs: Quantiles | null
    /** Commands that wait for the writer at this moment. */
    readonly waiting: number
  }
}
