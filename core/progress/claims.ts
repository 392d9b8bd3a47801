import type { Engine } from './engine.ts'
import { paymentOf } from './payment.ts'
import type { ProgressEvent } from './progress-event.ts'

/** The claims engine's part of a trader. */
export interface ClaimsPart {
  /** Lines of his history; the number of the newest. */
  readonly claims: number
}

export const NO_CLAIMS: ClaimsPart = { claims: 0 }

/** Writes everything that is paid into one history; the honours in it are what a profile shows. Rule CLAIM-1. */
export const claimsEngine: Engine = (event, { claims: part }) => {
  const payment = paymentOf(event)
  if (payment === null) return []
  const { rewards: paid, cause } = payment
  return [{ kind: 'reward_claimed', userId: event.userId, claimNo: part.claims + 1, paid, cause }]
}

/** The part after an event: a copy of what the event states. */
export function followClaims(part: ClaimsPart, event: ProgressEvent): ClaimsPart {
  return event.kind === 'reward_claimed' ? { claims: event.claimNo } : part
}
