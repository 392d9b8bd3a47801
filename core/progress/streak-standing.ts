import type { Day, TimestampMs } from '#core/kernel/time.ts'
import type { Progress } from './progress.ts'
import { STREAK_TYPES, type StreakRecord, type StreakType } from './streak-event.ts'
import { canFreeze, freezesLeft } from './streak-freeze.ts'
import { multiplierHundredths, nextMilestone } from './streak-tables.ts'
import { type Moment, momentIn, type Phase, phaseOf, windowsOf } from './streak-windows.ts'

/** A streak as somebody looks at it. A lost one shows 0, whatever its record still says. */
export interface StreakStanding {
  readonly type: StreakType
  readonly phase: Phase
  readonly count: number
  readonly longest: number
  readonly multiplierHundredths: number
  readonly startDay: Day | null
  readonly lastDay: Day
  readonly lastAt: TimestampMs
  readonly resetDay: Day | null
  readonly milestones: readonly number[]
  readonly nextMilestone: number | null
  /** Until then it grows; what comes later only holds it. */
  readonly growsUntil: TimestampMs
  readonly lostAt: TimestampMs
  readonly frozen: boolean
}

/** A trader's streaks in a few figures. */
export interface StreakStatistics {
  readonly active: number
  readonly longestCurrent: number
  readonly longestEver: number
  /** Sum of the longest runs. */
  readonly totalDays: number
  readonly milestones: number
  /** 0 to 100. */
  readonly health: number
  /** Freezes that can be used this month; 0 without a membership. */
  readonly freezesLeft: number
}

/** How near a streak is to its loss: 1 to 4 before it, 5 after it. */
export type RiskLevel = 1 | 2 | 3 | 4 | 5

/** What would mend a streak, told before it is lost. */
export interface Recovery {
  readonly type: StreakType
  /** What is at stake, or was lost. */
  readonly count: number
  readonly level: RiskLevel
  /** Time beyond the grace; 0 within it. */
  readonly overdueMs: number
  /** When it is lost; past for level 5. */
  readonly deadlineAt: TimestampMs
  readonly canUseFreeze: boolean
}

const records = ({ streaks }: Progress): readonly StreakRecord[] =>
  STREAK_TYPES.flatMap((type) => streaks.records[type] ?? [])

/** Every streak that ever began, in the order of the types. */
export function standingsOf(progress: Progress, now: TimestampMs): readonly StreakStanding[] {
  const moment = momentIn(progress.zone, now)
  return records(progress).map((record) => standingOf(record, progress, moment))
}

function standingOf(record: StreakRecord, { points }: Progress, moment: Moment): StreakStanding {
  const phase = phaseOf(record, moment)
  const count = phase === 'lost' ? 0 : record.count
  const { type, longest, lastDay, lastAt, resetDay, milestones } = record
  return {
    type,
    phase,
    count,
    longest,
    multiplierHundredths: multiplierHundredths(type, count, points.vip),
    startDay: phase === 'lost' ? null : record.startDay,
    lastDay,
    lastAt,
    resetDay,
    milestones,
    nextMilestone: nextMilestone(type, count),
    ...windowsOf(record, moment.zone),
    frozen: record.freeze !== null && phase !== 'lost',
  }
}

/** The figures over all streaks. Source: seed Diana, statistics of streaks. Rule STREAK-10. */
export function statisticsOf(progress: Progress, now: TimestampMs): StreakStatistics {
  const standings = standingsOf(progress, now)
  const active = standings.filter(({ count }) => count > 0)
  return {
    active: active.length,
    longestCurrent: Math.max(0, ...active.map(({ count }) => count)),
    longestEver: Math.max(0, ...standings.map(({ longest }) => longest)),
    totalDays: standings.reduce((sum, { longest }) => sum + longest, 0),
    milestones: standings.reduce((sum, { milestones }) => sum + milestones.length, 0),
    health: healthScore(active),
    freezesLeft:
      progress.points.vip === 'none' ? 0 : freezesLeft(progress.streaks, momentIn(progress.zone, now)),
  }
}

/** What the health of a streak is worked out from. */
type Healthy = Pick<StreakStanding, 'count' | 'multiplierHundredths' | 'milestones'>

/**
 * How well streaks are kept up, 0 to 100: the mean over those that stand, rounded down; 0 without any.
 *
 * Each has 20, and more for its length, for three milestones at most, and for its multiplier.
 *
 * Source: seed Diana, health score. Rule STREAK-10.
 */
export function healthScore(active: readonly Healthy[]): number {
  if (active.length === 0) return 0
  return Math.floor(active.reduce((sum, streak) => sum + healthOf(streak), 0) / active.length)
}

function healthOf({ count, multiplierHundredths, milestones }: Healthy): number {
  const score =
    20 +
    stepped(count, [
      [30, 40],
      [7, 20],
      [3, 10],
    ]) +
    Math.min(30, 10 * milestones.length) +
    stepped(multiplierHundredths, [
      [150, 10],
      [130, 5],
    ])
  return Math.min(100, score)
}

function stepped(value: number, steps: readonly (readonly [from: number, worth: number])[]): number {
  return steps.find(([from]) => value >= from)?.[1] ?? 0
}

/**
 * Streaks at risk, the most pressing first: by level, then by what there is to lose.
 *
 * A level is told from half of the grace on, so that there is time to act. Source: seed Diana, recovery. Rule STREAK-11.
 */
export function recoveriesOf(progress: Progress, now: TimestampMs): readonly Recovery[] {
  const moment = momentIn(progress.zone, now)
  return records(progress)
    .flatMap((record) => recoveryOf(record, progress, moment))
    .sort((one, other) => other.level - one.level || other.count - one.count)
}

function recoveryOf(record: StreakRecord, progress: Progress, moment: Moment): readonly Recovery[] {
  const level = riskOf(record, moment)
  if (level === null) return []
  const { growsUntil, lostAt } = windowsOf(record, moment.zone)
  return [
    {
      type: record.type,
      count: record.count,
      level,
      overdueMs: Math.max(0, moment.now - growsUntil),
      deadlineAt: lostAt,
      canUseFreeze: canFreeze(record, progress, moment),
    },
  ]
}

function riskOf(record: StreakRecord, moment: Moment): RiskLevel | null {
  const { growsUntil, lostAt } = windowsOf(record, moment.zone)
  const phase = phaseOf(record, moment)
  const since = moment.now - record.lastAt
  switch (phase) {
    case 'done':
      return null
    case 'grace': {
      const grace = growsUntil - record.lastAt
      if (2 * since < grace) return null
      return 4 * since < 3 * grace ? 1 : 2
    }
    case 'hold':
      return 2 * (moment.now - growsUntil) < lostAt - growsUntil ? 3 : 4
    case 'lost':
      return 5
  }
}
