import { randomStream } from '#core/kernel/random.ts'
import { walkResets } from '#tests/core/progress/reset-days.ts'
import { together, type Walk } from '#tests/core/progress/streak-days.ts'
import { dayNumber, ZONES, ZoneCalendar } from '#tests/support/zone-calendar.ts'
import { atLeast, type Harness, mustFind, never } from './support/harness.ts'

const SPAN = { first: dayNumber('2020-01-01'), last: dayNumber('2035-12-31') }
const ALL_DAYS = SPAN.last - SPAN.first + 1
/** The short size walks this many days of each zone, from a random one on. */
const SHORT_DAYS = 5

/** Crosses every midnight of sixteen years in every zone: missions turn there, weeks and months of boards end there. */
export const proveResets: Harness = async ({ seed, short, note }) => {
  const draw = randomStream(`${seed}/resets`)
  const days = short ? SHORT_DAYS : ALL_DAYS
  const walks: Walk[] = []
  for (const zone of ZONES) {
    const from = SPAN.first + Math.floor(draw.next() * (ALL_DAYS - days + 1))
    walks.push(walkResets(new ZoneCalendar(zone, SPAN), { from, days }))
    // Other harnesses share the event loop.
    await new Promise((turn) => setImmediate(turn))
  }
  const found = together(walks)
  for (const example of found.wrong) note(example)
  return [
    never('resets: midnights that turn nothing, or something else', found.wrongs, `${found.days} days`),
    atLeast('resets: days crossed in all zones', found.days, ZONES.length * days - ZONES.length),
  ]
}

/** A year of Berlin asked in UTC: it must be noticed, or the walk is blind. */
export const controlResets: Harness = async () => {
  const year = { from: dayNumber('2026-01-01'), days: 365 }
  const found = walkResets(new ZoneCalendar('Europe/Berlin', SPAN), year, () => 'UTC')
  return [mustFind('control resets: days of another zone are noticed', found.wrongs, `${found.days} days`)]
}
