const DAY_MS = 86_400_000
/** Between two looks at a zone's offset; none changes it twice within a week. */
const STEP_MS = 7 * DAY_MS

/** Time in which a zone keeps one offset: from `from` to before `until`. */
interface Segment {
  readonly from: number
  readonly until: number
  readonly offsetMs: number
}

/** Zones the machine knows. */
export const ZONES: readonly string[] = Intl.supportedValuesOf('timeZone')

/** The number of a calendar day: days since 1970-01-01, whatever the zone. */
export const dayNumber = (day: string): number => Date.parse(`${day}T00:00:00Z`) / DAY_MS

/**
 * The days of one zone, worked out by hand from the offsets that the machine's own tables give.
 *
 * It knows nothing of the library the product uses, so that the two can be compared.
 */
export class ZoneCalendar {
  readonly zone: string
  readonly #segments: readonly Segment[]

  /** @param days first and last day the calendar is asked for, as numbers */
  constructor(zone: string, { first, last }: { readonly first: number; readonly last: number }) {
    this.zone = zone
    this.#segments = segmentsOf(zone, (first - 7) * DAY_MS, (last + 7) * DAY_MS)
  }

  /** Instants at which the offset changes. */
  get changes(): readonly number[] {
    return this.#segments.slice(1).map(({ from }) => from)
  }

  /** The day it is at an instant. */
  dayAt(at: number): number {
    const segment = this.#segments.findLast(({ from }) => from <= at)
    return Math.floor((at + (segment?.offsetMs ?? 0)) / DAY_MS)
  }

  /** First and last millisecond of a day; null where the zone has skipped it. */
  boundsOf(day: number): { readonly first: number; readonly last: number } | null {
    let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
    for (const { from, until, offsetMs } of this.#segments) {
      const begins = Math.max(from, day * DAY_MS - offsetMs)
      const ends = Math.min(until, (day + 1) * DAY_MS - offsetMs) - 1
      if (begins > ends) continue
      first = Math.min(first, begins)
      last = Math.max(last, ends)
    }
    return first <= last ? { first, last } : null
  }
}

function segmentsOf(zone: string, from: number, until: number): readonly Segment[] {
  const clock = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' })
  const offset = (at: number): number => offsetIn(clock.format(at))
  const segments: Segment[] = []
  let [begins, offsetMs] = [from, offset(from)]
  for (let at = from; at < until; at += STEP_MS) {
    const next = Math.min(at + STEP_MS, until)
    if (offset(next) === offsetMs) continue
    const changed = changeBetween(at, next, (instant) => offset(instant) === offsetMs)
    segments.push({ from: begins, until: changed, offsetMs })
    begins = changed
    offsetMs = offset(changed)
  }
  return [...segments, { from: begins, until, offsetMs }]
}

/** The first instant that is no longer as before. */
function changeBetween(before: number, after: number, asBefore: (at: number) => boolean): number {
  let [low, high] = [before, after]
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (asBefore(middle)) low = middle
    else high = middle
  }
  return high
}

/** `1/1/2026, GMT+05:30` */
function offsetIn(text: string): number {
  const [, sign, hours = '0', minutes = '0', seconds = '0'] =
    /GMT(?:([+-])(\d+):(\d+)(?::(\d+))?)?$/.exec(text) ?? []
  const ms = (Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds)) * 1_000
  return sign === '-' ? -ms : ms
}
