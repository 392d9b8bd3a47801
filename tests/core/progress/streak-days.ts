import type { StreakRecord } from '#core/progress/streak-event.ts'
import { type Moment, momentIn, type Phase, phaseOf } from '#core/progress/streak-windows.ts'
import type { ZoneCalendar } from '#tests/support/zone-calendar.ts'
import { Streaker } from './streaking.ts'

/** A way to say where a streak stands. */
export type Judge = (record: StreakRecord, moment: Moment) => Phase

/** What a walk over days found. */
export interface Walk {
  readonly days: number
  /** The first of what was wrong: `zone, instant: found instead of expected`. */
  readonly wrong: readonly string[]
  readonly wrongs: number
}

/** What has to be said so many days after a day that counted. */
const EXPECTED: readonly Phase[] = ['done', 'grace', 'hold', 'lost']
const EXAMPLES_MAX = 3

/**
 * Walks over the days of a zone and asks at the first and the last millisecond of each where streaks stand that counted
 * last on that day and on the three before; a streak that is kept up all the while must have grown by one a day.
 */
export function walk(
  calendar: ZoneCalendar,
  { from, days }: { readonly from: number; readonly days: number },
  judge: Judge = phaseOf,
): Walk {
  const walker = new Walker(calendar.zone, judge)
  for (let day = from; day < from + days; day++) {
    const bounds = calendar.boundsOf(day)
    if (bounds !== null) walker.lives(bounds)
  }
  return { days: walker.days, wrong: walker.wrong.slice(0, EXAMPLES_MAX), wrongs: walker.wrong.length }
}

/** Somebody who never misses a day, and what is said of those who stopped one, two and three days ago. */
class Walker {
  readonly wrong: string[] = []
  days = 0
  readonly #zone: string
  readonly #judge: Judge
  readonly #keeper: Streaker
  #kept: readonly StreakRecord[] = []

  constructor(zone: string, judge: Judge) {
    this.#zone = zone
    this.#judge = judge
    this.#keeper = new Streaker(zone)
  }

  lives({ first, last }: { readonly first: number; readonly last: number }): void {
    const ends = [momentIn(this.#zone, first), momentIn(this.#zone, last)] as const
    this.days += 1
    for (const moment of ends) this.#judgeThoseWhoStopped(moment)
    // In turn the first and the last millisecond counts, so that pauses are as short and as long as can be.
    const early = this.days % 2 === 0
    const record = this.#logIn(ends[early ? 0 : 1])
    if (early && this.#keeper.login(ends[1]) !== null) this.#blame(ends[1], 'counted twice', 'once')
    if (record !== null) this.#kept = [record, ...this.#kept].slice(0, EXPECTED.length - 1)
  }

  #logIn(moment: Moment): StreakRecord | null {
    const told = this.#keeper.login(moment)
    if (told?.record.count !== this.days) this.#blame(moment, told?.record.count, this.days)
    return told?.record ?? null
  }

  #judgeThoseWhoStopped(moment: Moment): void {
    for (const [index, record] of this.#kept.entries()) {
      const found = this.#judge(record, moment)
      if (found !== EXPECTED[index + 1]) this.#blame(moment, found, EXPECTED[index + 1])
    }
  }

  #blame({ now }: Moment, found: unknown, expected: unknown): void {
    this.wrong.push(`${this.#zone}, ${new Date(now).toISOString()}: ${found} instead of ${expected}`)
  }
}

/** What somebody would write who takes a day for 24 hours. */
export const naive: Judge = ({ lastAt }, { now }) => {
  const days = Math.floor((now - lastAt) / 86_400_000)
  return days < 0 ? 'done' : (EXPECTED[days] ?? 'lost')
}

/** Adds walks up. */
export function together(walks: readonly Walk[]): Walk {
  return {
    days: walks.reduce((sum, { days }) => sum + days, 0),
    wrong: walks.flatMap(({ wrong }) => wrong).slice(0, 10),
    wrongs: walks.reduce((sum, { wrongs }) => sum + wrongs, 0),
  }
}
