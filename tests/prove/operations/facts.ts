import type { Tally } from '#core/progress/records-event.ts'
import type { Readable } from '#db/open.ts'
import type { Stay } from './calendars.ts'

/** What the tables hold of one trader's progress, as the promises look at it. */
export interface TraderFacts {
  readonly userId: string
  /** Where he has lived, in order; never empty. */
  readonly stays: readonly Stay[]
  /** When he was erased; null for who is there. */
  readonly erasedAt: number | null
  readonly totals: Totals
  readonly counters: Readonly<Record<string, number>>
  readonly tally: Tally | null
  /** The points record, in order. */
  readonly entries: readonly Entry[]
  readonly activities: readonly Deed[]
  /** The first decision on each signal. */
  readonly decisions: readonly number[]
  /** When his trades ended that were won or lost. */
  readonly closings: readonly number[]
  readonly outcomes: Readonly<Record<string, number>>
  readonly claims: readonly ClaimLine[]
  readonly boxes: readonly Box[]
  readonly boxesGranted: number
  readonly missions: readonly Mission[]
  readonly streaks: readonly Streak[]
  readonly freezes: Freezes
  readonly unlocks: readonly Unlock[]
  /** Different achievements with how often each is told to be unlocked. */
  readonly unlocked: readonly { readonly id: string; readonly times: number }[]
  readonly unlocksTold: number
  readonly campaigns: readonly CampaignFacts[]
  /** Places at the close of periods that paid. */
  readonly places: readonly { readonly cause: string; readonly points: number }[]
}

export interface Totals {
  readonly balance: number
  readonly lifetime: number
  readonly xp: number
  readonly level: number
  readonly transactions: number
  readonly day: string | null
  readonly dayEarned: number
}

export interface Entry {
  readonly no: number
  readonly at: number
  readonly type: string
  readonly action: string
  readonly source: string
  readonly amount: number
  readonly xp: number
  readonly balanceAfter: number
}

export interface Deed {
  readonly activity: string
  readonly source: string
  readonly at: number
}

export interface ClaimLine {
  readonly no: number
  readonly kind: string
  readonly amount: number | null
  readonly cause: string
}

export interface Box {
  readonly no: number
  readonly source: string
  readonly openedAt: number | null
}

export interface Mission {
  readonly id: string
  readonly state: string
  readonly progress: number
  readonly target: number
}

export interface Streak {
  readonly type: string
  readonly count: number
  readonly longest: number
  readonly milestones: readonly number[]
}

export interface Freezes {
  readonly month: string
  readonly used: number
  readonly earned: number
  /** Every freeze that was used, by the month it was used in and what paid for it. */
  readonly uses: readonly { readonly month: string; readonly paidBy: string }[]
}

export interface Unlock {
  readonly no: number
  readonly id: string
  readonly occurrence: number
  readonly points: number
}

export interface CampaignFacts {
  readonly id: string
  readonly xp: number
  readonly milestones: number
  readonly startsAt: number
  readonly endsAt: number
  /** XP that its milestones ask for, ascending. */
  readonly asks: readonly number[]
}

interface TraderRow {
  readonly userNo: number
  readonly zone: string
  readonly movedAt: number | null
  readonly erasedAt: number | null
  readonly balance: number | null
  readonly lifetime: number
  readonly xp: number
  readonly level: number
  readonly transactions: number
  readonly day: string | null
  readonly dayEarned: number
  readonly counters: string
  readonly tally: string | null
}

const NO_TOTALS: Totals = {
  balance: 0,
  lifetime: 0,
  xp: 0,
  level: 1,
  transactions: 0,
  day: null,
  dayEarned: 0,
}

