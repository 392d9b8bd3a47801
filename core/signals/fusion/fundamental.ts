import { HOUR_MS } from '#core/kernel/time.ts'
import type { Bar } from '#core/market/bar.ts'
import { SILENT, type Source, word } from './source.ts'

const DAY_HOURS = 24
const DAY_MS = DAY_HOURS * HOUR_MS
/** London's session in UTC, the same all year: daylight saving moves the real one by an hour, the rule stays put. */
const LONDON_OPEN_HOUR = 7
const LONDON_BREAK_END_HOUR = 11

function hourOf(at: number): number {
  return Math.floor(at / HOUR_MS) % DAY_HOURS
}

/**
 * `london_break`: between 07:00 and 11:00 UTC the close is outside the range of 00:00 to 07:00 of that day.
 *
 * Claim .60 at the edge of the range, .92 from 1 ATR outside. Daily bars have no night range and stay silent.
 * Source: the seed's "London breakout".
 */
export function londonBreak(): Source {
  let day = -1
  let high = 0
  let low = 0
  const widen = (bar: Bar, today: number): number => {
    high = today === day ? Math.max(high, bar.high) : bar.high
    low = today === day ? Math.min(low, bar.low) : bar.low
    day = today
    return SILENT
  }
  return {
    name: 'london_break',
    type: 'fundamental',
    hear({ ready, bar, atr }) {
      const today = Math.floor(bar.openAt / DAY_MS)
      const hour = hourOf(bar.openAt)
      if (hour < LONDON_OPEN_HOUR) return widen(bar, today)
      const watching = ready && today === day && hour < LONDON_BREAK_END_HOUR
      if (!watching) return SILENT
      if (bar.close > high) return word(1, (bar.close - high) / atr)
      return bar.close < low ? word(-1, (low - bar.close) / atr) : SILENT
    },
  }
}

/** Days of an hour before its drift is spoken of, and over which it is averaged. */
const DRIFT_DAYS_MIN = 10
const DRIFT_DAYS = 60
const DRIFT_Z_MIN = 1
const DRIFT_Z_FULL = 3
const DRIFT_BAR_MS_MAX = 4 * HOUR_MS

interface Hour {
  days: number
  mean: number
  variance: number
}

/**
 * `hour_drift`: the hour that begins now has on average moved one way, by at least one standard error.
 *
 * Each finished hour's move is measured in ATR and averaged over about 60 days. Claim .60 at z = 1, .92 from z = 3.
 * Silent before 10 days of that hour and for bars longer than 4 hours. Source: time-of-day seasonality, in the place
 * of the seed's "session and hour" votes.
 */
export function hourDrift(): Source {
  const hours: Hour[] = Array.from({ length: DAY_HOURS }, () => ({ days: 0, mean: 0, variance: 0 }))
  let current = -1
  let move = 0
  const begin = (hour: number): void => {
    const finished = hours[current % DAY_HOURS]
    if (finished !== undefined) observe(finished, move)
    current = hour
    move = 0
  }
  return {
    name: 'hour_drift',
    type: 'fundamental',
    hear({ ready, bar, previous, atr }) {
      if (bar.closeAt - bar.openAt > DRIFT_BAR_MS_MAX) return SILENT
      const hour = Math.floor(bar.openAt / HOUR_MS)
      if (hour !== current) begin(hour)
      if (!ready || previous === null) return SILENT
      move += (bar.close - previous.close) / atr
      const next = hours[hourOf(bar.closeAt)]
      return next === undefined ? SILENT : driftWord(next)
    },
  }
}

function observe(hour: Hour, move: number): void {
  hour.days += 1
  const weight = Math.max(1 / hour.days, 1 / DRIFT_DAYS)
  const surprise = move - hour.mean
  hour.mean += weight * surprise
  hour.variance = (1 - weight) * (hour.variance + weight * surprise * surprise)
}

function driftWord({ days, mean, variance }: Hour): number {
  if (days < DRIFT_DAYS_MIN || variance <= 0) return SILENT
  const z = mean / Math.sqrt(variance / Math.min(days, DRIFT_DAYS))
  const size = Math.abs(z)
  return size < DRIFT_Z_MIN ? SILENT : word(z, (size - DRIFT_Z_MIN) / (DRIFT_Z_FULL - DRIFT_Z_MIN))
}
