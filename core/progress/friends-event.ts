import type { UserId } from '#core/kernel/ids.ts'
import type { TimestampMs } from '#core/kernel/time.ts'

/** How somebody stands to another, as one of the two sees it. */
export type FriendState =
  /** Strangers: nobody asked, or what was is over. */
  | 'none'
  /** He asked, and waits for the answer. */
  | 'requested'
  /** The other asked, and waits for his. */
  | 'received'
  | 'friends'

/** What was done about a friendship. */
export type FriendshipChange = 'asked' | 'accepted' | 'declined' | 'cancelled' | 'removed'

/** A friendship changed, told to each of the two on his own stream; `state` is how it stands for him after it. */
export interface FriendshipChanged {
  readonly kind: 'friendship_changed'
  readonly userId: UserId
  readonly friendId: UserId
  readonly change: FriendshipChange
  /** Who did it: one of the two. */
  readonly by: UserId
  readonly state: FriendState
  /** To the one whose request came to nothing: when he may ask the same person again. */
  readonly askAgainAt?: TimestampMs
}
