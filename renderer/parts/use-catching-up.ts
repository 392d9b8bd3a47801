import { useRef } from 'react'
import { useStation } from './use-desk.ts'

/** What comes in this long after the page hears of the station again was missed, milliseconds. */
const CAUGHT_UP_MS = 2_000

/** True while the station is not heard, and for a moment after it is heard again: what comes in then was missed. */
export function useCatchingUp(): boolean {
  const phase = useStation(({ link }) => link.phase)
  const entered = useRef({ phase, at: performance.now() })
  if (entered.current.phase !== phase) entered.current = { phase, at: performance.now() }
  return useStation(({ resync }) => {
    if (phase !== 'LIVE' && phase !== 'POLLING') return true
    // The first answer to a page that asks by itself is what it missed; the others are news.
    const heardAt = phase === 'POLLING' ? entered.current.at : resync?.at
    return heardAt !== undefined && performance.now() - heardAt < CAUGHT_UP_MS
  })
}
