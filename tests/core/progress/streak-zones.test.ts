import { expect, test } from 'vitest'
import { randomStream } from '#core/kernel/random.ts'
import { dayNumber, ZONES, ZoneCalendar } from '#tests/support/zone-calendar.ts'
import { naive, together, type Walk, walk } from './streak-days.ts'

const SPAN = { first: dayNumber('2020-01-01'), last: dayNumber('2035-12-31') }
/** Walks that begin on a random day of each zone, of four days each. */
const RANDOM_WALKS = 10

/** The days around each change of a zone's offset, and some others. */
function sample(zone: string): Walk {
  const calendar = new ZoneCalendar(zone, SPAN)
  const draw = randomStream(`streak days of ${zone}`)
  const around = calendar.changes.map((at) => ({ from: calendar.dayAt(at) - 2, days: 5 }))
  const elsewhere = Array.from({ length: RANDOM_WALKS }, () => ({
    from: SPAN.first + Math.floor(draw.next() * (SPAN.last - SPAN.first - 3)),
    days: 4,
  }))
  return together([...around, ...elsewhere].map((where) => walk(calendar, where)))
}

test('[STREAK-13] in every zone of the machine a streak day is a calendar day, around every change of its clocks', {
  timeout: 300_000,
}, () => {
  const found = together(ZONES.map(sample))
  expect(ZONES.length).toBeGreaterThan(400)
  expect(found.days).toBeGreaterThan(30_000)
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
