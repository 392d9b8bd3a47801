import { sayIn } from '../words/words.ts'
import { breakdownOf, sideOf } from './breakdown.ts'
import { amount, counted, percent, pips, points } from './format.ts'
import type { BriefView, SignalView } from './model.ts'
import { edgeOf, RISK_PCT_MAX, riskRange, trustWords } from './plan.ts'

const say = sayIn('briefing')

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
 * A source speaks by its part, which its outcomes have earned; its vote is a claim and speaks only while no source
 * has earned a part. A provider's claim stands on neither side, for it is no evidence.
 */
export function argumentsOf(signal: SignalView, brief: BriefView | null): Arguments {
  // As it is printed: what reads 0.0 pt is no edge.
  const shown = Math.round(edgeOf(signal) * 1_000)
  const said = hasParts(signal) ? partWords(signal) : voteWords(brief)
  const pro = [
    shown > 0 ? aboveText(shown) : null,
    said.pro,
    signal.rank > 0.5 ? rankText(signal.rank) : null,
  ]
  const con = [
    signal.trust === 'EDGE' ? null : trustWords(signal).sentence,
    shown > 0 ? null : aboveText(shown),
    said.con,
    signal.rank < 0.5 ? rankText(signal.rank) : null,
  ]
  return { pro: pro.filter((words) => words !== null), con: con.filter((words) => words !== null) }
}

/** Whether a source has earned a part of the probability that can be read. */
export function hasParts(signal: SignalView): boolean {
  return breakdownOf(signal).steps.some((step) => sideOf(step) !== 'even')
}

interface Said {
  readonly pro: string | null
  readonly con: string | null
}

/** `Raised by ema trend +1.2 pt, macd flip +0.4 pt.` */
function partWords(signal: SignalView): Said {
  const { steps } = breakdownOf(signal)
  const of = (side: 'for' | 'against', verb: 'raised_by' | 'lowered_by') => {
    const named = steps.filter((step) => sideOf(step) === side)
    if (named.length === 0) return null
    return say(verb, { names: named.map(({ name, change }) => `${name} ${points(change)}`).join(', ') })
  }
  return { pro: of('for', 'raised_by'), con: of('against', 'lowered_by') }
}

/** `2 sources voted for it: ema trend, macd flip.` */
function voteWords(brief: BriefView | null): Said {
  const { agreeing, opposed } = votersOf(brief)
  const of = (names: readonly string[], key: 'voted_for' | 'voted_against') =>
    names.length === 0 ? null : say(key, { count: names.length, names: names.join(', ') })
  return { pro: of(agreeing, 'voted_for'), con: of(opposed, 'voted_against') }
}

/** Who voted which way, by name: `ema_trend` -> `ema trend`. */
export function votersOf(brief: BriefView | null): {
  readonly agreeing: readonly string[]
  readonly opposed: readonly string[]
} {
  const votes = brief?.evidence?.votes ?? []
  const named = (side: boolean) =>
    votes.filter(({ agrees }) => agrees === side).map(({ source }) => source.replaceAll('_', ' '))
  return { agreeing: named(true), opposed: named(false) }
}

export function outcomesOf({ wins, losses, timeouts }: BriefView['book']): number {
  return wins + losses + timeouts
}

/** The edge in tenths of a point, in words. */
function aboveText(tenths: number): string {
  if (tenths === 0) return say('edge_none')
  return say(tenths > 0 ? 'edge_above' : 'edge_below', { n: amount(Math.abs(tenths) / 10, 1) })
}

function rankText(rank: number): string {
  if (rank === 0) return say('rank_last')
  if (rank === 1) return say('rank_first')
  return say('rank_above', { share: percent(rank, 0) })
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
    { name: say('check_seen'), ok: seen, detail: seen ? '' : say('not_on_screen') },
    {
      name: say('check_risk'),
      ok: riskPct !== null,
      detail:
        riskPct === null
          ? riskRange()
          : say('share_of', { share: percent(riskPct / 100), max: percent(RISK_PCT_MAX / 100) }),
    },
    { name: say('check_price'), ...nearEntry(view) },
    { name: say('check_alone', { symbol: signal.symbol }), ...othersOpen(view) },
    { name: say('check_edge'), ok: signal.trust === 'EDGE', detail: trustWords(signal).word },
  ]
}

function nearEntry({ signal, price }: CheckView): Omit<Check, 'name'> {
  if (price === null) return { ok: null, detail: say('no_price') }
  const { symbol, entry, stop } = signal
  const ok = Math.abs(price - entry) <= NEAR_ENTRY * Math.abs(entry - stop)
  return { ok, detail: pips(symbol, entry, price) }
}

function othersOpen({ brief, fired }: CheckView): Omit<Check, 'name'> {
  if (brief === null) return { ok: null, detail: '' }
  const others = Math.max(0, brief.exposure.onSymbol - (fired ? 1 : 0))
  return { ok: others === 0, detail: others === 0 ? '' : counted(others, 'trade') }
}
