import type { UserId } from '#core/kernel/ids.ts'
import type { Cause, Reward } from './reward.ts'

/** A line of the one history of everything that was paid. Numbered within one trader. */
export interface RewardClaimed {
  readonly kind: 'reward_claimed'
  readonly userId: UserId
  readonly claimNo: number
  readonly paid: readonly Reward[]
  readonly cause: Cause
}
