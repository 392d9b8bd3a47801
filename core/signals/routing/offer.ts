import type { RouteSignal } from '#core/command.ts'
import type { Context } from '#core/context.ts'
import type { DomainEvent } from '#core/event.ts'
import type { UserId } from '#core/kernel/ids.ts'
import { accept, type Result, reject } from '#core/kernel/result.ts'
import type { TimestampMs } from '#core/kernel/time.ts'
import type { Rejection } from '#core/rejection.ts'
import type { SignalSheet } from '#core/sheets.ts'
import { windowOpen } from '#core/signals/fire.ts'
import type { Signal } from '#core/signals/signal.ts'
import type { SignalOffered, SignalRouted } from './events.ts'
import { MEMBER_TIERS, type RoutingPolicy } from './policy.ts'
import { type Member, type Routable, type RoutingHistory, route, tierReasons } from './route.ts'

/** A user with what he was brought so far. */
export interface MemberSheet extends Member {
  readonly userId: UserId
  readonly history: RoutingHistory
}

/** How far routing has come with one signal. */
export type OfferProgress = Pick<SignalOffered, 'policyVersion' | 'done' | 'routed'>

/** What a step of routing depends on. */
export interface OfferView {
  readonly sheet: SignalSheet | null
  /** Null before the first step. */
  readonly progress: OfferProgress | null
  /** The policy of the first step; before it that of now. */
  readonly policy: RoutingPolicy
  readonly policyVersion: number
  /** The next users of the tiers that the signal reaches, in order of joining. */
  readonly members: readonly MemberSheet[]
  /** Whether users of those tiers come after them. */
  readonly more: boolean
  /** Who joined last. */
  readonly newest: UserId | null
}

/** The member tiers of whom each user has to be looked at. */
export function reachedTiers(
  signal: Routable,
  policy: RoutingPolicy,
): readonly (typeof MEMBER_TIERS)[number][] {
  const reasons = tierReasons(signal, policy)
  return MEMBER_TIERS.filter((tier) => reasons[tier] === null)
}

/**
 * Decides for the next users whether a signal is brought to them, and says how far it has come.
 *
 * A step says who is decided on, so a step that is repeated goes on after them: each user is decided on once, also over
 * a restart. A signal whose window has closed is brought to nobody further. At full speed no window stays open long
 * enough to act on, and nobody's limits are spent on one.
 *
 * Rules ROUTE-9 to ROUTE-13.
 */
export function decideRouteSignal(
  { signalId }: RouteSignal,
  view: OfferView,
  { now, market }: Context,
): Result<readonly DomainEvent[], Rejection> {
  const { sheet, progress, policy, policyVersion, newest } = view
  if (sheet === null) return reject({ code: 'signal_not_found' })
  if (progress?.done === true || !windowOpen(sheet, market.at)) return accept([])
  const { assessment } = sheet.signal
  const offered = { kind: 'signal_offered', signalId, policyVersion } as const
  if (progress === null && market.speed === 'max') {
    const reason = { code: 'full_speed' } as const
    const tiers = { nibbler: reason, fang: reason, commander: reason, apex: reason }
    return accept([{ ...offered, tiers, to: newest, done: true, routed: 0, held: [] }])
  }

  const { routed, held } = decideMembers(sheet.signal, view, now)
  const to = view.more ? (view.members.at(-1)?.userId ?? null) : newest
  const total = (progress?.routed ?? 0) + routed.length
  const tiers = tierReasons(assessment, policy)
  return accept([...routed, { ...offered, tiers, to, done: !view.more, routed: total, held }])
}

/** Who of the next users is brought the signal, and whose own limits keep it from them. */
function decideMembers({ signalId, assessment }: Signal, { members, policy }: OfferView, now: TimestampMs) {
  const { tier } = assessment
  const routed: SignalRouted[] = []
  const held: SignalOffered['held'][number][] = []
  for (const { userId, history, ...member } of members) {
    const routing = route(assessment, member, history, { policy, now })
    const { dailyLimit } = policy.members[member.memberTier]
    if (routing.kind === 'delivered')
      routed.push({ kind: 'signal_routed', userId, signalId, tier, history: routing.history, dailyLimit })
    else if (isPacing(routing.reason)) held.push({ userId, reason: routing.reason })
  }
  return { routed, held }
}

type Reason = Extract<ReturnType<typeof route>, { kind: 'withheld' }>['reason']

function isPacing(reason: Reason): reason is SignalOffered['held'][number]['reason'] {
  return reason.code === 'limit' || reason.code === 'gap' || reason.code === 'mix'
}
