import type { SignalId, UserId } from '#core/kernel/ids.ts'
import type { Day, TimestampMs } from '#core/kernel/time.ts'
import { NO_PITY } from '#core/progress/box-table.ts'
import { type BoxesPart, type BoxSheet, NO_BOXES } from '#core/progress/boxes.ts'
import type { Pity } from '#core/progress/boxes-event.ts'
import { keyOf } from '#core/progress/daily-mission-table.ts'
import {
  type MissionSheet,
  type MissionState,
  type MissionsPart,
  NO_MISSIONS,
} from '#core/progress/daily-missions.ts'
import type { MissionId, MissionType } from '#core/progress/daily-missions-event.ts'
import type { Progress } from '#core/progress/progress.ts'
import type { RecordsPart, Running } from '#core/progress/records.ts'
import type { RecordType } from '#core/progress/records-event.ts'
import type { Rarity } from '#core/progress/reward.ts'
import type { Readable } from '../open.ts'
import { readCampaignPart } from './campaigns.ts'
import { readClaimsPart } from './claims.ts'

/** The parts of a trader that missions, records, boxes, campaigns and claims own. */
export function readQuests(
  db: Readable,
  userId: UserId,
): Pick<Progress, 'missions' | 'records' | 'boxes' | 'campaign' | 'claims'> {
  return {
    missions: readMissions(db, userId),
    records: readRecordsPart(db, userId),
    boxes: readBoxesPart(db, userId),
    campaign: readCampaignPart(db, userId),
    claims: readClaimsPart(db, userId),
  }
}

const USER_NO = '(SELECT user_no FROM traders WHERE user_id = ?)'

interface MissionRow {
  readonly day: Day
  readonly type: MissionType
  readonly analyst: string
  readonly target: number
  readonly rewards: string
  readonly progress: number
  readonly state: MissionState
  readonly seen: string
}

const MISSION_COLUMNS = 'day, type, analyst, target, rewards, progress, state, seen'

/** The missions of the newest day that was drawn for a trader. */
export function readMissions(db: Readable, userId: UserId): MissionsPart {
  const rows = db.all<MissionRow>(
    `SELECT ${MISSION_COLUMNS} FROM daily_missions WHERE user_no = ${USER_NO}
     AND day = (SELECT MAX(day) FROM daily_missions WHERE user_no = ${USER_NO}) ORDER BY slot`,
    userId,
    userId,
  )
  const first = rows[0]
  return first === undefined ? NO_MISSIONS : { day: first.day, missions: rows.map(missionOf) }
}

/** A trader's missions of every day, newest first. */
export function readAllMissions(db: Readable, userId: UserId, limit: number): readonly MissionSheet[] {
  return db
    .all<MissionRow>(
      `SELECT ${MISSION_COLUMNS} FROM daily_missions WHERE user_no = ${USER_NO} ORDER BY day DESC, slot LIMIT ?`,
      userId,
      limit,
    )
    .map(missionOf)
}

/** One mission of a trader, of whatever day; null where there is none. */
export function readMission(db: Readable, userId: UserId, missionId: MissionId): MissionSheet | null {
  const { day, type } = keyOf(missionId)
  const row = db.get<MissionRow>(
    `SELECT ${MISSION_COLUMNS} FROM daily_missions WHERE user_no = ${USER_NO} AND day = ? AND type = ?`,
    userId,
    day,
    type,
  )
  return row && `${row.day}:${row.type}` === missionId ? missionOf(row) : null
}

function missionOf({ day, rewards, seen, ...row }: MissionRow): MissionSheet {
  return { missionId: `${day}:${row.type}`, ...row, rewards: JSON.parse(rewards), seen: JSON.parse(seen) }
}

/** A personal record as it is shown. */
export interface RecordSheet {
  readonly type: RecordType
  readonly value: number
  readonly previous: number | null
  readonly day: Day
  readonly signalId: SignalId | null
  readonly setAt: TimestampMs
}

/** A trader's records as they were told, newest first: at most one of each type. */
export function readRecords(db: Readable, userId: UserId): readonly RecordSheet[] {
  return db
    .all<
      Omit<RecordSheet, 'signalId' | 'setAt'> & {
        readonly signal_id: SignalId | null
        readonly set_at: number
      }
    >(
      `SELECT type, value, previous, day, signal_id, set_at FROM personal_records WHERE user_no = ${USER_NO}
       ORDER BY set_at DESC, type`,
      userId,
    )
    .map(({ signal_id, set_at, ...row }) => ({ ...row, signalId: signal_id, setAt: set_at }))
}

