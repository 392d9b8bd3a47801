import type { Bar } from './bar.ts'

/** The opening time of the longer bar that an instant falls into: whole multiples of its length since 1970 UTC. */
export function openOf(at: number, lengthMs: number): number {
  return Math.floor(at / lengthMs) * lengthMs
}

/** A longer bar with the next of its bars taken in. */
export function extended(bar: Bar, next: Bar): Bar {
  return {
    ...bar,
    high: Math.max(bar.high, next.high),
    low: Math.min(bar.low, next.low),
    close: next.close,
    volume: bar.volume + next.volume,
    spread: next.spread,
  }
}

/**
 * The longer bar that is not over yet.
 *
 * @param closed   closed bars, oldest first; those of earlier longer bars are ignored
 * @param forming  the bar that forms now, if one does
 * @returns        null where the time of the newest longer bar is over, or nothing is known
 */
export function unfinishedBar(closed: readonly Bar[], forming: Bar | null, lengthMs: number): Bar | null {
  const bars = forming === null ? closed : [...closed, forming]
  const newest = bars.at(-1)
  if (newest === undefined) return null
  const openAt = openOf(newest.openAt, lengthMs)
  if (forming === null && newest.closeAt >= openAt + lengthMs) return null
  const [first, ...rest] = bars.filter((bar) => bar.openAt >= openAt)
  if (first === undefined) return null
  return { ...rest.reduce(extended, first), openAt, closeAt: openAt + lengthMs }
}
