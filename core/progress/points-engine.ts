import { dayIn } from '#core/kernel/time.ts'
import { contextOf, judge } from './abuse.ts'
import { earnsAgainAt } from './allowance.ts'
import type { Engine, ProgressContext } from './engine.ts'
import { amountOf, calculate, credited } from './points.ts'
import type { PointsAwarded, PointsWithheld } from './points-event.ts'
import type { Progress } from './progress.ts'
import type { ActivityRecorded, ProgressEvent } from './progress-event.ts'
import { type Cause, pointsIn, type Reward, xpIn } from './reward.ts'
import { loginPaysAgainAt } from './streak-windows.ts'
import { loginMultiplierHundredths } from './streaks.ts'

/** Without a call of its own an award is multiplied by one. */
const CALL_HUNDREDTHS_NONE = 100
const HALF = 2

/** The only engine that changes a balance: it prices activities and pays what other engines promise. */
export const pointsEngine: Engine = (event, progress, context) => {
  if (event.kind === 'activity_recorded') return event.base > 0 ? [forActivity(event, progress, context)] : []
  return promised(event) ? forRewards(event, progress, context) : []
}

function forActivity(
  event: ActivityRecorded,
  progress: Progress,
  context: ProgressContext,
): PointsAwarded | PointsWithheld {
  const { points, streaks, zone } = progress
  const { policy, now } = context
  const { activity, facts, base, bonus, userId, sourceId, day } = event
  const moment = { zone, now, day }
  const login = activity === 'daily_login' ? loginPaysAgainAt(streaks.records.daily_login, moment) : null
  if (login !== null)
    return withheld(event, { violation: 'duplicate_action', retryAt: login, counted: false })
  const again = earnsAgainAt(points, activity, policy.abuse, moment)
  if (again !== null)
    return withheld(event, { violation: 'rate_limit_exceeded', retryAt: again, counted: false })
  const calculation = calculate(
    {
      base,
      bonus,
      callHundredths: CALL_HUNDREDTHS_NONE,
      vipHundredths: policy.vipHundredths[points.vip],
      // The login streak feeds awards; nothing else does.
      streakHundredths: loginMultiplierHundredths(streaks, points.vip, moment),
      level: points.totals.level,
    },
    policy,
  )
  const full = amountOf(calculation)
  const verdict = judge(points.abuse, { activity, facts, base, amount: full }, policy.abuse, now)
  if (verdict.kind === 'withheld') return withheld(event, verdict)
  const amount = verdict.halved ? Math.floor(full / HALF) : full
  return {
    kind: 'points_awarded',
    userId,
    type: 'earned',
    action: activity,
    sourceId,
    amount,
    xpGained: amount,
    calculation,
    before: points.totals,
    totals: credited(points.totals, { amount, xpGained: amount, earned: amount, day }),
    suspicious: verdict.suspicious,
    context: contextOf(facts),
    cause: null,
    reason: null,
    by: null,
  }
}

function withheld(
  { userId, activity, sourceId }: ActivityRecorded,
  { violation, retryAt, counted }: Pick<PointsWithheld, 'violation' | 'retryAt' | 'counted'>,
): PointsWithheld {
  return { kind: 'points_withheld', userId, action: activity, sourceId, violation, retryAt, counted }
}

/** An event of another engine that promises something. */
type Promised = ProgressEvent & { readonly rewards: readonly Reward[]; readonly cause: Cause }

function promised(event: ProgressEvent): event is Promised {
  return 'rewards' in event && 'cause' in event
}

/** Rewards are paid in full: no multiplier, no level bonus, no limit. Rule POINTS-6. */
function forRewards(
  { userId, rewards, cause }: Promised,
  { points, zone }: Progress,
  { now }: ProgressContext,
): readonly PointsAwarded[] {
  const amount = pointsIn(rewards)
  const xpGained = amount + xpIn(rewards)
  if (xpGained === 0) return []
  return [
    {
      kind: 'points_awarded',
      userId,
      type: 'bonus',
      action: `${cause.engine}_reward`,
      sourceId: cause.id,
      amount,
      xpGained,
      calculation: null,
      before: points.totals,
      totals: credited(points.totals, { amount, xpGained, earned: 0, day: dayIn(zone, now) }),
      suspicious: false,
      context: null,
      cause,
      reason: null,
      by: null,
    },
  ]
}
