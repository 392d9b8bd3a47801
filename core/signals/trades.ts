import type { ExecuteFires, SettleTrades } from '#core/command.ts'
import type { Context } from '#core/context.ts'
import type { DomainEvent, TradeClosed, TraderTotals } from '#core/event.ts'
import { BASIS_POINTS_PER_UNIT, type BasisPoints, type Cents } from '#core/kernel/amount.ts'
import type { UserId } from '#core/kernel/ids.ts'
import { accept, invariant, type Result, reject } from '#core/kernel/result.ts'
import { dayIn } from '#core/kernel/time.ts'
import type { Rejection } from '#core/rejection.ts'
import type { SignalSheet, TraderSheet, TradeSheet } from '#core/sheets.ts'
import { MICRO_PER_UNIT, totalsOn } from '#core/signals/performance.ts'
import type { Outcome, Signal } from '#core/signals/signal.ts'

/** What a settlement depends on. */
export interface SettleView {
  readonly sheet: SignalSheet | null
  /** Trades on the signal that were executed and are not closed. */
  readonly trades: readonly TradeSheet[]
  readonly traders: ReadonlyMap<UserId, TraderSheet>
  /** Profit or loss of each trader's own today so far. */
  readonly dayPnlCents: ReadonlyMap<UserId, Cents>
}

/** Results are kept in billionths of the risk, so the product with money is exact. */
const R_NANO = 1_000_000_000
/** No paper account grows past this: every sum stays an exact integer. */
const BALANCE_CENTS_MAX = 1_000_000_000_000_000

/**
 * Fills what waits on a signal at the first price after the fire.
 *
 * Once the window has closed nothing is filled any more: what got no price stays unfilled. Where nothing waits
 * nothing happens.
 *
 * Source: interface rules of the desk, execution. Rules FIRE-8 and FIRE-9.
 */
export function decideExecuteFires(
  command: ExecuteFires,
  { sheet }: { readonly sheet: SignalSheet | null },
  { market }: Context,
): Result<readonly DomainEvent[], Rejection> {
  if (sheet === null) return reject({ code: 'signal_not_found' })
  const { fireCount, executedCount } = sheet.totals
  if (sheet.status !== 'active' || executedCount >= fireCount) return accept([])
  return accept([
    {
      kind: 'signal_executed',
      signalId: command.signalId,
      price: command.price,
      at: market.at,
      mission: { ...sheet.totals, executedCount: fireCount },
    },
  ])
}

/**
 * Books the result of a settled signal to those who fired on it, at most `tradesPerSettlementMax` at a time.
 *
 * Each trader's sheet is carried from trade to trade, so several trades of one trader in one command add up:
 * the balance is always the opening balance plus everything booked.
 *
 * Source: seed HydraX, outcome tracking; interface rules of the desk, paper account. Rules SETTLE-8 to
 * SETTLE-13.
 */
export function decideSettleTrades(
  _command: SettleTrades,
  view: SettleView,
  { now, policy }: Context,
): Result<readonly DomainEvent[], Rejection> {
  const { sheet } = view
  if (sheet === null) return reject({ code: 'signal_not_found' })
  const { outcome, r } = sheet
  if (outcome === null || r === null) return accept([])

  const accounts = new Map<UserId, Account>()
  const events = view.trades.slice(0, policy.tradesPerSettlementMax).map((trade): TradeClosed => {
    invariant(trade.executed && trade.outcome === null, 'only open trades are settled')
    const before = accounts.get(trade.userId) ?? accountOf(trade.userId, view, now)
    const pnlCents = boundedPnlCents(trade, r, before.totals.balanceCents)
    const after = booked(before, { outcome, pnlCents, signal: sheet.signal })
    accounts.set(trade.userId, after)
    const { userId, signalId, tradeId } = trade
    return { kind: 'trade_closed', userId, signalId, tradeId, outcome, r, pnlCents, ...after }
  })
  return accept(events)
}

/**
 * Profit or loss of a risk at a result, in cents, rounded half away from zero.
 *
 * @param balanceCents the balance the risk is taken of
 * @param r result in units of the risk, at most nine decimals
 */
export function pnlCentsOf(balanceCents: Cents, riskBp: BasisPoints, r: number): Cents {
  // The product may pass 2^53, and a half must be a half: it is taken in whole billionths.
  const product = BigInt(balanceCents) * BigInt(riskBp) * BigInt(Math.round(r * R_NANO))
  const unit = BigInt(BASIS_POINTS_PER_UNIT) * BigInt(R_NANO)
  const size = product < 0n ? -product : product
  const cents = Number((2n * size + unit) / (2n * unit))
  return product < 0n && cents > 0 ? -cents : cents
}

/** A trader's sheet while trades are booked to it, in the words of the event. */
type Account = Pick<TradeClosed, 'totals' | 'closedDay' | 'closedDayPnlCents' | 'last7dPnlCents'>

function accountOf(userId: UserId, { traders, dayPnlCents }: SettleView, now: number): Account {
  const trader = traders.get(userId)
  invariant(trader !== undefined, 'every trade has its trader')
  const closedDay = dayIn(trader.zone, now)
  return {
    totals: totalsOn(trader.totals, closedDay),
    closedDay,
    closedDayPnlCents: dayPnlCents.get(userId) ?? 0,
    last7dPnlCents: trader.last7dPnlCents,
  }
}

/** Profit or loss of a trade, such that no account grows past what sums can hold exactly. */
export function boundedPnlCents({ balanceCents, riskBp }: TradeSheet, r: number, balanceNow: Cents): Cents {
  return Math.min(pnlCentsOf(balanceCents, riskBp, r), BALANCE_CENTS_MAX - balanceNow)
}

function booked(
  account: Account,
  result: { readonly outcome: Outcome; readonly pnlCents: Cents; readonly signal: Signal },
): Account {
  const { outcome, pnlCents, signal } = result
  const counted = countOutcome(account.totals, outcome, signal.assessment.breakeven)
  return {
    totals: {
      ...counted,
      balanceCents: counted.balanceCents + pnlCents,
      pnlCents: counted.pnlCents + pnlCents,
    },
    closedDay: account.closedDay,
    closedDayPnlCents: account.closedDayPnlCents + pnlCents,
    last7dPnlCents: account.last7dPnlCents + pnlCents,
  }
}

function countOutcome(totals: TraderTotals, outcome: Outcome, breakeven: number): TraderTotals {
  if (outcome === 'TIMEOUT') return { ...totals, timeouts: totals.timeouts + 1 }
  const breakevenMicroSum = totals.breakevenMicroSum + Math.round(breakeven * MICRO_PER_UNIT)
  return outcome === 'WIN'
    ? { ...totals, wins: totals.wins + 1, breakevenMicroSum }
    : { ...totals, losses: totals.losses + 1, breakevenMicroSum }
}
