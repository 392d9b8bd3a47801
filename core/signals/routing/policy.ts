import type { MemberTier } from '#core/command.ts'
import type { UserId } from '#core/kernel/ids.ts'
import type { TimestampMs } from '#core/kernel/time.ts'
import { TIER_FLOORS } from '#core/signals/fusion/tiers.ts'
import type { Tier } from '#core/signals/signal.ts'

/** Tiers with a band of their own; what is below all of them is UNRANKED and goes by rank. */
export type RankedTier = Exclude<Tier, 'UNRANKED'>

export const RANKED_TIERS: readonly RankedTier[] = ['SNIPER', 'PRECISION', 'RAPID', 'TRAINING']
export const MEMBER_TIERS: readonly MemberTier[] = ['nibbler', 'fang', 'commander', 'apex']

/** What a member of one tier is brought. */
export interface MemberRule {
  /** Signals brought to one user on one of his own days. */
  readonly dailyLimit: number
  /** Minutes of station time between two of them. */
  readonly gapMinutes: number
  /** Lowest probability at which a signal of the tier is brought; null where none of the tier is. */
  readonly receives: Readonly<Record<RankedTier, number | null>>
  /** Share of the UNRANKED signals that is brought, counted from the best rank: 0.1 is the top tenth. */
  readonly rankShare: number
  /** Share that a tier should have of what is brought; null sets no target. */
  readonly mix: Readonly<Record<RankedTier, number | null>>
}

/** What keeps a candidate from becoming a signal. */
export interface VetoRules {
  /** Lowest probability by symbol; a symbol that is not named has no floor. */
  readonly floors: Readonly<Record<string, number>>
  /** The desk stops for its day once the signals that closed with a loss have lost this much, in R; null is off. */
  readonly stopLostR: number | null
  /** The desk stops for its day after this many signals; null is off. */
  readonly stopSignals: number | null
}

/** Everything that decides who is brought what. Data: an operator changes it as a whole. */
export interface RoutingPolicy {
  readonly members: Readonly<Record<MemberTier, MemberRule>>
  readonly vetoes: VetoRules
}

/** A policy with its place in the history. */
export interface RoutingSheet {
  /** How often it was changed; 0 is what a new desk begins with. */
  readonly version: number
  readonly policy: RoutingPolicy
  /** Who changed it and when; null before the first change. */
  readonly changed: { readonly by: UserId; readonly at: TimestampMs } | null
}

/** Something in a policy that contradicts itself; the path is in the policy's own words. */
export interface PolicyFault {
  readonly path: readonly string[]
  readonly message: string
}

/**
 * What a new desk begins with.
 *
 * Source: HydraX, tiers and routing: limits, gaps, mix and the documented column of who receives what. Shares of rank
 * for UNRANKED signals are this desk's own.
 */
export const DEFAULT_ROUTING: RoutingPolicy = {
  members: {
    nibbler: {
      dailyLimit: 6,
      gapMinutes: 120,
      receives: { SNIPER: 0.9, PRECISION: 0.85, RAPID: null, TRAINING: null },
      rankShare: 0.1,
      mix: { SNIPER: 0.5, PRECISION: 0.5, RAPID: null, TRAINING: null },
    },
    fang: {
      dailyLimit: 10,
      gapMinutes: 90,
      receives: { SNIPER: 0.9, PRECISION: 0.8, RAPID: 0.75, TRAINING: null },
      rankShare: 0.25,
      mix: { SNIPER: 0.3, PRECISION: 0.5, RAPID: 0.2, TRAINING: null },
    },
    commander: {
      dailyLimit: 15,
      gapMinutes: 60,
      receives: { SNIPER: 0.9, PRECISION: 0.8, RAPID: 0.7, TRAINING: 0.6 },
      rankShare: 0.5,
      mix: { SNIPER: 0.2, PRECISION: 0.4, RAPID: 0.3, TRAINING: 0.1 },
    },
    apex: {
      dailyLimit: 20,
      gapMinutes: 30,
      receives: { SNIPER: 0.9, PRECISION: 0.8, RAPID: 0.7, TRAINING: 0.6 },
      rankShare: 1,
      mix: { SNIPER: 0.15, PRECISION: 0.35, RAPID: 0.35, TRAINING: 0.15 },
    },
  },
  vetoes: { floors: {}, stopLostR: null, stopSignals: null },
}

/** Sums of decimal fractions may miss 1 by the last bits. */
const SUM_TOLERANCE = 1e-9

/**
 * Where a policy contradicts itself; empty where it stands.
 *
 * Numbers were looked at one by one at the door. Here they are looked at together: a probability lies in the band of
 * its tier, a tier that reaches nobody has no target, and targets are shares of one whole.
 */
export function faultsOf({ members }: RoutingPolicy): readonly PolicyFault[] {
  return MEMBER_TIERS.flatMap((tier) => memberFaults(members[tier]).map((fault) => under(tier, fault)))
}

function under(tier: MemberTier, { path, message }: PolicyFault): PolicyFault {
  return { path: ['members', tier, ...path], message }
}

function memberFaults({ receives, mix }: MemberRule): readonly PolicyFault[] {
  const faults = RANKED_TIERS.flatMap((tier) => tierFaults(tier, receives[tier], mix[tier]))
  const sum = RANKED_TIERS.reduce((total, tier) => total + (mix[tier] ?? 0), 0)
  if (sum <= 1 + SUM_TOLERANCE) return faults
  return [
    ...faults,
    { path: ['mix'], message: 'the targets are shares of one whole and make more than 100 %' },
  ]
}

function tierFaults(tier: RankedTier, least: number | null, target: number | null): readonly PolicyFault[] {
  const faults: PolicyFault[] = []
  const { from, below } = bandOf(tier)
  if (least !== null && (least < from || least >= below))
    faults.push({ path: ['receives', tier], message: `${tier} is the band from ${from} to below ${below}` })
  if (least === null && target !== null)
    faults.push({ path: ['mix', tier], message: `no target for ${tier}: none of it reaches this member` })
  return faults
}

/** The probabilities of a tier: from its floor to below that of the next better one. */
export function bandOf(tier: RankedTier): { readonly from: number; readonly below: number } {
  const place = TIER_FLOORS.findIndex(([name]) => name === tier)
  return { from: TIER_FLOORS[place]?.[1] ?? 0, below: TIER_FLOORS[place - 1]?.[1] ?? 1 }
}
