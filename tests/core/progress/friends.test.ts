import { describe, expect, test } from 'vitest'
import type { UserId } from '#core/kernel/ids.ts'
import {
  type CircleCounts,
  decideAskFriend,
  decideChangeFriendship,
  FRIENDS_MAX,
  type FriendshipView,
  REQUESTS_IN_MAX,
  REQUESTS_OUT_MAX,
} from '#core/progress/friends.ts'
import type { FriendState } from '#core/progress/friends-event.ts'
import type { ChangeFriendship } from '#core/progress/social-commands.ts'

const ADA = 'ada' as UserId
const BOB = 'bob' as UserId
const NOON = Date.UTC(2026, 0, 5, 12)
const NOBODY: CircleCounts = { friends: 0, requested: 0, received: 0 }

function ask(view: Partial<FriendshipView> = {}, friendId = BOB) {
  return decideAskFriend({ kind: 'ask_friend', userId: ADA, friendId }, { ...STRANGERS, ...view })
}

function change(change: ChangeFriendship['change'], state: FriendState, view: Partial<FriendshipView> = {}) {
  const command = { kind: 'change_friendship', change, userId: ADA, friendId: BOB } as const
  return decideChangeFriendship(command, { ...STRANGERS, state, ...view })
}

const STRANGERS: FriendshipView = {
  known: true,
  state: 'none',
  own: NOBODY,
  theirs: NOBODY,
  challenge: null,
  askAgainAt: null,
  now: NOON,
}
const refusal = (code: string, more: object = {}) => ({ ok: false, rejection: { code, ...more } })

/** Both sides after a change: what Ada and Bob are to each other. */
function sides(decided: ReturnType<typeof ask>) {
  if (!decided.ok) throw new Error(decided.rejection.code)
  return decided.value.map((told) =>
    told.kind === 'friendship_changed'
      ? [told.userId, told.friendId, told.change, told.by, told.state]
      : [told.userId, told.change, told.by, told.challenge.state],
  )
}

describe('asking', () => {
  test('[FRIEND-1] a request is told to both, each as he sees it', () => {
    expect(sides(ask())).toEqual([
      ['ada', 'bob', 'asked', 'ada', 'requested'],
      ['bob', 'ada', 'asked', 'ada', 'received'],
    ])
  })

  test('[FRIEND-2] who asks the one who asked him is his friend', () => {
    expect(sides(ask({ state: 'received' }))).toEqual([
      ['ada', 'bob', 'accepted', 'ada', 'friends'],
      ['bob', 'ada', 'accepted', 'ada', 'friends'],
    ])
  })

  test('[FRIEND-3] it is refused in a fixed order', () => {
    const full = { own: { friends: FRIENDS_MAX, requested: REQUESTS_OUT_MAX, received: 0 } }
    expect(ask({ known: false, state: 'friends', ...full }, ADA)).toEqual(refusal('user_not_found'))
    expect(ask({ state: 'friends', ...full }, ADA)).toEqual(refusal('friend_oneself'))
    expect(ask({ state: 'friends', ...full })).toEqual(refusal('already_friends'))
    expect(ask({ state: 'requested', ...full })).toEqual(refusal('already_asked'))
    expect(ask(full)).toEqual(refusal('too_many_friends', { whose: 'own' }))
  })

  test('[FRIEND-5] the last that has room is taken, the next is not', () => {
    const own = (more: Partial<CircleCounts>) => ({ own: { ...NOBODY, ...more } })
    const theirs = (more: Partial<CircleCounts>) => ({ theirs: { ...NOBODY, ...more } })
    expect(ask(own({ friends: 199 })).ok).toBe(true)
    expect(ask(own({ friends: 200 }))).toEqual(refusal('too_many_friends', { whose: 'own' }))
    expect(ask(own({ requested: 49 })).ok).toBe(true)
    expect(ask(own({ requested: 50 }))).toEqual(refusal('too_many_friend_requests', { whose: 'own' }))
    expect(ask(theirs({ received: REQUESTS_IN_MAX - 1 })).ok).toBe(true)
    expect(ask(theirs({ received: REQUESTS_IN_MAX }))).toEqual(
      refusal('too_many_friend_requests', { whose: 'other' }),
    )
    // A request takes no room among the friends of the one who is asked; the answer does.
    expect(ask(theirs({ friends: 200 })).ok).toBe(true)
    expect(ask({ state: 'received', ...theirs({ friends: 200 }) })).toEqual(
      refusal('too_many_friends', { whose: 'other' }),
    )
    expect(change('accept', 'received', own({ friends: 200 }))).toEqual(
      refusal('too_many_friends', { whose: 'own' }),
    )
    expect(change('accept', 'received', { ...own({ friends: 199 }), ...theirs({ friends: 199 }) }).ok).toBe(
      true,
    )
  })
})

