import type { ChallengeResult, ChallengeScore } from './challenges-event.ts'

/** Signals that count in one challenge, the first ones: who has the time to sit there all week gains nothing by it. */
export const CHALLENGE_SIGNALS_MAX = 100

/** On how many of the signals that both decided one of the two did each thing. */
export interface ChallengeMarks {
  readonly briefed: number
  readonly planned: number
  readonly reviewed: number
}

/** How both worked. */
export interface ChallengeTally {
  /** Signals that count: those both decided in time. */
  readonly signals: number
  readonly proposer: ChallengeMarks
  readonly invited: ChallengeMarks
}

/**
 * What somebody's work is worth: on each signal one for the decision, which a fire and a pass are alike, and one each for
 * the briefing, the plan and the review. No more than four on one signal, whatever became of it.
 *
 * Rules CHALLENGE-4 and CHALLENGE-5.
 */
export function scoreOf(signals: number, { briefed, planned, reviewed }: ChallengeMarks): ChallengeScore {
  return { briefed, planned, reviewed, total: signals + briefed + planned + reviewed }
}

/** Who is ahead, as one of the two sees it. */
export function resultOf(own: ChallengeScore, theirs: ChallengeScore): ChallengeResult {
  if (own.total === theirs.total) return 'draw'
  return own.total > theirs.total ? 'won' : 'lost'
}
