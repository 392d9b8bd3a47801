import {
  type Day,
  dayIn,
  daysBefore,
  daysBetween,
  HOUR_MS,
  laterDay,
  startOfDay,
  type TimestampMs,
} from '#core/kernel/time.ts'
import type { StreakRecord, StreakType } from './streak-event.ts'

/** Where and when somebody is: an IANA zone, station time, and the calendar day it is there. */
export interface Moment {
  readonly zone: string
  readonly now: TimestampMs
  readonly day: Day
}

/** The moment of an instant in a zone. */
export function momentIn(zone: string, now: TimestampMs): Moment {
  return { zone, now, day: dayIn(zone, now) }
}

/**
 * Where a streak stands at a moment.
 *
 * `done`: what happens now changes nothing. `grace`: it makes the streak grow. `hold`: it keeps it as it is.
 * `lost`: it begins a new one.
 */
export type Phase = 'done' | 'grace' | 'hold' | 'lost'

/** When the phases of a streak end. By calendar the instant belongs to the next phase, by hours to the one before. */
export interface Windows {
  /** Until then the streak grows. */
  readonly growsUntil: TimestampMs
  /** From then on it is lost. */
  readonly lostAt: TimestampMs
}

/** Streaks that count by the hour: grace, and the same again as hold. Source: seed Diana; decision 27. */
const GRACE_MS: ReadonlyMap<StreakType, number> = new Map([['achievement_unlock', 7 * 24 * HOUR_MS]])
const FREEZE_MS = 24 * HOUR_MS

/**
 * The phase of a streak.
 *
 * By calendar: a date counts once, whatever the zone it is lived in. The next day makes the streak grow, one missed
 * day holds it, two lose it; a freeze lets one missed day not count. By hours: grace, as long a hold, and a freeze adds
 * 24 h to both. Nothing before the newest instant that counted changes anything, as when a clock is set back.
 *
 * Source: decision 27; seed Diana, streaks. Rules STREAK-1, STREAK-2, STREAK-3.
 */
export function phaseOf(record: StreakRecord, moment: Moment): Phase {
  const { now, day } = moment
  if (now < record.lastAt) return 'done'
  const grace = GRACE_MS.get(record.type)
  if (grace !== undefined) return phaseByHours(now - record.lastAt, grace, record.freeze !== null)
  const days = daysBetween(record.lastDay, day)
  if (days <= 0) return 'done'
  const covered = record.freeze === null ? 0 : 1
  // Most go on the next day: only after a pause it matters how the days are counted elsewhere.
  if (days <= 1 + covered) return 'grace'
  const missed = fewestDays(record, moment, days) - 1 - covered
  if (missed <= 0) return 'grace'
  return missed === 1 ? 'hold' : 'lost'
}

/**
 * When a login pays again that pays nothing now; null where it pays.
 *
 * A login pays on a date later than the last that counted, and that has to have come where he was counted last, too: who
 * moves east finds the next date there at once, which counts for his streak by the calendar and pays no second bonus; who
 * moves west finds a date that was paid. Who stays is paid on every date, however few hours lie between two logins.
 *
 * Source: seed Diana 2.5, one login in 24 hours. Rule POINTS-15.
 */
export function loginPaysAgainAt(record: StreakRecord | undefined, moment: Moment): TimestampMs | null {
  if (record === undefined) return null
  const days = daysBetween(record.lastDay, moment.day)
  if (days > 0 && fewestDays(record, moment, days) > 0) return null
  // This login is the last one that he was seen by: what comes next is counted where he is now.
  return startOfDay(moment.zone, daysBefore(laterDay(record.lastDay, moment.day), -1))
}

/**
 * Days since the last one that counted, in the present zone or where he was last seen, wherever they are fewer.
 *
 * Who flies east over the date line skips a date that he could not live, and has not missed it.
 */
function fewestDays({ zone: seenIn, lastDay }: StreakRecord, { zone, now }: Moment, here: number): number {
  return seenIn === zone ? here : Math.min(here, daysBetween(lastDay, dayIn(seenIn, now)))
}

function phaseByHours(since: number, grace: number, frozen: boolean): Phase {
  const more = frozen ? FREEZE_MS : 0
  if (since <= grace + more) return 'grace'
  return since <= 2 * grace + more ? 'hold' : 'lost'
}

/** When the phases of a streak end, for somebody who stays in the zone. */
export function windowsOf(record: StreakRecord, zone: string): Windows {
  const grace = GRACE_MS.get(record.type)
  if (grace !== undefined) {
    const more = record.freeze === null ? 0 : FREEZE_MS
    return { growsUntil: record.lastAt + grace + more, lostAt: record.lastAt + 2 * grace + more }
  }
  const covered = record.freeze === null ? 0 : 1
  return {
    growsUntil: latestStart(record, zone, 2 + covered),
    lostAt: latestStart(record, zone, 3 + covered),
  }
}

/** When the day so many days after the last one begins, in the later of the two zones. */
function latestStart({ lastDay, zone: seenIn }: StreakRecord, zone: string, days: number): TimestampMs {
  const day = daysBefore(lastDay, -days)
  const here = startOfDay(zone, day)
  return seenIn === zone ? here : Math.max(here, startOfDay(seenIn, day))
}

/** What a freeze used on a streak covers: the first day missed, or the 24 h after the grace. */
export function coveredBy(
  record: StreakRecord,
  zone: string,
): { readonly from: TimestampMs; readonly until: TimestampMs } {
  const grace = GRACE_MS.get(record.type)
  if (grace !== undefined) return { from: record.lastAt + grace, until: record.lastAt + grace + FREEZE_MS }
  const missed: Day = daysBefore(record.lastDay, -1)
  return { from: startOfDay(zone, missed), until: startOfDay(zone, daysBefore(missed, -1)) }
}
