import type { UserId } from '#core/kernel/ids.ts'
import { accept, type Result, reject } from '#core/kernel/result.ts'
import type { Rejection } from '#core/rejection.ts'
import { withdrawn } from './challenges.ts'
import type { Challenge, ChallengeChanged } from './challenges-event.ts'
import type { FriendState, FriendshipChange, FriendshipChanged } from './friends-event.ts'
import type { AskFriend, ChangeFriendship } from './social-commands.ts'

/** Friends one trader has, at the most. */
export const FRIENDS_MAX = 200
/** Requests of one trader that wait for an answer, at the most. */
export const REQUESTS_OUT_MAX = 50
/** Requests that wait for one trader's answer, at the most: nobody's list is filled by strangers without end. */
export const REQUESTS_IN_MAX = 200

/** How many stand to a trader in each way. */
export interface CircleCounts {
  readonly friends: number
  readonly requested: number
  readonly received: number
}

/** What the rules of friendship depend on. */
export interface FriendshipView {
  /** Both are users of this desk. */
  readonly known: boolean
  /** How the other stands to the one who commands. */
  readonly state: FriendState
  readonly own: CircleCounts
  readonly theirs: CircleCounts
  /** The challenge of these two that is proposed or runs; null where there is none. */
  readonly challenge: Challenge | null
}

export type FriendshipDecision = Result<readonly (FriendshipChanged | ChallengeChanged)[], Rejection>

/**
 * Asks for a friendship; it begins at once where the other asked before.
 *
 * Refuses in this order: unknown user, oneself, friends already, asked already, no room for a friend, no room for a
 * request.
 *
 * Rules FRIEND-1 to FRIEND-3.
 */
export function decideAskFriend(
  { userId, friendId }: AskFriend,
  { known, state, own, theirs }: FriendshipView,
): FriendshipDecision {
  if (!known) return reject({ code: 'user_not_found' })
  if (userId === friendId) return reject({ code: 'friend_oneself' })
  if (state === 'friends') return reject({ code: 'already_friends' })
  if (state === 'requested') return reject({ code: 'already_asked' })
  if (state === 'received') return begin(userId, friendId, { own, theirs })
  if (own.friends >= FRIENDS_MAX) return reject({ code: 'too_many_friends', whose: 'own' })
  if (own.requested >= REQUESTS_OUT_MAX) return reject({ code: 'too_many_friend_requests', whose: 'own' })
  if (theirs.received >= REQUESTS_IN_MAX) return reject({ code: 'too_many_friend_requests', whose: 'other' })
  return accept(told({ userId, friendId, change: 'asked', state: 'requested', theirs: 'received' }))
}

/**
 * Accepts or declines a request, takes one back, or ends a friendship, and with it what is open between the two.
 *
 * Rules FRIEND-4, FRIEND-5 and CHALLENGE-9.
 */
export function decideChangeFriendship(
  { change, userId, friendId }: ChangeFriendship,
  view: FriendshipView,
): FriendshipDecision {
  if (!view.known) return reject({ code: 'user_not_found' })
  if (change === 'accept' && view.state === 'friends') return reject({ code: 'already_friends' })
  if (view.state !== NEEDS[change])
    return reject({ code: change === 'remove' ? 'not_friends' : 'friend_request_not_found' })
  if (change === 'accept') return begin(userId, friendId, view)
  const events = told({ userId, friendId, change: DONE[change], state: 'none', theirs: 'none' })
  return accept([...events, ...withdrawn(userId, view.challenge)])
}

/** Somebody who stands to a trader in some way, as the trader sees it. */
export interface Tie {
  readonly friendId: UserId
  readonly state: Exclude<FriendState, 'none'>
}

/** The end of what is between two, by one of them who goes. Rule ERASE-10. */
export function endedWith(userId: UserId, { friendId, state }: Tie): readonly FriendshipChanged[] {
  return told({ userId, friendId, change: ENDS[state], state: 'none', theirs: 'none' })
}

/** What it is to leave, by how the two stand. */
const ENDS = { friends: 'removed', requested: 'cancelled', received: 'declined' } as const

/** How the two have to stand for a change. */
const NEEDS = {
  accept: 'received',
  decline: 'received',
  cancel: 'requested',
  remove: 'friends',
} as const satisfies Record<ChangeFriendship['change'], FriendState>

const DONE = { decline: 'declined', cancel: 'cancelled', remove: 'removed' } as const

function begin(
  userId: UserId,
  friendId: UserId,
  { own, theirs }: Pick<FriendshipView, 'own' | 'theirs'>,
): FriendshipDecision {
  if (own.friends >= FRIENDS_MAX) return reject({ code: 'too_many_friends', whose: 'own' })
  if (theirs.friends >= FRIENDS_MAX) return reject({ code: 'too_many_friends', whose: 'other' })
  return accept(told({ userId, friendId, change: 'accepted', state: 'friends', theirs: 'friends' }))
}

/** The change as each of the two is told it, the one who made it first. */
function told({ userId, friendId, change, state, theirs }: Told): readonly FriendshipChanged[] {
  const shared = { kind: 'friendship_changed', change, by: userId } as const
  return [
    { ...shared, userId, friendId, state },
    { ...shared, userId: friendId, friendId: userId, state: theirs },
  ]
}

interface Told {
  readonly userId: UserId
  readonly friendId: UserId
  readonly change: FriendshipChange
  readonly state: FriendState
  readonly theirs: FriendState
}
