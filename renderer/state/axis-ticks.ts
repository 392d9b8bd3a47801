import { DAY_MS, type Times } from './times.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

/** Distances between marks on a time axis that are easy to read, shortest first. */
const STEPS_MS = [
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * MINUTE_MS),
  ...[1, 2, 3, 6, 12].map((hours) => hours * HOUR_MS),
  ...[1, 2, 7, 14, 28, 91, 182, 364, 728].map((days) => days * DAY_MS),
]

/** A candle whose time is written under the picture. */
export interface AxisTick {
  readonly at: number
  readonly words: string
}

/**
 * The candles whose time is written under the picture: whole quarters of an hour, hours or days by the wall of a zone,
 * as many as fit. Where none stands on a whole one, as candles of a day in a zone that is not UTC, it is the first of each
 * stretch. A day that begins is written as a day.
 *
 * @param openedAt  opening times of the candles, oldest first
 * @param countMax  labels there is room for
 */
export function axisTicks(openedAt: readonly number[], countMax: number, times: Times): readonly AxisTick[] {
  const ahead = wallsOf(openedAt, times)
  const walls = openedAt.map((at, index) => at + (ahead[index] ?? 0))
  const candleMs = shortestGap(openedAt)
  const long = candleMs >= DAY_MS
  for (const step of STEPS_MS) {
    if (long && step < DAY_MS) continue
    const whole = openedAt.filter((_, index) => !long && (walls[index] ?? 0) % step === 0)
    const ticks =
      whole.length > 0 ? whole : beginnings(walls, step, step / candleMs).map((n) => openedAt[n] ?? 0)
    if (ticks.length > countMax) continue
    return ticks.map((at) => ({ at, words: wordsAt(at, times, step >= DAY_MS) }))
  }
  return openedAt.slice(0, 1).map((at) => ({ at, words: times.day(at) }))
}

/** The length of the candles; 0 where there are no two. */
function shortestGap(openedAt: readonly number[]): number {
  const gaps = openedAt.slice(1).map((at, index) => at - (openedAt[index] ?? at))
  return gaps.length === 0 ? 0 : Math.min(...gaps)
}

/**
 * The first candle of each stretch. The first of all may come late in its own: it is left out where the next would lie
 * on it, that is, nearer than half of what the next two are apart in places of candles.
 *
 * @param candles  how many a stretch holds if none is missing
 */
function beginnings(walls: readonly number[], step: number, candles: number): readonly number[] {
  const places = [...walls.keys()].filter((index) => begins(walls, index, step))
  const [first = 0, next = candles, third = next + candles] = places
  return next - first < (third - next) / 2 ? places.slice(1) : places
}

/** The first candle of a stretch of this length. */
function begins(walls: readonly number[], index: number, step: number): boolean {
  const [wall = 0, before = Number.NaN] = [walls[index], walls[index - 1]]
  return Math.floor(wall / step) !== Math.floor(before / step)
}

/** How far the wall is ahead at each candle; asked candle by candle only where the clocks change in between. */
function wallsOf(openedAt: readonly number[], times: Times): readonly number[] {
  const [first, last] = [openedAt[0], openedAt.at(-1)]
  if (first === undefined || last === undefined) return []
  const ahead = times.aheadMs(first)
  return ahead === times.aheadMs(last) ? openedAt.map(() => ahead) : openedAt.map(times.aheadMs)
}

function wordsAt(at: number, times: Times, days: boolean): string {
  const midnight = (at + times.aheadMs(at)) % DAY_MS === 0
  return midnight || days ? times.day(at) : times.hour(at)
}
