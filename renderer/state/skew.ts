import { sayIn } from '../words/words.ts'
import { stationNow } from './clock.ts'
import type { ClockView } from './model.ts'

const say = sayIn('news')

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
  return skewMs > 0 ? say('skew_ahead', { n: minutes }) : say('skew_behind', { n: minutes })
}
