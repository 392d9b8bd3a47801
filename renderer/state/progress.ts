import type { RewardView } from '../link/wire-progress.ts'
import type { Say } from '../words/words.ts'
import { amount } from './format.ts'
import { honourName } from './shipped.ts'

/** Nothing is celebrated so soon after the reader fired: a decision must not smell of a prize. */
export const CALM_AFTER_FIRE_MS = 60_000

/** How long nothing festive may follow the reader's fires, milliseconds; instants are station time. */
export function calmLeftMs(firedAt: readonly number[], now: number): number {
  return Math.max(0, Math.max(...firedAt, 0) + CALM_AFTER_FIRE_MS - now)
}

/** `+200 points, 1 box (rare)`: what is paid, in words. */
export function rewardsText(rewards: readonly RewardView[], say: Say<'progress'>): string {
  return rewards.map((reward) => rewardText(reward, say)).join(', ')
}

function rewardText(reward: RewardView, say: Say<'progress'>): string {
  switch (reward.kind) {
    case 'points':
      return say('reward_points', { count: reward.amount })
    case 'xp':
      return `${amount(reward.amount, 0)} XP`
    case 'box':
      return reward.rarity === 'drawn'
        ? say('reward_box')
        : say('reward_box_of', { rarity: say(`rarity_${reward.rarity}`) })
    case 'honour':
      return say('reward_honour', { kind: say(`honour_${reward.honour}`), name: honourName(reward.name) })
  }
}

/** A share of a way, 0 to 1, of what has been done; a way without length is done. */
export function shareOf(done: number, from: number, to: number | null): number {
  if (to === null || to <= from) return 1
  return Math.min(1, Math.max(0, (done - from) / (to - from)))
}

/** `5 h 45 min` until an instant; nothing is left below nought. */
export function untilText(ms: number): string {
  const minutes = Math.max(0, Math.ceil(ms / 60_000))
  const [days, hours] = [Math.floor(minutes / 1_440), Math.floor(minutes / 60) % 24]
  if (days > 0) return `${days} d ${hours} h`
  return hours > 0 ? `${hours} h ${minutes % 60} min` : `${minutes} min`
}

/** Something that happened, in the station's own sentence. */
export interface Told {
  readonly id: string
  readonly kind: string
  readonly sentence: string
  readonly at: number
}

/** One line of what happened; `beside` is said of the same deed. */
export interface ToldLine {
  readonly id: string
  readonly at: number
  readonly sentence: string
  readonly beside: string
}

/** Newest first, as it comes: what a deed did not earn stands beside the deed instead of above it. */
export function inLines(told: readonly Told[]): readonly ToldLine[] {
  return told.flatMap(({ id, at, kind, sentence }, index) => {
    const [newer, older] = [told[index - 1], told[index + 1]]
    if (kind === 'points_withheld' && older?.kind === 'activity_recorded' && older.at === at) return []
    const unpaid = kind === 'activity_recorded' && newer?.kind === 'points_withheld' && newer.at === at
    return [{ id, at, sentence, beside: unpaid ? newer.sentence : '' }]
  })
}
