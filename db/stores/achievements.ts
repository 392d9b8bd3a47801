import type { UserId } from '#core/kernel/ids.ts'
import type { TimestampMs } from '#core/kernel/time.ts'
import {
  type AchievementCategory,
  type AchievementDefinition,
  type AchievementPart,
  type AchievementTier,
  NO_ACHIEVEMENTS,
  type Unlocked,
} from '#core/progress/achievement.ts'
import type { UnlockLine } from '#core/progress/achievement-gallery.ts'
import type { HolderCounts } from '#core/progress/achievement-shares.ts'
import type { Readable } from '../open.ts'

/** What the desk defined over and beside the achievements of the code. */
export function readAchievementDefinitions(db: Readable): readonly AchievementDefinition[] {
  return db
    .all<{ definition: string }>('SELECT definition FROM achievement_definitions ORDER BY achievement_id')
    .map(({ definition }) => JSON.parse(definition))
}

interface UnlockRow extends Unlocked {
  readonly achievement_id: string
  readonly name: string
  readonly category: AchievementCategory
  readonly tier: AchievementTier
  readonly first_at: number
  readonly last_at: number
}

/** What a trader has unlocked, each achievement once, by id. */
export function readUnlockLines(db: Readable, userId: UserId): readonly UnlockLine[] {
  return db
    .all<UnlockRow>(
      `SELECT achievement_id, name, category, tier, times, given, points, week, first_at, last_at
       FROM achievement_unlocks WHERE user_no = (SELECT user_no FROM traders WHERE user_id = ?)
       ORDER BY achievement_id`,
      userId,
    )
    .map((row) => ({
      achievementId: row.achievement_id,
      name: row.name,
      category: row.category,
      tier: row.tier,
      unlocked: { times: row.times, given: row.given, points: row.points, week: row.week },
      firstAt: row.first_at,
      lastAt: row.last_at,
    }))
}

/** How many people take part in progress, and how many of them have each achievement. It reads every unlock. */
export function countHolders(db: Readable): HolderCounts {
  const people = db.get<{ n: number }>('SELECT COUNT(*) AS n FROM progress')?.n ?? 0
  const rows = db.all<{ id: string; n: number }>(
    'SELECT achievement_id AS id, COUNT(*) AS n FROM achievement_unlocks GROUP BY achievement_id',
  )
  return { people, holders: new Map(rows.map(({ id, n }) => [id, n])) }
}

/** The achievement engine's part of a trader as the tables have it. */
export function readAchievementPart(db: Readable, userId: UserId): AchievementPart {
  const sheet = db.get<{ totals: string; feats: string }>(
    'SELECT totals, feats FROM achievement_sheets WHERE user_no = (SELECT user_no FROM traders WHERE user_id = ?)',
    userId,
  )
  if (!sheet) return NO_ACHIEVEMENTS
  const lines = readUnlockLines(db, userId)
  return {
    unlocked: Object.fromEntries(lines.map(({ achievementId, unlocked }) => [achievementId, unlocked])),
    totals: JSON.parse(sheet.totals),
    feats: JSON.parse(sheet.feats),
  }
}

/** One unlock, by its number among the trader's own. */
export interface LoggedUnlock {
  readonly no: number
  readonly at: TimestampMs
  readonly achievementId: string
  readonly occurrence: number
  readonly name: string
  readonly tier: AchievementTier
  /** Points it paid. */
  readonly points: number
  /** The operator who gave it; null where it was earned. */
  readonly by: UserId | null
}

/** A trader's unlocks before a number, newest first, at most `limit`. */
export function readUnlockLog(
  db: Readable,
  userId: UserId,
  before: number,
  limit: number,
): readonly LoggedUnlock[] {
  return db.all<LoggedUnlock>(
    `SELECT unlock_no AS no, at, achievement_id AS achievementId, occurrence, name, tier, points, given_by AS "by"
     FROM achievement_log WHERE user_no = (SELECT user_no FROM traders WHERE user_id = ?) AND unlock_no < ?
     ORDER BY unlock_no DESC LIMIT ?`,
    userId,
    before,
    limit,
  )
}
