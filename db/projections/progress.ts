import type { TimestampMs } from '#core/kernel/time.ts'
import type { PeriodClosed } from '#core/progress/board-event.ts'
import type { CampaignSet } from '#core/progress/campaigns-event.ts'
import { wordOf } from '#core/progress/deed.ts'
import type {
  AbuseReset,
  PointsAwarded,
  PointsDeducted,
  PointsTotals,
  PointsWithheld,
  VipChanged,
} from '#core/progress/points-event.ts'
import type { ActivityRecorded, ProgressEvent } from '#core/progress/progress-event.ts'
import type { ZoneChanged } from '#core/zone.ts'
import type { Numbers } from '../numbers.ts'
import type { Writable } from '../open.ts'
import { ACHIEVEMENT_KEYS, copyAchievement } from './achievements.ts'
import { BOARD_KEYS, copyDisplay, copyPeriod, copyResult } from './boards.ts'
import { CHALLENGE_KEYS, copyChallenge } from './challenges.ts'
import { copyFriendship, FRIEND_KEYS } from './friends.ts'
import { copyCampaign, copyQuest, QUEST_KEYS } from './quests.ts'
import { copyFreeze, copyStreak, STREAK_KEYS } from './streaks.ts'

/** The tables of progress that are copies of the journal, and the key each is compared by. */
export const PROGRESS_KEYS = {
  activities: 'user_no, activity, source_id',
  progress: 'user_no',
  points_transactions: 'user_no, tx_no',
  violations: 'violation_no',
  ...ACHIEVEMENT_KEYS,
  ...STREAK_KEYS,
  ...QUEST_KEYS,
  ...FRIEND_KEYS,
  ...CHALLENGE_KEYS,
  ...BOARD_KEYS,
} as const

const NO_POINTS_COLUMNS = 'balance, lifetime, xp, level, transactions, earned_day, day_earned'
const NO_POINTS_VALUES = '0, 0, 0, 1, 0, NULL, 0'

/** Copies one event of progress, or what the desk made it in, into its tables; it never calculates. */
export function copyProgress(
  db: Writable,
  numbers: Numbers,
  told: ProgressEvent | CampaignSet | PeriodClosed,
  at: TimestampMs,
): void {
  if (told.kind === 'campaign_set') {
    copyCampaign(db, told)
    return
  }
  if (told.kind === 'period_closed') {
    copyPeriod(db, numbers, told)
    return
  }
  const userNo = numbers.user(told.userId)
  switch (told.kind) {
    case 'activity_recorded':
      addActivity(db, userNo, told, at)
      return
    case 'points_awarded':
      if (told.by !== null) addWord(db, userNo, told, at)
      addTransaction(db, userNo, told, { at, amount: told.amount, xpGained: told.xpGained })
      return
    case 'points_deducted':
      if (told.by !== null) addWord(db, userNo, told, at)
      addTransaction(db, userNo, told, { at, amount: -told.amount, xpGained: 0 })
      return
    case 'zone_changed':
    case 'vip_changed':
    case 'abuse_reset':
      copyStanding(db, userNo, told, at)
      return
    case 'streak_updated':
      copyStreak(db, userNo, told)
      return
    case 'streak_frozen':
      copyFreeze(db, userNo, told)
      return
    case 'streak_milestone_reached':
      // The record of the streak lists it, and what it paid stands in the tables of those who pay.
      return
    case 'points_withheld':
      if (told.counted) addViolation(db, userNo, told, at)
      return
    case 'achievement_unlocked':
    case 'feats_counted':
      copyAchievement(db, userNo, told, at)
      return
    case 'board_result':
      copyResult(db, userNo, told)
      return
    case 'board_display_changed':
      copyDisplay(db, userNo, told)
      return
    case 'rank_moved':
      // News of a moment: the standing itself is worked out from the points.
      return
    case 'daily_bonus_claimed':
      // The points it tells of stand in their record.
      return
    case 'friendship_changed':
      copyFriendship(db, numbers, told, at)
      return
    case 'challenge_changed':
    case 'challenge_ended':
      copyChallenge(db, numbers, told, at)
      return
    default:
      // What is left is a quest; its own switch is closed.
      copyQuest(db, userNo, told, at)
  }
}

/** Where somebody lives, what he is a member of, and what is forgiven him. */
function copyStanding(
  db: Writable,
  userNo: number,
  told: ZoneChanged | VipChanged | AbuseReset,
  at: TimestampMs,
): void {
  if (told.kind === 'vip_changed') setVip(db, userNo, told)
  else if (told.kind === 'abuse_reset')
    db.run('UPDATE progress SET abuse_reset_at = ? WHERE user_no = ?', at, userNo)
  else db.run('UPDATE traders SET zone = ?, zone_changed_at = ? WHERE user_no = ?', told.zone, at, userNo)
}

