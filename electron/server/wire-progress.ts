import type { PointsCalculation, PointsTotals, ResumedProgress } from '#contracts/live-progress.ts'
import type { Day } from '#core/kernel/time.ts'
import type { RankMoved } from '#core/progress/board-event.ts'
import { urgent } from '#core/progress/board-moves.ts'
import type { DailyBonusClaimed } from '#core/progress/daily-bonus-event.ts'
import type {
  Calculation,
  PointsAwarded,
  PointsDeducted,
  PointsTotals as Totals,
} from '#core/progress/points-event.ts'
import type { ProgressEvent } from '#core/progress/progress-event.ts'
import type { StreakUpdated } from '#core/progress/streak-event.ts'
import type { PointsTransaction } from '#station/queries.ts'
import type { Recorded } from '#station/station.ts'
import { seconds } from './wire.ts'
import { wireAchievementUnlocked } from './wire-achievements.ts'
import { wireStreakUpdated } from './wire-streaks.ts'

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
    case 'streak_updated':
      return {
        name: 'gamification.streak_updated',
        data: { ...envelop, priority: streakPriority(event), payload: wireStreakUpdated(event, recorded.at) },
      }
    case 'daily_bonus_claimed':
      return {
        name: 'gamification.daily_bonus_claimed',
        data: { ...envelop, payload: dailyBonus(event, envelop.timestamp) },
      }
    case 'rank_moved':
      return {
        name: 'gamification.leaderboard_changed',
        data: {
          ...envelop,
          priority: urgent(event) ? 'high' : 'normal',
          payload: moved(event, envelop.timestamp),
        },
      }
    default:
      return { name: 'gamification.progress_changed', data: { ...envelop, payload: { changed: event.kind } } }
  }
}

/** A streak that reached a milestone or broke is urgent. */
function streakPriority({ reached, broken }: StreakUpdated): 'high' | 'normal' {
  return reached.length > 0 || broken ? 'high' : 'normal'
}

function dailyBonus(event: DailyBonusClaimed, at: number) {
  return {
    bonus_day: event.day,
    points_awarded: event.amount,
    bonus_type: event.bonusType,
    consecutive_days: event.consecutiveDays,
    next_bonus_available_at: seconds(event.nextAt),
    claimed_at: at,
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

function moved(event: RankMoved, at: number) {
  const { board, period, previousRank, rank, previousScore, score, personalBest, participants } = event
  return {
    leaderboard_type: board,
    period,
    previous_rank: previousRank,
    new_rank: rank,
    previous_score: previousScore,
    new_score: score,
    rank_change_delta: previousRank === null ? null : previousRank - rank,
    is_new_personal_best: personalBest,
    updated_at: at,
    total_participants: participants,
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
