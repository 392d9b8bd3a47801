import type { MemberTier } from '#core/command.ts'
import { roundTo } from '#core/kernel/amount.ts'
import {
  type Day,
  dayIn,
  daysBefore,
  laterDay,
  MINUTE_MS,
  startOfDay,
  type TimestampMs,
} from '#core/kernel/time.ts'
import type { Assessment, Tier } from '#core/signals/signal.ts'
import { MEMBER_TIERS, type MemberRule, type RankedTier, type RoutingPolicy } from './policy.ts'

/** What routing reads of a signal. */
export type Routable = Pick<Assessment, 'tier' | 'probability' | 'rank'>

/** What a user was brought so far. */
export interface RoutingHistory {
  /** His own day that `dayRouted` counts: the newest he had, so that who moves west is brought no day twice. */
  readonly day: Day
  readonly dayRouted: number
  /** Station time of the last one; null before the first. */
  readonly lastAt: TimestampMs | null
  /** Tiers of the last ones, newest first, at most `RECENT_MAX`. */
  readonly recent: readonly Tier[]
}

/** A user as routing sees him. */
export interface Member {
  readonly memberTier: MemberTier
  readonly zone: string
}

/** Why a whole member tier is not brought a signal. */
export type TierReason =
  /** `least`: lowest probability of this tier that is brought; null where none of it is. */
  | { readonly code: 'tier'; readonly least: number | null }
  | { readonly code: 'rank'; readonly share: number }
  /** The market ran at full speed: no window stays open for anybody. */
  | { readonly code: 'full_speed' }

/** Why one user is not brought a signal that reaches his tier. */
export type PacingReason =
  | { readonly code: 'limit'; readonly limit: number }
  | { readonly code: 'gap'; readonly minutes: number; readonly until: TimestampMs }
  /** `ofTen` of the last ten were of this tier; the target takes no more than `most`. */
  | { readonly code: 'mix'; readonly ofTen: number; readonly most: number }

/** What routing decided for one user, in the order in which it is looked at. */
export type Routing =
  | { readonly kind: 'delivered'; readonly history: RoutingHistory }
  | { readonly kind: 'withheld'; readonly reason: TierReason | PacingReason }

/** Signals that the mix is counted over; with fewer behind him nobody's mix is looked at. */
export const RECENT_MAX = 10
/** A tier may have this much more than its target. */
const MIX_SLACK = 1.2
/** Decimals at which shares and probabilities are compared: what is shown as 85.00 % is 85 %. */
const SHARE_DECIMALS = 4
const NOTHING_YET: RoutingHistory = { day: '', dayRouted: 0, lastAt: null, recent: [] }

/** The history of a user who was never brought anything. */
export function freshHistory(): RoutingHistory {
  return NOTHING_YET
}

/**
 * Decides whether a signal is brought to a user's attention. It decides nothing else: he may open and fire any.
 *
 * Looked at in this order: his tier, the rank of an UNRANKED signal, his limit of the day, the gap since the last one,
 * the mix of the last ten. Only what is delivered counts.
 *
 * @param now  station time; "today" is the user's own calendar day, or the newest he had where he moved west
 *
 * Source: HydraX, tier router and balancer, per user as it was meant. Rules ROUTE-1 to ROUTE-8.
 */
export function route(
  signal: Routable,
  { memberTier, zone }: Member,
  history: RoutingHistory,
  { policy, now }: { readonly policy: RoutingPolicy; readonly now: TimestampMs },
): Routing {
  const rule = policy.members[memberTier]
  const day = laterDay(history.day, dayIn(zone, now))
  const today = history.day === day ? history.dayRouted : 0
  const reason = tierReason(signal, rule) ?? pacingReason(signal, rule, { ...history, dayRouted: today }, now)
  if (reason !== null) return { kind: 'withheld', reason }
  const recent = [signal.tier, ...history.recent].slice(0, RECENT_MAX)
  return { kind: 'delivered', history: { day, dayRouted: today + 1, lastAt: now, recent } }
}

/** Why a signal reaches nobody of each member tier; null where it may reach some. */
export function tierReasons(
  signal: Routable,
  { members }: RoutingPolicy,
): Readonly<Record<MemberTier, TierReason | null>> {
  const entries = MEMBER_TIERS.map((tier) => [tier, tierReason(signal, members[tier])])
  return Object.fromEntries(entries) as Record<MemberTier, TierReason | null>
}

function tierReason({ tier, probability, rank }: Routable, rule: MemberRule): TierReason | null {
  if (tier === 'UNRANKED') {
    const reaches = rule.rankShare > 0 && shown(rank) >= shown(1 - rule.rankShare)
    return reaches ? null : { code: 'rank', share: rule.rankShare }
  }
  const least = rule.receives[tier]
  return least !== null && shown(probability) >= least ? null : { code: 'tier', least }
}

function pacingReason(
  { tier }: Routable,
  rule: MemberRule,
  { dayRouted, lastAt, recent }: RoutingHistory,
  now: TimestampMs,
): PacingReason | null {
  if (dayRouted >= rule.dailyLimit) return { code: 'limit', limit: rule.dailyLimit }
  const until = gapEnd(lastAt, rule)
  if (until !== null && now < until) return { code: 'gap', minutes: rule.gapMinutes, until }
  const most = tier === 'UNRANKED' ? null : mostOfTen(rule, tier)
  if (most === null || recent.length < RECENT_MAX) return null
  const ofTen = recent.filter((one) => one === tier).length
  return ofTen > most ? { code: 'mix', ofTen, most } : null
}

function shown(share: number): number {
  return roundTo(share, SHARE_DECIMALS)
}

/** A tier may hold its target and a fifth more of the last ten. */
function mostOfTen({ mix }: MemberRule, tier: RankedTier): number | null {
  const target = mix[tier]
  return target === null ? null : roundTo(target * MIX_SLACK * RECENT_MAX, SHARE_DECIMALS)
}

function gapEnd(lastAt: TimestampMs | null, { gapMinutes }: MemberRule): TimestampMs | null {
  return lastAt === null ? null : lastAt + gapMinutes * MINUTE_MS
}

/** How a user stands with his limits. */
export interface Quota {
  /** The day of his that is counted. */
  readonly day: Day
  readonly routed: number
  readonly limit: number
  readonly remaining: number
  readonly lastAt: TimestampMs | null
  /** When limit and gap let the next one through; null where they do already. */
  readonly nextAt: TimestampMs | null
}

/** What a user may still be brought on his own day, and from when. */
export function quotaOf(
  { memberTier, zone }: Member,
  { day, dayRouted, lastAt }: RoutingHistory,
  { policy, now }: { readonly policy: RoutingPolicy; readonly now: TimestampMs },
): Quota {
  const rule = policy.members[memberTier]
  const today = laterDay(day, dayIn(zone, now))
  const routed = day === today ? dayRouted : 0
  const full = routed >= rule.dailyLimit
  const midnight = full ? startOfDay(zone, daysBefore(today, -1)) : now
  const nextAt = Math.max(midnight, gapEnd(lastAt, rule) ?? now)
  return {
    day: today,
    routed,
    limit: rule.dailyLimit,
    remaining: Math.max(0, rule.dailyLimit - routed),
    lastAt,
    nextAt: nextAt > now ? nextAt : null,
  }
}
