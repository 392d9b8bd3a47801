import { expect, test } from 'vitest'
import { randomStream } from '#core/kernel/random.ts'
import { dayNumber, ZONES, ZoneCalendar } from '#tests/support/zone-calendar.ts'
import { naive, together, type Walk, walk } from './streak-days.ts'

const SPAN = { first: dayNumber('2020-01-01'), last: dayNumber('2035-12-31') }
/** Random days of each zone, walked four at a time: as many as it takes to lose a streak. */
const RANDOM_DAYS = 500
const WALK_DAYS = 4

/** The days around each change of a zone's offset, and 500 others. */
function sample(zone: string): Walk {
  const calendar = new ZoneCalendar(zone, SPAN)
  const draw = randomStream(`streak days of ${zone}`)
  const around = calendar.changes.map((at) => ({ from: calendar.dayAt(at) - 2, days: 5 }))
  const elsewhere = Array.from({ length: RANDOM_DAYS / WALK_DAYS }, () => ({
    from: SPAN.first + Math.floor(draw.next() * (SPAN.last - SPAN.first + 2 - WALK_DAYS)),
    days: WALK_DAYS,
  }))
  return together([...around, ...elsewhere].map((where) => walk(calendar, where)))
}

test('[STREAK-13] in every zone of the machine a streak day is a calendar day, around every change of its clocks', {
  // Some ten seconds of a free core.
  timeout: 900_000,
}, () => {
  const found = together(ZONES.map(sample))
  expect(ZONES.length).toBeGreaterThan(400)
  // Some zones skipped a day in these years.
  expect(found.days).toBeGreaterThan(ZONES.length * (RANDOM_DAYS - 1))
  expect(found.wrong).toEqual([])
  expect(found.wrongs).toBe(0)
})

test('[STREAK-13] the check sees a day that is taken for 24 hours', () => {
  const calendar = new ZoneCalendar('Europe/Berlin', SPAN)
  expect(calendar.changes).toHaveLength(32)
  const summer = { from: dayNumber('2026-03-27'), days: 5 }
  expect(walk(calendar, summer).wrongs).toBe(0)
  expect(walk(calendar, summer, naive).wrongs).toBeGreaterThan(0)
})
