import type { Engine, ProgressContext } from './engine.ts'
import { amountOf, calculate, credited } from './points.ts'
import type { PointsAwarded } from './points-event.ts'
import type { Progress } from './progress.ts'
import type { ActivityRecorded } from './progress-event.ts'

const CALL_HUNDREDTHS_NONE = 100

/** The only engine that changes a balance. */
export const pointsEngine: Engine = (event, progress, context) => {
  if (event.kind === 'activity_recorded') return event.base > 0 ? [forActivity(event, progress, context)] : []
  return []
}

function forActivity(
  event: ActivityRecorded,
  progress: Progress,
  { policy }: ProgressContext,
): PointsAwarded {
  const { points } = progress
  const calculation = calculate(
    {
      base: event.base,
      bonus: event.bonus,
      callHundredths: CALL_HUNDREDTHS_NONE,
      vipHundredths: policy.vipHundredths[points.vip],
      streakHundredths: 100,
      level: points.totals.level,
    },
    policy,
  )
  const amount = amountOf(calculation)
  return {
    kind: 'points_awarded',
    userId: event.userId,
    type: 'earned',
    action: event.activity,
    sourceId: event.sourceId,
    amount,
    xpGained: amount,
    calculation,
    before: points.totals,
    totals: credited(points.totals, { amount, xpGained: amount, earned: amount, day: event.day }),
    suspicious: false,
    cause: null,
    reason: null,
    by: null,
  }
}
