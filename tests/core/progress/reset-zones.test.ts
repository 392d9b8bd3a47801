import { expect, test } from 'vitest'
import { randomStream } from '#core/kernel/random.ts'
import { dayNumber, ZONES, ZoneCalendar } from '#tests/support/zone-calendar.ts'
import { walkResets } from './reset-days.ts'
import { together, type Walk } from './streak-days.ts'

const SPAN = { first: dayNumber('2020-01-01'), last: dayNumber('2035-12-31') }
/** Days that are drawn from each zone beside those around its changes. */
const RANDOM_DAYS = 500

function sample(zone: string): Walk {
  const calendar = new ZoneCalendar(zone, SPAN)
  const draw = randomStream(`resets of ${zone}`)
  const around = calendar.changes.map((at) => ({ from: calendar.dayAt(at), days: 2 }))
  const elsewhere = Array.from({ length: RANDOM_DAYS }, () => ({
    from: SPAN.first + Math.floor(draw.next() * (SPAN.last - SPAN.first + 1)),
    days: 1,
  }))
  return together([...around, ...elsewhere].map((where) => walkResets(calendar, where)))
}

test('[DAILY-12] in every zone missions turn and periods of boards end at midnight, around every change of its clocks', {
  // Some ten seconds of a free core.
  timeout: 900_000,
}, () => {
  const found = together(ZONES.map(sample))
  // Some zones skipped a day in these years.
  expect(found.days).toBeGreaterThan(ZONES.length * (RANDOM_DAYS - 1))
  expect(found.wrong).toEqual([])
  expect(found.wrongs).toBe(0)
})

test('[DAILY-12] the turns of years are those of the calendar: 2020 and 2026 have 53 weeks', () => {
  const calendar = new ZoneCalendar('America/New_York', SPAN)
  for (const year of [2020, 2024, 2026, 2032]) {
    const turn = { from: dayNumber(`${year}-12-25`), days: 14 }
    expect(walkResets(calendar, turn)).toMatchObject({ days: 14, wrong: [] })
  }
})

test('[DAILY-12] the check sees days of another zone', () => {
  const calendar = new ZoneCalendar('Europe/Berlin', SPAN)
  const week = { from: dayNumber('2026-03-26'), days: 7 }
  expect(walkResets(calendar, week).wrongs).toBe(0)
  expect(walkResets(calendar, week, () => 'UTC').wrongs).toBeGreaterThan(0)
})
