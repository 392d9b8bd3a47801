import { _adapters } from 'chart.js'

/** Time on the chart's axis, by Intl alone, in UTC. */

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const UNIT_MS: Readonly<Record<string, number>> = {
  millisecond: 1,
  second: 1_000,
  minute: 60_000,
  hour: HOUR_MS,
  day: DAY_MS,
  week: 7 * DAY_MS,
  month: 30 * DAY_MS,
  quarter: 91 * DAY_MS,
  year: 365 * DAY_MS,
}

const TIME = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: 'UTC' })
const DAY = new Intl.DateTimeFormat('en-GB', { day: '2-digit', month: 'short', timeZone: 'UTC' })
const FULL = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' })

/** Midnight shows its day, any other time its hour. */
export function axisTime(at: number): string {
  return at % DAY_MS === 0 ? DAY.format(at) : TIME.format(at)
}

/** Teaches Chart.js the time: candles stand on whole units, so plain arithmetic is exact enough for its axis. */
export function teachTime(): void {
  _adapters._date.override({
    init: () => undefined,
    formats: () => ({
      datetime: 'full',
      millisecond: 'axis',
      second: 'axis',
      minute: 'axis',
      hour: 'axis',
      day: 'axis',
      week: 'axis',
      month: 'axis',
      quarter: 'axis',
      year: 'axis',
    }),
    parse: (value) => (typeof value === 'number' ? value : null),
    format: (at, format) => (format === 'full' ? FULL.format(at) : axisTime(at)),
    add: (at, n, unit) => at + n * (UNIT_MS[unit] ?? 1),
    diff: (one, other, unit) => (one - other) / (UNIT_MS[unit] ?? 1),
    startOf: (at, unit) => Math.floor(at / (UNIT_MS[unit] ?? 1)) * (UNIT_MS[unit] ?? 1),
    endOf: (at, unit) => (Math.floor(at / (UNIT_MS[unit] ?? 1)) + 1) * (UNIT_MS[unit] ?? 1) - 1,
  })
}
