import type { UserId } from '#core/kernel/ids.ts'
import type { TimestampMs } from '#core/kernel/time.ts'

/** Chosen by the station; unique. */
export type ChallengeId = string

export type ChallengeState = 'proposed' | 'running' | 'over' | 'declined' | 'cancelled'
export type ChallengeResult = 'won' | 'lost' | 'draw'

/** A week in which two friends are compared by how they work, on the signals both decided. */
export interface Challenge {
  readonly challengeId: ChallengeId
  readonly proposer: UserId
  readonly invited: UserId
  readonly state: ChallengeState
  readonly proposedAt: TimestampMs
  /** Station time; null before it was accepted. */
  readonly startsAt: TimestampMs | null
  /** The first instant that no longer counts; null before it was accepted. */
  readonly endsAt: TimestampMs | null
}

/** How one of the two worked on the signals that both decided. */
export interface ChallengeScore {
  /** Signals whose briefing he opened before he decided. */
  readonly briefed: number
  /** Signals he saved a plan for before he decided. */
  readonly planned: number
  /** Signals whose outcome he reviewed in time. */
  readonly reviewed: number
  /** One for each decision in time, and one for each of the above. */
  readonly total: number
}

/** A challenge changed, told to each of the two on his own stream. */
export interface ChallengeChanged {
  readonly kind: 'challenge_changed'
  readonly userId: UserId
  readonly change: 'proposed' | 'accepted' | 'declined' | 'cancelled'
  readonly by: UserId
  /** As it stands after it. */
  readonly challenge: Challenge
}

/** A challenge came to its end, told to each of the two with both totals. It pays nothing. */
export interface ChallengeEnded {
  readonly kind: 'challenge_ended'
  readonly userId: UserId
  readonly opponentId: UserId
  readonly challengeId: ChallengeId
  /** Signals that both decided in time. */
  readonly signals: number
  readonly own: ChallengeScore
  readonly theirs: ChallengeScore
  readonly result: ChallengeResult
}

/** What is told of challenges; each of the two hears it on his own stream. */
export type ChallengeEvent = ChallengeChanged | ChallengeEnded
