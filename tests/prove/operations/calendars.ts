import { dayNumber, ZoneCalendar } from '#tests/support/zone-calendar.ts'

/** Where the traders of a world live, in turn. */
export const ZONES = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Asia/Tokyo',
  'Pacific/Auckland',
  'America/Sao_Paulo',
] as const

const SPAN = { first: dayNumber('2025-12-01'), last: dayNumber('2028-12-31') }
const CALENDARS = new Map<string, ZoneCalendar>(ZONES.map((zone) => [zone, new ZoneCalendar(zone, SPAN)]))

/** The number of the day it is in a zone, by a calendar that is none of the product's. */
export function dayAt(zone: string, at: number): number {
  const calendar = CALENDARS.get(zone)
  if (calendar === undefined) throw new Error(`${zone} is no zone of these worlds`)
  return calendar.dayAt(at)
}

export { dayNumber }
