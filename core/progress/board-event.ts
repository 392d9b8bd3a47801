import type { UserId } from '#core/kernel/ids.ts'
import type { Cause, Reward } from './reward.ts'

/** How a trader stood when a period of a board closed. */
export interface BoardResult {
  readonly kind: 'board_result'
  readonly userId: UserId
  /** `weekly`, `monthly`, ... */
  readonly board: string
  /** The period that closed, `2026-W47`. */
  readonly period: string
  /** From 1; ties share one. */
  readonly rank: number
  readonly participants: number
  readonly rewards: readonly Reward[]
  readonly cause: Cause
}
