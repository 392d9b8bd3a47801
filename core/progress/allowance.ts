import { daysBefore, startOfDay, type TimestampMs } from '#core/kernel/time.ts'
import type { AbusePart } from './abuse.ts'
import type { AbusePolicy } from './abuse-policy.ts'
import type { Activity } from './deed.ts'
import type { Moment } from './streak-windows.ts'

/**
 * When an activity earns points again that has earned all it can on this day of the trader's own; null while it earns.
 *
 * No violation: whoever does more than a day's work does nothing wrong, he is only paid no more for it. So more clicks,
 * more decisions and more claims are worth nothing, and nobody is punished for using his desk.
 *
 * Rule ABUSE-10.
 */
export function earnsAgainAt(
  { awards }: AbusePart,
  activity: Activity,
  { dayAllowances }: AbusePolicy,
  { zone, day }: Moment,
): TimestampMs | null {
  const allowance = dayAllowances.get(activity)
  if (allowance === undefined) return null
  const alike = awards.filter((award) => award.activity === activity)
  // The calendar is slow to ask, and most activities are far from their allowance.
  if (alike.length < allowance) return null
  const begins = startOfDay(zone, day)
  if (alike.filter(({ at }) => at >= begins).length < allowance) return null
  return startOfDay(zone, daysBefore(day, -1))
}
