import type { Endpoint } from '#contracts/http.ts'

/** From this delay of the event loop on, what reads waits: the page shows what it has, and asks again. */
export const LOOP_DELAY_MS_MAX = 200
/** From this one on also what changes something and can be sent again as well in a second. */
export const LOOP_DELAY_MS_FAR = 400
/** When who was sent away may come again. */
export const SHED_RETRY_S = 1

/**
 * Whether a request is sent away because the station is late.
 *
 * Never a decision, of which the window closes, nor what gives or takes value, of which a caller whose answer was lost
 * must learn the outcome; nor what needs no token (health has to say how it stands), nor what operators alone may do,
 * who have to be able to act on a desk that is too busy.
 */
export function isShed({ rate, ownership, roles }: Endpoint, delayMs: number): boolean {
  if (delayMs <= LOOP_DELAY_MS_MAX || ownership === 'public') return false
  if (roles.every((role) => role === 'operator')) return false
  if (rate === 'read') return true
  return (rate === 'write' || rate === 'hook' || rate === 'pairing') && delayMs > LOOP_DELAY_MS_FAR
}
