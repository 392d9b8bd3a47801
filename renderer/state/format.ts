import { sayIn } from '../words/words.ts'
import type { Countdown } from './clock.ts'
import { writtenNumber } from './locale.ts'

const say = sayIn('frame')

/** How numbers look: true minus, sign on every change, narrow space before % that no line breaks at, a dash for what is not known. */

const MINUS = '\u2212'
const NARROW = '\u202f'
export const UNKNOWN = '\u2014'

/** Decimals of a price and the size of a pip. Source: seed HydraX, pip sizes. */
export interface Instrument {
  readonly decimals: number
  readonly pip: number
}

export function instrument(symbol: string): Instrument {
  if (symbol.endsWith('JPY')) return { decimals: 3, pip: 0.01 }
  if (symbol.startsWith('XAU') || symbol.startsWith('XAG')) return { decimals: 2, pip: 0.1 }
  if (symbol.startsWith('BTC') || symbol.startsWith('ETH')) return { decimals: 2, pip: 1 }
  return { decimals: 5, pip: 0.0001 }
}

/** 1234.5 -> `1234.5`: as many decimals as asked, without groups. */
export function fixed(value: number, decimals: number): string {
  const text = writtenNumber(value, decimals, false)
  return isNegative(value, decimals) ? MINUS + text : text
}

/** 1234.5 -> `1,234.50`, or as the reader's region writes it; negative with a true minus. */
export function amount(value: number | null, decimals = 2): string {
  if (value === null) return UNKNOWN
  const text = writtenNumber(value, decimals)
  return isNegative(value, decimals) ? MINUS + text : text
}

/** A change: always with its sign, except a plain zero. */
export function signed(value: number | null, decimals = 2): string {
  if (value === null) return UNKNOWN
  const text = amount(value, decimals)
  return isNegative(value, decimals) || isZero(value, decimals) ? text : `+${text}`
}

/** Whether a value is nought as it is written. */
export const isZero = (value: number, decimals: number) => Math.round(Math.abs(value) * 10 ** decimals) === 0
const isNegative = (value: number, decimals: number) => value < 0 && !isZero(value, decimals)

export function price(symbol: string, value: number | null): string {
  return value === null ? UNKNOWN : writtenNumber(value, instrument(symbol).decimals, false)
}

/** Distance between two prices in pips, signed by `to - from`. */
export function pips(symbol: string, from: number, to: number): string {
  return `${signed((to - from) / instrument(symbol).pip, 1)} pip`
}

/** 0.396 -> `39.6 %` with a narrow space that no line breaks at. */
export function percent(fraction: number | null, decimals = 1): string {
  return fraction === null ? UNKNOWN : `${amount(fraction * 100, decimals)}${NARROW}%`
}

/** A difference of two probabilities in percentage points. */
export function points(fraction: number): string {
  return `${signed(fraction * 100, 1)} pt`
}

/** 75 s -> `01:15`, 3 h -> `3:00:00`; counts whole seconds still to come. */
export function duration(ms: number): string {
  const seconds = Math.ceil(ms / 1_000)
  const pad = (value: number) => String(value).padStart(2, '0')
  const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60]
  const tail = `${pad(minutes)}:${pad(seconds % 60)}`
  return hours === 0 ? tail : `${hours}:${tail}`
}

export function countdownText(countdown: Countdown): string {
  switch (countdown.kind) {
    case 'running':
      return duration(countdown.ms)
    case 'held':
      return say('held')
    case 'unknown':
      return say('max')
    case 'over':
      return say('over')
  }
}

/** `12 s`, `3 min`, `2 h`: how old something is. */
export function age(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1_000))
  if (seconds < 60) return `${seconds} s`
  if (seconds < 3_600) return `${Math.floor(seconds / 60)} min`
  return `${Math.floor(seconds / 3_600)} h`
}

/** 1 -> `1 event`, 2 -> `2 events`. */
export function counted(count: number, noun: CountedNoun): string {
  return say(`count_${noun}`, { count })
}

export type CountedNoun =
  | 'trade'
  | 'event'
  | 'outcome'
  | 'row'
  | 'fire'
  | 'signal'
  | 'bar'
  | 'timeout'
  | 'band'
  | 'call'

/** `19:04`, by the clock on the wall of the device. */
export function clockTime(at: Date): string {
  return [at.getHours(), at.getMinutes()].map((part) => String(part).padStart(2, '0')).join(':')
}
