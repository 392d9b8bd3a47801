import type { UserId } from '#core/kernel/ids.ts'
import type { TimestampMs } from '#core/kernel/time.ts'
import type { PeriodBoard } from './board-period.ts'
import type { Cause, Reward } from './reward.ts'

/** How a trader stood when a period of a board closed. */
export interface BoardResult {
  readonly kind: 'board_result'
  readonly userId: UserId
  readonly board: PeriodBoard
  /** The period that closed, `2026-W47`. */
  readonly period: string
  /** From 1; ties share one. */
  readonly rank: number
  readonly score: number
  readonly participants: number
  /** His rank when the board closed before; null where he was not on it. */
  readonly previousRank: number | null
  /** No period of this board closed with more for him; his first is his best. */
  readonly personalBest: boolean
  readonly rewards: readonly Reward[]
  readonly cause: Cause
}

/** A trader's place moved far, or he passed what he had reached before. */
export interface RankMoved {
  readonly kind: 'rank_moved'
  readonly userId: UserId
  readonly board: PeriodBoard
  readonly period: string
  /** Null where he was not on the board. */
  readonly previousRank: number | null
  readonly rank: number
  readonly previousScore: number
  readonly score: number
  readonly participants: number
  readonly personalBest: boolean
}

/** A trader shows himself on the boards, or no longer does. */
export interface BoardDisplayChanged {
  readonly kind: 'board_display_changed'
  readonly userId: UserId
  readonly shown: boolean
}

/** What boards tell of one trader. */
export type BoardEvent = BoardResult | RankMoved | BoardDisplayChanged

/** A line of a standing that is archived as it is: nobody is paid for it. */
export interface ArchivedLine {
  readonly userId: UserId
  readonly rank: number
  readonly score: number
  /** As in a result. Both were left out at first, when all the points there are was the only board that pays nobody. */
  readonly previousRank?: number | null
  /** As in a result; false on a board that never begins anew. */
  readonly personalBest?: boolean
}

/** A period of a board closes, a bounded number of traders at a time. */
export interface PeriodClosed {
  readonly kind: 'period_closed'
  readonly closeId: string
  readonly board: PeriodBoard
  readonly period: string
  readonly from: TimestampMs
  readonly until: TimestampMs
  readonly participants: number
  /** Traders whose place is archived after this step. */
  readonly results: number
  readonly done: boolean
  /** Of a board that pays nobody: the places of this step. Those who are paid are told their own. */
  readonly lines: readonly ArchivedLine[]
}
