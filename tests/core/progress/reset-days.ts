import { type Day, dayIn, startOfDay } from '#core/kernel/time.ts'
import { periodAt } from '#core/progress/board-period.ts'
import { drawMissions } from '#core/progress/daily-mission-table.ts'
import { turnDay } from '#core/progress/daily-missions.ts'
import type { Progress } from '#core/progress/progress.ts'
import type { ZoneCalendar } from '#tests/support/zone-calendar.ts'
import { ADA, evolved, trader } from './quest-kit.ts'
import type { Walk } from './streak-days.ts'

const DAY_MS = 86_400_000
const WEEK_DAYS = 7
/** 1 January 1970 was a Thursday: three days after a Monday. */
const WEEKDAY_OF_DAY_0 = 3
const EXAMPLES_MAX = 3

/** The zone in which the product is asked; a blind one asks in another. */
export type ZoneOf = (zone: string) => string

/**
 * Walks over the days of a zone and asks at both sides of each midnight which missions are there, when they end, and
 * which week and month of the boards it is. What is right comes from the numbers of days alone.
 */
export function walkResets(
  calendar: ZoneCalendar,
  { from, days }: { readonly from: number; readonly days: number },
  zoneOf: ZoneOf = (zone) => zone,
): Walk {
  const walker = new Walker(zoneOf(calendar.zone))
  for (let day = from; day < from + days; day++) {
    const bounds = calendar.boundsOf(day)
    if (bounds !== null) walker.midnight(day, bounds)
  }
  return { days: walker.days, wrong: walker.wrong.slice(0, EXAMPLES_MAX), wrongs: walker.wrong.length }
}

class Walker {
  readonly wrong: string[] = []
  days = 0
  readonly #zone: string

  constructor(zone: string) {
    this.#zone = zone
  }

  /** The first and the last millisecond of a day, and the last of the day before. */
  midnight(day: number, { first, last }: { readonly first: number; readonly last: number }): void {
    this.days += 1
    this.#missions(day, { first, last })
    const monday = (day + WEEKDAY_OF_DAY_0) % WEEK_DAYS === 0
    const firstOfMonth = nameOf(day).endsWith('-01')
    this.#period('weekly', weekOf, { day, first, last, turns: monday })
    this.#period('monthly', monthOf, { day, first, last, turns: firstOfMonth })
  }

  /** Missions of the day before are there up to its last millisecond; the first of the day draws new ones. */
  #missions(day: number, { first, last }: { readonly first: number; readonly last: number }): void {
    const today = nameOf(day)
    this.#expect(first, startOfDay(this.#zone, today), first)
    const drawnBefore = withMissionsOf(nameOf(day - 1))
    const drawnAt = (at: number): Day | null => {
      const drawn = turnDay(drawnBefore, dayIn(this.#zone, at)).find(({ kind }) => kind === 'missions_drawn')
      return drawn?.kind === 'missions_drawn' ? drawn.day : null
    }
    this.#expect(first - 1, drawnAt(first - 1), null)
    this.#expect(first, drawnAt(first), today)
    this.#expect(last, drawnAt(last), today)
  }

  #period(
    board: 'weekly' | 'monthly',
    name: (day: number) => string,
    { day, first, last, turns }: { day: number; first: number; last: number; turns: boolean },
  ): void {
    const now = periodAt(board, this.#zone, first)
    this.#expect(first, now.period, name(day))
    this.#expect(last, periodAt(board, this.#zone, last).period, name(day))
    if (!turns) return
    this.#expect(first, now.from, first)
    const before = periodAt(board, this.#zone, first - 1)
    this.#expect(first - 1, [before.period, before.until].join(), [name(day - 1), first].join())
  }

  #expect(at: number, found: unknown, expected: unknown): void {
    if (found !== expected)
      this.wrong.push(`${this.#zone}, ${new Date(at).toISOString()}: ${found} instead of ${expected}`)
  }
}

function withMissionsOf(day: Day): Progress {
  return evolved(trader(), drawMissions(ADA, day))
}

function nameOf(day: number): Day {
  return new Date(day * DAY_MS).toISOString().slice(0, 10)
}

function monthOf(day: number): string {
  return nameOf(day).slice(0, 7)
}

/** A week is that of its Thursday, and the first of a year is the one with its first Thursday. */
function weekOf(day: number): string {
  const thursday = day - ((day + WEEKDAY_OF_DAY_0) % WEEK_DAYS) + WEEKDAY_OF_DAY_0
  const year = new Date(thursday * DAY_MS).getUTCFullYear()
  const week = Math.floor((thursday - Date.UTC(year, 0, 1) / DAY_MS) / WEEK_DAYS) + 1
  return `${year}-W${String(week).padStart(2, '0')}`
}
