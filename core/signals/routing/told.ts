import type { MemberTier } from '#core/command.ts'
import { unreachable } from '#core/kernel/result.ts'
import type { TimestampMs } from '#core/kernel/time.ts'
import type { Tier, Veto } from '#core/signals/signal.ts'
import type { PacingReason, TierReason } from './route.ts'

/** Every reason for which a user was not brought a signal. */
export type WithheldReason =
  | TierReason
  | PacingReason
  /** Its window had closed before routing came to him. */
  | { readonly code: 'closed' }
  | { readonly code: 'joined_later' }

/** What routing recorded of one user and one signal. */
export interface RoutingRecord {
  /** How far routing came with the signal; null where no step has looked at it. */
  readonly offer: {
    readonly tiers: Readonly<Record<MemberTier, TierReason | null>>
    /** Whether it came to this user. */
    readonly decided: boolean
    readonly done: boolean
  } | null
  readonly routedAt: TimestampMs | null
  readonly held: PacingReason | null
}

/** What became of a signal for one user. */
export type Told =
  | { readonly kind: 'delivered'; readonly at: TimestampMs }
  | { readonly kind: 'withheld'; readonly reason: WithheldReason }
  /** Routing has not come to him yet, and will in a moment. */
  | { readonly kind: 'pending' }

/**
 * What became of a signal for one user, from what was recorded when it was decided: a later policy changes none of it.
 *
 * @param open  whether its window is open
 *
 * Rule ROUTE-13.
 */
export function toldTo(
  memberTier: MemberTier,
  { offer, routedAt, held }: RoutingRecord,
  open: boolean,
): Told {
  if (routedAt !== null) return { kind: 'delivered', at: routedAt }
  if (held !== null) return { kind: 'withheld', reason: held }
  const passedOver = offer?.decided === true ? offer.tiers[memberTier] : null
  if (passedOver !== null) return { kind: 'withheld', reason: passedOver }
  if (offer?.done === true) return { kind: 'withheld', reason: { code: 'joined_later' } }
  return open ? { kind: 'pending' } : { kind: 'withheld', reason: { code: 'closed' } }
}

const PERCENT = 100

function percent(share: number): string {
  return `${Number((PERCENT * share).toFixed(2))} %`
}

/** An instant as a person reads it, in UTC. */
function utc(at: TimestampMs): string {
  return `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`
}

/** Why a user was not brought a signal, as a sentence for him. */
export function sentenceOf(reason: WithheldReason, memberTier: MemberTier, tier: Tier): string {
  switch (reason.code) {
    case 'tier':
      return reason.least === null
        ? `${tier} signals are not brought to ${memberTier} members.`
        : `${tier} signals are brought to ${memberTier} members from ${percent(reason.least)} on.`
    case 'rank':
      return reason.share === 0
        ? `UNRANKED signals are not brought to ${memberTier} members.`
        : `Of UNRANKED signals the best ${percent(reason.share)} by rank are brought to ${memberTier} members.`
    case 'limit':
      return `Your limit of ${reason.limit} a day was reached.`
    case 'gap':
      return `The gap of ${reason.minutes} minutes after your last signal was not over until ${utc(reason.until)}.`
    case 'mix':
      return `${reason.ofTen} of your last 10 were ${tier}; your mix takes no further one above ${reason.most}.`
    case 'full_speed':
      return 'The market ran at full speed: no window stayed open for anybody.'
    case 'closed':
      return 'Its window had closed before it could be brought to you.'
    case 'joined_later':
      return 'You joined after it had been decided whom it was brought to.'
    default:
      return unreachable(reason)
  }
}

/** Why a candidate became no signal, as a sentence. */
export function vetoSentence(veto: Veto): string {
  switch (veto.code) {
    case 'sources':
      return 'More than half of the sources are stale.'
    case 'floor':
      return `Its probability lies below the floor of ${percent(veto.floor)} for its symbol.`
    case 'daily_stop':
      return veto.by === 'losses'
        ? `The desk had stopped for its day: its losing signals had lost ${veto.most} R.`
        : `The desk had stopped for its day after ${veto.most} signals.`
    default:
      return unreachable(veto)
  }
}
