import type {
  MemberRule,
  Quota,
  RoutedSignal,
  RoutedState,
  RouterStats,
  RouterTier,
  RoutingPolicy,
  RoutingState,
  VetoCount,
} from '#contracts/routing-shapes.ts'
import type { MemberTier } from '#core/command.ts'
import type { SignalSheet } from '#core/sheets.ts'
import type { MemberSheet } from '#core/signals/routing/offer.ts'
import type * as core from '#core/signals/routing/policy.ts'
import { quotaOf } from '#core/signals/routing/route.ts'
import { sentenceOf, type Told } from '#core/signals/routing/told.ts'
import { type VetoCount as Counted, VETO_CODES } from '#core/signals/routing/vetoes.ts'
import type { Queries } from '#station/queries.ts'
import { seconds } from './wire.ts'

type ByTier = MemberRule['mix']

/** A policy as it was sent, in our words. */
export function readPolicy({ members, vetoes }: RoutingPolicy): core.RoutingPolicy {
  return {
    members: {
      nibbler: readRule(members.nibbler),
      fang: readRule(members.fang),
      commander: readRule(members.commander),
      apex: readRule(members.apex),
    },
    vetoes: { floors: vetoes.floors, stopLostR: vetoes.stop_lost_r, stopSignals: vetoes.stop_signals },
  }
}

function readRule({ daily_limit, gap_minutes, receives, rank_share, mix }: MemberRule): core.MemberRule {
  return {
    dailyLimit: daily_limit,
    gapMinutes: gap_minutes,
    receives: readByTier(receives),
    rankShare: rank_share,
    mix: readByTier(mix),
  }
}

function readByTier({ sniper, precision, rapid, training }: ByTier): core.MemberRule['mix'] {
  return { SNIPER: sniper, PRECISION: precision, RAPID: rapid, TRAINING: training }
}

/** A policy with its place in the history. */
export function wireRouting({ version, policy, changed }: core.RoutingSheet): RoutingState {
  const { members, vetoes } = policy
  return {
    version,
    policy: {
      members: {
        nibbler: wireRule(members.nibbler),
        fang: wireRule(members.fang),
        commander: wireRule(members.commander),
        apex: wireRule(members.apex),
      },
      vetoes: {
        floors: { ...vetoes.floors },
        stop_lost_r: vetoes.stopLostR,
        stop_signals: vetoes.stopSignals,
      },
    },
    changed_by: changed?.by ?? null,
    changed_at: changed === null ? null : seconds(changed.at),
  }
}

function wireRule({ dailyLimit, gapMinutes, receives, rankShare, mix }: core.MemberRule): MemberRule {
  return {
    daily_limit: dailyLimit,
    gap_minutes: gapMinutes,
    receives: wireByTier(receives),
    rank_share: rankShare,
    mix: wireByTier(mix),
  }
}

function wireByTier({ SNIPER, PRECISION, RAPID, TRAINING }: core.MemberRule['mix']): ByTier {
  return { sniper: SNIPER, precision: PRECISION, rapid: RAPID, training: TRAINING }
}

/** How a user stands with his limits. */
export function wireQuota(
  { userId, history, ...member }: MemberSheet,
  name: string | null,
  clock: Parameters<typeof quotaOf>[2],
): Quota {
  const { day, routed, limit, remaining, lastAt, nextAt } = quotaOf(member, history, clock)
  return {
    user_id: userId,
    name,
    member_tier: member.memberTier,
    day,
    delivered_today: routed,
    daily_limit: limit,
    remaining,
    limit_reached: remaining === 0,
    last_at: lastAt === null ? null : seconds(lastAt),
    next_at: nextAt === null ? null : seconds(nextAt),
  }
}

/** Whether a signal was brought to a user, and why not. */
export function wireTold(told: Told, memberTier: MemberTier, { signal }: SignalSheet): RoutedState {
  if (told.kind === 'delivered') return { state: 'delivered', at: seconds(told.at), reason: null }
  if (told.kind === 'pending') return { state: 'pending', at: null, reason: null }
  const { reason } = told
  const message = sentenceOf(reason, memberTier, signal.assessment.tier)
  const until = reason.code === 'gap' ? seconds(reason.until) : null
  return { state: 'withheld', at: null, reason: { code: reason.code, message, until } }
}

/** One signal as routing decided on it for a user. */
export function wireRouted(sheet: SignalSheet, told: Told, memberTier: MemberTier): RoutedSignal {
  const { signalId, symbol, direction, assessment } = sheet.signal
  return {
    signal_id: signalId,
    symbol,
    direction,
    tier: assessment.tier,
    status: sheet.status,
    ...wireTold(told, memberTier, sheet),
  }
}

/** What the members of each tier were brought. */
export function wireRouterStats(queries: Pick<Queries, 'routing' | 'routedByTier'>): RouterStats {
  const { members } = queries.routing().policy
  const counts = new Map(queries.routedByTier().map((count) => [count.memberTier, count]))
  const tier = (name: MemberTier): RouterTier => {
    const { users, routed, remaining, full } = counts.get(name) ?? NOBODY
    return {
      tier: name,
      daily_limit: members[name].dailyLimit,
      signals_today: routed,
      remaining,
      limit_reached: users > 0 && full === users,
      users,
      users_at_limit: full,
    }
  }
  return { nibbler: tier('nibbler'), fang: tier('fang'), commander: tier('commander'), apex: tier('apex') }
}
const NOBODY = { users: 0, routed: 0, remaining: 0, full: 0 }

/** Every reason for a veto, also those that nothing was vetoed for. `day` is the desk's day now. */
export function wireVetoes(counts: readonly Counted[], day: string): VetoCount[] {
  return VETO_CODES.map((reason) => {
    const counted = counts.find(({ code }) => code === reason)
    return {
      reason,
      count: counted?.count ?? 0,
      today: counted?.day === day ? counted.dayCount : 0,
      last_at: counted === undefined ? null : seconds(counted.at),
      last_symbol: counted?.symbol ?? null,
    }
  })
}
