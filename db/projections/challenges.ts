import type { TimestampMs } from '#core/kernel/time.ts'
import type { ChallengeChanged, ChallengeEnded, ChallengeEvent } from '#core/progress/challenges-event.ts'
import type { Numbers } from '../numbers.ts'
import type { Writable } from '../open.ts'

/** The table of challenges, which is a copy of the journal, and the key it is compared by. */
export const CHALLENGE_KEYS = { challenges: 'user_no, challenge_id' } as const

/** Copies what one of the two was told of a challenge; it never calculates. */
export function copyChallenge(db: Writable, numbers: Numbers, told: ChallengeEvent, at: TimestampMs): void {
  if (told.kind === 'challenge_changed') setChallenge(db, numbers, told, at)
  else setEnd(db, numbers, told, at)
}

function setChallenge(
  db: Writable,
  numbers: Numbers,
  { userId, challenge }: ChallengeChanged,
  at: TimestampMs,
): void {
  const { challengeId, proposer, invited, state, proposedAt, startsAt, endsAt } = challenge
  const proposed = proposer === userId
  db.run(
    `INSERT INTO challenges
       (user_no, challenge_id, opponent_no, proposed, state, proposed_at, starts_at, ends_at, changed_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (user_no, challenge_id) DO UPDATE SET state = excluded.state, starts_at = excluded.starts_at,
       ends_at = excluded.ends_at, changed_at = excluded.changed_at`,
    numbers.user(userId),
    challengeId,
    numbers.user(proposed ? invited : proposer),
    proposed ? 1 : 0,
    state,
    proposedAt,
    startsAt,
    endsAt,
    at,
  )
}

function setEnd(
  db: Writable,
  numbers: Numbers,
  { userId, challengeId, signals, own, theirs, result }: ChallengeEnded,
  at: TimestampMs,
): void {
  db.run(
    `UPDATE challenges SET state = 'over', changed_at = ?, signals = ?, own = ?, theirs = ?, result = ?
     WHERE user_no = ? AND challenge_id = ?`,
    at,
    signals,
    JSON.stringify(own),
    JSON.stringify(theirs),
    result,
    numbers.user(userId),
    challengeId,
  )
}
