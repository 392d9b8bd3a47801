import type { TimestampMs } from '#core/kernel/time.ts'
import { type Counter, countOf } from './counters.ts'
import type { Progress } from './progress.ts'
import type { ProgressEvent } from './progress-event.ts'
import { momentIn } from './streak-windows.ts'
import { streakCount } from './streaks.ts'

/** What criteria may ask for, by the names operators write. Never taken from what set the check off. */
export const STAT_KEYS = [
  'total_points',
  'level_reached',
  'daily_streak',
  'consecutive_logins',
  'stories_completed',
  'chapters_completed',
  'decisions_made',
  'distinct_endings',
  'achievements_unlocked',
  'days_active',
  'interactions',
  'early_interactions',
  'night_interactions',
  'sessions',
  'plans_saved',
  'outcomes_reviewed',
  'drills_done',
  'drills_won',
  'content_shared',
  'referrals',
  'users_helped',
  'weekly_rank_best',
  'vip_activations',
  'perfect_weeks',
] as const
export type StatKey = (typeof STAT_KEYS)[number]

const KNOWN: ReadonlySet<string> = new Set(STAT_KEYS)

/** Whether criteria may ask for it. */
export function statKnown(key: string): key is StatKey {
  return KNOWN.has(key)
}

const COUNTED: ReadonlyMap<StatKey, Counter> = new Map<StatKey, Counter>([
  ['stories_completed', 'stories'],
  ['chapters_completed', 'chapters'],
  ['decisions_made', 'decisions'],
  ['distinct_endings', 'endings'],
  ['days_active', 'daysActive'],
  ['interactions', 'interactions'],
  ['early_interactions', 'earlyInteractions'],
  ['night_interactions', 'nightInteractions'],
  ['sessions', 'sessions'],
  ['plans_saved', 'plansSaved'],
  ['outcomes_reviewed', 'outcomesReviewed'],
  ['drills_done', 'drillsDone'],
  ['drills_won', 'drillsWon'],
  ['content_shared', 'shares'],
  ['referrals', 'invites'],
  ['users_helped', 'helped'],
])
const STAT_OF_COUNTER: ReadonlyMap<string, StatKey> = new Map(
  [...COUNTED].map(([stat, counter]) => [counter, stat]),
)

type Reader = (progress: Progress, now: TimestampMs) => number | null
const OTHERS: ReadonlyMap<StatKey, Reader> = new Map<StatKey, Reader>([
  ['daily_streak', loginStreak],
  ['consecutive_logins', loginStreak],
  ['total_points', ({ points }) => points.totals.lifetime],
  ['level_reached', ({ points }) => points.totals.level],
  ['achievements_unlocked', ({ achievements }) => achievements.totals.achievements],
  ['weekly_rank_best', ({ achievements }) => achievements.feats.weeklyRankBest],
  ['vip_activations', ({ achievements }) => achievements.feats.vipActivations],
  ['perfect_weeks', ({ achievements }) => achievements.feats.perfectWeeks],
])

/**
 * A trader's value of a stat at a moment; null where there is none yet, which no criterion holds for.
 *
 * Points are all ever earned, so that spending lowers nothing. Source: seed Diana 3.2, defect D-17.
 */
export function statOf(progress: Progress, stat: StatKey, now: TimestampMs): number | null {
  const counter = COUNTED.get(stat)
  if (counter !== undefined) return countOf(progress.activity.counters, counter)
  return OTHERS.get(stat)?.(progress, now) ?? null
}

/** A streak that is lost is none, also before the login that tells of it. */
function loginStreak({ streaks, zone }: Progress, now: TimestampMs): number {
  return streakCount(streaks, 'daily_login', momentIn(zone, now))
}

const NOTHING: readonly StatKey[] = []

/** The stats an event has changed: only achievements that ask for one of them can be due because of it. */
export function statsChanged(event: ProgressEvent): readonly StatKey[] {
  switch (event.kind) {
    case 'activity_recorded':
      return Object.keys(event.counters).flatMap((counter) => STAT_OF_COUNTER.get(counter) ?? NOTHING)
    case 'points_awarded':
      return event.totals.level === event.before.level ? ['total_points'] : ['total_points', 'level_reached']
    case 'streak_updated':
      return event.record.type === 'daily_login' ? ['daily_streak', 'consecutive_logins'] : NOTHING
    case 'achievement_unlocked':
      return event.occurrence === 1 ? ['achievements_unlocked'] : NOTHING
    case 'feats_counted':
      return ['weekly_rank_best', 'vip_activations', 'perfect_weeks']
    default:
      return NOTHING
  }
}
