import { daysBetween } from '#core/kernel/time.ts'
import { INTERACTIONS } from './activity.ts'
import type { Activity } from './deed.ts'
import type { Engine, ProgressContext } from './engine.ts'
import type { Progress } from './progress.ts'
import type { ProgressEvent } from './progress-event.ts'
import {
  STREAK_TYPES,
  type StreakChange,
  type StreakRecord,
  type StreakType,
  type StreakUpdated,
} from './streak-event.ts'
import { freezesAfter } from './streak-freeze.ts'
import { milestoneEvent, milestonesReached, multiplierHundredths } from './streak-tables.ts'
import { type Moment, momentIn, phaseOf } from './streak-windows.ts'

/** Which streak an activity keeps up. Source: seed Diana; a chapter is a briefing, a decision an interaction. */
const STREAK_OF: ReadonlyMap<Activity, StreakType> = new Map<Activity, StreakType>([
  ['daily_login', 'daily_login'],
  ['chapter_completed', 'story_progress'],
  ['story_completed', 'story_progress'],
  ...[...INTERACTIONS].map((activity): [Activity, StreakType] => [activity, 'interaction']),
])

/** Which streak other engines' events keep up. */
const STREAK_OF_EVENT: ReadonlyMap<string, StreakType> = new Map([
  ['achievement_unlocked', 'achievement_unlock'],
])

/** The only engine that changes a streak. */
export const streaksEngine: Engine = (event, progress, context) => {
  if (event.kind === 'vip_changed') return restateAll(progress)
  const type = keptUpBy(event)
  if (type === null) return []
  const told = countFor(type, progress, momentOf(event, progress, context))
  if (told === null) return []
  return [told, ...told.reached.map((milestone) => milestoneEvent(progress.userId, type, milestone))]
}

function keptUpBy(event: ProgressEvent): StreakType | null {
  if (event.kind === 'activity_recorded') return STREAK_OF.get(event.activity) ?? null
  return STREAK_OF_EVENT.get(event.kind) ?? null
}

function momentOf(event: ProgressEvent, { zone }: Progress, { now }: ProgressContext): Moment {
  return event.kind === 'activity_recorded' ? { zone, now, day: event.day } : momentIn(zone, now)
}

/** What it means for a streak that something counts for it now; null where it changes nothing. */
function countFor(type: StreakType, progress: Progress, moment: Moment): StreakUpdated | null {
  const record = progress.streaks.records[type]
  if (record === undefined) return updated(progress, moment, { type, change: 'began', count: 1 })
  switch (phaseOf(record, moment)) {
    case 'done':
      return seenElsewhere(record, moment) ? restated(record, progress, moment.zone) : null
    case 'grace':
      return updated(progress, moment, { type, change: 'grew', count: record.count + 1 })
    case 'hold':
      return updated(progress, moment, { type, change: 'held', count: record.count })
    case 'lost':
      return updated(progress, moment, { type, change: 'reset', count: 1 })
  }
}

interface Step {
  readonly type: StreakType
  readonly change: StreakChange
  readonly count: number
}

function updated(
  progress: Progress,
  { zone, now, day }: Moment,
  { type, change, count }: Step,
): StreakUpdated {
  const before = progress.streaks.records[type]
  const fresh = change === 'began' || change === 'reset'
  const previous = before?.count ?? 0
  const known = before?.milestones ?? []
  const reached = milestonesReached(type, { before: fresh ? 0 : previous, after: count }, known)
  const broken = change === 'reset' && previous > 1
  return {
    kind: 'streak_updated',
    userId: progress.userId,
    change,
    previous,
    record: {
      type,
      count,
      longest: Math.max(before?.longest ?? 0, count),
      multiplierHundredths: multiplierHundredths(type, count, progress.points.vip),
      startDay: fresh ? day : (before?.startDay ?? day),
      lastDay: day,
      lastAt: now,
      zone,
      resetDay: broken ? day : (before?.resetDay ?? null),
      milestones: [...known, ...reached].sort((one, other) => one - other),
      freeze: null,
    },
    broken,
    reached,
    daysSinceLast: before === undefined ? null : daysBetween(before.lastDay, day),
    freezes: freezesAfter(progress, { type, grew: change === 'grew', count }),
  }
}

/** A membership that comes or goes changes what every streak multiplies by: the record says what is used. */
function restateAll(progress: Progress): readonly StreakUpdated[] {
  return STREAK_TYPES.flatMap((type) => {
    const record = progress.streaks.records[type]
    if (record === undefined) return []
    const told = restated(record, progress, record.zone)
    return told.record.multiplierHundredths === record.multiplierHundredths ? [] : [told]
  })
}

/** He lives the same day in another zone: nothing counts, but from there his next days are counted. */
function seenElsewhere(record: StreakRecord, { zone, now }: Moment): boolean {
  return record.zone !== zone && now >= record.lastAt
}

function restated(record: StreakRecord, progress: Progress, zone: string): StreakUpdated {
  const { type, count } = record
  return {
    kind: 'streak_updated',
    userId: progress.userId,
    change: 'restated',
    previous: count,
    record: { ...record, zone, multiplierHundredths: multiplierHundredths(type, count, progress.points.vip) },
    broken: false,
    reached: [],
    daysSinceLast: 0,
    freezes: progress.streaks.freezes,
  }
}
