import { dayNumber, ZoneCalendar } from '#tests/support/zone-calendar.ts'

/** Where the traders of a world live, in turn, and move to; the last two are the edges of the calendar. */
export const ZONES = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Asia/Tokyo',
  'Pacific/Auckland',
  'America/Sao_Paulo',
  'Pacific/Kiritimati',
  'Pacific/Pago_Pago',
] as const

const SPAN = { first: dayNumber('2025-12-01'), last: dayNumber('2028-12-31') }
const CALENDARS = new Map<string, ZoneCalendar>(ZONES.map((zone) => [zone, new ZoneCalendar(zone, SPAN)]))

/** The number of the day it is in a zone, by a calendar that is none of the product's. */
export function dayAt(zone: string, at: number): number {
  const calendar = CALENDARS.get(zone)
  if (calendar === undefined) throw new Error(`${zone} is no zone of these worlds`)
  return calendar.dayAt(at)
}

/** From when on somebody lives in a zone. */
export interface Stay {
  readonly from: number
  readonly zone: string
}

/** The number of the day it is where somebody lives at an instant; what comes at the instant of a move comes after it. */
export function dayWhere(stays: readonly Stay[], at: number): number {
  const stay = stays.findLast(({ from }) => from <= at) ?? stays[0]
  if (stay === undefined) throw new Error('everybody lives somewhere')
  return dayAt(stay.zone, at)
}

/**
 * The day that each of some instants counts for, in their order: the one it is where he lives, and after a move west the
 * newest he had, until the calendar has come there.
 */
export function daysLived(stays: readonly Stay[], instants: readonly number[]): readonly number[] {
  let newest = Number.NEGATIVE_INFINITY
  return instants.map((at) => {
    newest = Math.max(newest, dayWhere(stays, at))
    return newest
  })
}

export { dayNumber }
