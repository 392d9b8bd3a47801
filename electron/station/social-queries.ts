import type { UserId } from '#core/kernel/ids.ts'
import { scoreOf } from '#core/progress/challenge-score.ts'
import type { ChallengeScore } from '#core/progress/challenges-event.ts'
import type { Readable } from '#db/open.ts'
import { type ChallengeSheet, readChallenge, readChallenges, readTally } from '#db/stores/challenges.ts'
import { type CircleLine, readCircle } from '#db/stores/friends.ts'

export type { CircleLine }

/** A challenge as one of the two sees it, with how both stand now or stood at its end. */
export interface ChallengeLine extends ChallengeSheet {
  /** Null before it runs, and where it never did. */
  readonly standing: ChallengeStanding | null
}

export interface ChallengeStanding {
  /** Signals that both decided so far. */
  readonly signals: number
  readonly own: ChallengeScore
  readonly theirs: ChallengeScore
}

/** The read side of what concerns two traders at once. */
export interface SocialQueries {
  /** Friends and requests of a trader, the newest first. */
  circle(userId: UserId): readonly CircleLine[]
  /** A trader's open challenges and the newest of the others, so many as asked for. */
  challenges(userId: UserId, closed: number): readonly ChallengeLine[]
  /** One challenge of a trader; null where there is none, or none of his. */
  challenge(userId: UserId, id: string): ChallengeLine | null
}

export function socialSide(db: Readable): SocialQueries {
  return {
    circle: (userId) => readCircle(db, userId),
    challenges: (userId, closed) =>
      readChallenges(db, userId, closed).map((sheet) => lineOf(db, userId, sheet)),
    challenge: (userId, id) => {
      const sheet = readChallenge(db, userId, id)
      return sheet && lineOf(db, userId, sheet)
    },
  }
}

function lineOf(db: Readable, userId: UserId, sheet: ChallengeSheet): ChallengeLine {
  const { challenge, end } = sheet
  if (end !== null) return { ...sheet, standing: end }
  if (challenge.state !== 'running') return { ...sheet, standing: null }
  const { signals, proposer, invited } = readTally(db, challenge)
  const [mine, other] = challenge.proposer === userId ? [proposer, invited] : [invited, proposer]
  return { ...sheet, standing: { signals, own: scoreOf(signals, mine), theirs: scoreOf(signals, other) } }
}
