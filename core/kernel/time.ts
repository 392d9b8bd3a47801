import { Temporal } from 'temporal-polyfill'
import { remembered } from './remembered.ts'

declare const unit: unique symbol
/** Station time: wall clock, UTC, milliseconds. */
export type TimestampMs = number & { readonly [unit]?: 'station' }
/** Market time: the feed's clock, UTC, milliseconds. Drives candidates, expiry and settlement. */
export type MarketTimeMs = number & { readonly [unit]?: 'market' }
/** A calendar day of a named zone, `2026-11-20`. */
export type Day = string

export const SECOND_MS = 1_000
export const MINUTE_MS = 60_000
export const HOUR_MS = 3_600_000
/** 24 hours: a length, not a calendar's day. */
export const DAY_MS = 86_400_000

/**
 * The calendar day of an instant in an IANA zone.
 *
 * Days are never counted in multiples of 24 h: a day of a zone has 23 to 25 hours.
 */
export function dayIn(zone: string, at: TimestampMs): Day {
  if (zone === 'UTC') return utcDay(at)
  const known = spans.get(zone)
  if (known !== undefined && at >= known.from && at < known.until) return known.day
  const day = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDate().toString()
  if (spans.size >= ZONES_REMEMBERED_MAX) spans.clear()
  spans.set(zone, { day, from: startOfDay(zone, day), until: startOfDay(zone, daysBefore(day, -1)) })
  return day
}

/** The day of each zone that was asked for last: most instants lie in it, and a calendar costs as much as ten inserts. */
const spans = new Map<
  string,
  { readonly day: Day; readonly from: TimestampMs; readonly until: TimestampMs }
>()
const ZONES_REMEMBERED_MAX = 1_000
const DAYS_REMEMBERED_MAX = 2_000

/** The hour of the day, 0 to 23, that a clock in an IANA zone shows. */
export function hourIn(zone: string, at: TimestampMs): number {
  if (zone === 'UTC') return new Date(at).getUTCHours()
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).hour
}

/** What clock and calendar in an IANA zone show: the hour, 0 to 23, and the day of the week, 1 for Monday to 7. */
export function clockIn(zone: string, at: TimestampMs): { readonly hour: number; readonly weekday: number } {
  const { hour, dayOfWeek } = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone)
  return { hour, weekday: dayOfWeek }
}

/** The day `days` calendar days before `day`. */
export function daysBefore(day: Day, days: number): Day {
  // A calendar has no zone: UTC arithmetic on midnights counts its days exactly.
  return utcDay(Date.parse(`${day}T00:00:00Z`) - days * UTC_DAY_MS)
}

/** The Monday of a day's ISO week. */
export function mondayOf(day: Day): Day {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay()
  return daysBefore(day, (weekday + 6) % 7)
}

/** Calendar days from `from` to `to`; negative where `to` comes first. */
export function daysBetween(from: Day, to: Day): number {
  return (Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / UTC_DAY_MS
}

/** The first instant of a calendar day in an IANA zone. */
export function startOfDay(zone: string, day: Day): TimestampMs {
  return midnight(`${day} ${zone}`)
}

const midnight = remembered(DAYS_REMEMBERED_MAX, (asked: string): TimestampMs => {
  const space = asked.indexOf(' ')
  return Temporal.PlainDate.from(asked.slice(0, space)).toZonedDateTime(asked.slice(space + 1))
    .epochMilliseconds
})

/** Whether the text names a zone this build knows. An offset or an instant is none: it has no rules for summer. */
export function knownZone(zone: string): boolean {
  if (!/^[A-Za-z]/.test(zone)) return false
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone)
    return true
  } catch {
    return false
  }
}

// Whole UTC days have 86,400 s by definition of the epoch; no other zone's days do.
const UTC_DAY_MS = 86_400_000
function utcDay(at: TimestampMs): Day {
  return nameOfUtcDay(Math.floor(at / UTC_DAY_MS))
}

/** By its number since 1970: a day's name costs as much as an insert. */
const nameOfUtcDay = remembered(
  DAYS_REMEMBERED_MAX,
  (number: number): Day => new Date(number * UTC_DAY_MS).toISOString().slice(0, 10),
)
