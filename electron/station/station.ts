import type { Command } from '#core/command.ts'
import type { MarketClock, Speed } from '#core/context.ts'
import type { SymbolName } from '#core/kernel/ids.ts'
import type { Result } from '#core/kernel/result.ts'
import type { TimestampMs } from '#core/kernel/time.ts'
import type { Bar, FeedSource, Timeframe } from '#core/market/bar.ts'
import type { Rejection } from '#core/rejection.ts'
import type { Recorded } from '#db/journal.ts'
import type { DatabaseSize, QuickReport, TableRows } from '#db/look.ts'
import type { ReceiptKey } from '#db/receipts.ts'
import type { AuditReport, CheckReport } from '#db/verify.ts'
import type { Askers } from './askers.ts'
import type { Quantiles } from './durations.ts'
import type { Jobs } from './jobs.ts'
import type { Queries } from './queries.ts'

export type { AuditReport, ReceiptKey, Recorded }

/** What a command did. `replayed` when a receipt answered and nothing happened again. */
export interface Executed {
  readonly events: readonly Recorded[]
  readonly replayed: boolean
}

/** Why the disk could not take a command. */
export type StorageFailure = { readonly code: 'storage_full' | 'internal' | 'not_ready' | 'overloaded' }

/** The one way to change anything. Settles after the commit that made it durable. */
export type Execute = (
  command: Command,
  receipt?: ReceiptKey,
) => Promise<Result<Executed, Rejection | StorageFailure>>

/** All events of one commit, in order. */
export type CommitListener = (recorded: readonly Recorded[]) => void

/** One symbol as it stands now, for the picture. */
export interface Quote {
  readonly symbol: SymbolName
  readonly bid: number
  readonly ask: number
  readonly barsClosed: number
  readonly last: Bar | null
  readonly forming: Bar | null
}

/** Rows of the feed that could not be used, by reason. */
export interface FeedHealth {
  readonly badRows: {
    readonly text: number
    readonly nan: number
    readonly range: number
    readonly order: number
  }
  readonly holes: number
  readonly bars: number
  readonly lastBarAt: number | null
  /** Of a live feed only. */
  readonly live?: LiveHealth
}

/** How a live feed stands. */
export interface LiveHealth {
  readonly exchange: string
  /** Prices were heard a moment ago and no bar is missing: only then is anything live. */
  readonly fresh: boolean
  readonly connected: boolean
  /** Station time of the last word about prices. */
  readonly heardAt: TimestampMs | null
  /** The exchange's clock minus the station's; null before it was measured. */
  readonly clockOffsetMs: number | null
  /** Connections that stood, the first included. */
  readonly connections: number
  /** Connections, or tries of one, that ended against our will. */
  readonly cuts: number
  readonly oversized: number
  readonly floods: number
  /** Bars that came by REST. */
  readonly filledBars: number
  readonly duplicates: number
  /** Messages about something nobody asked for. */
  readonly strays: number
  /** Jumps in what the exchange numbers. */
  readonly sequenceGaps: number
  /** The newest thing that went wrong and still stands; null when nothing does. */
  readonly trouble: string | null
}

/** The market as the station plays it. */
export interface Market {
  /** `off`: no market runs; nothing moves until the next start. */
  readonly source: FeedSource | 'off'
  readonly symbols: readonly SymbolName[]
  /** The first choice among those that play. */
  readonly timeframe: Timeframe
  /** Of a symbol that plays. */
  timeframeOf(symbol: SymbolName): Timeframe
  clock(): MarketClock
  readonly paused: boolean
  readonly ended: boolean
  /** Something broke: the market stands until the next start; what is recorded can be read and decided on. */
  readonly failed: boolean
  /** Of a market that follows an exchange; null for every other. */
  live(): LiveMark | null
  quotes(): readonly Quote[]
  /** Closed bars, oldest first, aggregated to `timeframe`; null for an unknown symbol or a finer timeframe. */
  candles(symbol: SymbolName, timeframe: Timeframe, range: CandleRange): readonly Bar[] | null
  health(): FeedHealth
  /** From taking bars to the commit of the signals that came of them: of the last steps, and of those before. */
  fusionMs(): { readonly last: Quantiles | null; readonly before: Quantiles | null }
  pause(): void
  resume(): void
  /** Settles when the speed is set and open windows have what they are owed, or the disk keeps that waiting. */
  setSpeed(speed: Speed): Promise<void>
  /** Told at each movement of the clock that may have moved a price; at most about 20 times a second. */
  onTick(listener: () => void): () => void
}

/** Whether what is shown as live is live. */
export type LiveMark = Pick<LiveHealth, 'exchange' | 'fresh' | 'heardAt'>

export interface CandleRange {
  readonly from: number | null
  readonly to: number | null
  readonly limit: number
}

/** How far the audit log was found whole, and when. */
export interface AuditSeen {
  readonly ok: boolean
  readonly to: number
  readonly at: TimestampMs
}

/** What a quick check found, and when. */
export interface QuickSeen extends QuickReport {
  readonly at: TimestampMs
  readonly tookMs: number
}

/** When the station folded the write-ahead log back; SQLite does it too, by itself, and tells nobody. */
export interface Folded {
  readonly at: TimestampMs
  /** False where a reader kept some of it for later. */
  readonly whole: boolean
}

/** What keeps the database trustworthy; long work runs in a worker thread and never stops the writer. */
export interface Upkeep {
  /** Integrity, references, gaps in the journal, replay equals tables. */
  check(): Promise<CheckReport>
  /** Rebuilds the tables from the journal in memory and compares. */
  replay(): Promise<CheckReport>
  /** The chain of the audit log, its sealed heads, and that it tells of what the journal holds. */
  audit(): Promise<AuditReport>
  /** What the last look at the audit log found in this run of the station; null before the first. */
  auditSeen(): AuditSeen | null
  /** Drops old receipts, folds the write-ahead log back, refreshes the planner's statistics. */
  maintain(): Promise<{ readonly receiptsDropped: number; readonly bytes: number }>
  /** Folds the write-ahead log back, where the pages before a change still are. False where a reader keeps it for now. */
  clearLog(): boolean
  /** How large the database is, and of what. */
  size(): DatabaseSize
  /** The last fold of this run of the station; null before the first. */
  folded(): Folded | null
  /** Rows by table; counted in a worker, of each table a bounded number. */
  rows(): Promise<readonly TableRows[]>
  /** The pages of the tables, in a worker and for a bounded time. */
  quickCheck(): Promise<QuickSeen>
  /** What the last quick check of this run of the station found; null before the first. */
  quickSeen(): QuickSeen | null
}

/** The running station, as the server and the shell see it. It does not know its host. */
export interface Station {
  readonly epoch: string
  readonly dataFolder: string
  readonly execute: Execute
  /** Does some work in somebody's name: what is put on record of it names him. */
  readonly askedBy: Askers['askedBy']
  readonly queries: Queries
  readonly market: Market
  readonly now: () => TimestampMs
  onCommit(listener: CommitListener): () => void
  readonly upkeep: Upkeep
  /** What is done by itself at its times, and when it was. */
  readonly jobs: Jobs
  /** False after a write failed, until one succeeds again. */
  writable(): boolean
  close(): Promise<void>
}
