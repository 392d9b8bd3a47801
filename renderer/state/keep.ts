import type { SignalView, Status, TradeStatus, TradeView } from './model.ts'
import type { DeskState } from './reduce.ts'

/** How a new telling of a signal, a mission or a trade joins what is known of it. */

const STATUS_ORDER: Readonly<Record<Status, number>> = { active: 0, expired: 1, settled: 2 }
const TRADE_ORDER: Readonly<Record<TradeStatus, number>> = { pending: 0, open: 1, unfilled: 2, closed: 2 }

export function keepSignal(state: DeskState, signal: SignalView): DeskState {
  const signals = mergeAll(state.signals, [signal])
  return signals === state.signals ? state : { ...state, signals }
}

/**
 * Merges tellings without a place in a stream: counts and windows only grow and the status only moves on, so order is
 * harmless.
 */
export function mergeAll(
  known: Readonly<Record<string, SignalView>>,
  incoming: readonly SignalView[],
): Readonly<Record<string, SignalView>> {
  const changed: Record<string, SignalView> = {}
  for (const signal of incoming) {
    const before = known[signal.id]
    const after = before === undefined ? signal : merged(before, signal)
    if (after !== before) changed[signal.id] = after
  }
  return Object.keys(changed).length === 0 ? known : { ...known, ...changed }
}

function merged(before: SignalView, after: SignalView): SignalView {
  const fires = Math.max(before.fires, after.fires)
  const passes = Math.max(before.passes, after.passes)
  const status = later(before.status, after.status)
  const expiresAt = Math.max(before.expiresAt, after.expiresAt)
  const outcome = after.outcome ?? before.outcome
  const same =
    fires === before.fires &&
    passes === before.passes &&
    status === before.status &&
    expiresAt === before.expiresAt &&
    outcome === before.outcome
  // The outcome is told with its instant.
  const settledAt = after.settledAt ?? before.settledAt
  return same ? before : { ...before, fires, passes, status, expiresAt, outcome, settledAt }
}

export function later(before: Status, after: Status): Status {
  return STATUS_ORDER[after] >= STATUS_ORDER[before] ? after : before
}

export function keepMission(
  state: DeskState,
  id: string,
  part: Partial<DeskState['missions'][string]>,
): DeskState {
  const before = state.missions[id] ?? { executed: 0, exit: null, r: null }
  const executed = Math.max(before.executed, part.executed ?? 0)
  const after = { executed, exit: part.exit ?? before.exit, r: part.r ?? before.r }
  return { ...state, missions: { ...state.missions, [id]: after } }
}

export function keepTrade(state: DeskState, trade: TradeView): DeskState {
  const before = state.trades[trade.signalId]
  if (before !== undefined && TRADE_ORDER[trade.status] < TRADE_ORDER[before.status]) return state
  return { ...state, trades: { ...state.trades, [trade.signalId]: filled(before, trade) } }
}

/** A closing told live lacks the exit price; a later list has it, and an earlier one keeps it. */
function filled(before: TradeView | undefined, after: TradeView): TradeView {
  return {
    ...after,
    executedPrice: after.executedPrice ?? before?.executedPrice ?? null,
    exit: after.exit ?? before?.exit ?? null,
  }
}
