import type { EraseReason } from '#core/command.ts'
import type { UserId } from '#core/kernel/ids.ts'

/** The person behind an id is gone, and every token of his with him. */
export interface UserErased {
  readonly kind: 'user_erased'
  readonly userId: UserId
  readonly reason: EraseReason
  readonly by: UserId
}

/** What concerns the record that the desk keeps of people. */
export type StatsEvent = UserErased
