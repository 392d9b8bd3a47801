import { keepSignal, keepTrade } from './keep.ts'
import type { TradeView, UserView } from './model.ts'
import type { DeskState, Message } from './reduce.ts'

type Of<Kind extends Message['kind']> = Extract<Message, { kind: Kind }>

/** How the reader's trades ended. */
export function tally(state: DeskState, { tally: counts, balance }: Of<'tally'>): DeskState {
  if (state.tally !== null && counts.at < state.tally.at) return state
  const newer = state.user !== null && counts.at >= state.user.at
  return { ...state, tally: counts, user: newer ? { ...(state.user as UserView), balance } : state.user }
}

/** The reader's last trades, newest first. */
export function trades(state: DeskState, list: readonly TradeView[]): DeskState {
  const known = list.reduce(keepTrade, state)
  return { ...known, recent: list.map((trade) => trade.signalId) }
}

/** The answer to a fire: the station's own count, and the trade it opened. */
export function fired(state: DeskState, { trade, fires }: Of<'fired'>): DeskState {
  const signal = state.signals[trade.signalId]
  const known = keepTrade(state, trade)
  const recent = [trade.signalId, ...(known.recent ?? []).filter((id) => id !== trade.signalId)]
  const { [trade.signalId]: _, ...decisions } = known.decisions
  const told = { ...known, recent, decisions }
  return signal === undefined ? told : keepSignal(told, { ...signal, fires: Math.max(signal.fires, fires) })
}

/** The answer to a pass. */
export function passed(state: DeskState, { signalId, passes }: Of<'passed'>): DeskState {
  const signal = state.signals[signalId]
  const { [signalId]: _decision, ...decisions } = state.decisions
  const { [signalId]: _draft, ...drafts } = state.drafts
  const told = { ...state, decisions, drafts, passed: { ...state.passed, [signalId]: true as const } }
  return signal === undefined
    ? told
    : keepSignal(told, { ...signal, passes: Math.max(signal.passes, passes) })
}
