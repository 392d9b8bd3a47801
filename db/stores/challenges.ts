import type { SignalId, UserId } from '#core/kernel/ids.ts'
import type { TimestampMs } from '#core/kernel/time.ts'
import {
  CHALLENGE_SIGNALS_MAX,
  type ChallengeMarks,
  type ChallengeTally,
} from '#core/progress/challenge-score.ts'
import type {
  Challenge,
  ChallengeId,
  ChallengeResult,
  ChallengeScore,
  ChallengeState,
} from '#core/progress/challenges-event.ts'
import type { Readable } from '../open.ts'

const USER_NO = '(SELECT user_no FROM traders WHERE user_id = ?)'
const OPEN = "c.state IN ('proposed', 'running')"

interface ChallengeRow {
  readonly challenge_id: ChallengeId
  readonly user_id: UserId
  readonly opponent_id: UserId
  readonly opponent_name: string | null
  readonly proposed: number
  readonly state: ChallengeState
  readonly proposed_at: number
  readonly starts_at: number | null
  readonly ends_at: number | null
  readonly signals: number | null
  readonly own: string | null
  readonly theirs: string | null
  readonly result: ChallengeResult | null
}

const SELECT = `SELECT c.challenge_id, t.user_id, o.user_id AS opponent_id, n.name AS opponent_name, c.proposed, c.state,
    c.proposed_at, c.starts_at, c.ends_at, c.signals, c.own, c.theirs, c.result
  FROM challenges c JOIN traders t ON t.user_no = c.user_no JOIN traders o ON o.user_no = c.opponent_no
  LEFT JOIN trader_names n ON n.user_no = c.opponent_no`

/** How a challenge came to its end for one of the two. */
export interface ChallengeEnd {
  readonly signals: number
  readonly own: ChallengeScore
  readonly theirs: ChallengeScore
  readonly result: ChallengeResult
}

/** A challenge as one of the two sees it. */
export interface ChallengeSheet {
  readonly challenge: Challenge
  readonly opponentId: UserId
  readonly opponentName: string | null
  /** Null before it is over. */
  readonly end: ChallengeEnd | null
}

/** One challenge of a trader; null where there is none, or none of his. */
export function readChallenge(db: Readable, userId: UserId, id: ChallengeId): ChallengeSheet | null {
  const row = db.get<ChallengeRow>(
    `${SELECT} WHERE c.user_no = ${USER_NO} AND c.challenge_id = ?`,
    userId,
    id,
  )
  return row ? sheetOf(row) : null
}

/** The challenge of two that is proposed or runs; null where there is none. */
export function readOpenBetween(db: Readable, userId: UserId, other: UserId): Challenge | null {
  const row = db.get<ChallengeRow>(
    `${SELECT} WHERE c.user_no = ${USER_NO} AND c.opponent_no = ${USER_NO} AND ${OPEN}`,
    userId,
    other,
  )
  return row ? sheetOf(row).challenge : null
}

/** Every challenge of a trader that is proposed or runs. */
export function readAllOpen(db: Readable, userId: UserId): readonly Challenge[] {
  return db
    .all<ChallengeRow>(`${SELECT} WHERE c.user_no = ${USER_NO} AND ${OPEN} ORDER BY c.challenge_id`, userId)
    .map((row) => sheetOf(row).challenge)
}

/** How many challenges a trader has proposed or has running; what others proposed to him takes no room. */
export function countOpen(db: Readable, userId: UserId): number {
  const row = db.get<{ n: number }>(
    `SELECT COUNT(*) AS n FROM challenges c
     WHERE c.user_no = ${USER_NO} AND ${OPEN} AND (c.state = 'running' OR c.proposed = 1)`,
    userId,
  )
  return row?.n ?? 0
}

/** A trader's challenges: those that are open, then as many as asked of those that are not; the newest first. */
export function readChallenges(db: Readable, userId: UserId, closedMax: number): readonly ChallengeSheet[] {
  const open = db.all<ChallengeRow>(
    `${SELECT} WHERE c.user_no = ${USER_NO} AND ${OPEN} ORDER BY c.proposed_at DESC, c.challenge_id DESC`,
    userId,
  )
  const closed = db.all<ChallengeRow>(
    `${SELECT} WHERE c.user_no = ${USER_NO} AND c.state IN ('over', 'declined', 'cancelled')
     ORDER BY c.changed_at DESC LIMIT ?`,
    userId,
    closedMax,
  )
  return [...open, ...closed].map(sheetOf)
}

/** A challenge that falls due, and one of the two. */
export interface DueChallenge {
  readonly challengeId: ChallengeId
  readonly proposer: UserId
  readonly endsAt: TimestampMs
}

