import type { PointsCalculation, PointsTotals, ResumedProgress } from '#contracts/live-progress.ts'
import type { Day } from '#core/kernel/time.ts'
import type {
  Calculation,
  PointsAwarded,
  PointsDeducted,
  PointsTotals as Totals,
} from '#core/progress/points-event.ts'
import type { ProgressEvent } from '#core/progress/progress-event.ts'
import type { PointsTransaction } from '#station/queries.ts'
import type { Recorded } from '#station/station.ts'
import { seconds } from './wire.ts'
import { wireAchievementUnlocked } from './wire-achievements.ts'

const HUNDREDTHS = 100
const MILLIONTHS = 1_000_000

/** The envelope of a message of progress: where it stands in the journal, whom it concerns, how urgent it is. */
function envelope(recorded: Recorded, event: ProgressEvent, epoch: string) {
  const { stream, seq, at } = recorded
  return {
    epoch,
    stream,
    since: seq - 1,
    seq,
    event_id: `${stream}/${seq}`,
    user_id: event.userId,
    priority: 'normal' as const,
    timestamp: seconds(at),
  }
}

/** An event of progress in words of the wire. Every event has a message, so that no cursor meets a gap. */
export function progressMessage(recorded: Recorded, event: ProgressEvent, epoch: string): ResumedProgress {
  const envelop = envelope(recorded, event, epoch)
  switch (event.kind) {
    case 'points_awarded':
      return {
        name: 'gamification.points_awarded',
        data: { ...envelop, payload: awarded(event, envelop.timestamp) },
      }
    case 'points_deducted':
      return {
        name: 'gamification.points_deducted',
        data: { ...envelop, priority: 'high', payload: deducted(event, envelop.timestamp) },
      }
    case 'achievement_unlocked':
      return {
        name: 'gamification.achievement_unlocked',
        data: { ...envelop, priority: 'high', payload: wireAchievementUnlocked(event, recorded.at) },
      }
    default:
      return { name: 'gamification.progress_changed', data: { ...envelop, payload: { changed: event.kind } } }
  }
}

function awarded(event: PointsAwarded, at: number) {
  const { calculation, before, totals } = event
  const levelIncreased = totals.level > before.level
  return {
    points_amount: calculation?.base ?? event.amount,
    multiplier: calculation === null ? 1 : calculation.finalMillionths / MILLIONTHS,
    bonus_points: calculation === null ? 0 : calculation.bonus + calculation.levelBonus,
    total_points_awarded: event.amount,
    type: event.type,
    action_type: event.action,
    source_event_id: event.sourceId,
    awarded_at: at,
    user_total_points_before: before.balance,
    user_total_points_after: totals.balance,
    daily_points_before: totals.day === before.day ? before.dayEarned : 0,
    daily_points_after: totals.dayEarned,
    level_increased: levelIncreased,
    new_level: levelIncreased ? totals.level : null,
    calculation_details: calculation === null ? null : wireCalculation(calculation),
  }
}

function deducted(event: PointsDeducted, at: number) {
  return {
    points_amount: event.amount,
    type: event.type,
    deduction_reason: event.reason,
    source_event_id: event.sourceId,
    admin_user_id: event.by,
    deducted_at: at,
    user_total_points_before: event.before.balance,
    user_total_points_after: event.totals.balance,
  }
}

/** How an amount was reached, with multipliers as factors. */
export function wireCalculation(calculation: Calculation): PointsCalculation {
  const { base, calculated, bonus, levelBonus } = calculation
  return {
    base_points: base,
    base_multiplier: calculation.callHundredths / HUNDREDTHS,
    vip_multiplier: calculation.vipHundredths / HUNDREDTHS,
    streak_multiplier: calculation.streakHundredths / HUNDREDTHS,
    final_multiplier: calculation.finalMillionths / MILLIONTHS,
    calculated_points: calculated,
    bonus_points: bonus,
    level_bonus: levelBonus,
    total_bonus: bonus + levelBonus,
    final_points: calculated + bonus + levelBonus,
  }
}

/** A trader's points as of his own day. */
export function wirePoints(totals: Totals, today: Day): PointsTotals {
  const { balance, lifetime, xp, level, transactions } = totals
  return {
    balance,
    lifetime,
    xp,
    level,
    transactions,
    earned_today: totals.day === today ? totals.dayEarned : 0,
  }
}

/** A line of a points record. */
export function wireTransaction(transaction: PointsTransaction) {
  const { calculation, cause } = transaction
  return {
    number: transaction.txNo,
    at: seconds(transaction.at),
    type: transaction.type,
    action: transaction.action,
    source_event_id: transaction.sourceId,
    amount: transaction.amount,
    xp_gained: transaction.xpGained,
    balance_before: transaction.balanceAfter - transaction.amount,
    balance_after: transaction.balanceAfter,
    is_suspicious: transaction.suspicious,
    calculation: calculation === null ? null : wireCalculation(calculation),
    cause: cause === null ? null : cause.id,
    reason: transaction.reason,
    by: transaction.by,
  }
}
