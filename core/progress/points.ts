import { type Day, HOUR_MS, laterDay, type TimestampMs } from '#core/kernel/time.ts'
import { type AbusePart, NO_ABUSE, withAward, withViolation } from './abuse.ts'
import { levelAt } from './levels.ts'
import type { Calculation, PointsAwarded, PointsTotals, VipTier } from './points-event.ts'
import type { ProgressPolicy } from './policy.ts'
import type { ProgressEvent } from './progress-event.ts'

/** The points engine's part of a trader. */
export interface PointsPart {
  readonly totals: PointsTotals
  readonly vip: VipTier
  /** What the rules against abuse remember of the last day. */
  readonly abuse: AbusePart
}

export const NO_POINTS: PointsPart = {
  totals: { balance: 0, lifetime: 0, xp: 0, level: 1, transactions: 0, day: null, dayEarned: 0 },
  vip: 'none',
  abuse: NO_ABUSE,
}

/** What is older than this is never looked at again. */
export const ABUSE_MEMORY_MS = 24 * HOUR_MS

/** What an award is worked out from. Multipliers in whole hundredths. */
export interface AwardTerms {
  readonly base: number
  readonly bonus: number
  readonly callHundredths: number
  readonly vipHundredths: number
  readonly streakHundredths: number
  readonly level: number
}

const HUNDRED = 100n
const MILLION = 1_000_000n

/**
 * What an award is worth: multipliers first, rounded down once; then the bonus; then the bonus of the level.
 *
 * Exact: multipliers are whole hundredths and their product is taken in whole numbers, so no point is lost to binary
 * fractions. The product of all multipliers is capped.
 *
 * Source: seed Diana, points engine. Rule POINTS-1.
 */
export function calculate(terms: AwardTerms, policy: ProgressPolicy): Calculation {
  const product = BigInt(terms.callHundredths) * BigInt(terms.vipHundredths) * BigInt(terms.streakHundredths)
  const cap = BigInt(policy.combinedHundredthsMax) * HUNDRED * HUNDRED
  const factor = product < cap ? product : cap
  const levelBonus = Math.min(policy.levelBonusPerLevel * terms.level, policy.levelBonusMax)
  return {
    base: terms.base,
    callHundredths: terms.callHundredths,
    vipHundredths: terms.vipHundredths,
    streakHundredths: terms.streakHundredths,
    finalMillionths: Number(factor),
    calculated: Number((BigInt(terms.base) * factor) / MILLION),
    bonus: terms.bonus,
    levelBonus,
  }
}

/** The points of a calculation. */
export function amountOf({ calculated, bonus, levelBonus }: Calculation): number {
  return calculated + bonus + levelBonus
}

/** What came in: points, the XP they and others bring, and how much of it was earned by an activity of this day. */
export interface Credit {
  readonly amount: number
  readonly xpGained: number
  readonly earned: number
  /** The trader's own day. */
  readonly day: Day
}

/**
 * Totals after points and XP came in. XP never falls, so no level does.
 *
 * What comes in on a day before the newest, after a move west, counts for the newest.
 */
export function credited(totals: PointsTotals, { amount, xpGained, earned, day }: Credit): PointsTotals {
  const xp = totals.xp + xpGained
  const counted = laterDay(totals.day, day)
  return {
    balance: totals.balance + amount,
    lifetime: totals.lifetime + amount,
    xp,
    level: levelAt(xp),
    transactions: totals.transactions + 1,
    day: counted,
    dayEarned: (totals.day === counted ? totals.dayEarned : 0) + earned,
  }
}

/** The part after an event of `at`: a copy of what the event states. */
export function followPoints(part: PointsPart, event: ProgressEvent, at: TimestampMs): PointsPart {
  switch (event.kind) {
    case 'points_awarded':
      return { ...part, totals: event.totals, abuse: seen(part.abuse, event, at) }
    case 'points_deducted':
      return { ...part, totals: event.totals }
    case 'points_withheld':
      return event.counted ? { ...part, abuse: withViolation(part.abuse, at, ABUSE_MEMORY_MS) } : part
    case 'abuse_reset':
      return { ...part, abuse: NO_ABUSE }
    case 'vip_changed':
      return { ...part, vip: event.vip }
    default:
      return part
  }
}

function seen(part: AbusePart, event: PointsAwarded, at: TimestampMs): AbusePart {
  if (event.type !== 'earned') return part
  const { action, amount, calculation, context, suspicious } = event
  const award = {
    at,
    activity: action,
    base: calculation?.base ?? amount,
    amount,
    context: context ?? '',
    suspicious,
  }
  return withAward(part, award, ABUSE_MEMORY_MS)
}
