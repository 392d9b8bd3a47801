import type { Bar } from './bar.ts'

/**
 * The path a bar's price is shown to take: four prices, a third of the bar for each leg between them.
 *
 * The nearer extreme comes first, as it does more often in recorded ticks. Where both are equally near, a bar that
 * closed up went down first. The path is for the picture only: what a trade earned is judged on whole bars.
 */
function pathOf(bar: Bar): readonly [number, number, number, number] {
  const up = bar.high - bar.open
  const down = bar.open - bar.low
  const highFirst = up === down ? bar.close < bar.open : up < down
  return highFirst ? [bar.open, bar.high, bar.low, bar.close] : [bar.open, bar.low, bar.high, bar.close]
}

/** Digits of a shown price between recorded ones: 1.386915, 1547.592, 25055.61. */
const PRICE_DIGITS = 7

/**
 * The bid at a moment of the bar.
 *
 * @param fraction  share of the bar's time that has passed; below 0 counts as 0, above 1 as 1
 * @returns         open at 0, close at 1, never outside the bar's range; the same for the same arguments
 */
export function priceAt(bar: Bar, fraction: number): number {
  const path = pathOf(bar)
  if (fraction <= 0) return path[0]
  if (fraction >= 1) return path[3]
  const legs = fraction * 3
  if (legs < 1) return between(path[0], path[1], legs)
  if (legs < 2) return between(path[1], path[2], legs - 1)
  return between(path[2], path[3], legs - 2)
}

/**
 * The bar as it stands at a moment before its close.
 *
 * High and low are those of the path up to that moment, so a price that has not been reached is never shown.
 *
 * @param fraction  share of the bar's time that has passed, 0 to 1
 */
export function formingAt(bar: Bar, fraction: number): Bar {
  const [open, first, second] = pathOf(bar)
  const price = priceAt(bar, fraction)
  let high = Math.max(open, price)
  let low = Math.min(open, price)
  if (fraction * 3 >= 1) {
    high = Math.max(high, first)
    low = Math.min(low, first)
  }
  if (fraction * 3 >= 2) {
    high = Math.max(high, second)
    low = Math.min(low, second)
  }
  const passed = Math.min(Math.max(fraction, 0), 1)
  return { ...bar, high, low, close: price, volume: Math.floor(bar.volume * passed) }
}

/** A price on the way, rounded to digits a person reads, and never beyond the leg it is on. */
function between(start: number, end: number, share: number): number {
  const exact = start + (end - start) * share
  const scale = 10 ** (PRICE_DIGITS - 1 - Math.floor(Math.log10(exact)))
  const rounded = Math.round(exact * scale) / scale
  return Math.min(Math.max(rounded, Math.min(start, end)), Math.max(start, end))
}
