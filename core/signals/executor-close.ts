import type { Context } from '#core/context.ts'
import type { TraderTotals } from '#core/event.ts'
import { type Cents, roundTo } from '#core/kernel/amount.ts'
import type { SignalId, TradeId, UserId } from '#core/kernel/ids.ts'
import { accept, type Result, reject } from '#core/kernel/result.ts'
import { type Day, dayIn, type TimestampMs } from '#core/kernel/time.ts'
import type { Rejection } from '#core/rejection.ts'
import type { SignalSheet, TraderSheet, TradeSheet } from '#core/sheets.ts'
import { totalsOn } from '#core/signals/performance.ts'
import type { Levels, Outcome } from '#core/signals/signal.ts'
import { boundedPnlCents } from '#core/signals/trades.ts'

/** A report beyond this many times the risk is a slip of the keyboard, not a trade. */
export const REPORTED_R_MAX = 100
const R_DECIMALS = 9

/** Closes a trade at a price that a trade executor reports. */
export interface CloseTrade {
  readonly kind: 'close_trade'
  readonly userId: UserId
  readonly tradeId: TradeId
  readonly price: number
  /** When it closed by the executor's word; null is now. */
  readonly closedAt: TimestampMs | null
}

/** What executors reported of a trader's trades: part of his balance, and apart from what the market settled. */
export interface ReportedTotals {
  readonly closes: number
  readonly pnlCents: Cents
}

/** An executor closed a trade. The market still settles the signal for everybody else and for the books. */
export interface TradeReported {
  readonly kind: 'trade_reported'
  readonly userId: UserId
  readonly signalId: SignalId
  readonly tradeId: TradeId
  readonly price: number
  readonly reportedAt: TimestampMs
  readonly outcome: Outcome
  readonly r: number
  readonly pnlCents: Cents
  readonly totals: TraderTotals
  /** The user's own day of closing, and its profit or loss after this trade. */
  readonly closedDay: Day
  readonly closedDayPnlCents: Cents
  readonly last7dPnlCents: Cents
}

/** What a close depends on. */
export interface CloseView {
  /** Null where there is no such trade, or it is somebody else's. */
  readonly trade: TradeSheet | null
  readonly sheet: SignalSheet | null
  readonly trader: TraderSheet | null
  /** Profit or loss of the trader's own today so far. */
  readonly dayPnlCents: Cents
}

/**
 * Books the end of a trade that an executor reports.
 *
 * Refuses in this order: no such trade of the caller's, closed already, not open (without a price, or the market has
 * settled the signal and books it), a time before the fire or ahead of the station, a price that cannot be.
 *
 * The result counts in the trader's account: his balance, his days, his last seven. It is nobody's evidence: a price
 * that somebody says himself makes neither a win nor a loss of his rate, moves no board, pays no points and teaches no
 * book.
 *
 * Rules CLOSE-1 to CLOSE-5.
 */
export function decideCloseTrade(
  { userId, tradeId, price, closedAt }: CloseTrade,
  { trade, sheet, trader, dayPnlCents }: CloseView,
  { now, policy }: Context,
): Result<readonly TradeReported[], Rejection> {
  if (trade === null || sheet === null || trader === null) return reject({ code: 'trade_not_found' })
  if (trade.outcome !== null) return reject({ code: 'already_closed' })
  if (!trade.executed || sheet.outcome !== null) return reject({ code: 'trade_not_open' })
  const reportedAt = closedAt ?? now
  if (reportedAt < trade.firedAt || reportedAt > now + policy.fireClockSkewMsMax)
    return reject({ code: 'bad_close_time' })
  const r = resultOf(sheet.signal.levels, price)
  if (!(price > 0) || Math.abs(r) > REPORTED_R_MAX) return reject({ code: 'bad_close_price' })

  const closedDay = dayIn(trader.zone, now)
  const totals = totalsOn(trader.totals, closedDay)
  const pnlCents = boundedPnlCents(trade, r, totals.balanceCents)
  const before = totals.reported ?? { closes: 0, pnlCents: 0 }
  return accept([
    {
      kind: 'trade_reported',
      userId,
      signalId: trade.signalId,
      tradeId,
      price,
      reportedAt,
      outcome: outcomeOf(r),
      r,
      pnlCents,
      totals: {
        ...totals,
        balanceCents: totals.balanceCents + pnlCents,
        reported: { closes: before.closes + 1, pnlCents: before.pnlCents + pnlCents },
      },
      closedDay,
      closedDayPnlCents: dayPnlCents + pnlCents,
      last7dPnlCents: trader.last7dPnlCents + pnlCents,
    },
  ])
}

/** Gain over risk, as the market's own settlement measures it; adding 0 turns a negative zero into zero. */
function resultOf({ entry, stop }: Levels, price: number): number {
  return roundTo((price - entry) / (entry - stop), R_DECIMALS) + 0
}

/** The sign of the result: an executor closes where it likes, so no level names the outcome. */
function outcomeOf(r: number): Outcome {
  if (r === 0) return 'TIMEOUT'
  return r > 0 ? 'WIN' : 'LOSS'
}
