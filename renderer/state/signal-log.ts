import { sayIn } from '../words/words.ts'
import { price, signed } from './format.ts'
import type { MissionView, SignalView, TradeView } from './model.ts'
import { outcomeName } from './names.ts'

const say = sayIn('signal')

/** Who fired on a signal, and when. */
export interface MarkView {
  readonly userId: string
  readonly name: string
  readonly firedAt: number
  readonly executed: boolean
}

/** One line of a signal's history. Market time and station time are two clocks and are never put in one order. */
export interface LogLine {
  readonly key: string
  /** Milliseconds of its clock; null where the station does not tell it. */
  readonly at: number | null
  readonly words: string
  readonly own: boolean
}

export interface SignalLog {
  /** Oldest first. */
  readonly market: readonly LogLine[]
  /** Newest first, as the fires come in pages. */
  readonly station: readonly LogLine[]
}

export interface LogSources {
  readonly signal: SignalView
  readonly mission: MissionView | undefined
  readonly trade: TradeView | null
  readonly passed: boolean
  readonly marks: readonly MarkView[]
  readonly readerId: string
}

/** What happened to a signal, as far as the station tells it. */
export function signalLog(sources: LogSources): SignalLog {
  return { market: marketLines(sources), station: stationLines(sources) }
}

/** When the window closed, or will close: a settlement that comes first ends it. */
export function windowEnd({ expiresAt, settledAt }: Pick<SignalView, 'expiresAt' | 'settledAt'>): number {
  return Math.min(expiresAt, settledAt ?? expiresAt)
}

function marketLines({ signal, mission }: LogSources): LogLine[] {
  const { symbol, side, source, status, settledAt } = signal
  const listed = say('log_listed', { symbol, side, source, price: price(symbol, signal.entry) })
  const lines: LogLine[] = [line('listed', signal.createdAt, listed)]
  lines.push(line('window', windowEnd(signal), windowWords(signal)))
  if (status === 'settled') lines.push(line(say('step_settled'), settledAt, settledWords(signal, mission)))
  else lines.push(line('horizon', signal.horizonAt, say('log_settled_latest')))
  return lines
}

function windowWords(signal: SignalView): string {
  if (signal.status === 'active') return say('log_window_closes')
  return windowEnd(signal) < signal.expiresAt ? say('log_window_ended') : say('log_window_closed')
}

function settledWords({ symbol, outcome }: SignalView, mission: MissionView | undefined): string {
  const exit = mission?.exit == null ? '' : say('at_price', { price: price(symbol, mission.exit) })
  const r = mission?.r == null ? '' : `, ${signed(mission.r, 1)} R`
  return say('log_settled', { outcome: outcome === null ? say('no_outcome') : outcomeName(outcome), exit, r })
}

function stationLines({ trade, passed, marks, readerId }: LogSources): LogLine[] {
  const lines: LogLine[] = []
  if (trade !== null && trade.outcome !== null) {
    const money = `${signed(trade.pnl)}, ${signed(trade.r, 1)} R`
    lines.push(
      line('closed', null, say('log_trade_closed', { outcome: outcomeName(trade.outcome), money }), true),
    )
  }
  if (passed) lines.push(line('passed', null, say('log_passed'), true))
  for (const mark of marks) {
    const own = mark.userId === readerId
    const words = own
      ? say(mark.executed ? 'log_you_fired_executed' : 'log_you_fired')
      : say(mark.executed ? 'log_fired_executed' : 'log_fired', { name: mark.name })
    lines.push(line(`fire ${mark.userId}`, mark.firedAt, words, own))
  }
  return lines
}

const line = (key: string, at: number | null, words: string, own = false): LogLine => ({
  key,
  at,
  words,
  own,
})

/** Fires of one stretch of time. */
export interface Bucket {
  readonly from: number
  readonly fires: number
}

/** Fires over time in stretches of equal length, oldest first; none where nobody fired. */
export function fireBuckets(marks: readonly MarkView[], count: number): readonly Bucket[] {
  if (marks.length === 0) return []
  const times = marks.map((mark) => mark.firedAt)
  const first = Math.min(...times)
  const step = Math.max(1, (Math.max(...times) - first + 1) / count)
  const fires = new Array<number>(count).fill(0)
  for (const time of times) {
    const at = Math.min(count - 1, Math.floor((time - first) / step))
    fires[at] = (fires[at] ?? 0) + 1
  }
  return fires.map((n, index) => ({ from: first + index * step, fires: n }))
}

/** The ids before and after one in a list of newest first; null at the ends and where it is not listed. */
export function neighbours(
  ids: readonly string[],
  id: string,
): { readonly older: string | null; readonly newer: string | null } {
  const at = ids.indexOf(id)
  if (at === -1) return { older: null, newer: null }
  return { older: ids[at + 1] ?? null, newer: ids[at - 1] ?? null }
}

const UNIT_MS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 }
/** Bars before the signal, and after its horizon, in the picture of a signal that is over. */
const BARS_BEFORE = 48
const BARS_AFTER = 12
/** Bars before the picture: as many closes as the slower average takes. */
const BARS_WARM = 200

/** Bars of a picture at most: of short ones it shows the beginning, and the rest as one moves on. */
export const PICTURE_BARS_MAX = 1_000

/** A stretch of market time, milliseconds. */
export interface PictureRange {
  /** From here on there are bars enough for the averages of the first that is drawn. */
  readonly warmFrom: number
  readonly from: number
  readonly to: number
}

/** The stretch around a signal that is over; `h1` bars where the timeframe is not known. */
export function pictureRange(signal: SignalView, timeframe: string): PictureRange {
  const read = /^([mhd])(\d+)$/.exec(timeframe)
  const barMs = read === null ? 3_600_000 : (UNIT_MS[read[1] ?? 'h'] ?? 3_600_000) * Number(read[2])
  const from = signal.createdAt - BARS_BEFORE * barMs
  const warmFrom = Math.max(0, from - BARS_WARM * barMs)
  return {
    warmFrom,
    from: Math.max(0, from),
    to: Math.min(signal.horizonAt + BARS_AFTER * barMs, warmFrom + PICTURE_BARS_MAX * barMs),
  }
}
