import type { MemberTier } from '#core/command.ts'
import type { TraderTotals } from '#core/event.ts'
import type { Cents } from '#core/kernel/amount.ts'
import type { UserId } from '#core/kernel/ids.ts'
import { type Day, dayIn, daysBefore, type TimestampMs } from '#core/kernel/time.ts'
import type { TraderSheet } from '#core/sheets.ts'
import { totalsOn } from '#core/signals/performance.ts'
import type { TradeResults } from '#core/signals/risk-adjusted.ts'
import type { ZoneView } from '#core/zone.ts'
import type { Readable } from '../open.ts'

/** Days that "last 7 days" counts, today included. */
const RECENT_DAYS = 7

interface TraderRow {
  readonly user_no: number
  readonly user_id: UserId
  readonly zone: string
  readonly member_tier: MemberTier
  readonly balance_cents: number
  readonly fires: number
  readonly passes: number
  readonly wins: number
  readonly losses: number
  readonly timeouts: number
  readonly pnl_cents: number
  readonly breakeven_micro_sum: number
  readonly day: string
  readonly day_fires: number
  readonly reported_closes: number | null
  readonly reported_pnl_cents: number | null
}

/** A user's sheet as of `now`; `dayFires` and `last7dPnlCents` count his own days. Null for an unknown user. */
export function readTrader(db: Readable, id: UserId, now: TimestampMs): TraderSheet | null {
  const row = db.get<TraderRow>(
    `SELECT t.user_no, user_id, zone, member_tier, balance_cents, fires, passes, wins, losses, timeouts, t.pnl_cents,
       breakeven_micro_sum, day, day_fires, r.closes AS reported_closes, r.pnl_cents AS reported_pnl_cents
     FROM traders t LEFT JOIN trader_reports r ON r.user_no = t.user_no WHERE user_id = ?`,
    id,
  )
  if (!row) return null
  const today = dayIn(row.zone, now)
  return {
    userId: row.user_id,
    zone: row.zone,
    memberTier: row.member_tier,
    totals: totalsOn(totalsOf(row), today),
    last7dPnlCents: hasClosedTrades(row) ? recentPnl(db, row.user_no, today) : 0,
  }
}

/** Where a user lives, and since when; null for an unknown user. */
export function readZone(db: Readable, id: UserId): ZoneView | null {
  const row = db.get<ZoneView>('SELECT zone, zone_changed_at AS changedAt FROM traders WHERE user_id = ?', id)
  return row ?? null
}

/** Whether a user came to the desk after another; null where there is no such user. */
export function cameLater(db: Readable, id: UserId, other: UserId): boolean | null {
  const row = db.get<{ later: number }>(
    `SELECT user_no > (SELECT user_no FROM traders WHERE user_id = ?) AS later FROM traders WHERE user_id = ?`,
    other,
    id,
  )
  return row ? row.later === 1 : null
}

/** Result of one of the user's own days so far. */
export function readDayPnl(db: Readable, id: UserId, day: Day): Cents {
  const row = db.get<{ pnl_cents: number }>(
    'SELECT pnl_cents FROM trader_days WHERE user_no = (SELECT user_no FROM traders WHERE user_id = ?) AND day = ?',
    id,
    day,
  )
  return row?.pnl_cents ?? 0
}

/** Results by day, newest first. */
export function readDays(
  db: Readable,
  id: UserId,
): readonly { readonly day: Day; readonly pnlCents: Cents }[] {
  return db.all(
    `SELECT day, pnl_cents AS pnlCents FROM trader_days
     WHERE user_no = (SELECT user_no FROM traders WHERE user_id = ?) ORDER BY day DESC`,
    id,
  )
}

/** The name a user goes by, or null. */
export function readName(db: Readable, id: UserId): string | null {
  const row = db.get<{ name: string }>(
    'SELECT name FROM trader_names WHERE user_no = (SELECT user_no FROM traders WHERE user_id = ?)',
    id,
  )
  return row?.name ?? null
}

/** Whether the user exists. */
export function userExists(db: Readable, id: UserId): boolean {
  return db.get('SELECT 1 FROM traders WHERE user_id = ?', id) !== undefined
}

