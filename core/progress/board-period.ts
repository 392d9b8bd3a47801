import {
  type Day,
  dayIn,
  daysBefore,
  daysBetween,
  mondayOf,
  startOfDay,
  type TimestampMs,
} from '#core/kernel/time.ts'

/** Boards whose standing is archived when a period of theirs ends, in the order in which they close. */
export const PERIOD_BOARDS = ['weekly', 'weekly_r', 'monthly', 'story_completion', 'global'] as const
export type PeriodBoard = (typeof PERIOD_BOARDS)[number]

/** Those that count what people did in the market: they are there without progress, too. */
export const MARKET_BOARDS: readonly PeriodBoard[] = ['weekly_r']

/**
 * One period of a board, in the desk's zone: from its first instant up to the first of the next.
 *
 * `global` has no window of its own: its standing is put down at the end of each week, to be compared with.
 */
export interface BoardPeriod {
  readonly board: PeriodBoard
  /** An ISO week, `2026-W47`, or a calendar month, `2026-11`. */
  readonly period: string
  readonly from: TimestampMs
  readonly until: TimestampMs
}

const WEEK = /^(\d{4})-W(\d{2})$/
const MONTH = /^(\d{4})-(0[1-9]|1[0-2])$/
const WEEK_DAYS = 7
/** A week belongs to the year of its Thursday. */
const THURSDAY = 3

/**
 * The period of a board that an instant lies in.
 *
 * A week has 7 calendar days and a month all of its own, whatever the clock does meanwhile: a day of a zone may have 23
 * to 25 hours.
 */
export function periodAt(board: PeriodBoard, zone: string, at: TimestampMs): BoardPeriod {
  const day = dayIn(zone, at)
  return monthly(board) ? monthFrom(board, zone, day) : weekFrom(board, zone, mondayOf(day))
}

/** The period of that name; null for a name that no period of the board has. */
export function periodNamed(board: PeriodBoard, zone: string, name: string): BoardPeriod | null {
  if (monthly(board)) return MONTH.test(name) ? monthFrom(board, zone, `${name}-01`) : null
  const [, year, week] = WEEK.exec(name) ?? []
  if (year === undefined || week === undefined) return null
  // The 4th of January always lies in the first week.
  const monday = daysBefore(mondayOf(`${year}-01-04`), -WEEK_DAYS * (Number(week) - 1))
  const found = weekFrom(board, zone, monday)
  return found.period === name ? found : null
}

/** The id under which a period is closed, once: `close:weekly:2026-W47`. */
export function closeIdOf({ board, period }: Pick<BoardPeriod, 'board' | 'period'>): string {
  return `close:${board}:${period}`
}

function monthly(board: PeriodBoard): boolean {
  return board === 'monthly' || board === 'story_completion'
}

function weekFrom(board: PeriodBoard, zone: string, monday: Day): BoardPeriod {
  return {
    board,
    period: weekName(monday),
    from: startOfDay(zone, monday),
    until: startOfDay(zone, daysBefore(monday, -WEEK_DAYS)),
  }
}

function weekName(monday: Day): string {
  const thursday = daysBefore(monday, -THURSDAY)
  const year = thursday.slice(0, 4)
  const week = Math.floor(daysBetween(`${year}-01-01`, thursday) / WEEK_DAYS) + 1
  return `${year}-W${String(week).padStart(2, '0')}`
}

function monthFrom(board: PeriodBoard, zone: string, day: Day): BoardPeriod {
  const period = day.slice(0, 7)
  // No month has more than 31 days: 31 days after its first lies in the next.
  const next = daysBefore(`${period}-01`, -31).slice(0, 7)
  return {
    board,
    period,
    from: startOfDay(zone, `${period}-01`),
    until: startOfDay(zone, `${next}-01`),
  }
}
