import type { ClockView } from './model.ts'

/**
 * Market time now: what the station told, moved on by the time since at the market's speed.
 *
 * Only the page's monotonic clock is read, so a wrong device clock changes nothing. At speed `max` market time cannot
 * be foretold and stays as told.
 */
export function marketNow(clock: ClockView, monotonic: number): number {
  if (clock.speed === 'max') return clock.marketAt
  return clock.marketAt + Math.max(0, monotonic - clock.heardAt) * clock.speed
}

/** Station time now, by the same rule at speed one. */
export function stationNow(clock: ClockView, monotonic: number): number {
  return clock.serverAt + Math.max(0, monotonic - clock.heardAt)
}

/** How long a fire window stays open, in wall time. */
export type Countdown =
  | { readonly kind: 'running'; readonly ms: number }
  /** The market's clock stands: the window stays open until it moves again. */
  | { readonly kind: 'held' }
  /** The market runs as fast as the machine allows. */
  | { readonly kind: 'unknown' }
  | { readonly kind: 'over' }

/** (expires_at - market time) / speed. */
export function countdown(expiresAt: number, clock: ClockView, monotonic: number): Countdown {
  const left = expiresAt - marketNow(clock, monotonic)
  if (left <= 0) return { kind: 'over' }
  if (clock.speed === 'max') return { kind: 'unknown' }
  if (clock.speed === 0) return { kind: 'held' }
  return { kind: 'running', ms: left / clock.speed }
}

/** The instant up to which the clocks may run on: now while the station is heard, else when it was last heard. */
export function confirmedNow(heard: boolean, clock: ClockView | null, monotonic: number): number {
  return heard || clock === null ? monotonic : Math.min(monotonic, clock.heardAt)
}
