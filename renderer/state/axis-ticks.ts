const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

/** Distances between marks on a time axis that are easy to read, shortest first. */
const STEPS_MS = [
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * MINUTE_MS),
  ...[1, 2, 3, 6, 12].map((hours) => hours * HOUR_MS),
  ...[1, 2, 7, 14, 28, 91, 182, 364, 728].map((days) => days * DAY_MS),
]

/**
 * The candles whose time is written under the picture: whole quarters of an hour, hours or days, as many as fit.
 *
 * @param openedAt  opening times of the candles, oldest first
 * @param countMax  labels there is room for
 */
export function axisTicks(openedAt: readonly number[], countMax: number): readonly number[] {
  for (const step of STEPS_MS) {
    const ticks = openedAt.filter((at) => at % step === 0)
    if (ticks.length <= countMax) return ticks.length > 0 ? ticks : openedAt.slice(0, 1)
  }
  return openedAt.slice(0, 1)
}
