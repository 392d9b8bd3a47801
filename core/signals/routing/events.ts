import type { MemberTier } from '#core/command.ts'
import type { SignalId, UserId } from '#core/kernel/ids.ts'
import type { Tier } from '#core/signals/signal.ts'
import type { RoutingPolicy } from './policy.ts'
import type { PacingReason, RoutingHistory, TierReason } from './route.ts'
import type { VetoCount } from './vetoes.ts'

/** A signal was brought to a user. */
export interface SignalRouted {
  readonly kind: 'signal_routed'
  readonly userId: UserId
  readonly signalId: SignalId
  readonly tier: Tier
  /** What he was brought so far, this one included. */
  readonly history: RoutingHistory
  readonly dailyLimit: number
}

/**
 * How far routing has come with a signal, and why those of these users who were not brought it were not.
 *
 * Who was brought it is told in his own stream.
 */
export interface SignalOffered {
  readonly kind: 'signal_offered'
  readonly signalId: SignalId
  /** The policy by which it was decided. */
  readonly policyVersion: number
  /** Why a whole member tier was passed over; null where each user was looked at. */
  readonly tiers: Readonly<Record<MemberTier, TierReason | null>>
  /** Everybody who joined up to this user is decided on; null where there is nobody. */
  readonly to: UserId | null
  readonly done: boolean
  /** Users so far who were brought it. */
  readonly routed: number
  /** Those of this step whose limits kept it from them. */
  readonly held: readonly { readonly userId: UserId; readonly reason: PacingReason }[]
}

/** An operator replaced the policy of routing and vetoes. */
export interface RoutingChanged {
  readonly kind: 'routing_changed'
  readonly policy: RoutingPolicy
  readonly version: number
  readonly by: UserId
}

/** Candidates were vetoed; the counts that changed, after it. */
export interface CandidatesVetoed {
  readonly kind: 'candidates_vetoed'
  readonly counts: readonly VetoCount[]
}
