import { roundTo } from '#core/kernel/amount.ts'
import type { TimestampMs } from '#core/kernel/time.ts'
import {
  ACHIEVEMENT_CATEGORIES,
  ACHIEVEMENT_TIERS,
  type AchievementCategory,
  type AchievementDefinition,
  type AchievementTier,
  nextMultiple,
  type TierCounts,
  type Unlocked,
  unlockedOf,
} from './achievement.ts'
import type { AchievementBook } from './achievement-book.ts'
import { type CriterionStatus, progressPctOf, statusOf } from './achievement-criteria.ts'
import { statOf } from './achievement-stats.ts'
import type { Progress } from './progress.ts'

export const RECENT_UNLOCKS_MAX = 5
export const RECOMMENDATIONS_MAX = 5
const PERCENT = 100
const PERCENT_DECIMALS = 2

/** An achievement a trader has, as it was when he unlocked it. */
export interface UnlockLine {
  readonly achievementId: string
  readonly name: string
  readonly category: AchievementCategory
  readonly tier: AchievementTier
  readonly unlocked: Unlocked
  readonly firstAt: TimestampMs
  readonly lastAt: TimestampMs
}

/** One achievement as its trader sees it. */
export interface GalleryEntry {
  readonly definition: AchievementDefinition
  /** Null before the first unlock. */
  readonly line: UnlockLine | null
  /** How far the next unlock is; all met where there is none to come. */
  readonly criteria: readonly CriterionStatus[]
  /** 100 where it is unlocked and does not repeat. */
  readonly progressPct: number
}

export interface Gallery {
  /** In the order of display. */
  readonly entries: readonly GalleryEntry[]
  /** Secret ones that can be unlocked and are not. */
  readonly secretsLeft: number
}

/** Who looks, and when. */
export interface Beholder {
  readonly progress: Progress
  readonly now: TimestampMs
}

/**
 * What a trader sees of the desk's achievements, worked out from his stats as they are now.
 *
 * Shown: what can be unlocked and is no secret, and what he has, also where it has been switched off since.
 *
 * Rules ACHV-12 and ACHV-13. Source: seed Diana 3.3, defect D-15.
 */
export function galleryOf(
  book: AchievementBook,
  { progress, now }: Beholder,
  lines: readonly UnlockLine[],
): Gallery {
  const had = new Map(lines.map((line) => [line.achievementId, line]))
  const shown = book.all.filter(({ id, active, secret }) => had.has(id) || (active && !secret))
  return {
    entries: shown.map((definition) =>
      entryOf(definition, { progress, now }, had.get(definition.id) ?? null),
    ),
    secretsLeft: book.active.filter(({ id, secret }) => secret && !had.has(id)).length,
  }
}

function entryOf(
  definition: AchievementDefinition,
  beholder: Beholder,
  line: UnlockLine | null,
): GalleryEntry {
  const done = line !== null && !definition.repeatable
  const criteria = statusesOf(definition, beholder)
  return { definition, line, criteria, progressPct: done ? PERCENT : progressPctOf(criteria) }
}

/** How far a trader is with each thing that the next unlock of an achievement takes. */
export function statusesOf(
  { id, repeatable, criteria }: AchievementDefinition,
  { progress, now }: Beholder,
): readonly CriterionStatus[] {
  const multiple = repeatable ? nextMultiple(unlockedOf(progress.achievements, id)) : 1
  return criteria.map((criterion) =>
    statusOf(criterion, statOf(progress, criterion.stat, now), criterion.value * (multiple - 1)),
  )
}

export interface AchievementStatistics {
  /** Different achievements unlocked. */
  readonly completed: number
  /** Begun and not unlocked, secrets left out. */
  readonly inProgress: number
  /** Those that can be unlocked, secrets included. */
  readonly available: number
  /** Share of the available ones that are unlocked; two decimals; 0 where none is available. */
  readonly completionPct: number
  readonly tierCounts: TierCounts
  readonly categoryCounts: Readonly<Record<AchievementCategory, number>>
  /** Points that unlocks have paid. */
  readonly pointsEarned: number
  /** Null before the first unlock. */
  readonly rarest: { readonly tier: AchievementTier; readonly achievementId: string } | null
  /** Newest first. */
  readonly recent: readonly UnlockLine[]
}

/** A trader's achievements, counted. Rule ACHV-14. Source: seed Diana 3.3. */
export function achievementStatistics(
  book: AchievementBook,
  { entries }: Gallery,
  lines: readonly UnlockLine[],
): AchievementStatistics {
  const has = new Set(lines.map(({ achievementId }) => achievementId))
  const available = book.active.length
  const unlockedActive = book.active.filter(({ id }) => has.has(id)).length
  return {
    completed: lines.length,
    inProgress: entries.filter(({ line, definition, progressPct }) => {
      return line === null && definition.active && progressPct > 0
    }).length,
    available,
    completionPct: available === 0 ? 0 : roundTo((PERCENT * unlockedActive) / available, PERCENT_DECIMALS),
    tierCounts: countsOf(ACHIEVEMENT_TIERS, lines, ({ tier }) => tier),
    categoryCounts: countsOf(ACHIEVEMENT_CATEGORIES, lines, ({ category }) => category),
    pointsEarned: lines.reduce((sum, { unlocked }) => sum + unlocked.points, 0),
    rarest: rarestOf(lines),
    recent: [...lines].sort((one, other) => other.lastAt - one.lastAt).slice(0, RECENT_UNLOCKS_MAX),
  }
}

function countsOf<Key extends string>(
  keys: readonly Key[],
  lines: readonly UnlockLine[],
  keyOf: (line: UnlockLine) => Key,
): Readonly<Record<Key, number>> {
  const counts = keys.map((key) => [key, lines.filter((line) => keyOf(line) === key).length])
  return Object.fromEntries(counts)
}

function rarestOf(lines: readonly UnlockLine[]): AchievementStatistics['rarest'] {
  const tier = ACHIEVEMENT_TIERS.findLast((one) => lines.some((line) => line.tier === one))
  const line = lines.find((one) => one.tier === tier)
  return tier === undefined || line === undefined ? null : { tier, achievementId: line.achievementId }
}

/** An achievement worth going for. */
export interface Recommendation {
  readonly entry: GalleryEntry
  /** What is nearest of what is still missing; null where all is met and the next login unlocks it. */
  readonly nextMilestone: CriterionStatus | null
}

/**
 * What a trader has begun and is nearest to: most progress first, then most points; at most `RECOMMENDATIONS_MAX`.
 *
 * Left out: what he has, what is switched off or secret, and what he has not begun.
 *
 * Rule ACHV-15. Source: seed Diana 3.3; the next milestone is the missing criterion with the most progress.
 */
export function recommendationsOf({ entries }: Gallery): readonly Recommendation[] {
  return entries
    .filter(({ definition, line, progressPct }) => {
      const open = definition.active && !definition.secret && (line === null || definition.repeatable)
      return open && progressPct > 0
    })
    .sort(
      (one, other) => other.progressPct - one.progressPct || other.definition.points - one.definition.points,
    )
    .slice(0, RECOMMENDATIONS_MAX)
    .map((entry) => ({ entry, nextMilestone: nearestOf(entry.criteria) }))
}

function nearestOf(criteria: readonly CriterionStatus[]): CriterionStatus | null {
  const missing = criteria.filter(({ met }) => !met)
  return missing.toSorted((one, other) => other.progressPct - one.progressPct)[0] ?? null
}
