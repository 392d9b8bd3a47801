import type { Milestone } from './campaigns-event.ts'
import { pointsIn, type Reward, xpIn } from './reward.ts'

/** How busy a trader is, by his place among those who gained any XP: from the quietest quarter to the busiest one. */
export const ACTIVITY_RANKS = [
  { rank: 'quiet', percent: 25 },
  { rank: 'usual', percent: 50 },
  { rank: 'busy', percent: 75 },
  { rank: 'busiest_tenth', percent: 90 },
  { rank: 'busiest', percent: 100 },
] as const
export type ActivityRank = (typeof ACTIVITY_RANKS)[number]['rank']

/** What milestones would pay a trader as busy as that. */
export interface PreviewLine {
  readonly rank: ActivityRank
  /** His XP in a time as long as the campaign; null where nobody gained any. */
  readonly xp: number | null
  readonly milestones: number
  readonly points: number
  readonly xpPaid: number
  readonly boxes: number
  readonly honours: readonly string[]
}

/**
 * What milestones would have paid, had they stood for the XP people gained in a time as long as the campaign.
 *
 * The place of a rank is the smallest XP that at least so many percent of the traders do not exceed.
 *
 * @param gained XP of each trader who gained any, in any order
 *
 * Rule CAMPAIGN-9.
 */
export function previewOf(
  milestones: readonly Milestone[],
  gained: readonly number[],
): readonly PreviewLine[] {
  const sorted = [...gained].sort((one, other) => one - other)
  return ACTIVITY_RANKS.map(({ rank, percent }) => {
    const place = Math.ceil((sorted.length * percent) / 100) - 1
    const xp = sorted[Math.max(place, 0)] ?? null
    const reached = milestones.filter((milestone) => xp !== null && milestone.xp <= xp)
    const rewards = reached.flatMap((milestone) => milestone.rewards)
    return {
      rank,
      xp,
      milestones: reached.length,
      points: pointsIn(rewards),
      xpPaid: xpIn(rewards),
      boxes: rewards.filter(({ kind }) => kind === 'box').length,
      honours: honoursIn(rewards),
    }
  })
}

function honoursIn(rewards: readonly Reward[]): readonly string[] {
  return rewards.flatMap((reward) => (reward.kind === 'honour' ? [reward.name] : []))
}
