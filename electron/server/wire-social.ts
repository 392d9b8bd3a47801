import type { Challenge } from '#contracts/http/challenges.ts'
import type { TimestampMs } from '#core/kernel/time.ts'
import type { ChallengeLine, CircleLine } from '#station/social-queries.ts'
import { seconds } from './wire.ts'

/** Somebody in a list of friends or requests. */
export function wireCircleLine({ userId, name, since }: CircleLine) {
  return { user_id: userId, name, since: seconds(since) }
}

/** A challenge as one of the two sees it. */
export function wireChallenge(line: ChallengeLine): Challenge {
  const { challenge, opponentId, opponentName, standing, end } = line
  return {
    challenge_id: challenge.challengeId,
    opponent: { user_id: opponentId, name: opponentName },
    proposed_by: challenge.proposer,
    state: challenge.state,
    proposed_at: seconds(challenge.proposedAt),
    starts_at: secondsOrNull(challenge.startsAt),
    ends_at: secondsOrNull(challenge.endsAt),
    standing: standing && { signals: standing.signals, own: standing.own, theirs: standing.theirs },
    result: end?.result ?? null,
  }
}

function secondsOrNull(at: TimestampMs | null): number | null {
  return at === null ? null : seconds(at)
}
