import { dayIn, daysBefore, startOfDay } from '#core/kernel/time.ts'
import type { DailyBonusType } from './daily-bonus-event.ts'
import type { Engine } from './engine.ts'
import type { PointsAwarded, VipTier } from './points-event.ts'

/** What multiplies by one. */
const NOTHING_MORE_HUNDREDTHS = 100

/**
 * Tells of the points of a day's first login, with the streak it made. A login whose points were withheld has none.
 *
 * Rule POINTS-12. Source: seed Diana, events.
 */
export const dailyBonusEngine: Engine = (event, progress, { now }) => {
  if (event.kind !== 'points_awarded' || event.type !== 'earned' || event.action !== 'daily_login') return []
  const day = dayIn(progress.zone, now)
  return [
    {
      kind: 'daily_bonus_claimed',
      userId: event.userId,
      day,
      amount: event.amount,
      bonusType: typeOf(event, progress.points.vip),
      consecutiveDays: progress.streaks.records.daily_login?.count ?? 1,
      nextAt: startOfDay(progress.zone, daysBefore(day, -1)),
    },
  ]
}

function typeOf({ calculation }: PointsAwarded, vip: VipTier): DailyBonusType {
  if (vip !== 'none') return 'premium'
  return (calculation?.streakHundredths ?? NOTHING_MORE_HUNDREDTHS) > NOTHING_MORE_HUNDREDTHS
    ? 'streak_bonus'
    : 'standard'
}
