/** How far the picture of fires reaches back, and how long one bar of it is. */
export const BARS_REACH_MS = 600_000
export const BAR_MS = 30_000
const BARS = BARS_REACH_MS / BAR_MS

/**
 * Fires of the last ten minutes in bars of half a minute, oldest first.
 *
 * @param firedAt station times, any order; those older than ten minutes are left out
 * @param now     station time; a fire told ahead of it counts in the last bar
 */
export function firesOverTime(firedAt: readonly number[], now: number): readonly number[] {
  const bars = new Array<number>(BARS).fill(0)
  for (const at of firedAt) {
    const back = Math.floor(Math.max(0, now - at) / BAR_MS)
    const bar = BARS - 1 - back
    if (bar >= 0) bars[bar] = (bars[bar] ?? 0) + 1
  }
  return bars
}
