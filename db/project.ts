import { type DeviceEvent, isDeviceEvent } from '#core/devices/events.ts'
import type * as event from '#core/event.ts'
import type { UserId } from '#core/kernel/ids.ts'
import type { TimestampMs } from '#core/kernel/time.ts'
import type { TradeReported } from '#core/signals/executor-close.ts'
import type { Recorded } from './journal.ts'
import { Numbers } from './numbers.ts'
import type { Writable } from './open.ts'
import { copyDesk } from './project-desk.ts'
import { copyRouting } from './project-routing.ts'
import { addPast, addSignal, moveWindow, settle } from './project-signals.ts'
import { copyDevices, DEVICE_KEYS } from './projections/devices.ts'
import { HOOK_KEYS } from './projections/hooks.ts'
import { copyProgress, PROGRESS_KEYS } from './projections/progress.ts'
import { copyStats, STATS_KEYS } from './projections/stats.ts'

/** Copies events into the tables. It never calculates: a table says what an event said. */
export interface Projector {
  project(recorded: Recorded): void
  /** Forgets what it knows: to be called after every rollback. */
  forget(): void
}

/** A projector over an open connection; the same code builds the tables live and from the journal. */
export function projector(db: Writable): Projector {
  const numbers = new Numbers(db)
  return {
    project: ({ event: told, at }) =>
      isDeviceEvent(told) ? copyDevices(db, told, at) : copy(db, numbers, told, at),
    forget: () => numbers.forget(),
  }
}

/** The tables that are copies of the journal; all others are its own or private. */
export const PROJECTIONS = [
  'traders',
  'trader_days',
  'trader_reports',
  'runs',
  'books',
  'signals',
  'past_signals',
  'fires',
  'passes',
  'tokens',
  'paused_sources',
  'routing_policies',
  'offers',
  'routings',
  'quotas',
  'vetoes',
  ...(Object.keys(DEVICE_KEYS) as (keyof typeof DEVICE_KEYS)[]),
  ...(Object.keys(HOOK_KEYS) as (keyof typeof HOOK_KEYS)[]),
  'lan',
  ...(Object.keys(STATS_KEYS) as (keyof typeof STATS_KEYS)[]),
  ...(Object.keys(PROGRESS_KEYS) as (keyof typeof PROGRESS_KEYS)[]),
] as const

function copy(
  db: Writable,
  numbers: Numbers,
  told: Exclude<event.DomainEvent, DeviceEvent>,
  at: TimestampMs,
): void {
  switch (told.kind) {
    case 'signal_fired':
      addFire(db, numbers, told, at)
      return
    case 'trader_decided':
      setTotals(db, numbers, told, at)
      return
    case 'signal_opened':
      addSignal(db, told, at)
      return
    case 'signal_expiring':
    case 'signal_expired':
    case 'window_extended':
      moveWindow(db, numbers, told)
      return
    case 'signal_settled':
      settle(db, numbers, told)
      return
    case 'signal_executed':
      execute(db, numbers, told)
      return
    case 'signal_passed':
      addPass(db, numbers, told, at)
      return
    case 'past_signal_recorded':
      addPast(db, told, at)
      return
    case 'trade_closed':
    case 'trade_reported':
      closeTrade(db, numbers, told, at)
      return
    case 'user_added':
      addTrader(db, told, at)
      return
    case 'run_opened':
    case 'run_advanced':
    case 'source_changed':
    case 'source_paused':
    case 'token_created':
    case 'token_revoked':
    case 'achievement_defined':
    case 'hook_set':
    case 'lan_set':
      copyDesk(db, told)
      return
    case 'signal_routed':
    case 'signal_offered':
    case 'routing_changed':
    case 'candidates_vetoed':
      copyRouting(db, numbers, told, at)
      return
    case 'user_erased':
    case 'details_dropped':
    case 'metric_set':
    case 'experiment_set':
      copyStats(db, numbers, told, at)
      return
    default:
      // What is left is of a trader's progress; its own switch is closed.
      copyProgress(db, numbers, told, at)
  }
}

function addFire(db: Writable, numbers: Numbers, told: event.SignalFired, at: TimestampMs): void {
  const signalNo = numbers.signal(told.signalId)
  db.run(
    `INSERT INTO fires (signal_no, ordinal, user_no, user_ordinal, trade_id, fired_at, risk_bp, balance_cents, executed)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0)`,
    signalNo,
    told.mission.fireCount,
    numbers.user(told.userId),
    told.userFireCount,
    told.tradeId,
    at,
    told.riskBp,
    told.balanceCents,
  )
  setMission(db, signalNo, told.mission)
}

