import type { Context } from '#core/context.ts'
import type { DomainEvent } from '#core/event.ts'
import { decideHook, type HookCommand } from '#core/hooks/hook.ts'
import type { SignalId } from '#core/kernel/ids.ts'
import type { Result } from '#core/kernel/result.ts'
import { dayIn } from '#core/kernel/time.ts'
import type { Rejection } from '#core/rejection.ts'
import type { SignalSheet } from '#core/sheets.ts'
import { type CloseTrade, decideCloseTrade } from '#core/signals/executor-close.ts'
import type { Readable } from '#db/open.ts'
import { readTradeOf } from '#db/stores/fires.ts'
import { countHooks, readHook } from '#db/stores/hooks.ts'
import { readDayPnl, readTrader } from '#db/stores/traders.ts'

/** What is asked with every command of the outside. */
export interface Asked {
  readonly context: Context
  readonly sheet: (id: SignalId) => SignalSheet | null
}

/** Decides what other programs bring: closes that executors report, and the addresses of senders. */
export function decideOutside(
  db: Readable,
  command: CloseTrade | HookCommand,
  { context, sheet }: Asked,
): Result<readonly DomainEvent[], Rejection> {
  if (command.kind !== 'close_trade')
    return decideHook(command, { known: readHook(db, command.hookId), ...countHooks(db) })
  const { userId, tradeId } = command
  const trade = readTradeOf(db, userId, tradeId)
  const trader = readTrader(db, userId, context.now)
  return decideCloseTrade(
    command,
    {
      trade,
      trader,
      sheet: trade && sheet(trade.signalId),
      dayPnlCents: trader ? readDayPnl(db, userId, dayIn(trader.zone, context.now)) : 0,
    },
    context,
  )
}
