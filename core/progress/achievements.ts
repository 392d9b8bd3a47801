import { type Day, dayIn, mondayOf, type TimestampMs } from '#core/kernel/time.ts'
import {
  type AchievementDefinition,
  type AchievementPart,
  type AchievementTotals,
  type Feats,
  nextMultiple,
  UNLOCKS_PER_CASCADE_MAX,
  type Unlocked,
  unlockedOf,
} from './achievement.ts'
import type { AchievementBook } from './achievement-book.ts'
import { criterionMet } from './achievement-criteria.ts'
import type { AchievementUnlocked, FeatsCounted } from './achievement-event.ts'
import { statOf, statsChanged } from './achievement-stats.ts'
import type { BoardResult } from './board-event.ts'
import { PAID_TRADERS_MIN } from './board-standing.ts'
import type { Activity } from './deed.ts'
import type { Engine, ProgressContext } from './engine.ts'
import type { Progress } from './progress.ts'
import type { ActivityRecorded, ProgressEvent } from './progress-event.ts'

/**
 * What makes the engine look at everything, not only at what an event can have made due: so a definition that is new,
 * and what one command had no room for, is unlocked at the next login.
 */
const LOOKS_AT_ALL: ReadonlySet<Activity> = new Set<Activity>(['daily_login', 'session_start'])
const WEEK_DAYS = 7

/**
 * Unlocks what has become due, and counts what only achievements ask for.
 *
 * Each unlock may make others due through the points it pays; the cascade goes on until nothing is. An unlock is
 * stated as it is found, so nothing is unlocked twice, and no more than `UNLOCKS_PER_CASCADE_MAX` in one command.
 *
 * Rules ACHV-3 to ACHV-8. Source: seed Diana 3.3, defects D-4, D-5 and D-13.
 */
export const achievementEngine: Engine = (event, progress, context) => {
  const feats = featsAfter(event, progress)
  const told: readonly ProgressEvent[] =
    feats === null ? [] : [{ kind: 'feats_counted', userId: progress.userId, feats } satisfies FeatsCounted]
  const unlocks = unlocksAmong(askedBy(event, context.achievements), progress, context)
  return told.length === 0 ? unlocks : [...told, ...unlocks]
}

/** The definitions that an event can have made due, by what they ask for; one may stand in several lists. */
function askedBy(
  event: ProgressEvent,
  { active, byStat }: AchievementBook,
): readonly (readonly AchievementDefinition[])[] {
  if (event.kind === 'activity_recorded' && LOOKS_AT_ALL.has(event.activity)) return [active]
  return statsChanged(event).map((stat) => byStat.get(stat) ?? [])
}

function unlocksAmong(
  asking: readonly (readonly AchievementDefinition[])[],
  progress: Progress,
  { now, start = progress }: ProgressContext,
): readonly AchievementUnlocked[] {
  const told: AchievementUnlocked[] = []
  const room = UNLOCKS_PER_CASCADE_MAX + start.achievements.totals.unlocks
  let seen = progress
  for (const definitions of asking) {
    for (const definition of definitions) {
      if (!due(definition, seen, now) || seen.achievements.totals.unlocks >= room) continue
      const unlock = unlockOf(definition, seen, { now, by: null })
      seen = { ...seen, achievements: followAchievements(seen.achievements, unlock) }
      told.push(unlock)
    }
  }
  return told
}

/** Whether a trader has what the next unlock of an achievement takes. */
function due(definition: AchievementDefinition, progress: Progress, now: TimestampMs): boolean {
  const had = unlockedOf(progress.achievements, definition.id)
  if (had !== null && !definition.repeatable) return false
  const multiple = nextMultiple(had)
  const met = definition.criteria.every((criterion) =>
    criterionMet(criterion, statOf(progress, criterion.stat, now), multiple),
  )
  // A trader who flies west may see a Sunday again: that week is no later one.
  return met && (had === null || had.week === null || had.week < weekOf(progress, now))
}

function weekOf({ zone }: Progress, now: TimestampMs): Day {
  return mondayOf(dayIn(zone, now))
}

/** The unlock of an achievement, whoever brought it about. */
export function unlockOf(
  definition: AchievementDefinition,
  progress: Progress,
  { now, by }: { readonly now: TimestampMs; readonly by: AchievementUnlocked['by'] },
): AchievementUnlocked {
  const { id, points } = definition
  const had = unlockedOf(progress.achievements, id)
  const week = weekOf(progress, now)
  const unlocked: Unlocked = {
    times: (had?.times ?? 0) + 1,
    given: (had?.given ?? 0) + (by === null ? 0 : 1),
    points: (had?.points ?? 0) + points,
    week: by === null ? week : (had?.week ?? null),
  }
  return {
    kind: 'achievement_unlocked',
    userId: progress.userId,
    achievementId: id,
    version: definition.version,
    name: definition.name,
    category: definition.category,
    tier: definition.tier,
    badgeUrl: definition.badgeUrl,
    criteria: definition.criteria,
    occurrence: unlocked.times,
    week,
    unlocked,
    totals: totalsAfter(progress.achievements.totals, definition, had === null),
    rewards: points > 0 ? [{ kind: 'points', amount: points }] : [],
    cause: { engine: 'achievement', id: `achievement:${id}:${unlocked.times}` },
    by,
  }
}

function totalsAfter(
  totals: AchievementTotals,
  { tier }: AchievementDefinition,
  first: boolean,
): AchievementTotals {
  const unlocks = totals.unlocks + 1
  if (!first) return { ...totals, unlocks }
  const tiers = { ...totals.tiers, [tier]: totals.tiers[tier] + 1 }
  return { unlocks, achievements: totals.achievements + 1, tiers }
}

/** The feats after an event; null where it changes none. */
function featsAfter(event: ProgressEvent, { achievements: { feats } }: Progress): Feats | null {
  switch (event.kind) {
    case 'activity_recorded':
      return event.activity === 'daily_login' ? afterLogin(feats, event) : null
    case 'vip_changed':
      return event.vip === 'none' ? null : { ...feats, vipActivations: feats.vipActivations + 1 }
    case 'board_result':
      return afterBoard(feats, event)
    default:
      return null
  }
}

function afterLogin(feats: Feats, { day }: ActivityRecorded): Feats | null {
  const monday = mondayOf(day)
  const { week } = feats
  if (week !== null && week.monday > monday) return null
  const logins = week?.monday === monday ? week.logins + 1 : 1
  const perfectWeeks = feats.perfectWeeks + (logins === WEEK_DAYS ? 1 : 0)
  return { ...feats, perfectWeeks, week: { monday, logins } }
}

/** A rank on a board that pays nobody is no feat. */
function afterBoard(feats: Feats, { board, rank, participants }: BoardResult): Feats | null {
  if (board !== 'weekly' || participants < PAID_TRADERS_MIN) return null
  const best = feats.weeklyRankBest
  return best !== null && best <= rank ? null : { ...feats, weeklyRankBest: rank }
}

/** The part after an event: a copy of what the event states. */
export function followAchievements(part: AchievementPart, event: ProgressEvent): AchievementPart {
  switch (event.kind) {
    case 'achievement_unlocked':
      return {
        ...part,
        unlocked: { ...part.unlocked, [event.achievementId]: event.unlocked },
        totals: event.totals,
      }
    case 'feats_counted':
      return { ...part, feats: event.feats }
    default:
      return part
  }
}
