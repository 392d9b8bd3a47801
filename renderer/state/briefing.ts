import { amount, counted, percent, pips, points } from './format.ts'
import type { BriefView, SignalView } from './model.ts'
import { edgeOf, RISK_TEXT, trustWords } from './plan.ts'

/** A price further from the entry than this share of the way to the stop has moved on. */
const NEAR_ENTRY = 0.25

/** What speaks for a signal and what against it, each in one sentence. */
export interface Arguments {
  readonly pro: readonly string[]
  readonly con: readonly string[]
}

/**
 * Weighs nothing: it only sorts what the station knows of a signal.
 *
 * A provider's claim stands on neither side, for it is no evidence.
 */
export function argumentsOf(signal: SignalView, brief: BriefView | null): Arguments {
  const edge = edgeOf(signal)
  // As it is printed: what reads 0.0 pt is no edge.
  const shown = Math.round(edge * 1_000)
  const rank = `Ranks above ${percent(signal.rank, 0)} of the last signals of its book.`
  const votes = brief?.evidence?.votes ?? []
  const agreeing = votes.filter(({ agrees }) => agrees).map(({ source }) => source)
  const opposed = votes.filter(({ agrees }) => !agrees).map(({ source }) => source)
  const pro = [
    shown > 0 ? `Probability ${points(edge)} above breakeven.` : null,
    agreeing.length > 0 ? `${counted(agreeing.length, 'source')} for it: ${list(agreeing)}.` : null,
    signal.rank > 0.5 ? rank : null,
  ]
  const con = [
    signal.trust === 'EDGE' ? null : trustWords(signal).sentence,
    shown > 0 ? null : belowText(shown),
    opposed.length > 0 ? `${counted(opposed.length, 'source')} against it: ${list(opposed)}.` : null,
    signal.rank < 0.5 ? rank : null,
  ]
  return { pro: pro.filter((words) => words !== null), con: con.filter((words) => words !== null) }
}

/** `ema_trend` -> `ema trend`. */
const list = (sources: readonly string[]): string =>
  sources.map((source) => source.replaceAll('_', ' ')).join(', ')

export function outcomesOf({ wins, losses, timeouts }: BriefView['book']): number {
  return wins + losses + timeouts
}

function belowText(permille: number): string {
  return permille === 0
    ? 'Probability no higher than breakeven.'
    : `Probability ${amount(Math.abs(permille) / 10, 1)} pt below breakeven.`
}

/** One thing looked at before a decision. `ok` is null while it cannot be told. */
export interface Check {
  readonly name: string
  readonly ok: boolean | null
  readonly detail: string
}

/** Everything the checks look at. */
export interface CheckView {
  readonly signal: SignalView
  readonly brief: BriefView | null
  /** The last price, or null where none was heard. */
  readonly price: number | null
  readonly riskPct: number | null
  /** The situation was on the reader's screen long enough to be read. */
  readonly seen: boolean
  /** The reader's own trade on this very signal is among the open ones. */
  readonly fired: boolean
}

/** The reader's own checks: none but the risk holds back a fire. */
export function checksOf(view: CheckView): readonly Check[] {
  const { signal, riskPct, seen } = view
  return [
    { name: 'Situation seen', ok: seen, detail: seen ? '' : 'not yet on screen' },
    {
      name: 'Risk in limit',
      ok: riskPct !== null,
      detail: riskPct === null ? RISK_TEXT : `${riskPct.toFixed(1)} of ${RISK_TEXT}`,
    },
    { name: 'Price near entry', ...nearEntry(view) },
    { name: `Nothing else open on ${signal.symbol}`, ...othersOpen(view) },
    { name: 'Edge proven', ok: signal.trust === 'EDGE', detail: trustWords(signal).word },
  ]
}

function nearEntry({ signal, price }: CheckView): Omit<Check, 'name'> {
  if (price === null) return { ok: null, detail: 'no price heard yet' }
  const { symbol, entry, stop } = signal
  const ok = Math.abs(price - entry) <= NEAR_ENTRY * Math.abs(entry - stop)
  return { ok, detail: pips(symbol, entry, price) }
}

function othersOpen({ brief, fired }: CheckView): Omit<Check, 'name'> {
  if (brief === null) return { ok: null, detail: '' }
  const others = Math.max(0, brief.exposure.onSymbol - (fired ? 1 : 0))
  return { ok: others === 0, detail: others === 0 ? '' : counted(others, 'trade') }
}
