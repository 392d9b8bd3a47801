import { DAY_MS } from './times.ts'

/** One day of a year in squares. */
export interface CalendarDay {
  /** `2026-11-20` */
  readonly day: string
  /** Profit and loss of what was fired on it; null where nothing closed. */
  readonly pnl: number | null
  /** It belongs to the login streak that stands. */
  readonly inStreak: boolean
}

/** Weeks of a calendar: a year, and the one that runs. */
export const CALENDAR_WEEKS = 53
const WEEK = 7

const atOf = (day: string): number => Date.parse(`${day}T00:00:00Z`)
const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10)

interface CalendarParts {
  /** Today, in the reader's zone. */
  readonly today: string
  readonly results: readonly { readonly day: string; readonly pnl: number }[]
  readonly streak: { readonly from: string; readonly to: string } | null
}

/** The weeks up to today, each from Monday on; the last one ends with today. */
export function calendarOf({ today, results, streak }: CalendarParts): readonly (readonly CalendarDay[])[] {
  const sums = new Map<string, number>()
  for (const { day, pnl } of results) sums.set(day, (sums.get(day) ?? 0) + pnl)
  const end = atOf(today)
  // 1970-01-05 was a Monday.
  const monday = end - ((((end / DAY_MS - 4) % WEEK) + WEEK) % WEEK) * DAY_MS
  return Array.from({ length: CALENDAR_WEEKS }, (_, week) => {
    const first = monday - (CALENDAR_WEEKS - 1 - week) * WEEK * DAY_MS
    return Array.from({ length: WEEK }, (_, weekday) => first + weekday * DAY_MS)
      .filter((at) => at <= end)
      .map((at) => {
        const day = dayOf(at)
        const inStreak = streak !== null && day >= streak.from && day <= streak.to
        return { day, pnl: sums.get(day) ?? null, inStreak }
      })
  })
}

/** What the squares say: days up and down, the best and the worst, days of the streak. */
export function calendarSums(weeks: readonly (readonly CalendarDay[])[]) {
  const days = weeks.flat()
  const traded = days.flatMap(({ pnl }) => pnl ?? [])
  return {
    up: traded.filter((pnl) => pnl > 0).length,
    down: traded.filter((pnl) => pnl < 0).length,
    best: Math.max(...traded),
    worst: Math.min(...traded),
    streak: days.filter(({ inStreak }) => inStreak).length,
    traded: traded.length,
  }
}

/** Days traded and their sum, month by month, newest first. */
export function monthsOf(weeks: readonly (readonly CalendarDay[])[]) {
  const months = new Map<string, { days: number; pnl: number }>()
  for (const { day, pnl } of weeks.flat()) {
    if (pnl === null) continue
    const month = months.get(day.slice(0, 7)) ?? { days: 0, pnl: 0 }
    months.set(day.slice(0, 7), { days: month.days + 1, pnl: month.pnl + pnl })
  }
  return [...months].map(([month, sums]) => ({ month, ...sums })).reverse()
}
