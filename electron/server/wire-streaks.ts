import type {
  Freezes,
  RecoverySuggestion,
  Streak,
  StreakStatistics,
  StreakUpdatedPayload,
} from '#contracts/streak-shapes.ts'
import { HOUR_MS, type TimestampMs } from '#core/kernel/time.ts'
import type { Progress } from '#core/progress/progress.ts'
import type { StreakType, StreakUpdated } from '#core/progress/streak-event.ts'
import { accountIn, FREEZES_PER_MONTH } from '#core/progress/streak-freeze.ts'
import {
  type Recovery,
  recoveriesOf,
  type StreakStanding,
  standingsOf,
  statisticsOf,
} from '#core/progress/streak-standing.ts'
import { momentIn } from '#core/progress/streak-windows.ts'
import type { UsedFreeze } from '#station/queries.ts'
import { seconds } from './wire.ts'

const HUNDREDTHS = 100
const TENTHS = 10

/** What would mend a streak. */
const ACTION_NEEDED: ReadonlyMap<StreakType, RecoverySuggestion['action_needed']> = new Map([
  ['daily_login', 'log_in'],
  ['story_progress', 'complete_briefing'],
  ['interaction', 'interact'],
  ['achievement_unlock', 'unlock_achievement'],
])

/** A trader's streaks as of a moment, without the list of freezes he used: what a page of his progress shows of them. */
export function wireStreaks(progress: Progress, now: TimestampMs) {
  const standings = standingsOf(progress, now)
  return {
    streaks: standings.map(wireStreak),
    statistics: wireStatistics(progress, standings, now),
    recovery_suggestions: recoveriesOf(progress, now).map(wireRecovery),
  }
}

function wireStreak(standing: StreakStanding): Streak {
  return {
    streak_type: standing.type,
    phase: standing.phase,
    current_count: standing.count,
    longest_count: standing.longest,
    is_active: standing.count > 0,
    current_multiplier: standing.multiplierHundredths / HUNDREDTHS,
    streak_start_date: standing.startDay,
    last_activity_date: standing.lastDay,
    last_activity_at: seconds(standing.lastAt),
    last_reset_date: standing.resetDay,
    milestones_reached: [...standing.milestones],
    next_milestone: standing.nextMilestone,
    grows_until: seconds(standing.growsUntil),
    deadline_at: seconds(standing.lostAt),
    is_frozen: standing.frozen,
  }
}

function wireStatistics(
  progress: Progress,
  standings: readonly StreakStanding[],
  now: TimestampMs,
): StreakStatistics {
  const statistics = statisticsOf(progress, now)
  return {
    active_streaks_count: statistics.active,
    longest_current_streak: statistics.longestCurrent,
    longest_ever_streak: statistics.longestEver,
    total_streak_days: statistics.totalDays,
    total_milestones_reached: statistics.milestones,
    streak_health_score: statistics.health,
    vip_freezes_available: statistics.freezesLeft,
    streak_breakdown: standings.map((standing) => ({
      type: standing.type,
      current: standing.count,
      longest: standing.longest,
      multiplier: standing.multiplierHundredths / HUNDREDTHS,
      milestones_reached: standing.milestones.length,
      next_milestone: standing.nextMilestone,
    })),
  }
}

function wireRecovery(recovery: Recovery): RecoverySuggestion {
  return {
    streak_type: recovery.type,
    current_count: recovery.count,
    risk_level: recovery.level,
    hours_overdue: Math.floor((recovery.overdueMs * TENTHS) / HOUR_MS) / TENTHS,
    deadline_at: seconds(recovery.deadlineAt),
    action_needed: ACTION_NEEDED.get(recovery.type) ?? 'interact',
    can_use_freeze: recovery.canUseFreeze,
  }
}

/** A trader's freezes as of a moment; without a membership none can be used. */
export function wireFreezes(progress: Progress, used: readonly UsedFreeze[], now: TimestampMs): Freezes {
  const moment = momentIn(progress.zone, now)
  const account = accountIn(progress.streaks.freezes, moment)
  return {
    month: account.month,
    used_this_month: account.used,
    allowance_per_month: progress.points.vip === 'none' ? 0 : FREEZES_PER_MONTH,
    earned: account.earned,
    remaining_this_month: statisticsOf(progress, now).freezesLeft,
    used: used.map((freeze) => ({
      streak_type: freeze.type,
      used_at: seconds(freeze.usedAt),
      covers_from: seconds(freeze.coversFrom),
      covers_until: seconds(freeze.coversUntil),
      month: freeze.month,
      paid_by: freeze.paidBy,
    })),
  }
}

/** The payload of `gamification.streak_updated`. */
export function wireStreakUpdated(event: StreakUpdated, at: TimestampMs): StreakUpdatedPayload {
  const { record, previous, reached, broken, daysSinceLast } = event
  return {
    streak_type: record.type,
    previous_count: previous,
    new_count: record.count,
    is_broken: broken,
    streak_milestone: reached.at(-1) ?? null,
    bonus_multiplier: record.multiplierHundredths / HUNDREDTHS,
    updated_at: seconds(at),
    days_since_last_activity: daysSinceLast,
    longest_streak_ever: record.longest,
  }
}
