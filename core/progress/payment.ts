import type { ProgressEvent } from './progress-event.ts'
import type { Cause, Reward } from './reward.ts'

/** What an event promises to its trader, and why. */
export interface Payment {
  readonly rewards: readonly Reward[]
  readonly cause: Cause
}

/** The rewards an event states; null where it states none. Who owns a kind of reward pays it. */
export function paymentOf(event: ProgressEvent): Payment | null {
  return 'rewards' in event && event.rewards.length > 0 ? event : null
}
