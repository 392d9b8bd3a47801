import type { FireSignal } from '#core/command.ts'
import type { Context } from '#core/context.ts'
import type { DomainEvent } from '#core/event.ts'
import { accept, type Result, reject } from '#core/kernel/result.ts'
import { dayIn } from '#core/kernel/time.ts'
import type { Rejection } from '#core/rejection.ts'
import type { SignalSheet, TraderSheet, TradeSheet } from '#core/sheets.ts'
import { totalsOn } from '#core/signals/performance.ts'

/** What a fire depends on. */
export interface FireView {
  readonly sheet: SignalSheet | null
  readonly trader: TraderSheet | null
  /** The trader's own earlier fire on this signal. */
  readonly trade: TradeSheet | null
}

/**
 * Decides whether a fire stands.
 *
 * Refuses in this order: unknown signal, unknown user, already fired, vetoed, window over, clocks apart. A duplicate
 * outranks expiry: a trader who retries after the window closed must learn that the first fire counted, not that
 * it came too late. A settled signal refuses as an expired one does: its outcome is known.
 *
 * The risk is taken of the balance at this moment; an account below zero risks nothing, so that no loss can turn
 * into a gain.
 *
 * Source: seed HydraX, mission briefing (duplicate protection, expiry, timestamp verification). Rules FIRE-1 to
 * FIRE-7.
 */
export function decideFire(
  command: FireSignal,
  { sheet, trader, trade }: FireView,
  { now, market, policy }: Context,
): Result<readonly DomainEvent[], Rejection> {
  if (sheet === null) return reject({ code: 'signal_not_found' })
  if (trader === null) return reject({ code: 'user_not_found' })
  if (trade !== null) return reject({ code: 'already_fired', firedAt: trade.firedAt, tradeId: trade.tradeId })
  if (sheet.signal.veto !== undefined) return reject({ code: 'signal_vetoed' })
  if (!windowOpen(sheet, market.at)) return reject({ code: 'signal_expired' })
  if (command.pressedAt !== null && Math.abs(command.pressedAt - now) > policy.fireClockSkewMsMax)
    return reject({ code: 'clock_skew' })

  const totals = totalsOn(trader.totals, dayIn(trader.zone, now))
  return accept([
    {
      kind: 'signal_fired',
      signalId: command.signalId,
      userId: command.userId,
      tradeId: command.tradeId,
      riskBp: command.riskBp ?? policy.riskBpDefault,
      balanceCents: Math.max(0, totals.balanceCents),
      at: market.at,
      userFireCount: totals.fires + 1,
      mission: { ...sheet.totals, fireCount: sheet.totals.fireCount + 1 },
    },
    {
      kind: 'trader_decided',
      userId: command.userId,
      totals: { ...totals, fires: totals.fires + 1, dayFires: totals.dayFires + 1 },
      last7dPnlCents: trader.last7dPnlCents,
    },
  ])
}

/** Whether a signal may still be decided on: nothing ended it, and the market has not reached the end of its window. */
export function windowOpen({ status, signal }: SignalSheet, marketAt: number): boolean {
  return status === 'active' && marketAt < signal.expiresAt
}
