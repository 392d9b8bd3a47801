import { randomStream } from '#core/kernel/random.ts'
import { naive, together, type Walk, walk } from '#tests/core/progress/streak-days.ts'
import { dayNumber, ZONES, ZoneCalendar } from '#tests/support/zone-calendar.ts'
import { atLeast, type Harness, mustFind, never } from './support/harness.ts'

const SPAN = { first: dayNumber('2020-01-01'), last: dayNumber('2035-12-31') }
const ALL_DAYS = SPAN.last - SPAN.first + 1
/** The short size walks this many days of each zone, from a random one on. */
const SHORT_DAYS = 12

/** Lives every day of sixteen years in every zone, and asks at both ends of each day where streaks stand. */
export const proveStreaks: Harness = async ({ seed, short, note }) => {
  const draw = randomStream(`${seed}/streaks`)
  const days = short ? SHORT_DAYS : ALL_DAYS
  const walks: Walk[] = []
  for (const zone of ZONES) {
    const from = SPAN.first + Math.floor(draw.next() * (ALL_DAYS - days + 1))
    walks.push(walk(new ZoneCalendar(zone, SPAN), { from, days }))
    // Other harnesses share the event loop.
    await new Promise((turn) => setImmediate(turn))
  }
  const found = together(walks)
  for (const example of found.wrong) note(example)
  return [
    never('streaks: days that are no calendar day', found.wrongs, `${found.days} days`),
    atLeast('streaks: days lived in all zones', found.days, ZONES.length * days - ZONES.length),
  ]
}

/** A year of Berlin judged by somebody who takes a day for 24 hours: it must be noticed, or the walk is blind. */
export const controlStreaks: Harness = async () => {
  const calendar = new ZoneCalendar('Europe/Berlin', SPAN)
  const year = { from: dayNumber('2026-01-01'), days: 365 }
  const found = walk(calendar, year, naive)
  return [
    mustFind(
      'control streaks: days of 24 hours are noticed',
      found.wrongs,
      `the answers of ${found.days} days`,
    ),
  ]
}
