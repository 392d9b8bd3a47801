import { sayIn } from '../words/words.ts'

const say = sayIn('frame')

/** Which of the large trading places is open, by its own clock on the wall, Monday to Friday. */

const WORDS = { Tokyo: 'tokyo', London: 'london', 'New York': 'new_york' } as const
export type PlaceName = keyof typeof WORDS

/** A trading place as the page calls it. */
export function placeWords(name: PlaceName): string {
  return say(WORDS[name])
}

interface Place {
  readonly name: PlaceName
  readonly zone: string
  /** Hours of the day there. Source: the usual hours of the currency market. */
  readonly opensAt: number
  readonly closesAt: number
}

const PLACES: readonly Place[] = [
  { name: 'Tokyo', zone: 'Asia/Tokyo', opensAt: 9, closesAt: 18 },
  { name: 'London', zone: 'Europe/London', opensAt: 8, closesAt: 17 },
  { name: 'New York', zone: 'America/New_York', opensAt: 8, closesAt: 17 },
]

/** A place that trades now. */
export interface MarketSession {
  readonly name: PlaceName
  /** Whole minutes of market time until it closes, at least 1. */
  readonly closesInMin: number
}

const clocks = new Map(PLACES.map(({ zone }) => [zone, clockOf(zone)]))

/** The sessions open at a market time, the one that closes first in front. */
export function sessionsAt(marketAt: number): readonly MarketSession[] {
  return PLACES.flatMap(({ name, zone, opensAt, closesAt }) => {
    const { weekday, minute } = wallClock(zone, marketAt)
    const open = !['Sat', 'Sun'].includes(weekday) && minute >= opensAt * 60 && minute < closesAt * 60
    return open ? [{ name, closesInMin: closesAt * 60 - minute }] : []
  }).sort((one, other) => one.closesInMin - other.closesInMin)
}

/** `London session, closes in 1 h 42 min`; null where nothing is open. */
export function sessionWords(marketAt: number): string | null {
  const first = sessionsAt(marketAt)[0]
  if (first === undefined) return null
  const [hours, minutes] = [Math.floor(first.closesInMin / 60), first.closesInMin % 60]
  const left = hours === 0 ? `${minutes} min` : `${hours} h ${String(minutes).padStart(2, '0')} min`
  return say('session_closes', { name: placeWords(first.name), time: left })
}

function clockOf(timeZone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
}

function wallClock(zone: string, at: number): { readonly weekday: string; readonly minute: number } {
  const parts = clocks.get(zone)?.formatToParts(at) ?? []
  const of = (type: string) => parts.find((part) => part.type === type)?.value ?? ''
  return { weekday: of('weekday'), minute: Number(of('hour')) * 60 + Number(of('minute')) }
}
