import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openSimulation, SIMULATED_SYMBOLS } from '#core/market/simulator.ts'

const MINUTE_MS = 60_000
export const BAR_MINUTES = 5
export const BAR_MS = BAR_MINUTES * MINUTE_MS
/** The station plays the first bars of a long replay at once, so that sources and picture have a past. */
export const PAST_BARS = 96
/** Enough ahead for a replay to be a long one. */
const BARS_AHEAD = 2_100

/** A market of which every picture shows the same moment. */
export interface PictureMarket {
  /** Folder of the candle files. */
  readonly folder: string
  readonly symbols: readonly string[]
  /** Where the moment's past begins: the run before ends here. */
  readonly pastFrom: number
  /** The moment that is shown. */
  readonly moment: number
}

/**
 * Writes candles of five minutes, simulated from a fixed seed: the same files each time.
 *
 * @param firstBarAt  open of the first bar, milliseconds
 * @param moment      the moment to show, a whole number of bars later
 */
export function writeMarket(folder: string, firstBarAt: number, moment: number): PictureMarket {
  mkdirSync(folder, { recursive: true })
  const endsAt = moment + BARS_AHEAD * BAR_MS
  for (const symbol of SIMULATED_SYMBOLS) {
    const rows = barsOf(symbol, firstBarAt, endsAt)
    writeFileSync(join(folder, `${symbol}_m5.csv`), `time,open,high,low,close,volume\n${rows.join('\n')}\n`)
  }
  return { folder, symbols: SIMULATED_SYMBOLS, pastFrom: moment - PAST_BARS * BAR_MS, moment }
}

/** Minutes gathered into bars of five; a bar in which nothing was traded is left out. */
function barsOf(symbol: (typeof SIMULATED_SYMBOLS)[number], from: number, to: number): readonly string[] {
  const simulation = openSimulation('pictures', symbol, from)
  const rows: string[] = []
  let bar: { at: number; open: number; high: number; low: number; close: number; volume: number } | null =
    null
  for (let minute = simulation.next(); minute.openAt < to; minute = simulation.next()) {
    const at = Math.floor(minute.openAt / BAR_MS) * BAR_MS
    if (bar !== null && bar.at === at) {
      bar.high = Math.max(bar.high, minute.high)
      bar.low = Math.min(bar.low, minute.low)
      bar.close = minute.close
      bar.volume += minute.volume
      continue
    }
    if (bar !== null) rows.push(rowOf(bar))
    bar = { ...minute, at }
  }
  return rows
}

function rowOf(bar: {
  at: number
  open: number
  high: number
  low: number
  close: number
  volume: number
}): string {
  return [bar.at, bar.open, bar.high, bar.low, bar.close, Math.round(bar.volume)].join(',')
}
