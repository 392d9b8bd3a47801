import type { UserId } from '#core/kernel/ids.ts'
import type { Day, TimestampMs } from '#core/kernel/time.ts'
import type { Cause } from './reward.ts'

/** How points came or went. Source: seed Diana, transaction types. */
export type PointsType = 'earned' | 'bonus' | 'spent' | 'penalty' | 'refund' | 'admin_adjustment'

/** Whose membership multiplies points: none x1.0, standard x1.5, premium x2.0. */
export type VipTier = 'none' | 'standard' | 'premium'

/** How an amount was reached. Multipliers are whole hundredths: 150 is x1.5. */
export interface Calculation {
  readonly base: number
  readonly callHundredths: number
  readonly vipHundredths: number
  readonly streakHundredths: number
  /** Their product after the cap, in whole hundredths of hundredths of hundredths: 1,000,000 is x1. */
  readonly finalMillionths: number
  /** What the multipliers made of the base, rounded down once. */
  readonly calculated: number
  readonly bonus: number
  readonly levelBonus: number
}

/** A trader's points after an event. */
export interface PointsTotals {
  /** To spend. */
  readonly balance: number
  /** Everything ever earned; never falls. */
  readonly lifetime: number
  /** Never falls. */
  readonly xp: number
  readonly level: number
  /** Transactions so far; the number of the newest. */
  readonly transactions: number
  /** The trader's own day that `dayEarned` counts; null before his first points. */
  readonly day: Day | null
  /** Points earned by activities on that day; rewards are not counted. */
  readonly dayEarned: number
}

export interface PointsAwarded {
  readonly kind: 'points_awarded'
  readonly userId: UserId
  readonly type: Extract<PointsType, 'earned' | 'bonus' | 'refund' | 'admin_adjustment'>
  /** An activity, or what paid: `achievement_unlock`, `streak_milestone`, ... */
  readonly action: string
  readonly sourceId: string
  readonly amount: number
  /** XP gained; points count as XP, rewards of XP come on top. */
  readonly xpGained: number
  /** Null where nothing was multiplied. */
  readonly calculation: Calculation | null
  readonly before: PointsTotals
  readonly totals: PointsTotals
  /** An abuse rule looks at it; the points stand. */
  readonly suspicious: boolean
  /** What tells the doing from others of its kind; null where nothing was earned. */
  readonly context: string | null
  readonly cause: Cause | null
  /** What an operator said when he adjusted; null otherwise. */
  readonly reason: string | null
  readonly by: UserId | null
}

export interface PointsDeducted {
  readonly kind: 'points_deducted'
  readonly userId: UserId
  readonly type: Extract<PointsType, 'spent' | 'penalty' | 'admin_adjustment'>
  readonly action: string
  readonly sourceId: string
  /** Positive. */
  readonly amount: number
  readonly before: PointsTotals
  readonly totals: PointsTotals
  readonly reason: string
  readonly by: UserId | null
}

/** Why points were withheld. Source: seed Diana, anti-abuse; its rules for a shared address are off here. */
export type Violation =
  | 'rate_limit_exceeded'
  | 'suspicious_pattern'
  | 'duplicate_action'
  | 'invalid_context'
  | 'gaming_behavior'

/** An activity counted, its points did not: the trader keeps what he decided, and loses nothing he had. */
export interface PointsWithheld {
  readonly kind: 'points_withheld'
  readonly userId: UserId
  readonly action: string
  readonly sourceId: string
  readonly violation: Violation
  /** When the rule lets points through again. */
  readonly retryAt: TimestampMs
  /** A rule was broken; while points pause anyhow, none is. */
  readonly counted: boolean
}

/** A trader's membership changed. */
export interface VipChanged {
  readonly kind: 'vip_changed'
  readonly userId: UserId
  readonly vip: VipTier
  readonly by: UserId | null
}

/** An operator cleared a trader's record of abuse. */
export interface AbuseReset {
  readonly kind: 'abuse_reset'
  readonly userId: UserId
  readonly by: UserId
}

export type PointsEvent = PointsAwarded | PointsDeducted | PointsWithheld | VipChanged | AbuseReset
