import { _adapters } from 'chart.js'

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

/** One for each unit, none of them shown. */
const FORMATS = {
  datetime: '',
  millisecond: '',
  second: '',
  minute: '',
  hour: '',
  day: '',
  week: '',
  month: '',
  quarter: '',
  year: '',
}

/**
 * Teaches Chart.js to reckon with time: candles stand on whole units, so plain arithmetic is exact enough for its axis.
 * What it would write itself is never shown: axis and tooltip have words of their own.
 */
export function teachTime(): void {
  _adapters._date.override({
    init: () => undefined,
    formats: () => FORMATS,
    parse: (value) => (typeof value === 'number' ? value : null),
    format: String,
    add: (at, n, unit) => at + n * (UNIT_MS[unit] ?? 1),
    diff: (one, other, unit) => (one - other) / (UNIT_MS[unit] ?? 1),
    startOf: (at, unit) => Math.floor(at / (UNIT_MS[unit] ?? 1)) * (UNIT_MS[unit] ?? 1),
    endOf: (at, unit) => (Math.floor(at / (UNIT_MS[unit] ?? 1)) + 1) * (UNIT_MS[unit] ?? 1) - 1,
  })
}
