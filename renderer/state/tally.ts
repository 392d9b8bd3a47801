import { sayIn } from '../words/words.ts'
import { counted, fixed, percent } from './format.ts'
import type { SignalView, Tally } from './model.ts'

/** Standard normal quantile of a 95 % interval. */
const Z = 1.96

/** Wilson's 95 % interval of a rate: honest for few trades, never outside 0 to 1. Null before the first. */
export function wilson(wins: number, n: number): readonly [number, number] | null {
  if (n === 0) return null
  const rate = wins / n
  const spread = Z * Math.sqrt((rate * (1 - rate)) / n + (Z * Z) / (4 * n * n))
  const centre = rate + (Z * Z) / (2 * n)
  const whole = 1 + (Z * Z) / n
  return [(centre - spread) / whole, (centre + spread) / whole]
}

/** `n 12, 3 timeouts, 25 to 75 %`: a rate says nothing without them. */
export function tallyText({ wins, losses, timeouts }: Tally): string {
  const n = wins + losses
  const interval = wilson(wins, n)
  const reach =
    interval === null
      ? ''
      : `, ${sayIn('frame')('range', { low: fixed(interval[0] * 100, 0), high: percent(interval[1], 0) })}`
  return `n ${n}, ${counted(timeouts, 'timeout')}${reach}`
}

/** Fires told of all signals the page knows: when it grows, the desk's day has changed. */
export function firesTold(signals: Readonly<Record<string, SignalView>>): number {
  let fires = 0
  for (const id in signals) fires += signals[id]?.fires ?? 0
  return fires
}
