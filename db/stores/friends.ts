import type { SignalId, UserId } from '#core/kernel/ids.ts'
import type { TimestampMs } from '#core/kernel/time.ts'
import type { CircleCounts } from '#core/progress/friends.ts'
import type { FriendState } from '#core/progress/friends-event.ts'
import type { Readable } from '../open.ts'

const USER_NO = '(SELECT user_no FROM traders WHERE user_id = ?)'

/** Somebody who stands to a trader in some way. */
export interface CircleLine {
  readonly userId: UserId
  /** Null where he goes by none, and where he was asked and has not answered: nobody's name is told for the asking. */
  readonly name: string | null
  readonly state: Exclude<FriendState, 'none'>
  readonly since: TimestampMs
}

/** The friends of a trader, in the order of their joining the desk. Requests are no friends. */
export function readFriendIds(db: Readable, userId: UserId): readonly UserId[] {
  return db
    .all<{ user_id: UserId }>(
      `SELECT t.user_id FROM friendships f JOIN traders t ON t.user_no = f.friend_no
       WHERE f.user_no = ${USER_NO} AND f.state = 'friends' ORDER BY f.friend_no`,
      userId,
    )
    .map(({ user_id }) => user_id)
}

/** Everybody who stands to a trader in some way, who came to it last first; their number has limits. */
export function readCircle(db: Readable, userId: UserId): readonly CircleLine[] {
  return db.all<CircleLine>(
    `SELECT t.user_id AS userId, CASE f.state WHEN 'requested' THEN NULL ELSE n.name END AS name, f.state, f.since
     FROM friendships f
     JOIN traders t ON t.user_no = f.friend_no LEFT JOIN trader_names n ON n.user_no = f.friend_no
     WHERE f.user_no = ${USER_NO} ORDER BY f.since DESC, f.friend_no`,
    userId,
  )
}

/** How another stands to a trader. */
export function readFriendState(db: Readable, userId: UserId, friendId: UserId): FriendState {
  const row = db.get<{ state: FriendState }>(
    `SELECT state FROM friendships WHERE user_no = ${USER_NO} AND friend_no = ${USER_NO}`,
    userId,
    friendId,
  )
  return row?.state ?? 'none'
}

/** How many stand to a trader in each way. */
export function countCircle(db: Readable, userId: UserId): CircleCounts {
  const row = db.get<CircleCounts>(
    `SELECT COALESCE(SUM(state = 'friends'), 0) AS friends, COALESCE(SUM(state = 'requested'), 0) AS requested,
       COALESCE(SUM(state = 'received'), 0) AS received FROM friendships WHERE user_no = ${USER_NO}`,
    userId,
  )
  return row ?? { friends: 0, requested: 0, received: 0 }
}

/** The friends of a trader who fired or passed on a signal, in the order of their joining the desk. */
export function readFriendsWhoDecided(db: Readable, userId: UserId, signalId: SignalId): readonly UserId[] {
  return db
    .all<{ user_id: UserId }>(
      `SELECT t.user_id FROM friendships f JOIN signals s ON s.signal_id = ?
       JOIN traders t ON t.user_no = f.friend_no
       WHERE f.user_no = ${USER_NO} AND f.state = 'friends'
         AND (EXISTS (SELECT 1 FROM fires x WHERE x.user_no = f.friend_no AND x.signal_no = s.signal_no)
           OR EXISTS (SELECT 1 FROM passes p WHERE p.user_no = f.friend_no AND p.signal_no = s.signal_no))
       ORDER BY f.friend_no`,
      signalId,
      userId,
    )
    .map(({ user_id }) => user_id)
}
