import type { RunId, SignalId, SymbolName } from '#core/kernel/ids.ts'
import type { MarketTimeMs, TimestampMs } from '#core/kernel/time.ts'

export type Direction = 'BUY' | 'SELL'
export type Tier = 'SNIPER' | 'PRECISION' | 'RAPID' | 'TRAINING' | 'UNRANKED'
export type SignalState = 'WARMING' | 'THIN' | 'NO_EDGE' | 'EDGE' | 'BLOCKED'
export type SignalStatus = 'active' | 'expired' | 'settled'
export type Outcome = 'WIN' | 'LOSS' | 'TIMEOUT'

/** Why a candidate became no signal. It is kept, and settled, for what the books learn from it. */
export type Veto =
  /** More than half of the sources are stale. */
  | { readonly code: 'sources' }
  | { readonly code: 'floor'; readonly floor: number }
  /** The desk had stopped for its day: `most` is in R for losses, else a number of signals. */
  | { readonly code: 'daily_stop'; readonly by: 'losses' | 'signals'; readonly most: number }

/** The three prices that make a trade. BUY: stop < entry < target; SELL: mirrored. */
export interface Levels {
  readonly entry: number
  readonly stop: number
  readonly target: number
}

/** One source's word on a candidate. */
export interface Vote {
  readonly source: string
  /** +1 agrees with the candidate's direction, -1 disagrees. */
  readonly agreement: 1 | -1
  /** What the source claims, 0.5 to 1. A claim is never shown as a probability. */
  readonly claim: number
  /** Closed bars for which the source had said so without a break, the candidate's own included, and since when. */
  readonly bars?: number
  readonly since?: MarketTimeMs
  /** An operator had paused the source: the vote is noted and not heard. */
  readonly paused?: true
}

/** The state of the market around a candidate, as the fusion engine reads it. */
export interface Regime {
  readonly trend: 1 | -1
  readonly vol: -1 | 0 | 1
}

/** A candidate that passed the rule of the sources, before anybody has given it a probability. */
export interface Candidate {
  readonly symbol: SymbolName
  readonly direction: Direction
  readonly levels: Levels
  readonly at: MarketTimeMs
  /** Index of the closed bar, counted per symbol and run; the entry is its close. */
  readonly barIndex: number
  readonly atr: number
  /** Distances of target and stop in ATR. */
  readonly targetAtr: number
  readonly stopAtr: number
  readonly votes: readonly Vote[]
  readonly regime: Regime
}

/** What is said of a signal's chance, and on what ground. */
export interface Assessment {
  readonly probability: number
  readonly intervalLow: number
  readonly intervalHigh: number
  /** The book's base rate; `base` plus all `parts` is `probability`. */
  readonly base: number
  readonly parts: Readonly<Record<string, number>>
  readonly tier: Tier
  readonly state: SignalState
  /** Share of the last 1,000 signals of the book that this one outranks, 0 to 1. */
  readonly rank: number
  /** Probability at which the trade neither earns nor loses, cost included. */
  readonly breakeven: number
}

/** A signal: levels, window, horizon and an honest probability. After opening only the window may grow. */
export interface Signal {
  readonly signalId: SignalId
  readonly runId: RunId
  readonly symbol: SymbolName
  readonly direction: Direction
  readonly levels: Levels
  readonly createdAt: MarketTimeMs
  /** End of the fire window. */
  readonly expiresAt: MarketTimeMs
  /** When the trade is settled at the latest. */
  readonly horizonAt: MarketTimeMs
  /** Index of the last bar that may settle it, or null where only `horizonAt` decides. */
  readonly horizonBar: number | null
  /** `replay`, `sim`, `live`, or the name of the provider. */
  readonly source: string
  /** The book whose outcomes its probability comes from. */
  readonly book: string
  readonly assessment: Assessment
  /** A provider's own claim, 0 to 100; null where nobody claims anything. */
  readonly claimed: number | null
  /** An operator had paused the provider: the claim is noted and not heard. */
  readonly claimPaused?: true
  readonly openedAt: TimestampMs
  /** Why it is no signal that anybody may fire on; left out where it is one. */
  readonly veto?: Veto
  /** What the fusion engine learns from; null for a provider's signal. */
  readonly evidence: Pick<Candidate, 'atr' | 'targetAtr' | 'stopAtr' | 'votes' | 'regime' | 'barIndex'> | null
}

/**
 * A provider's signal that was over before this desk heard of it: read from his own log, with his claim and its outcome.
 *
 * It has no levels, was never open and cannot be fired: all it does is teach the provider's book.
 */
export interface PastSignal {
  readonly provider: string
  /** As the provider named it; unique among his. */
  readonly pastId: string
  readonly symbol: SymbolName
  readonly direction: Direction
  /** When it was given, by the clock of the log. */
  readonly at: MarketTimeMs
  /** 0 to 100. A claim is never shown as a probability. */
  readonly claimed: number
  /** An operator had paused the provider: the claim is noted and not heard. */
  readonly claimPaused?: true
  /** Reward over risk. */
  readonly ratio: number
  /** The target came first, as the log has it. */
  readonly won: boolean
  readonly pattern: string
  readonly session: string
  /** Where it was read: name of the file, and line from 1. */
  readonly file: string
  readonly line: number
  readonly book: string
  /** What the book would have said of it, knowing the lines before it and nothing after. */
  readonly probability: number
  readonly base: number
}

/** The levels stand in the order the direction asks for, all positive and finite. */
export function levelsFit(direction: Direction, { entry, stop, target }: Levels): boolean {
  if (![entry, stop, target].every((price) => Number.isFinite(price) && price > 0)) return false
  return direction === 'BUY' ? stop < entry && entry < target : target < entry && entry < stop
}
