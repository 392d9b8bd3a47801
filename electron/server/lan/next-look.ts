import { SECOND_MS, type TimestampMs } from '#core/kernel/time.ts'
import type { LanState } from '#core/lan.ts'

/** How often it is looked whether what listens is what was asked for. */
export const LOOK_EVERY_MS = 15 * SECOND_MS

/** How long until the next look: sooner where its time is over sooner. */
export function nextLookMs({ on, until }: LanState, now: TimestampMs): number {
  const left = on && until !== null ? until - now : LOOK_EVERY_MS
  // What is over already could not be recorded: it is tried again at the usual pace.
  return left > 0 ? Math.min(LOOK_EVERY_MS, left) : LOOK_EVERY_MS
}
