import {
  DAY_MS,
  type Day,
  dayIn,
  daysBefore,
  laterDay,
  startOfDay,
  type TimestampMs,
} from '#core/kernel/time.ts'
import type { EarnedAward } from './abuse.ts'
import type { AbusePolicy } from './abuse-policy.ts'
import type { Activity } from './deed.ts'
import type { PointsPart } from './points.ts'
import type { Moment } from './streak-windows.ts'

/**
 * When an activity earns points again that has earned all it can on this day of the trader's own; null while it earns.
 *
 * No violation: whoever does more than a day's work does nothing wrong, he is only paid no more for it. So more clicks,
 * more decisions and more claims are worth nothing, and nobody is punished for using his desk.
 *
 * A date that is had again after a move west begins no count: what was earned on the newest day in the last 24 hours is
 * counted, too. Otherwise whoever goes from one edge of the calendar to the other each day would have two days' work paid.
 * So an award counts to the end of its own date, and one of the newest day for 24 hours or until a newer day begins.
 *
 * Rules ABUSE-10 and USER-8.
 */
export function earnsAgainAt(
  { abuse: { awards }, totals }: Pick<PointsPart, 'abuse' | 'totals'>,
  activity: Activity,
  { dayAllowances }: AbusePolicy,
  { zone, day, now }: Moment,
): TimestampMs | null {
  const allowance = dayAllowances.get(activity)
  if (allowance === undefined) return null
  // The calendar is slow to ask, and most activities are far from their allowance.
  if (awards.filter((award) => award.activity === activity).length < allowance) return null
  const begins = startOfDay(zone, day)
  const hadBefore = totals.day !== null && day <= totals.day
  const newestFrom = hadBefore ? firstOfNewestDay(awards, totals.dayEarned) : awards.length
  const counted = awards
    .map(({ at, activity: earned }, index) => ({ at, earned, ofNewest: index >= newestFrom }))
    .filter(
      ({ at, earned, ofNewest }) => earned === activity && (at >= begins || (ofNewest && at > now - DAY_MS)),
    )
  if (counted.length < allowance) return null
  const newer = endOfDay(zone, laterDay(totals.day, day))
  const countUntil = counted
    .map(({ at, ofNewest }) =>
      Math.max(endOfDay(zone, dayIn(zone, at)), ofNewest ? Math.min(at + DAY_MS, newer) : 0),
    )
    .sort((one, other) => one - other)
  // The allowance is free again as soon as one fewer counts than it holds.
  return countUntil[counted.length - allowance] ?? newer
}

/** The first instant that is no longer of a calendar day. */
function endOfDay(zone: string, day: Day): TimestampMs {
  return startOfDay(zone, daysBefore(day, -1))
}

/** Where the awards begin that add up to what was earned on the newest day; they are its last. */
function firstOfNewestDay(awards: readonly EarnedAward[], earned: number): number {
  let from = awards.length
  for (let left = earned; from > 0 && left > 0; from--) left -= awards[from - 1]?.amount ?? 0
  return from
}