/** Reads a trader's facts; null for one who is not there. `before` is the look before this one, null at the first. */
export function readFacts(
  db: Readable,
  userId: string,
  before: TraderFacts | null = null,
): TraderFacts | null {
  const row = db.get<TraderRow>(
    `SELECT t.user_no AS userNo, t.zone, t.zone_changed_at AS movedAt, t.erased_at AS erasedAt, p.balance,
       p.lifetime, p.xp, p.level, p.transactions, p.earned_day AS day, p.day_earned AS dayEarned, p.counters,
       p.tally
     FROM traders t LEFT JOIN progress p USING (user_no) WHERE t.user_id = ?`,
    userId,
  )
  if (row === undefined) return null
  const { userNo, balance, lifetime, xp, level, transactions, day, dayEarned } = row
  return {
    userId,
    stays: stayed(before, row) ?? staysOf(db, userId, row),
    erasedAt: row.erasedAt,
    totals: balance === null ? NO_TOTALS : { balance, lifetime, xp, level, transactions, day, dayEarned },
    counters: balance === null ? {} : JSON.parse(row.counters),
    tally: row.tally === null ? null : JSON.parse(row.tally),
    ...readDeeds(db, userNo),
    ...readPaid(db, userNo),
    ...readKept(db, userNo),
    ...readQuests(db, userNo, userId),
  }
}

/** Where he lived at the look before, unless he has moved since. */
function stayed(before: TraderFacts | null, { movedAt }: Pick<TraderRow, 'movedAt'>): readonly Stay[] | null {
  const last = before?.stays.at(-1)
  return before !== null && last?.from === (movedAt ?? BEGAN) ? before.stays : null
}

const BEGAN = Number.NEGATIVE_INFINITY
const MOVED = '{"kind":"zone_changed",'

/** The tables know where somebody lives; where he lived before stands in the journal alone. */
function staysOf(
  db: Readable,
  userId: string,
  { zone, movedAt }: Pick<TraderRow, 'zone' | 'movedAt'>,
): readonly Stay[] {
  if (movedAt === null) return [{ from: BEGAN, zone }]
  const moves = db
    .all<{ at: number; payload: string }>(
      `SELECT j.at, j.payload FROM streams s JOIN journal j USING (stream_no)
       WHERE s.name = ? AND substr(j.payload, 1, ?) = ? ORDER BY j.seq`,
      `progress:${userId}`,
      MOVED.length,
      MOVED,
    )
    .map(({ at, payload }) => ({ at, ...(JSON.parse(payload) as { zone: string; previous: string }) }))
  return [
    { from: BEGAN, zone: moves[0]?.previous ?? zone },
    ...moves.map(({ at, zone: to }) => ({ from: at, zone: to })),
  ]
}

/** Events of somebody's progress. */
export function countEvents(db: Readable, userId: string): number {
  const sql = 'SELECT COUNT(*) AS n FROM journal JOIN streams USING (stream_no) WHERE name = ?'
  return db.get<{ n: number }>(sql, `progress:${userId}`)?.n ?? 0
}

/** How often anybody moved. */
export function countMoves(db: Readable): number {
  const sql = 'SELECT COUNT(*) AS n FROM journal WHERE substr(payload, 1, ?) = ?'
  return db.get<{ n: number }>(sql, MOVED.length, MOVED)?.n ?? 0
}

function readDeeds(
  db: Readable,
  userNo: number,
): Pick<TraderFacts, 'entries' | 'activities' | 'decisions' | 'closings' | 'outcomes'> {
  const outcomes = db.all<{ outcome: string; n: number }>(
    'SELECT outcome, COUNT(*) AS n FROM fires WHERE user_no = ? AND outcome IS NOT NULL GROUP BY outcome',
    userNo,
  )
  return {
    entries: db.all(
      `SELECT tx_no AS no, at, type, action, source_id AS source, amount, xp_gained AS xp,
         balance_after AS balanceAfter FROM points_transactions WHERE user_no = ? ORDER BY tx_no`,
      userNo,
    ),
    activities: db.all('SELECT activity, source_id AS source, at FROM activities WHERE user_no = ?', userNo),
    decisions: db
      .all<{ at: number }>(
        `SELECT MIN(at) AS at FROM (
           SELECT signal_no, fired_at AS at FROM fires WHERE user_no = ?
           UNION ALL SELECT signal_no, passed_at FROM passes WHERE user_no = ?) GROUP BY signal_no`,
        userNo,
        userNo,
      )
      .map(({ at }) => at),
    closings: db
      .all<{ at: number }>(
        "SELECT closed_at AS at FROM fires WHERE user_no = ? AND outcome IN ('WIN', 'LOSS') ORDER BY closed_at",
        userNo,
      )
      .map(({ at }) => at),
    outcomes: Object.fromEntries(outcomes.map(({ outcome, n }) => [outcome, n])),
  }
}

