import type {
  Achievement,
  AchievementEdit,
  AchievementEntry,
  AchievementRecommendation,
  AchievementSection,
  AchievementStatistics,
  AchievementUnlock,
  AchievementUnlockedPayload,
} from '#contracts/achievement-shapes.ts'
import type { TimestampMs } from '#core/kernel/time.ts'
import type { AchievementDefinition } from '#core/progress/achievement.ts'
import { type CriterionStatus, writeCriteria } from '#core/progress/achievement-criteria.ts'
import type { AchievementFields } from '#core/progress/achievement-desk.ts'
import type { AchievementUnlocked } from '#core/progress/achievement-event.ts'
import type {
  Gallery,
  GalleryEntry,
  Recommendation,
  AchievementStatistics as Statistics,
  UnlockLine,
} from '#core/progress/achievement-gallery.ts'
import { pointsIn } from '#core/progress/reward.ts'
import type { LoggedUnlock } from '#station/queries.ts'
import { seconds } from './wire.ts'

export function wireAchievement(definition: AchievementDefinition): Achievement {
  return {
    achievement_id: definition.id,
    name: definition.name,
    description: definition.description,
    category: definition.category,
    tier: definition.tier,
    points_reward: definition.points,
    unlock_criteria: { ...writeCriteria(definition.criteria) },
    is_secret: definition.secret,
    is_repeatable: definition.repeatable,
    badge_url: definition.badgeUrl,
    icon_name: definition.iconName,
    display_order: definition.displayOrder,
    is_active: definition.active,
    version: definition.version,
  }
}

/** Our word for each field an operator may name. */
const FIELD_OF = new Map<keyof AchievementEdit, keyof AchievementFields>([
  ['name', 'name'],
  ['description', 'description'],
  ['category', 'category'],
  ['tier', 'tier'],
  ['points_reward', 'points'],
  ['unlock_criteria', 'criteria'],
  ['is_secret', 'secret'],
  ['is_repeatable', 'repeatable'],
  ['badge_url', 'badgeUrl'],
  ['icon_name', 'iconName'],
  ['display_order', 'displayOrder'],
  ['is_active', 'active'],
])

/** What an operator said of an achievement, and nothing of what he did not. */
export function fieldsSaid(body: AchievementEdit): Partial<AchievementFields> {
  const said = [...FIELD_OF].filter(([wire]) => body[wire] !== undefined)
  return Object.fromEntries(said.map(([wire, field]) => [field, body[wire]]))
}

/** The path of a field as the client wrote it. */
export function wirePathOf(path: string): string {
  if (path === 'criteria' || path.startsWith('criteria.')) return `unlock_${path}`
  return [...FIELD_OF].find(([, field]) => field === path)?.[0] ?? path
}

export function wireAchievementEntry({
  definition,
  line,
  criteria,
  progressPct,
}: GalleryEntry): AchievementEntry {
  return {
    ...wireAchievement(definition),
    is_completed: line !== null,
    times: line?.unlocked.times ?? 0,
    points_earned: line?.unlocked.points ?? 0,
    unlocked_at: line === null ? null : seconds(line.firstAt),
    last_unlocked_at: line === null ? null : seconds(line.lastAt),
    progress_percentage: progressPct,
    criteria_status: criteria.map(wireCriterion),
  }
}

function wireCriterion({ stat, op, current, required, met, progressPct, remaining }: CriterionStatus) {
  return { criterion: stat, op, current, required, is_met: met, progress_percentage: progressPct, remaining }
}

export function wireAchievementStatistics(statistics: Statistics): AchievementStatistics {
  const { rarest } = statistics
  return {
    total_completed: statistics.completed,
    total_in_progress: statistics.inProgress,
    total_available: statistics.available,
    completion_percentage: statistics.completionPct,
    tier_counts: { ...statistics.tierCounts },
    category_counts: { ...statistics.categoryCounts },
    total_points_earned: statistics.pointsEarned,
    rarest_tier_unlocked: rarest && { tier: rarest.tier, achievement_id: rarest.achievementId },
    recent_unlocks: statistics.recent.map(wireRecent),
  }
}

function wireRecent({ achievementId, name, tier, lastAt }: UnlockLine) {
  return { achievement_id: achievementId, name, tier, unlocked_at: seconds(lastAt) }
}

export function wireRecommendation({ entry, nextMilestone }: Recommendation): AchievementRecommendation {
  const { definition, progressPct, criteria } = entry
  return {
    achievement_id: definition.id,
    name: definition.name,
    description: definition.description,
    tier: definition.tier,
    category: definition.category,
    points_reward: definition.points,
    progress_percentage: progressPct,
    criteria_status: criteria.map(wireCriterion),
    next_milestone: nextMilestone && {
      criterion: nextMilestone.stat,
      remaining: nextMilestone.remaining,
      current: nextMilestone.current,
      required: nextMilestone.required,
    },
    badge_url: definition.badgeUrl,
  }
}

export function wireLoggedUnlock(logged: LoggedUnlock): AchievementUnlock {
  return {
    number: logged.no,
    unlocked_at: seconds(logged.at),
    achievement_id: logged.achievementId,
    occurrence: logged.occurrence,
    name: logged.name,
    tier: logged.tier,
    points_awarded: logged.points,
    by: logged.by,
  }
}

/** An unlock as its event tells it, so that a repeated request gets the first answer. */
export function wireUnlock(unlock: AchievementUnlocked, at: TimestampMs): AchievementUnlock {
  return {
    number: unlock.totals.unlocks,
    unlocked_at: seconds(at),
    achievement_id: unlock.achievementId,
    occurrence: unlock.occurrence,
    name: unlock.name,
    tier: unlock.tier,
    points_awarded: pointsIn(unlock.rewards),
    by: unlock.by,
  }
}

/** What is told live of an unlock. */
export function wireAchievementUnlocked(
  unlock: AchievementUnlocked,
  at: TimestampMs,
): AchievementUnlockedPayload {
  return {
    achievement_id: unlock.achievementId,
    achievement_name: unlock.name,
    achievement_category: unlock.category,
    achievement_tier: unlock.tier,
    points_reward: pointsIn(unlock.rewards),
    badge_url: unlock.badgeUrl,
    unlock_criteria: { ...writeCriteria(unlock.criteria) },
    unlocked_at: seconds(at),
    is_first_unlock: unlock.totals.unlocks === 1,
    user_achievement_count: unlock.totals.achievements,
    occurrence: unlock.occurrence,
  }
}

/** Achievements in the sum of a trader's progress. */
export function wireAchievementSection({ secretsLeft }: Gallery, statistics: Statistics): AchievementSection {
  return {
    unlocked: statistics.completed,
    available: statistics.available,
    completion_percentage: statistics.completionPct,
    tier_counts: { ...statistics.tierCounts },
    secrets_left: secretsLeft,
    recent_unlocks: statistics.recent.map(wireRecent),
  }
}
