import type * as shape from '#contracts/board-shapes.ts'
import { roundTo } from '#core/kernel/amount.ts'
import { HOUR_MS, type TimestampMs } from '#core/kernel/time.ts'
import type { CompetitiveMetrics, Insight } from '#core/progress/board-insights.ts'
import type { BoardPeriod } from '#core/progress/board-period.ts'
import { badgeOf, percentileOf } from '#core/progress/board-standing.ts'
import { wilsonLow } from '#core/signals/performance.ts'
import { R_MILLI } from '#core/signals/risk-adjusted.ts'
import type { ArchivedBoard, ArchivedBoardLine, BoardCareer, RunningPlace } from '#station/board-queries.ts'
import type { ResultSheet } from '#station/export-queries.ts'
import type { Board, BoardLine, BoardMetric } from '#station/queries.ts'
import { money, seconds } from './wire.ts'

/** Two-sided 95 % of a normal distribution. */
const INTERVAL_Z = 1.96
const RATIO_DECIMALS = 4
const PERCENT = 100

/** A board as it stands now; streaks are told where there is progress. */
export function wireBoard(
  metric: BoardMetric,
  { period, lines, me, total }: Board,
  { now, streaks }: { readonly now: TimestampMs; readonly streaks: boolean },
): shape.Leaderboard {
  const entry = (line: BoardLine) => {
    const told = wireBoardEntry(line, metric)
    return streaks ? told : { ...told, streak_days: null }
  }
  return {
    metric,
    period: period?.period ?? 'all_time',
    period_info: period && wirePeriod(period, now),
    entries: lines.map(entry),
    me: me && entry(me),
    percentile: me && percentileOf(me.rank, total),
    total,
    last_updated: seconds(now),
  }
}

/** A board as it closed. */
export function wireArchived(
  metric: BoardMetric,
  { period, lines, me, total }: ArchivedBoard,
  now: TimestampMs,
): shape.Leaderboard {
  return {
    metric,
    period: period.period,
    period_info: wirePeriod(period, now),
    entries: lines.map((line) => wireArchivedEntry(line, metric)),
    me: me && wireArchivedEntry(me, metric),
    percentile: me && percentileOf(me.rank, total),
    total,
    last_updated: seconds(period.until),
  }
}

/** A line of a board: money in units, a win rate as a fraction with its interval. */
export function wireBoardEntry(line: BoardLine, metric: BoardMetric): shape.BoardEntry {
  const { rank, userId, name, wins, losses } = line
  const n = wins + losses
  return {
    rank,
    user_id: userId,
    name,
    score: scoreOf(line.score, metric),
    rank_change: line.moved,
    is_personal_best: line.personalBest,
    badge: badgeOf(rank),
    n: metric === 'risk_adjusted' ? line.closed : n,
    // The upper bound of a share is one minus the lower bound of its opposite.
    interval:
      metric === 'win_rate' ? [wilsonLow(wins, n, INTERVAL_Z), 1 - wilsonLow(losses, n, INTERVAL_Z)] : null,
    streak_days: line.streakDays,
  }
}

function scoreOf(score: number, metric: BoardMetric): number {
  if (metric === 'pnl') return money(score)
  if (metric === 'weekly_r') return score / R_MILLI
  return metric === 'risk_adjusted' ? roundTo(score, RATIO_DECIMALS) : score
}

function wireArchivedEntry(line: ArchivedBoardLine, metric: BoardMetric): shape.BoardEntry {
  const { rank, userId, name, score, previousRank, personalBest } = line
  return {
    rank,
    user_id: userId,
    name,
    score: scoreOf(score, metric),
    rank_change: previousRank === null ? null : previousRank - rank,
    is_personal_best: personalBest,
    badge: badgeOf(rank),
    n: 0,
    interval: null,
    streak_days: null,
  }
}

function wirePeriod({ period, from, until }: BoardPeriod, now: TimestampMs): shape.PeriodInfo {
  const passed = Math.min(Math.max(now - from, 0), until - from)
  return {
    period_type: period.includes('W') ? 'week' : 'month',
    period_start: seconds(from),
    period_end: seconds(until),
    is_active: now >= from && now < until,
    time_remaining_hours: Math.max(0, Math.floor((until - now) / HOUR_MS)),
    progress_percentage: roundTo((PERCENT * passed) / (until - from), 1),
  }
}

/** A trader's places. */
export function wireCareer(
  userId: string,
  { shown, running, metrics, insights, results }: BoardCareer,
  now: TimestampMs,
): shape.BoardCareer {
  return {
    user_id: userId,
    show_on_boards: shown,
    boards: running.map((place) => wireRunning(place, now)),
    metrics: wireMetrics(metrics),
    insights: insights.map(wireInsight),
    history: results.map(wirePlace),
    timestamp: seconds(now),
  }
}

/** Where a trader stood when a period closed. */
export function wirePlace(result: ResultSheet): shape.BoardCareer['history'][number] {
  const { board, period, until, rank, score, participants, personalBest, points } = result
  return {
    leaderboard_type: board,
    period,
    ended_at: seconds(until),
    rank,
    score,
    total_participants: participants,
    is_personal_best: personalBest,
    points,
  }
}

function wireRunning(place: RunningPlace, now: TimestampMs): shape.BoardCareer['boards'][number] {
  const { board, period, rank, participants, previous } = place
  const score = scoreOf(place.score, board)
  const before = previous === null ? null : scoreOf(previous.score, board)
  const endless = board === 'global'
  return {
    leaderboard_type: board,
    period: endless ? 'all_time' : period.period,
    period_info: endless ? null : wirePeriod(period, now),
    rank,
    score,
    total_participants: participants,
    users_ahead: rank === null ? null : rank - 1,
    users_behind: place.behind,
    percentile: rank === null ? null : percentileOf(rank, participants),
    previous_rank: previous?.rank ?? null,
    previous_score: before,
    rank_change: rank === null || previous === null ? null : previous.rank - rank,
    score_change: previous === null ? null : scoreOf(place.score - previous.score, board),
    is_personal_best: place.personalBest,
  }
}

function wireMetrics(metrics: CompetitiveMetrics): shape.BoardCareer['metrics'] {
  const { mostImproved } = metrics
  return {
    best_ranks: metrics.bestRanks,
    personal_bests_count: metrics.personalBests,
    average_rank: metrics.averageRank,
    top_10_finishes: metrics.top10,
    top_5_finishes: metrics.top5,
    top_3_finishes: metrics.top3,
    competitive_level: metrics.level,
    most_improved_leaderboard: mostImproved && {
      leaderboard_type: mostImproved.board,
      from_rank: mostImproved.from,
      to_rank: mostImproved.to,
    },
    total_participations: metrics.participations,
    leaderboards_participated: [...metrics.boards],
  }
}

function wireInsight(insight: Insight): shape.BoardInsight {
  switch (insight.kind) {
    case 'performance_trend':
      return {
        insight_type: insight.kind,
        leaderboard_type: insight.board,
        trend: insight.trend,
        rank_change: insight.rankChange,
        periods_analyzed: insight.periods,
      }
    case 'personal_best_opportunity':
      return {
        insight_type: insight.kind,
        leaderboard_type: insight.board,
        current_score: insight.current,
        best_score: insight.best,
        gap: insight.gap,
      }
    case 'improvement_opportunity':
      return { insight_type: insight.kind, average_rank: insight.averageRank }
    case 'achievement_proximity':
      return {
        insight_type: insight.kind,
        target: insight.target,
        best_rank: insight.bestRank,
        target_rank: insight.targetRank,
      }
  }
}
