import { HOUR_MS, MINUTE_MS, type TimestampMs } from '#core/kernel/time.ts'
import { type AbusePart, type Penalty, penaltyAt } from './abuse.ts'
import type { AbusePolicy } from './abuse-policy.ts'

/** What an operator sees of a trader. Rule ABUSE-8. Source: seed Diana 2.5, status query. */
export interface AbuseStatus {
  /** A rule was broken in the last day, or something is looked at. */
  readonly suspicious: boolean
  readonly lastMinute: number
  readonly lastHour: number
  readonly hourBase: number
  readonly dayEarned: number
  readonly tracked: number
  readonly violations: number
  readonly penalty: Penalty | null
}

/** The status of a trader at an instant. */
export function abuseStatus(part: AbusePart, policy: AbusePolicy, now: TimestampMs): AbuseStatus {
  const awards = part.awards.filter(({ at }) => now - at < policy.memoryMs)
  const violations = part.violations.filter((at) => now - at < policy.memoryMs).length
  const hour = Math.floor(now / HOUR_MS) * HOUR_MS
  return {
    suspicious: violations > 0 || awards.some(({ suspicious }) => suspicious),
    lastMinute: awards.filter(({ at }) => now - at < MINUTE_MS).length,
    lastHour: awards.filter(({ at }) => now - at < HOUR_MS).length,
    hourBase: awards.filter(({ at }) => at >= hour).reduce((sum, { base }) => sum + base, 0),
    dayEarned: awards.reduce((sum, { amount }) => sum + amount, 0),
    tracked: awards.length,
    violations,
    penalty: penaltyAt(part, policy, now),
  }
}
