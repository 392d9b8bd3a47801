import type { Command } from '#core/command.ts'
import { EURUSD, NOON } from '#tests/support/desk.ts'

const MINUTE_MS = 60_000

/** A close that reaches the target, or the stop, of every open BUY. */
export function settle(bar: number, outcome: 'WIN' | 'LOSS'): Command {
  const at = NOON + (bar + 1) * MINUTE_MS
  const prices = outcome === 'WIN' ? { high: 1.102, low: 1.1 } : { high: 1.1, low: 1.098 }
  const closed = {
    symbol: EURUSD,
    openAt: at - MINUTE_MS,
    closeAt: at,
    volume: 1,
    spread: 0,
    open: 1.1,
    close: 1.1,
  }
  return {
    kind: 'advance_market',
    runId: 'r1' as never,
    barsDone: bar + 1,
    at,
    closes: [{ bar: { ...closed, ...prices }, barIndex: bar }],
    candidates: [],
    ended: false,
  }
}