interface RunningRow {
  readonly tally: string | null
  readonly earned_day: Day | null
  readonly day_earned: number
}

/** The counts of a trader that go on while a day lasts. */
export function readRunning(db: Readable, userId: UserId): Running {
  const row = db.get<RunningRow>(
    `SELECT tally, earned_day, day_earned FROM progress WHERE user_no = ${USER_NO}`,
    userId,
  )
  return {
    tally: row?.tally ? JSON.parse(row.tally) : null,
    totals: { day: row?.earned_day ?? null, dayEarned: row?.day_earned ?? 0 },
  }
}

/** What the records engine knows of a trader. */
export function readRecordsPart(db: Readable, userId: UserId): RecordsPart {
  const standing = readRecords(db, userId)
  return {
    tally: readRunning(db, userId).tally,
    best: Object.fromEntries(
      standing.map(({ type, value, day, previous }) => [type, { value, day, previous }]),
    ),
  }
}

interface PityRow {
  readonly granted: number
  readonly since_rare: number
  readonly since_epic: number
  readonly since_legendary: number
}

/** What the box engine knows of a trader. */
export function readBoxesPart(db: Readable, userId: UserId): BoxesPart {
  const row = db.get<PityRow>(
    `SELECT granted, since_rare, since_epic, since_legendary FROM box_pity WHERE user_no = ${USER_NO}`,
    userId,
  )
  if (!row) return NO_BOXES
  return {
    granted: row.granted,
    pity: { sinceRare: row.since_rare, sinceEpic: row.since_epic, sinceLegendary: row.since_legendary },
  }
}

interface BoxRow {
  readonly box_no: number
  readonly rarity: Rarity
  readonly contents: string
  readonly source: string
  readonly granted_at: number
  readonly opened_at: number | null
}

const BOX_COLUMNS = 'box_no, rarity, contents, source, granted_at, opened_at'

/** One box of a trader; null where he has none of that number. */
export function readBox(db: Readable, userId: UserId, boxNo: number): BoxSheet | null {
  const row = db.get<BoxRow>(
    `SELECT ${BOX_COLUMNS} FROM mystery_boxes WHERE user_no = ${USER_NO} AND box_no = ?`,
    userId,
    boxNo,
  )
  return row ? boxOf(row) : null
}

/** A trader's boxes before a number, newest first, with the number to go on from. */
export function readBoxes(
  db: Readable,
  userId: UserId,
  { before, limit }: { readonly before: number; readonly limit: number },
): readonly { readonly no: number; readonly box: BoxSheet }[] {
  return db
    .all<BoxRow>(
      `SELECT ${BOX_COLUMNS} FROM mystery_boxes WHERE user_no = ${USER_NO} AND box_no < ?
       ORDER BY box_no DESC LIMIT ?`,
      userId,
      before,
      limit,
    )
    .map((row) => ({ no: row.box_no, box: boxOf(row) }))
}

/**
 * The pity before the oldest box that is closed; where none is, that after the newest.
 *
 * What came later would tell what closed boxes hold.
 */
export function readPityShown(db: Readable, userId: UserId): Pity {
  const row = db.get<{ pity: string }>(
    `SELECT pity FROM mystery_boxes WHERE user_no = ${USER_NO} AND box_no <
       COALESCE((SELECT MIN(box_no) FROM mystery_boxes WHERE user_no = ${USER_NO} AND opened_at IS NULL), ?)
     ORDER BY box_no DESC LIMIT 1`,
    userId,
    userId,
    Number.MAX_SAFE_INTEGER,
  )
  return row ? JSON.parse(row.pity) : NO_PITY
}

/** How many of a trader's boxes wait to be opened. */
export function countUnopened(db: Readable, userId: UserId): number {
  const row = db.get<{ n: number }>(
    `SELECT COUNT(*) AS n FROM mystery_boxes WHERE user_no = ${USER_NO} AND opened_at IS NULL`,
    userId,
  )
  return row?.n ?? 0
}

function boxOf(row: BoxRow): BoxSheet {
  return {
    boxNo: row.box_no,
    rarity: row.rarity,
    contents: JSON.parse(row.contents),
    source: row.source,
    grantedAt: row.granted_at,
    openedAt: row.opened_at,
  }
}
