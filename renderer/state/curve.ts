import type { Stretch } from './plot.ts'

/** How many trades a curve shows; `all` is every one that was read. */
export const CURVE_RANGES = ['30', '100', 'all'] as const
export type CurveRange = (typeof CURVE_RANGES)[number]

/** The newest of a list in its order. */
export function newest<Item>(items: readonly Item[], range: CurveRange): readonly Item[] {
  return range === 'all' ? items : items.slice(-Number(range))
}

/** Sums after each step, beginning with nought before the first. */
export function sumsOf(steps: readonly number[]): readonly number[] {
  const sums = [0]
  for (const step of steps) sums.push((sums.at(-1) ?? 0) + step)
  return sums
}

/** The deepest fall from a height that was reached before, nought or more. */
export function deepestFall(sums: readonly number[]): number {
  let height = Number.NEGATIVE_INFINITY
  let fall = 0
  for (const sum of sums) {
    height = Math.max(height, sum)
    fall = Math.max(fall, height - sum)
  }
  return fall
}

/** A stretch that holds all sums and nought. */
export function sumStretch(sums: readonly number[]): Stretch {
  const [from, to] = [Math.min(0, ...sums), Math.max(0, ...sums)]
  return from === to ? { from: -1, to: 1 } : { from, to }
}
