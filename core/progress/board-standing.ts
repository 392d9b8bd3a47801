import { roundTo } from '#core/kernel/amount.ts'
import type { UserId } from '#core/kernel/ids.ts'
import type { PeriodBoard } from './board-period.ts'
import type { PointsAwarded, VipTier } from './points-event.ts'
import type { Reward } from './reward.ts'

/** What a trader has on a board. */
export interface BoardScore {
  readonly userId: UserId
  /** Points, stories, or thousandths of R: whole, and below nought only in R. */
  readonly score: number
}

/**
 * Whether points count for the boards of a stretch of time: what was earned, and bonuses, but not what a board paid: the
 * first of a week would begin the next ahead.
 */
export function countsForBoards({ type, cause }: PointsAwarded): boolean {
  return type === 'earned' || (type === 'bonus' && cause?.engine !== 'board')
}

/** A trader's place: from 1, and those of one score share it. */
export interface Standing extends BoardScore {
  readonly rank: number
}

/**
 * Everybody by place, best first; equals by name.
 *
 * A rank is one more than those with strictly more: 1, 1, 3. Rule BOARD-10.
 */
export function standingsOf(scores: readonly BoardScore[]): readonly Standing[] {
  const sorted = [...scores].sort((a, b) => b.score - a.score || (a.userId < b.userId ? -1 : 1))
  let last: Standing | null = null
  return sorted.map(({ userId, score }, index) => {
    last = { userId, score, rank: last?.score === score ? last.rank : index + 1 }
    return last
  })
}

/** Fewer than these say nothing by a share of them. */
export const BOARD_TRADERS_MIN = 10
const PERCENT = 100

/**
 * How many in a hundred of the others stand behind or beside: 100 for the first, 0 for the last.
 *
 * Null on a board of fewer than `BOARD_TRADERS_MIN`; never below 0 for who is hidden and would come after the last. Rule
 * BOARD-11.
 */
export function percentileOf(rank: number, participants: number): number | null {
  if (participants < BOARD_TRADERS_MIN) return null
  return Math.max(0, roundTo((PERCENT * (participants - rank)) / (participants - 1), 2))
}

export type BoardBadge = 'gold_medal' | 'silver_medal' | 'bronze_medal' | 'trophy' | 'star' | 'person'

interface Step {
  readonly upTo: number
  readonly points: number
  readonly honour: string | null
  readonly badge: BoardBadge
}

/** What a place is worth and looks like. Source: seed Diana, leaderboard rewards. */
const STEPS: readonly Step[] = [
  { upTo: 1, points: 1_000, honour: 'first_place', badge: 'gold_medal' },
  { upTo: 2, points: 500, honour: 'top_three', badge: 'silver_medal' },
  { upTo: 3, points: 500, honour: 'top_three', badge: 'bronze_medal' },
  { upTo: 10, points: 200, honour: 'top_ten', badge: 'trophy' },
  { upTo: 50, points: 50, honour: null, badge: 'star' },
  { upTo: Number.POSITIVE_INFINITY, points: 0, honour: null, badge: 'person' },
]
const PERSONAL_BEST_POINTS = 100
const VIP_PERCENT = 50

/** What a place is worth depends on, besides its rank. */
export interface PlaceTerms {
  /** Those who stand on the board. */
  readonly participants: number
  readonly beatsBest: boolean
  readonly vip: VipTier
}

/** The sign of a place. */
export function badgeOf(rank: number): BoardBadge {
  return stepOf(rank).badge
}

function stepOf(rank: number): Step {
  return STEPS.find(({ upTo }) => rank <= upTo) as Step
}

/**
 * Boards that pay for a place. What is worth points all the time is not paid for once more, and a week's result in R is
 * not paid for at all: points for results would be a reason to risk more.
 */
export const PAYING_BOARDS: ReadonlySet<PeriodBoard> = new Set<PeriodBoard>([
  'weekly',
  'monthly',
  'story_completion',
])

/** Boards on which somebody can beat his own best: all that begin anew. */
export const BEST_BOARDS: ReadonlySet<PeriodBoard> = new Set<PeriodBoard>([...PAYING_BOARDS, 'weekly_r'])

/** With fewer, everybody has a place among the first three: places are archived, and worth nothing. */
export const PAID_TRADERS_MIN = 3

/**
 * What a place at the close of a period pays: points by rank, 100 for beating the own best, half as much again for
 * members, rounded down; and a badge for the first ten. Nothing where fewer than `PAID_TRADERS_MIN` stand.
 *
 * Rules BOARD-13 and BOARD-27. Source: seed Diana 5.3.
 */
export function rewardsFor(rank: number, { participants, beatsBest, vip }: PlaceTerms): readonly Reward[] {
  if (participants < PAID_TRADERS_MIN) return []
  const { points, honour } = stepOf(rank)
  const plain = points + (beatsBest ? PERSONAL_BEST_POINTS : 0)
  const amount = plain + (vip === 'none' ? 0 : Math.floor((plain * VIP_PERCENT) / PERCENT))
  return [
    ...(amount > 0 ? [{ kind: 'points', amount } as const] : []),
    ...(honour === null ? [] : [{ kind: 'honour', honour: 'badge', name: honour } as const]),
  ]
}
