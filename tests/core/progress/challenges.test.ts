import { describe, expect, test } from 'vitest'
import type { UserId } from '#core/kernel/ids.ts'
import { type ChallengeMarks, resultOf, scoreOf } from '#core/progress/challenge-score.ts'
import {
  CHALLENGE_MS,
  CHALLENGES_OPEN_MAX,
  type ChallengeDecision,
  decideChangeChallenge,
  decideCloseChallenge,
  decideProposeChallenge,
  type ProposalView,
} from '#core/progress/challenges.ts'
import type { Challenge, ChallengeState } from '#core/progress/challenges-event.ts'
import { decideChangeFriendship } from '#core/progress/friends.ts'

const ADA = 'ada' as UserId
const BOB = 'bob' as UserId
const CAT = 'cat' as UserId
const NOON = Date.UTC(2026, 0, 5, 12)
const PROPOSED: Challenge = {
  challengeId: 'c1',
  proposer: ADA,
  invited: BOB,
  state: 'proposed',
  proposedAt: NOON,
  startsAt: null,
  endsAt: null,
}
const RUNNING: Challenge = { ...PROPOSED, state: 'running', startsAt: NOON, endsAt: NOON + CHALLENGE_MS }
const refusal = (code: string) => ({ ok: false, rejection: { code } })

function told(decided: ChallengeDecision) {
  if (!decided.ok) throw new Error(decided.rejection.code)
  return decided.value
}

describe('a proposal', () => {
  const propose = (view: Partial<ProposalView> = {}) =>
    decideProposeChallenge(
      { kind: 'propose_challenge', challengeId: 'c1', userId: ADA, friendId: BOB },
      { known: true, state: 'friends', open: null, inVainAt: null, ownOpen: 0, now: NOON, ...view },
    )

  test('[CHALLENGE-1] it is told to both, and nothing runs yet', () => {
    const shared = { kind: 'challenge_changed', change: 'proposed', by: ADA, challenge: PROPOSED }
    expect(told(propose())).toEqual([
      { ...shared, userId: ADA },
      { ...shared, userId: BOB },
    ])
  })

  test('[CHALLENGE-2] it is refused in a fixed order, and the eleventh that would be open', () => {
    const all = { known: false, state: 'none', open: RUNNING, ownOpen: CHALLENGES_OPEN_MAX } as const
    expect(propose(all)).toEqual(refusal('user_not_found'))
    expect(propose({ ...all, known: true })).toEqual(refusal('not_friends'))
    expect(propose({ ...all, known: true, state: 'requested' })).toEqual(refusal('not_friends'))
    expect(propose({ ...all, known: true, state: 'friends' })).toEqual(refusal('challenge_open'))
    expect(propose({ ownOpen: 10 })).toEqual(refusal('too_many_challenges'))
    expect(propose({ ownOpen: 9 }).ok).toBe(true)
  })
})

describe('a proposal that came to nothing', () => {
  test('[CHALLENGE-13] the next to the same friend has 24 hours to wait, and is refused before there is no room', () => {
    const again = (now: number, ownOpen = 0) =>
      decideProposeChallenge(
        { kind: 'propose_challenge', challengeId: 'c2', userId: ADA, friendId: BOB },
        { known: true, state: 'friends', open: null, inVainAt: NOON, ownOpen, now },
      )
    expect(again(NOON + 82_800_000, 10)).toEqual({
      ok: false,
      rejection: { code: 'challenge_proposed_recently', waitMs: 3_600_000 },
    })
    expect(again(NOON + 86_399_999).ok).toBe(false)
    expect(again(NOON + 86_400_000).ok).toBe(true)
  })
})

