import type { UserId } from '#core/kernel/ids.ts'
import { accept, invariant, type Result, reject } from '#core/kernel/result.ts'
import { HOUR_MS, type TimestampMs } from '#core/kernel/time.ts'
import type { Rejection } from '#core/rejection.ts'
import { type ChallengeTally, resultOf, scoreOf } from './challenge-score.ts'
import type { Challenge, ChallengeChanged, ChallengeEnded } from './challenges-event.ts'
import type { FriendState } from './friends-event.ts'
import type { ChangeChallenge, CloseChallenge, ProposeChallenge } from './social-commands.ts'

/** Challenges that one trader has proposed or that run with him, at the most. */
export const CHALLENGES_OPEN_MAX = 10
/** Seven times 24 hours from the moment it is accepted: a length, not dates, so that both have the same whatever their zones. */
export const CHALLENGE_MS = 7 * 24 * HOUR_MS

/** After a proposal that was declined or taken back its sender waits before he proposes to the same friend again. */
export const PROPOSE_AGAIN_MS = 24 * HOUR_MS

export type ChallengeDecision = Result<readonly (ChallengeChanged | ChallengeEnded)[], Rejection>

/** What a proposal depends on. */
export interface ProposalView {
  /** Both are users of this desk. */
  readonly known: boolean
  /** How the other stands to the one who proposes. */
  readonly state: FriendState
  /** The challenge of these two that is proposed or runs; null where there is none. */
  readonly open: Challenge | null
  /** When a proposal of his to the other came to nothing last; null where none did. */
  readonly inVainAt: TimestampMs | null
  /** How many he has proposed or has running. */
  readonly ownOpen: number
  readonly now: TimestampMs
}

/**
 * Proposes a week's challenge to a friend.
 *
 * Refuses in this order: unknown user, no friend, one of the two is open, one was proposed in vain a short
 * time ago, too many are open.
 *
 * Rules CHALLENGE-1, CHALLENGE-2 and CHALLENGE-13.
 */
export function decideProposeChallenge(
  { userId, friendId, challengeId }: ProposeChallenge,
  { known, state, open, inVainAt, ownOpen, now }: ProposalView,
): ChallengeDecision {
  if (!known) return reject({ code: 'user_not_found' })
  if (state !== 'friends') return reject({ code: 'not_friends' })
  if (open !== null) return reject({ code: 'challenge_open' })
  const waitMs = inVainAt === null ? 0 : inVainAt + PROPOSE_AGAIN_MS - now
  if (waitMs > 0) return reject({ code: 'challenge_proposed_recently', waitMs })
  if (ownOpen >= CHALLENGES_OPEN_MAX) return reject({ code: 'too_many_challenges' })
  const challenge: Challenge = {
    challengeId,
    proposer: userId,
    invited: friendId,
    state: 'proposed',
    proposedAt: now,
    startsAt: null,
    endsAt: null,
  }
  return accept(changed('proposed', userId, challenge))
}

/** What a change of a challenge depends on. */
export interface ChallengeView {
  /** Null where there is none, or none of his. */
  readonly challenge: Challenge | null
  /** How many he has proposed or has running. */
  readonly ownOpen: number
  readonly now: TimestampMs
}

/**
 * Accepts or declines a proposal, or takes one back. One that runs cannot be left: who falls behind would.
 *
 * Rule CHALLENGE-3.
 */
export function decideChangeChallenge(
  { change, userId }: ChangeChallenge,
  { challenge, ownOpen, now }: ChallengeView,
): ChallengeDecision {
  if (challenge === null) return reject({ code: 'challenge_not_found' })
  if (challenge.state !== 'proposed') return reject({ code: 'challenge_not_open' })
  const mine = change === 'cancel' ? challenge.proposer : challenge.invited
  if (mine !== userId) return reject({ code: 'challenge_not_yours' })
  if (change !== 'accept') {
    const done = change === 'decline' ? 'declined' : 'cancelled'
    return accept(changed(done, userId, { ...challenge, state: done }))
  }
  if (ownOpen >= CHALLENGES_OPEN_MAX) return reject({ code: 'too_many_challenges' })
  const running = { ...challenge, state: 'running', startsAt: now, endsAt: now + CHALLENGE_MS } as const
  return accept(changed('accepted', userId, running))
}

/** What ends between two who are friends no more: their proposal, or their running challenge, without a result. */
export function withdrawn(by: UserId, challenge: Challenge | null): readonly ChallengeChanged[] {
  return challenge === null ? [] : changed('cancelled', by, { ...challenge, state: 'cancelled' })
}

/** What the end of a challenge depends on. */
export interface EndView {
  readonly challenge: Challenge | null
  readonly now: TimestampMs
  /** How both worked on the signals that both decided, by the instant of its end. */
  readonly tally: (challenge: Challenge) => ChallengeTally
}

/**
 * Ends a running challenge that is due, once: by its last instant, however late that is noticed.
 *
 * Rules CHALLENGE-7 and CHALLENGE-8.
 */
export function decideCloseChallenge(
  _command: CloseChallenge,
  { challenge, now, tally }: EndView,
): ChallengeDecision {
  if (challenge === null) return reject({ code: 'challenge_not_found' })
  const { state, endsAt, challengeId, proposer, invited } = challenge
  if (state !== 'running') return reject({ code: 'out_of_step' })
  invariant(endsAt !== null, 'what runs has an end')
  if (now < endsAt) return reject({ code: 'out_of_step' })
  const { signals, ...marks } = tally(challenge)
  const own = scoreOf(signals, marks.proposer)
  const theirs = scoreOf(signals, marks.invited)
  const shared = { kind: 'challenge_ended', challengeId, signals } as const
  return accept([
    { ...shared, userId: proposer, opponentId: invited, own, theirs, result: resultOf(own, theirs) },
    {
      ...shared,
      userId: invited,
      opponentId: proposer,
      own: theirs,
      theirs: own,
      result: resultOf(theirs, own),
    },
  ])
}

/** The change as each of the two is told it, the one who made it first. */
function changed(
  change: ChallengeChanged['change'],
  by: UserId,
  challenge: Challenge,
): readonly ChallengeChanged[] {
  const other = challenge.proposer === by ? challenge.invited : challenge.proposer
  const shared = { kind: 'challenge_changed', change, by, challenge } as const
  return [
    { ...shared, userId: by },
    { ...shared, userId: other },
  ]
}
