import type { PassSignal } from '#core/command.ts'
import type { Context } from '#core/context.ts'
import type { DomainEvent } from '#core/event.ts'
import { accept, type Result, reject } from '#core/kernel/result.ts'
import { dayIn } from '#core/kernel/time.ts'
import type { Rejection } from '#core/rejection.ts'
import { type FireView, windowOpen } from '#core/signals/fire.ts'
import { totalsOn } from '#core/signals/performance.ts'

/** What a pass depends on: what a fire does, and whether the trader passed before. */
export interface PassView extends FireView {
  readonly passed: boolean
}

/**
 * Decides whether a pass stands.
 *
 * Refuses in this order: unknown signal, unknown user, already fired, already passed, vetoed, window over. A pass binds
 * nobody: until expiry a fire may follow it, and both then stand. After a fire there is nothing left to let go.
 *
 * Source: domain rules of the desk, decisions. Rules PASS-1 to PASS-4.
 */
export function decidePass(
  command: PassSignal,
  { sheet, trader, trade, passed }: PassView,
  { now, market }: Context,
): Result<readonly DomainEvent[], Rejection> {
  if (sheet === null) return reject({ code: 'signal_not_found' })
  if (trader === null) return reject({ code: 'user_not_found' })
  if (trade !== null) return reject({ code: 'already_fired', firedAt: trade.firedAt, tradeId: trade.tradeId })
  if (passed) return reject({ code: 'already_passed' })
  if (sheet.signal.veto !== undefined) return reject({ code: 'signal_vetoed' })
  if (!windowOpen(sheet, market.at)) return reject({ code: 'signal_expired' })

  const totals = totalsOn(trader.totals, dayIn(trader.zone, now))
  return accept([
    {
      kind: 'signal_passed',
      signalId: command.signalId,
      userId: command.userId,
      reason: command.reason,
      mission: { ...sheet.totals, passCount: sheet.totals.passCount + 1 },
    },
    {
      kind: 'trader_decided',
      userId: command.userId,
      totals: { ...totals, passes: totals.passes + 1 },
      last7dPnlCents: trader.last7dPnlCents,
    },
  ])
}