function addPass(db: Writable, numbers: Numbers, told: event.SignalPassed, at: TimestampMs): void {
  const signalNo = numbers.signal(told.signalId)
  db.run(
    'INSERT INTO passes (user_no, signal_no, reason, passed_at) VALUES (?, ?, ?, ?)',
    numbers.user(told.userId),
    signalNo,
    told.reason,
    at,
  )
  setMission(db, signalNo, told.mission)
}

function execute(db: Writable, numbers: Numbers, told: event.SignalExecuted): void {
  const signalNo = numbers.signal(told.signalId)
  // Those up to the old count have their price already: only later ones are looked at, however many there are.
  db.run(
    `UPDATE fires SET executed = 1, executed_price = ? WHERE signal_no = ?
       AND ordinal > (SELECT executed_count FROM signals WHERE signal_no = ?) AND executed = 0`,
    told.price,
    signalNo,
    signalNo,
  )
  setMission(db, signalNo, told.mission)
}

function setMission(db: Writable, signalNo: number, mission: event.MissionTotals): void {
  db.run(
    'UPDATE signals SET fire_count = ?, pass_count = ?, executed_count = ? WHERE signal_no = ?',
    mission.fireCount,
    mission.passCount,
    mission.executedCount,
    signalNo,
  )
}

function closeTrade(
  db: Writable,
  numbers: Numbers,
  told: event.TradeClosed | TradeReported,
  at: TimestampMs,
): void {
  const userNo = numbers.user(told.userId)
  db.run(
    'UPDATE fires SET outcome = ?, r = ?, pnl_cents = ?, closed_at = ? WHERE user_no = ? AND signal_no = ?',
    told.outcome,
    told.r,
    told.pnlCents,
    at,
    userNo,
    numbers.signal(told.signalId),
  )
  db.run(
    `INSERT INTO trader_days (user_no, day, pnl_cents) VALUES (?, ?, ?)
     ON CONFLICT (user_no, day) DO UPDATE SET pnl_cents = excluded.pnl_cents`,
    userNo,
    told.closedDay,
    told.closedDayPnlCents,
  )
  if (told.kind === 'trade_reported') addReport(db, userNo, numbers.signal(told.signalId), told)
  setTotals(db, numbers, told, at)
}

function addReport(
  db: Writable,
  userNo: number,
  signalNo: number,
  { price, reportedAt, totals }: TradeReported,
): void {
  db.run(
    'UPDATE fires SET reported_price = ?, reported_at = ? WHERE user_no = ? AND signal_no = ?',
    price,
    reportedAt,
    userNo,
    signalNo,
  )
  db.run(
    `INSERT INTO trader_reports (user_no, closes, pnl_cents) VALUES (?, ?, ?)
     ON CONFLICT (user_no) DO UPDATE SET closes = excluded.closes, pnl_cents = excluded.pnl_cents`,
    userNo,
    totals.reported?.closes ?? 0,
    totals.reported?.pnlCents ?? 0,
  )
}

const TOTALS = `balance_cents, fires, passes, wins, losses, timeouts, pnl_cents, breakeven_micro_sum, day, day_fires,
  changed_at`
const TOTALS_MARKS = '?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?'
const SET_TOTALS = `UPDATE traders SET (${TOTALS}) = (${TOTALS_MARKS}) WHERE user_no = ?`
const ADD_TRADER = `INSERT INTO traders (user_id, zone, member_tier, ${TOTALS}) VALUES (?, ?, ?, ${TOTALS_MARKS})`

/** The values of `TOTALS`, in its order. */
function totalsValues(totals: event.TraderTotals, at: TimestampMs) {
  return [
    totals.balanceCents,
    totals.fires,
    totals.passes,
    totals.wins,
    totals.losses,
    totals.timeouts,
    totals.pnlCents,
    totals.breakevenMicroSum,
    totals.day,
    totals.dayFires,
    at,
  ] as const
}

function setTotals(
  db: Writable,
  numbers: Numbers,
  told: { readonly userId: UserId; readonly totals: event.TraderTotals },
  at: TimestampMs,
): void {
  db.run(SET_TOTALS, ...totalsValues(told.totals, at), numbers.user(told.userId))
}

function addTrader(
  db: Writable,
  { userId, zone, memberTier, totals }: event.UserAdded,
  at: TimestampMs,
): void {
  db.run(ADD_TRADER, userId, zone, memberTier, ...totalsValues(totals, at))
}
