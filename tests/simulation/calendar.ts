import { HOUR_MS, MINUTE_MS } from '#core/kernel/time.ts'

/** 2026-01-05 00:00 UTC, a Monday: the first instant of every simulation. */
export const BEGINS_AT = Date.UTC(2026, 0, 5)
export const DAY_MS = 24 * HOUR_MS
export const DAYS_PER_WEEK = 7

/** The instant of a minute of a day of the simulation; both count from 0, in UTC. */
export function minuteOf(day: number, minute: number): number {
  return BEGINS_AT + day * DAY_MS + minute * MINUTE_MS
}

/** The day of the simulation an instant lies in. */
export function dayOf(at: number): number {
  return Math.floor((at - BEGINS_AT) / DAY_MS)
}

/** The week of the simulation an instant lies in. */
export function weekOf(at: number): number {
  return Math.floor(dayOf(at) / DAYS_PER_WEEK)
}