function readPaid(db: Readable, userNo: number): Pick<TraderFacts, 'claims' | 'boxes' | 'boxesGranted'> {
  const pity = db.get<{ granted: number }>('SELECT granted FROM box_pity WHERE user_no = ?', userNo)
  return {
    claims: db.all(
      'SELECT claim_no AS no, kind, amount, cause FROM reward_claims WHERE user_no = ? ORDER BY claim_no, line',
      userNo,
    ),
    boxes: db.all(
      'SELECT box_no AS no, source, opened_at AS openedAt FROM mystery_boxes WHERE user_no = ? ORDER BY box_no',
      userNo,
    ),
    boxesGranted: pity?.granted ?? 0,
  }
}

function readKept(
  db: Readable,
  userNo: number,
): Pick<TraderFacts, 'streaks' | 'freezes' | 'unlocks' | 'unlocked' | 'unlocksTold'> {
  const account = db.get<Omit<Freezes, 'uses'>>(
    'SELECT month, used, earned FROM freeze_accounts WHERE user_no = ?',
    userNo,
  )
  const sheet = db.get<{ unlocks: number }>(
    "SELECT json_extract(totals, '$.unlocks') AS unlocks FROM achievement_sheets WHERE user_no = ?",
    userNo,
  )
  return {
    streaks: db
      .all<Omit<Streak, 'milestones'> & { milestones: string }>(
        'SELECT type, count, longest, milestones FROM streaks WHERE user_no = ?',
        userNo,
      )
      .map((streak) => ({ ...streak, milestones: JSON.parse(streak.milestones) })),
    freezes: {
      ...(account ?? { month: '', used: 0, earned: 0 }),
      uses: db.all('SELECT month, paid_by AS paidBy FROM streak_freezes WHERE user_no = ?', userNo),
    },
    unlocks: db.all(
      `SELECT unlock_no AS no, achievement_id AS id, occurrence, points FROM achievement_log WHERE user_no = ?
       ORDER BY unlock_no`,
      userNo,
    ),
    unlocked: db.all('SELECT achievement_id AS id, times FROM achievement_unlocks WHERE user_no = ?', userNo),
    unlocksTold: sheet?.unlocks ?? 0,
  }
}

function readQuests(
  db: Readable,
  userNo: number,
  userId: string,
): Pick<TraderFacts, 'missions' | 'campaigns' | 'places'> {
  return {
    missions: db.all(
      `SELECT day || ':' || type AS id, state, progress, target FROM daily_missions WHERE user_no = ?`,
      userNo,
    ),
    campaigns: db
      .all<Omit<CampaignFacts, 'asks'> & { readonly terms: string }>(
        `SELECT campaign_id AS id, p.xp, p.milestones, c.starts_at AS startsAt, c.ends_at AS endsAt,
           c.milestones AS terms FROM campaign_progress p JOIN campaigns c USING (campaign_id) WHERE p.user_no = ?`,
        userNo,
      )
      .map(({ terms, ...campaign }) => ({
        ...campaign,
        asks: (JSON.parse(terms) as { xp: number }[]).map(({ xp }) => xp),
      })),
    places: db
      .all<{ board: string; period: string; points: number }>(
        'SELECT board, period, points FROM board_results WHERE user_no = ? AND points > 0',
        userNo,
      )
      .map(({ board, period, points }) => ({ cause: `lb:${board}:${period}:${userId}`, points })),
  }
}