describe('an answer', () => {
  const change = (
    change: 'accept' | 'decline' | 'cancel',
    userId: UserId,
    { challenge = PROPOSED as Challenge | null, ownOpen = 0 } = {},
  ) =>
    decideChangeChallenge(
      { kind: 'change_challenge', change, challengeId: 'c1', userId },
      { challenge, ownOpen, now: NOON + 5 },
    )

  test('[CHALLENGE-3] who is challenged accepts, and it runs for 168 hours from that instant', () => {
    const events = told(change('accept', BOB))
    expect(events.map(({ userId }) => userId)).toEqual([BOB, ADA])
    expect(events[0]).toMatchObject({
      change: 'accepted',
      challenge: { state: 'running', startsAt: NOON + 5, endsAt: NOON + 5 + 604_800_000 },
    })
  })

  test('[CHALLENGE-3] who is challenged declines, who proposed takes back, and nobody else does either', () => {
    const ends = (...asked: Parameters<typeof change>) => {
      const decided = change(...asked)
      return decided.ok
        ? decided.value.map((event) => 'challenge' in event && event.challenge.state)
        : decided
    }
    expect(ends('decline', BOB)).toEqual(['declined', 'declined'])
    expect(ends('cancel', ADA)).toEqual(['cancelled', 'cancelled'])
    for (const [asked, userId] of [
      ['accept', ADA],
      ['decline', ADA],
      ['cancel', BOB],
    ] as const)
      expect(change(asked, userId)).toEqual(refusal('challenge_not_yours'))
    expect(change('accept', CAT, { challenge: null })).toEqual(refusal('challenge_not_found'))
    expect(change('accept', BOB, { ownOpen: 10 })).toEqual(refusal('too_many_challenges'))
    expect(change('decline', BOB, { ownOpen: 10 }).ok).toBe(true)
  })

  test('[CHALLENGE-3] one that runs or is over takes no answer: nobody leaves it because he is behind', () => {
    const states: readonly ChallengeState[] = ['running', 'over', 'declined', 'cancelled']
    for (const state of states)
      for (const asked of ['accept', 'decline', 'cancel'] as const)
        for (const userId of [ADA, BOB])
          expect(change(asked, userId, { challenge: { ...RUNNING, state } })).toEqual(
            refusal('challenge_not_open'),
          )
  })

  test('[CHALLENGE-9] it ends with the friendship, without a result', () => {
    const nobody = { friends: 0, requested: 0, received: 0 }
    const ended = decideChangeFriendship(
      { kind: 'change_friendship', change: 'remove', userId: BOB, friendId: ADA },
      {
        known: true,
        state: 'friends',
        own: nobody,
        theirs: nobody,
        challenge: RUNNING,
        askAgainAt: null,
        now: NOON,
      },
    )
    expect(ended.ok && ended.value.slice(2)).toMatchObject([
      { userId: BOB, change: 'cancelled', by: BOB, challenge: { state: 'cancelled' } },
      { userId: ADA, change: 'cancelled', by: BOB, challenge: { state: 'cancelled' } },
    ])
  })
})

describe('the score', () => {
  test('[CHALLENGE-4] each signal is worth one for the decision, and one each for briefing, plan and review', () => {
    expect(scoreOf(0, { briefed: 0, planned: 0, reviewed: 0 }).total).toBe(0)
    expect(scoreOf(5, { briefed: 0, planned: 0, reviewed: 0 }).total).toBe(5)
    expect(scoreOf(5, { briefed: 4, planned: 2, reviewed: 1 }).total).toBe(12)
    expect(scoreOf(5, { briefed: 5, planned: 5, reviewed: 5 }).total).toBe(20)
  })

  const close = (now: number, proposer: ChallengeMarks, invited: ChallengeMarks, challenge = RUNNING) =>
    decideCloseChallenge(
      { kind: 'close_challenge', challengeId: 'c1', userId: ADA },
      { challenge, now, tally: () => ({ signals: 3, proposer, invited }) },
    )
  const DONE = { briefed: 3, planned: 2, reviewed: 0 }
  const LESS = { briefed: 1, planned: 0, reviewed: 1 }

  test('[CHALLENGE-7] each is told both totals and his own result, which mirror each other', () => {
    const [ada, bob] = told(close(NOON + CHALLENGE_MS, DONE, LESS))
    expect(ada).toEqual({
      kind: 'challenge_ended',
      challengeId: 'c1',
      userId: ADA,
      opponentId: BOB,
      signals: 3,
      own: { ...DONE, total: 8 },
      theirs: { ...LESS, total: 5 },
      result: 'won',
    })
    expect(bob).toMatchObject({ own: { total: 5 }, theirs: { total: 8 }, result: 'lost' })
    const even = { briefed: 2, planned: 2, reviewed: 1 }
    expect(
      told(close(NOON + CHALLENGE_MS, DONE, even)).map((event) => 'result' in event && event.result),
    ).toEqual(['draw', 'draw'])
    const one = scoreOf(1, LESS)
    expect(resultOf(one, one)).toBe('draw')
  })

  test('[CHALLENGE-8] it does not end before its last instant is over, nor twice', () => {
    expect(close(NOON + CHALLENGE_MS - 1, DONE, LESS)).toEqual(refusal('out_of_step'))
    expect(close(NOON + 10 * CHALLENGE_MS, DONE, LESS).ok).toBe(true)
    for (const state of ['proposed', 'over', 'declined', 'cancelled'] as const)
      expect(close(NOON + CHALLENGE_MS, DONE, LESS, { ...RUNNING, state })).toEqual(refusal('out_of_step'))
  })

  test('[CHALLENGE-10] nothing of it pays: no event of a challenge carries a reward', () => {
    for (const event of told(close(NOON + CHALLENGE_MS, DONE, LESS)))
      expect(Object.keys(event)).not.toContain('rewards')
  })
})
