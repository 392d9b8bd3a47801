import type { UserId } from '#core/kernel/ids.ts'
import type { Cause, Rarity, Reward } from './reward.ts'

/** How many drawn boxes in a row fell short of a rarity; what the pity rule looks at. */
export interface Pity {
  readonly sinceRare: number
  readonly sinceEpic: number
  readonly sinceLegendary: number
}

/**
 * A box with its contents, which stand from now on and are told to nobody before he opens it.
 *
 * Boxes are numbered within one trader.
 */
export interface BoxGranted {
  readonly kind: 'box_granted'
  readonly userId: UserId
  readonly boxNo: number
  readonly rarity: Rarity
  /** The rarity was drawn; else the reward named it. */
  readonly drawn: boolean
  readonly seed: string
  readonly contents: readonly Reward[]
  /** After it. */
  readonly pity: Pity
  /** What it was a reward for. */
  readonly source: Cause
}

export interface BoxOpened {
  readonly kind: 'box_opened'
  readonly userId: UserId
  readonly boxNo: number
  readonly rarity: Rarity
  /** Its contents. */
  readonly rewards: readonly Reward[]
  readonly cause: Cause
}

export type BoxEvent = BoxGranted | BoxOpened
