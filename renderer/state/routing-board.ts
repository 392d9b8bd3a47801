import type { RoutingPolicy } from '#contracts/routing-shapes.ts'
import { sayIn } from '../words/words.ts'
import type { Side, Tier } from './model.ts'

const say = sayIn('fusion')

/** What the members of one tier were brought, each on his own day. */
export interface TierLine {
  readonly tier: string
  /** Of one user. */
  readonly limit: number
  readonly users: number
  readonly delivered: number
  readonly remaining: number
  /** Users whose limit is reached. */
  readonly full: number
}

/** How one user stands with his limits. */
export interface QuotaLine {
  readonly userId: string
  readonly name: string
  readonly tier: string
  readonly delivered: number
  readonly limit: number
  readonly lastAt: number | null
  /** When the next may be brought; null where it may be now. */
  readonly nextAt: number | null
}

export interface VetoLine {
  readonly reason: 'spacing' | 'sources' | 'floor' | 'daily_stop'
  readonly count: number
  readonly today: number
  /** Market time. */
  readonly lastAt: number | null
  readonly symbol: string | null
}

/** A signal that was not brought to the reader. */
export interface WithheldLine {
  readonly signalId: string
  readonly symbol: string
  readonly side: Side
  readonly tier: Tier
  readonly message: string
}

/** Routing and vetoes as the fusion view shows them. */
export interface RoutingBoard {
  readonly version: number
  readonly policy: RoutingPolicy
  readonly changed: { readonly by: string; readonly at: number } | null
  readonly tiers: readonly TierLine[]
  readonly users: readonly QuotaLine[]
  /** There are more users than are listed. */
  readonly more: boolean
  readonly vetoes: readonly VetoLine[]
  readonly withheld: readonly WithheldLine[]
}

const REASONS: readonly VetoLine['reason'][] = ['spacing', 'sources', 'floor', 'daily_stop']

/** Why, in words; a reason that this page does not know yet by its name on the wire. */
export function vetoText({ reason }: Pick<VetoLine, 'reason'>): string {
  return REASONS.includes(reason) ? say(`veto_${reason}`) : reason
}

/** Whether anything was vetoed yet. */
export function anyVeto(vetoes: readonly VetoLine[]): boolean {
  return vetoes.some(({ count }) => count > 0)
}
