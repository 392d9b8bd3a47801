import type { OpenRun } from '#core/command.ts'
import type { Context } from '#core/context.ts'
import type { DomainEvent } from '#core/event.ts'
import type { SymbolName } from '#core/kernel/ids.ts'
import { accept, type Result, reject } from '#core/kernel/result.ts'
import { TIMEFRAMES } from '#core/market/bar.ts'
import type { Rejection } from '#core/rejection.ts'
import type { RunSheet, SignalSheet } from '#core/sheets.ts'
import { timeout } from '#core/signals/settlement.ts'

/** What a new run depends on. */
export interface OpenRunView {
  /** The run before, or null where this is the first. */
  readonly run: RunSheet | null
  /** Every unsettled signal, providers' included. */
  readonly open: readonly SignalSheet[]
}

/**
 * Begins a run of the market, once the one before is closed.
 *
 * No bar of the new run may judge a signal of the old one: what is still open times out at the last price the old
 * run recorded (without one at the entry, with a result of 0) and teaches no book. Refuses the run that is open
 * already: a repeated command begins nothing twice.
 *
 * Source: interface rules of the desk, replay. Rules MKT-1 to MKT-3.
 */
export function decideOpenRun(
  command: OpenRun,
  { run, open }: OpenRunView,
  _context: Context,
): Result<readonly DomainEvent[], Rejection> {
  if (run !== null && run.runId === command.runId) return reject({ code: 'out_of_step' })
  return accept([...open.flatMap((sheet) => closeLeftOver(sheet, run)), { ...command, kind: 'run_opened' }])
}

/** Length of a bar of the symbol in a run, in milliseconds; of one the run does not play, that of the run. */
export function barMsIn({ timeframe, timeframes }: RunTimeframes, symbol: SymbolName): number {
  return TIMEFRAMES[timeframes?.[symbol] ?? timeframe]
}

type RunTimeframes = Pick<RunSheet, 'timeframe' | 'timeframes'>

function closeLeftOver({ signal, status }: SignalSheet, run: RunSheet | null): readonly DomainEvent[] {
  const { signalId, book, symbol, levels, createdAt, veto } = signal
  const at = Math.max(run?.at ?? createdAt, createdAt)
  const settled: DomainEvent = {
    kind: 'signal_settled',
    signalId,
    ...timeout(signal, run?.lastPrices[symbol] ?? levels.entry),
    at,
    book,
    bookTotals: null,
    ...(veto !== undefined && { vetoed: true as const }),
  }
  return status === 'active' ? [{ kind: 'signal_expired', signalId, at }, settled] : [settled]
}
