import { readRisk } from './plan.ts'
import type { DeskState, Message } from './reduce.ts'

type ReaderMessage = Extract<Message, { kind: 'decision' | 'link' | 'latency' | 'select' | 'risk' | 'draft' }>

/** What the reader and the connection change; nothing here comes from the station. */
export function reader(state: DeskState, message: ReaderMessage): DeskState {
  switch (message.kind) {
    case 'decision':
      return { ...state, decisions: put(state.decisions, message.signalId, message.decision) }
    case 'link':
      return { ...state, link: message.link }
    case 'latency':
      return { ...state, latencyMs: message.ms }
    case 'select':
      return select(state, message.signalId)
    case 'risk':
      return { ...state, riskTyped: message.typed, riskPct: readRisk(message.typed) }
    case 'draft':
      return { ...state, drafts: put(state.drafts, message.signalId, message.draft) }
  }
}

/** Looking at another signal disarms the one that was looked at. */
function select(state: DeskState, signalId: string): DeskState {
  if (state.selected === signalId) return state
  const before = state.selected
  const armed = before !== null && state.decisions[before]?.kind === 'armed'
  return {
    ...state,
    selected: signalId,
    decisions: armed ? put(state.decisions, before, null) : state.decisions,
  }
}

function put<Value>(
  record: Readonly<Record<string, Value>>,
  key: string,
  value: Value | null,
): Readonly<Record<string, Value>> {
  if (value !== null) return { ...record, [key]: value }
  const { [key]: _, ...rest } = record
  return rest
}
