import type { TimestampMs } from '#core/kernel/time.ts'
import type { FriendshipChanged } from '#core/progress/friends-event.ts'
import type { Numbers } from '../numbers.ts'
import type { Writable } from '../open.ts'

/** The tables of friendship that are copies of the journal, and the key each is compared by. */
export const FRIEND_KEYS = { friendships: 'user_no, friend_no', friend_pauses: 'user_no, friend_no' } as const

/** Copies how somebody stands to another, as one of the two was told; strangers have no row. */
export function copyFriendship(
  db: Writable,
  numbers: Numbers,
  { userId, friendId, state, askAgainAt }: FriendshipChanged,
  at: TimestampMs,
): void {
  const key = [numbers.user(userId), numbers.user(friendId)] as const
  copyPause(db, key, { state, askAgainAt })
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

/** A pause stands until the next request of the same to the same, or their friendship. */
function copyPause(
  db: Writable,
  key: readonly [number, number],
  { state, askAgainAt }: Pick<FriendshipChanged, 'state'> & { readonly askAgainAt: TimestampMs | undefined },
): void {
  if (askAgainAt !== undefined)
    db.run(
      'INSERT OR REPLACE INTO friend_pauses (user_no, friend_no, ask_again_at) VALUES (?, ?, ?)',
      ...key,
      askAgainAt,
    )
  else if (state === 'requested' || state === 'friends')
    db.run('DELETE FROM friend_pauses WHERE user_no = ? AND friend_no = ?', ...key)
}
