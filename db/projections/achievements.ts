import type { TimestampMs } from '#core/kernel/time.ts'
import { type AchievementPart, NO_ACHIEVEMENTS } from '#core/progress/achievement.ts'
import type {
  AchievementDefined,
  AchievementEvent,
  AchievementUnlocked,
} from '#core/progress/achievement-event.ts'
import { pointsIn } from '#core/progress/reward.ts'
import type { Writable } from '../open.ts'

/** The tables of achievements that are copies of the journal, and the key each is compared by. */
export const ACHIEVEMENT_KEYS = {
  achievement_definitions: 'achievement_id',
  achievement_unlocks: 'user_no, achievement_id',
  achievement_log: 'user_no, unlock_no',
  achievement_sheets: 'user_no',
} as const

/** Copies what is told of a trader's achievements; it never calculates. */
export function copyAchievement(db: Writable, userNo: number, told: AchievementEvent, at: TimestampMs): void {
  if (told.kind === 'feats_counted') setSheet(db, userNo, { feats: told.feats })
  else addUnlock(db, userNo, told, at)
}

/** Copies what operators define. */
export function copyAchievementDefinition(db: Writable, { definition }: AchievementDefined): void {
  db.run(
    `INSERT INTO achievement_definitions (achievement_id, definition) VALUES (?, ?)
     ON CONFLICT (achievement_id) DO UPDATE SET definition = excluded.definition`,
    definition.id,
    JSON.stringify(definition),
  )
}

function addUnlock(db: Writable, userNo: number, told: AchievementUnlocked, at: TimestampMs): void {
  const { achievementId, name, category, tier, unlocked, totals } = told
  db.run(
    `INSERT INTO achievement_unlocks
       (user_no, achievement_id, name, category, tier, times, given, points, week, first_at, last_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (user_no, achievement_id) DO UPDATE SET name = excluded.name, category = excluded.category,
       tier = excluded.tier, times = excluded.times, given = excluded.given, points = excluded.points,
       week = excluded.week, last_at = excluded.last_at`,
    userNo,
    achievementId,
    name,
    category,
    tier,
    unlocked.times,
    unlocked.given,
    unlocked.points,
    unlocked.week,
    at,
    at,
  )
  db.run(
    `INSERT INTO achievement_log
       (user_no, unlock_no, at, achievement_id, occurrence, name, tier, points, given_by)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    userNo,
    totals.unlocks,
    at,
    achievementId,
    told.occurrence,
    name,
    tier,
    pointsIn(told.rewards),
    told.by,
  )
  setSheet(db, userNo, { totals })
}

/** Sets one half of a trader's sheet and leaves the other. */
function setSheet(
  db: Writable,
  userNo: number,
  half: Partial<Pick<AchievementPart, 'totals' | 'feats'>>,
): void {
  const column = half.totals === undefined ? 'feats' : 'totals'
  const { totals, feats } = { ...NO_ACHIEVEMENTS, ...half }
  db.run(
    `INSERT INTO achievement_sheets (user_no, totals, feats) VALUES (?, ?, ?)
     ON CONFLICT (user_no) DO UPDATE SET ${column} = excluded.${column}`,
    userNo,
    JSON.stringify(totals),
    JSON.stringify(feats),
  )
}