describe('asking again', () => {
  const AGAIN = NOON + 86_400_000
  const pauses = (decided: ReturnType<typeof change>) =>
    decided.ok &&
    decided.value.map((told) => [told.userId, told.kind === 'friendship_changed' && told.askAgainAt])

  test('[FRIEND-11] who asked in vain is told when he may ask again, and nobody else waits', () => {
    expect(pauses(change('cancel', 'requested'))).toEqual([
      ['ada', AGAIN],
      ['bob', undefined],
    ])
    expect(pauses(change('decline', 'received'))).toEqual([
      ['ada', undefined],
      ['bob', AGAIN],
    ])
    expect(pauses(change('remove', 'friends'))).toEqual([
      ['ada', undefined],
      ['bob', undefined],
    ])
  })

  test('[FRIEND-11] until then it is refused with the time to wait, before any list is looked at', () => {
    const full = { own: { friends: FRIENDS_MAX, requested: 0, received: 0 } }
    expect(ask({ askAgainAt: AGAIN, now: AGAIN - 3_600_000, ...full })).toEqual(
      refusal('friend_asked_recently', { waitMs: 3_600_000 }),
    )
    expect(ask({ askAgainAt: AGAIN, now: AGAIN - 1 }).ok).toBe(false)
    expect(ask({ askAgainAt: AGAIN, now: AGAIN }).ok).toBe(true)
    // What the other asked meanwhile is answered at once.
    expect(sides(ask({ state: 'received', askAgainAt: AGAIN }))[0]).toEqual([
      'ada',
      'bob',
      'accepted',
      'ada',
      'friends',
    ])
  })
})

describe('answering', () => {
  test.each([
    ['accept', 'received', 'accepted', 'friends'],
    ['decline', 'received', 'declined', 'none'],
    ['cancel', 'requested', 'cancelled', 'none'],
    ['remove', 'friends', 'removed', 'none'],
  ] as const)('[FRIEND-4] %s goes from %s, and both stand alike after it', (asked, from, done, state) => {
    expect(sides(change(asked, from))).toEqual([
      ['ada', 'bob', done, 'ada', state],
      ['bob', 'ada', done, 'ada', state],
    ])
  })

  test('[FRIEND-4] from any other standing it is refused', () => {
    const states: readonly FriendState[] = ['none', 'requested', 'received', 'friends']
    const answers = (['accept', 'decline', 'cancel', 'remove'] as const).map((asked) =>
      states.map((state) => {
        const decided = change(asked, state)
        return decided.ok ? 'done' : decided.rejection.code
      }),
    )
    const none = 'friend_request_not_found'
    expect(answers).toEqual([
      [none, none, 'done', 'already_friends'],
      [none, none, 'done', none],
      [none, 'done', none, none],
      ['not_friends', 'not_friends', 'not_friends', 'done'],
    ])
    expect(change('remove', 'friends', { known: false })).toEqual(refusal('user_not_found'))
  })
})