/** What the station itself saw is unique in the tables of fires, passes and trades already. */
function uniqueElsewhere({ activity, facts }: ActivityRecorded): boolean {
  return activity === 'trade_closed' || (activity === 'decision_made' && facts.decision !== undefined)
}

function addActivity(db: Writable, userNo: number, told: ActivityRecorded, at: TimestampMs): void {
  if (!uniqueElsewhere(told))
    db.run(
      'INSERT INTO activities (user_no, activity, source_id, at) VALUES (?, ?, ?, ?)',
      userNo,
      told.activity,
      told.sourceId,
      at,
    )
  const counters = JSON.stringify(told.counters)
  const tally = told.tally === undefined ? null : JSON.stringify(told.tally)
  if (counters === '{}' && tally === null) return
  const lastDay = told.counters.daysActive === undefined ? null : told.day
  const known = db.run(
    `UPDATE progress SET counters = json_patch(counters, ?), last_day = COALESCE(?, last_day),
       tally = COALESCE(?, tally) WHERE user_no = ?`,
    counters,
    lastDay,
    tally,
    userNo,
  )
  if (known.changes > 0) return
  db.run(
    `INSERT INTO progress (user_no, counters, last_day, tally, ${NO_POINTS_COLUMNS}, vip)
     VALUES (?, ?, ?, ?, ${NO_POINTS_VALUES}, 'none')`,
    userNo,
    counters,
    lastDay,
    tally,
  )
}

/** Points by somebody's word are unique among activities, under the name of the change. */
function addWord(db: Writable, userNo: number, told: PointsAwarded | PointsDeducted, at: TimestampMs): void {
  db.run(
    'INSERT INTO activities (user_no, activity, source_id, at) VALUES (?, ?, ?, ?)',
    userNo,
    wordOf(told.action),
    told.sourceId,
    at,
  )
}

function addTransaction(
  db: Writable,
  userNo: number,
  told: PointsAwarded | PointsDeducted,
  { at, amount, xpGained }: { readonly at: TimestampMs; readonly amount: number; readonly xpGained: number },
): void {
  const { totals } = told
  setTotals(db, userNo, totals)
  db.run(
    `INSERT INTO points_transactions
       (user_no, tx_no, at, type, action, source_id, amount, xp_gained, balance_after, suspicious, details)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    userNo,
    totals.transactions,
    at,
    told.type,
    told.action,
    told.sourceId,
    amount,
    xpGained,
    totals.balance,
    told.kind === 'points_awarded' && told.suspicious ? 1 : 0,
    detailsOf(told),
  )
}

function setTotals(db: Writable, userNo: number, totals: PointsTotals): void {
  const values = [
    totals.balance,
    totals.lifetime,
    totals.xp,
    totals.level,
    totals.transactions,
    totals.day,
    totals.dayEarned,
  ] as const
  const known = db.run(
    `UPDATE progress SET balance = ?, lifetime = ?, xp = ?, level = ?, transactions = ?, earned_day = ?, day_earned = ?
     WHERE user_no = ?`,
    ...values,
    userNo,
  )
  if (known.changes > 0) return
  db.run(
    `INSERT INTO progress (user_no, counters, last_day, ${NO_POINTS_COLUMNS}, vip)
     VALUES (?, '{}', NULL, ?, ?, ?, ?, ?, ?, ?, 'none')`,
    userNo,
    ...values,
  )
}

function detailsOf(told: PointsAwarded | PointsDeducted): string {
  const { reason, by } = told
  return told.kind === 'points_awarded'
    ? JSON.stringify({ calculation: told.calculation, cause: told.cause, context: told.context, reason, by })
    : JSON.stringify({ calculation: null, cause: null, context: null, reason, by })
}

function setVip(db: Writable, userNo: number, { vip }: VipChanged): void {
  db.run(
    `INSERT INTO progress (user_no, counters, last_day, ${NO_POINTS_COLUMNS}, vip)
     VALUES (?, '{}', NULL, ${NO_POINTS_VALUES}, ?) ON CONFLICT (user_no) DO UPDATE SET vip = excluded.vip`,
    userNo,
    vip,
  )
}

function addViolation(db: Writable, userNo: number, told: PointsWithheld, at: TimestampMs): void {
  db.run(
    'INSERT INTO violations (user_no, at, action, source_id, violation, retry_at) VALUES (?, ?, ?, ?, ?, ?)',
    userNo,
    at,
    told.action,
    told.sourceId,
    told.violation,
    told.retryAt,
  )
}
