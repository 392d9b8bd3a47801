import { sayIn } from '../words/words.ts'
import { amount, points, signed, UNKNOWN } from './format.ts'

const say = sayIn('dashboard')

/** How a figure has changed: what stands beside it, and the whole sentence. */
export interface Change {
  readonly text: string
  readonly about: string
}

/** What the figures of the desk are compared with. */
export interface ComparisonView {
  readonly signalsToday: number
  /** The day before up to this time of day; null where the desk was not there all that time. */
  readonly dayBefore: {
    readonly signals: number
    readonly fires: number
    readonly traders: number
    /** Null where nobody had fired. */
    readonly executionRate: number | null
  } | null
  /** The reader's result of the seven days before the last seven; null where nothing of his had closed by then. */
  readonly pnlWeekBefore: number | null
  readonly fusion: { readonly p95Ms: number; readonly of: number; readonly beforeMs: number | null } | null
}

export const firstDay = (): string => say('first_day')
export const noFiresBefore = (): string => say('no_fires_before')
export const noWeekBefore = (): string => say('first_week')

/** Nothing to compare with, and why. */
export const noChange = (why: string): Change => ({
  text: `${UNKNOWN} ${why}`,
  about: say('no_comparison', { why }),
})

/** `+6` and `28 by this time on the day before`. */
export function countChange(now: number, before: number | null): Change {
  if (before === null) return noChange(firstDay())
  return { text: plus(now - before, 0), about: say('count_before', { n: amount(before, 0) }) }
}

/** `+1.2 pt`; rates are shares from 0 to 1. */
export function rateChange(now: number, before: ComparisonView['dayBefore']): Change {
  if (before === null) return noChange(firstDay())
  if (before.executionRate === null) return noChange(noFiresBefore())
  const about = say('rate_before', { n: amount(before.executionRate * 100, 0) })
  return { text: points(now - before.executionRate), about }
}

/** Money against the seven days before. */
export function pnlChange(now: number, before: number | null): Change {
  if (before === null) return noChange(noWeekBefore())
  return { text: plus(now - before, 2), about: say('pnl_before', { sum: signed(before) }) }
}

/** Milliseconds against those of as many steps before. */
export function fusionChange({ p95Ms, of, beforeMs }: NonNullable<ComparisonView['fusion']>): Change {
  if (beforeMs === null) return { text: `${UNKNOWN} n ${of}`, about: say('too_few_steps') }
  return { text: plus(p95Ms - beforeMs, 0), about: say('ms_before', { ms: amount(beforeMs, 0), n: of }) }
}

/** With its sign, also where nothing changed. */
function plus(value: number, decimals: number): string {
  const text = signed(value, decimals)
  return text === amount(0, decimals) ? `\u00b1${text}` : text
}
