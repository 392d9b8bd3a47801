import type { UserId } from '#core/kernel/ids.ts'
import type { AchievementDefinition } from '#core/progress/achievement.ts'
import { type AchievementBook, achievementBook } from '#core/progress/achievement-book.ts'
import { defaultAchievements } from '#core/progress/achievement-catalog.ts'
import type { Criterion } from '#core/progress/achievement-criteria.ts'
import { achievementEngine } from '#core/progress/achievements.ts'
import { type Cascade, cascade } from '#core/progress/cascade.ts'
import type { Counters } from '#core/progress/counters.ts'
import type { Activity } from '#core/progress/deed.ts'
import type { ProgressContext } from '#core/progress/engine.ts'
import { DEFAULT_PROGRESS_POLICY } from '#core/progress/policy.ts'
import { newProgress, type Progress } from '#core/progress/progress.ts'
import type { ActivityRecorded, ProgressEvent } from '#core/progress/progress-event.ts'

export const ADA = 'ada' as UserId
export const BOSS = 'boss' as UserId

/** Friday, 20 November 2026, 12:00 UTC; its week began on Monday the 16th. */
export const NOON = Date.UTC(2026, 10, 20, 12)

/** A plain bronze achievement for 100 points, but for what is said. */
export function definition(id: string, more: Partial<AchievementDefinition> = {}): AchievementDefinition {
  return {
    id,
    name: id,
    description: '',
    category: 'milestone',
    tier: 'bronze',
    points: 100,
    criteria: [atLeast('decisions_made', 1)],
    secret: false,
    repeatable: false,
    badgeUrl: null,
    iconName: null,
    displayOrder: 1,
    active: true,
    version: 1,
    ...more,
  }
}

export function atLeast(stat: Criterion['stat'], value: number): Criterion {
  return { stat, op: '>=', value }
}

/** A desk on which only these can be unlocked. */
export function bookOf(...definitions: readonly AchievementDefinition[]): AchievementBook {
  const off = defaultAchievements().map((one) => ({ ...one, active: false }))
  return achievementBook([...off, ...definitions])
}

export function contextOf(book: AchievementBook, now = NOON): ProgressContext {
  return { now, policy: DEFAULT_PROGRESS_POLICY, achievements: book, campaign: null }
}

export function trader(more: Partial<Progress> = {}): Progress {
  return { ...newProgress(ADA, 'UTC'), ...more }
}

export function withCounters(counters: Counters, progress = trader()): Progress {
  return { ...progress, activity: { ...progress.activity, counters } }
}

export function withPoints(lifetime: number, progress = trader()): Progress {
  const totals = { ...progress.points.totals, lifetime }
  return { ...progress, points: { ...progress.points, totals } }
}

/** An activity that pays nothing and states these counters. */
export function did(activity: Activity, counters: Counters, day = '2026-11-20'): ActivityRecorded {
  return {
    kind: 'activity_recorded',
    userId: ADA,
    activity,
    sourceId: 'one',
    base: 0,
    bonus: 0,
    facts: {},
    counters,
    day,
  }
}

/** What the achievement engine alone makes of an event. */
export function tell(event: ProgressEvent, start: Progress, context: ProgressContext): Cascade {
  return cascade([event], start, [achievementEngine], context)
}

export function idsUnlocked({ events }: Pick<Cascade, 'events'>): readonly string[] {
  return events.flatMap((event) => (event.kind === 'achievement_unlocked' ? [event.achievementId] : []))
}
