import type { ClosedBar, ExecuteFires } from '#core/command.ts'
import type { SignalId, SymbolName } from '#core/kernel/ids.ts'
import type { Bar } from '#core/market/bar.ts'
import type { WaitingFire } from './awaiting.ts'

/** Signals whose fires wait for a first price; those that got one are taken out. */
export type Waiting = Map<SignalId, WaitingFire>

/** The first of the bars that closed, by symbol. */
export function firstOf(closes: readonly ClosedBar[]): (symbol: SymbolName) => Bar | null {
  const bars = new Map<SymbolName, Bar>()
  for (const { bar } of closes) if (!bars.has(bar.symbol)) bars.set(bar.symbol, bar)
  return (symbol) => bars.get(symbol) ?? null
}

/** Fills fires at the ask for BUY and the bid for SELL, where the symbol has a price. */
export async function fillFires(
  waiting: Waiting,
  barOf: (symbol: SymbolName) => Bar | null,
  commit: (command: ExecuteFires) => Promise<boolean>,
): Promise<void> {
  const commits: Promise<boolean>[] = []
  for (const { signalId, symbol, direction } of waiting.values()) {
    const bar = barOf(symbol)
    if (bar === null) continue
    waiting.delete(signalId)
    const price = direction === 'BUY' ? bar.close + bar.spread : bar.close
    commits.push(commit({ kind: 'execute_fires', signalId, price }))
  }
  await Promise.all(commits)
}