/** The running challenge whose end came first of those after another in the order of their ends; null where none is due. */
export function readNextDue(
  db: Readable,
  now: TimestampMs,
  after: Pick<DueChallenge, 'endsAt' | 'challengeId'> | null,
): DueChallenge | null {
  const row = db.get<DueChallenge>(
    `SELECT c.challenge_id AS challengeId, t.user_id AS proposer, c.ends_at AS endsAt
     FROM challenges c INDEXED BY challenges_due JOIN traders t ON t.user_no = c.user_no
     WHERE c.state = 'running' AND c.proposed = 1 AND c.ends_at <= ? AND c.ends_at >= ?
       AND (c.ends_at > ? OR c.challenge_id > ?) ORDER BY c.ends_at, c.challenge_id LIMIT 1`,
    now,
    ...(after === null ? [0, 0, ''] : [after.endsAt, after.endsAt, after.challengeId]),
  )
  return row ?? null
}

/**
 * How both worked on the signals that opened while the challenge ran and that both decided before it ended.
 *
 * Goes from the proposer's own decisions, which are few, to those of the other: signals are numbered as they open.
 */
export function readTally(db: Readable, { proposer, invited, startsAt, endsAt }: Challenge): ChallengeTally {
  const none = { briefed: 0, planned: 0, reviewed: 0 }
  if (startsAt === null || endsAt === null) return { signals: 0, proposer: none, invited: none }
  const signals = readCommonSignals(db, { one: proposer, other: invited, from: startsAt, to: endsAt })
  return {
    signals: signals.length,
    proposer: readMarks(db, proposer, signals, endsAt),
    invited: readMarks(db, invited, signals, endsAt),
  }
}

interface Stretch {
  readonly one: UserId
  readonly other: UserId
  readonly from: TimestampMs
  readonly to: TimestampMs
}

function readCommonSignals(db: Readable, { one, other, from, to }: Stretch): readonly SignalId[] {
  const first = db.get<{ no: number }>(
    'SELECT signal_no AS no FROM signals WHERE opened_at >= ? ORDER BY opened_at, signal_no LIMIT 1',
    from,
  )
  if (!first) return []
  return db
    .all<{ signal_id: SignalId }>(
      `SELECT s.signal_id FROM (
         SELECT signal_no FROM fires WHERE user_no = ${USER_NO} AND signal_no >= ? AND fired_at < ?
         UNION SELECT signal_no FROM passes WHERE user_no = ${USER_NO} AND signal_no >= ? AND passed_at < ?) d
       CROSS JOIN signals s ON s.signal_no = d.signal_no
       WHERE s.opened_at >= ? AND s.opened_at < ?
         AND (EXISTS (SELECT 1 FROM fires f
             WHERE f.user_no = ${USER_NO} AND f.signal_no = s.signal_no AND f.fired_at < ?)
           OR EXISTS (SELECT 1 FROM passes p
             WHERE p.user_no = ${USER_NO} AND p.signal_no = s.signal_no AND p.passed_at < ?))
       ORDER BY s.opened_at, s.signal_no LIMIT ?`,
      ...[one, first.no, to, one, first.no, to],
      ...[from, to, other, to, other, to],
      CHALLENGE_SIGNALS_MAX,
    )
    .map(({ signal_id }) => signal_id)
}

/** A briefing counts as completed, and a plan as saved, only before the decision: their recording sees to it. */
function readMarks(
  db: Readable,
  userId: UserId,
  signals: readonly SignalId[],
  before: TimestampMs,
): ChallengeMarks {
  const rows = db.all<{ activity: string; n: number }>(
    `SELECT activity, COUNT(*) AS n FROM activities
     WHERE user_no = ${USER_NO} AND activity IN ('chapter_completed', 'plan_saved', 'outcome_reviewed')
       AND source_id IN (SELECT value FROM json_each(?)) AND at < ? GROUP BY activity`,
    userId,
    JSON.stringify(signals),
    before,
  )
  const counts = new Map(rows.map(({ activity, n }) => [activity, n]))
  return {
    briefed: counts.get('chapter_completed') ?? 0,
    planned: counts.get('plan_saved') ?? 0,
    reviewed: counts.get('outcome_reviewed') ?? 0,
  }
}

function sheetOf(row: ChallengeRow): ChallengeSheet {
  const proposed = row.proposed === 1
  return {
    challenge: {
      challengeId: row.challenge_id,
      proposer: proposed ? row.user_id : row.opponent_id,
      invited: proposed ? row.opponent_id : row.user_id,
      state: row.state,
      proposedAt: row.proposed_at,
      startsAt: row.starts_at,
      endsAt: row.ends_at,
    },
    opponentId: row.opponent_id,
    opponentName: row.opponent_name,
    end: endOf(row),
  }
}

function endOf({ signals, own, theirs, result }: ChallengeRow): ChallengeEnd | null {
  if (signals === null || own === null || theirs === null || result === null) return null
  return { signals, own: JSON.parse(own), theirs: JSON.parse(theirs), result }
}
