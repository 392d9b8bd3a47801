import type { TimestampMs } from '#core/kernel/time.ts'
import type { FriendshipChanged } from '#core/progress/friends-event.ts'
import type { Numbers } from '../numbers.ts'
import type { Writable } from '../open.ts'

/** The tables of friendship that are copies of the journal, and the key each is compared by. */
export const FRIEND_KEYS = { friendships: 'user_no, friend_no' } as const

/** Copies how somebody stands to another, as one of the two was told; strangers have no row. */
export function copyFriendship(
  db: Writable,
  numbers: Numbers,
  { userId, friendId, state }: FriendshipChanged,
  at: TimestampMs,
): void {
  const key = [numbers.user(userId), numbers.user(friendId)] as const
  if (state === 'none') {
    db.run('DELETE FROM friendships WHERE user_no = ? AND friend_no = ?', ...key)
    return
  }
  db.run(
    `INSERT INTO friendships (user_no, friend_no, state, since) VALUES (?, ?, ?, ?)
     ON CONFLICT (user_no, friend_no) DO UPDATE SET state = excluded.state, since = excluded.since`,
    ...key,
    state,
    at,
  )
}