/** Everybody whose person was erased. */
export function readErased(db: Readable): readonly UserId[] {
  return db
    .all<{ userId: UserId }>('SELECT user_id AS userId FROM traders WHERE erased_at IS NOT NULL')
    .map(({ userId }) => userId)
}

/** How often a user fired at or after an instant. */
export function readFiresSince(db: Readable, id: UserId, since: TimestampMs): number {
  const row = db.get<{ n: number }>(
    `SELECT COUNT(*) AS n FROM fires
     WHERE user_no = (SELECT user_no FROM traders WHERE user_id = ?) AND fired_at >= ?`,
    id,
    since,
  )
  return row?.n ?? 0
}

/** When the user's sheet last changed. */
export function readChangedAt(db: Readable, id: UserId): TimestampMs | null {
  return db.get<{ at: number }>('SELECT changed_at AS at FROM traders WHERE user_id = ?', id)?.at ?? null
}

/** Totals of everybody, in order of joining; what the boards are built from. Who was erased is hidden on all of them. */
export function readAllTotals(db: Readable): readonly {
  readonly userId: UserId
  readonly fires: number
  readonly wins: number
  readonly losses: number
  readonly pnlCents: Cents
}[] {
  return db.all(
    'SELECT user_id AS userId, fires, wins, losses, pnl_cents AS pnlCents FROM traders ORDER BY user_no',
  )
}

/** Trades that the market closed, of everybody who has any, summed in whole thousandths of R. Looks at every fire. */
export function readAllResults(db: Readable): readonly (TradeResults & { readonly userId: UserId })[] {
  return db.all(
    `SELECT t.user_id AS userId, COUNT(*) AS trades, SUM(f.milli) AS rMilliSum,
       SUM(f.milli * f.milli) AS rMilliSquareSum
     FROM (SELECT user_no, CAST(ROUND(r * 1000.0) AS INTEGER) AS milli FROM fires
       WHERE outcome IS NOT NULL AND reported_at IS NULL) f
     JOIN traders t USING (user_no) GROUP BY f.user_no`,
  )
}

function hasClosedTrades(row: TraderRow): boolean {
  return row.wins + row.losses + row.timeouts + (row.reported_closes ?? 0) > 0
}

function recentPnl(db: Readable, userNo: number, today: Day): Cents {
  const row = db.get<{ cents: number }>(
    'SELECT COALESCE(SUM(pnl_cents), 0) AS cents FROM trader_days WHERE user_no = ? AND day > ?',
    userNo,
    daysBefore(today, RECENT_DAYS),
  )
  return row?.cents ?? 0
}

/**
 * Result of the seven days before the last seven, in the user's own days; null where no trade of his had closed before
 * the last seven.
 */
export function readWeekBefore(db: Readable, id: UserId, now: TimestampMs): Cents | null {
  const trader = db.get<{ user_no: number; zone: string }>(
    'SELECT user_no, zone FROM traders WHERE user_id = ?',
    id,
  )
  if (!trader) return null
  const to = daysBefore(dayIn(trader.zone, now), RECENT_DAYS)
  const row = db.get<{ days: number; cents: number }>(
    `SELECT EXISTS (SELECT 1 FROM trader_days WHERE user_no = ? AND day <= ?) AS days,
       (SELECT COALESCE(SUM(pnl_cents), 0) FROM trader_days WHERE user_no = ? AND day > ? AND day <= ?) AS cents`,
    trader.user_no,
    to,
    trader.user_no,
    daysBefore(to, RECENT_DAYS),
    to,
  )
  return row?.days === 1 ? row.cents : null
}

function totalsOf(row: TraderRow): TraderTotals {
  return {
    balanceCents: row.balance_cents,
    fires: row.fires,
    passes: row.passes,
    wins: row.wins,
    losses: row.losses,
    timeouts: row.timeouts,
    pnlCents: row.pnl_cents,
    breakevenMicroSum: row.breakeven_micro_sum,
    day: row.day,
    dayFires: row.day_fires,
    ...(row.reported_closes !== null && {
      reported: { closes: row.reported_closes, pnlCents: row.reported_pnl_cents ?? 0 },
    }),
  }
}
