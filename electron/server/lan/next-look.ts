import { HOUR_MS, SECOND_MS, type TimestampMs } from '#core/kernel/time.ts'
import type { LanState } from '#core/lan.ts'

/** How often it is looked whether what listens is what was asked for. */
export const LOOK_EVERY_MS = 15 * SECOND_MS

/** How long until the next look: sooner where its time is over sooner. */
export function nextLookMs({ on, until }: LanState, now: TimestampMs): number {
  const left = on && until !== null ? until - now : LOOK_EVERY_MS
  // What is over already could not be recorded: it is tried again at the usual pace.
  return left > 0 ? Math.min(LOOK_EVERY_MS, left) : LOOK_EVERY_MS
}

/** Other machines reach the station for so long where nothing else is said. */
const LASTS_MS_USUAL = 8 * HOUR_MS

/**
 * When the station closes itself to other machines; null for never. What is open keeps its end where none is asked for:
 * who changes a port has said nothing about the time.
 */
export function endOf(
  lastsMs: number | null | undefined,
  { on, until }: Pick<LanState, 'on' | 'until'>,
  now: TimestampMs,
): TimestampMs | null {
  if (lastsMs === null) return null
  if (lastsMs === undefined && on && (until === null || until > now)) return until
  return now + (lastsMs ?? LASTS_MS_USUAL)
}
