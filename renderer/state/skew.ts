import { stationNow } from './clock.ts'
import type { ClockView } from './model.ts'

/** A device whose clock differs more than this from the station's is told so. */
export const SKEW_MS_MAX = 60_000

/**
 * How far the device's clock is ahead of the station's, milliseconds; 0 while the difference does not matter.
 *
 * @param deviceAt   the device's own clock
 * @param monotonic  the page's monotonic clock at the same instant
 */
export function skewOf(clock: ClockView, deviceAt: number, monotonic: number): number {
  const skew = deviceAt - stationNow(clock, monotonic)
  return Math.abs(skew) > SKEW_MS_MAX ? skew : 0
}

/** `The clock of this device is 10 min ahead. ...` */
export function skewWords(skewMs: number): string {
  const minutes = Math.round(Math.abs(skewMs) / 60_000)
  const way = skewMs > 0 ? 'ahead of' : 'behind'
  return `The clock of this device is ${minutes} min ${way} the station's. Everything here goes by the station's.`
}
