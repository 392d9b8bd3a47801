import type { UserId } from '#core/kernel/ids.ts'
import type { TimestampMs } from '#core/kernel/time.ts'
import { recordDeed } from '#core/progress/activity.ts'
import type { Campaign } from '#core/progress/campaigns-event.ts'
import { cascade } from '#core/progress/cascade.ts'
import type { MissionType } from '#core/progress/daily-missions-event.ts'
import type { Activity, Deed, Facts } from '#core/progress/deed.ts'
import type { ProgressContext } from '#core/progress/engine.ts'
import { ENGINES } from '#core/progress/engines.ts'
import type { PointsAwarded } from '#core/progress/points-event.ts'
import { DEFAULT_PROGRESS_POLICY } from '#core/progress/policy.ts'
import { evolve, newProgress, type Progress } from '#core/progress/progress.ts'
import type { ProgressEvent } from '#core/progress/progress-event.ts'
import { bookOf } from './achieving.ts'

export const ADA = 'ada' as UserId
/** A Saturday. */
export const NOON = Date.parse('2026-11-28T12:00:00Z')
export const DAY_MS = 86_400_000

export function at(now: TimestampMs, campaign: Campaign | null = null): ProgressContext {
  return { now, policy: DEFAULT_PROGRESS_POLICY, achievements: bookOf(), campaign }
}

export function trader(zone = 'UTC', userId = ADA): Progress {
  return newProgress(userId, zone)
}

/** A trader whose day has one open mission of a type, as if it had been drawn. */
export function withMission(type: MissionType, target: number, analyst = 'ema_trend'): Progress {
  const missions = [{ missionId: `2026-11-28:${type}`, type, analyst, target, rewards: [] }]
  return evolved(trader(), { kind: 'missions_drawn', userId: ADA, day: '2026-11-28', seed: 'test', missions })
}

const counter = { deeds: 0 }
/** A deed that was not done before, worth nothing unless said. */
export function deed(activity: Activity, facts: Facts = {}, base = 0): Deed {
  counter.deeds += 1
  return { userId: ADA, activity, sourceId: `deed-${counter.deeds}`, base, bonus: 0, facts }
}

/** What follows from a deed. */
export function does(progress: Progress, done: Deed, context: ProgressContext = at(NOON)) {
  return cascade([recordDeed(done, progress, context)], progress, ENGINES, context)
}

/** A trader after several deeds, each told at once. */
export function having(
  progress: Progress,
  done: readonly Deed[],
  context: ProgressContext = at(NOON),
): Progress {
  return done.reduce((before, each) => does(before, each, context).progress, progress)
}

export function kindsOf(events: readonly ProgressEvent[]): readonly string[] {
  return events.map(({ kind }) => kind)
}

export function only<Kind extends ProgressEvent['kind']>(events: readonly ProgressEvent[], kind: Kind) {
  return events.filter(
    (event): event is Extract<ProgressEvent, { readonly kind: Kind }> => event.kind === kind,
  )
}

/** Points as the points engine tells them. */
export function points(
  amount: number,
  told: Partial<Pick<PointsAwarded, 'type' | 'xpGained' | 'cause'>> = {},
): PointsAwarded {
  const totals = newProgress(ADA, 'UTC').points.totals
  return {
    kind: 'points_awarded',
    userId: ADA,
    type: 'earned',
    action: 'decision_made',
    sourceId: 'one',
    amount,
    xpGained: amount,
    calculation: null,
    before: totals,
    totals: { ...totals, day: '2026-11-28', dayEarned: amount },
    suspicious: false,
    cause: null,
    reason: null,
    context: null,
    by: null,
    ...told,
  }
}

/** The trader after an event of today. */
export function evolved(progress: Progress, event: ProgressEvent): Progress {
  return evolve(progress, event, NOON)
}
