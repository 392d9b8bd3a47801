import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { TIMEFRAMES } from '#core/market/bar.ts'
import { openSimulation, SIMULATED_SYMBOLS } from '#core/market/simulator.ts'

const SEED = 'bench'
/** 2020-01-06 00:00 UTC, a Monday. */
const FROM = Date.UTC(2020, 0, 6)
const TIMEFRAME = 'h1'
const LINES_PER_WRITE = 5_000

/**
 * Writes one CSV of bars per simulated symbol, as a replay reads them. The same bars every time: the simulator's,
 * with its minutes told as hours.
 *
 * @returns how many bars there are in all
 */
export function writeBars(folder: string, barsPerSymbol: number): number {
  mkdirSync(folder, { recursive: true })
  for (const symbol of SIMULATED_SYMBOLS) {
    const simulation = openSimulation(SEED, symbol, FROM)
    const file = openSync(join(folder, `${symbol}_${TIMEFRAME.toUpperCase()}.csv`), 'w')
    let text = 'time,open,high,low,close,volume\n'
    for (let index = 0; index < barsPerSymbol; index++) {
      const { open, high, low, close, volume } = simulation.next()
      const seconds = (FROM + index * TIMEFRAMES[TIMEFRAME]) / 1_000
      text += `${seconds},${open},${high},${low},${close},${volume}\n`
      if (index % LINES_PER_WRITE === 0) {
        writeSync(file, text)
        text = ''
      }
    }
    writeSync(file, text)
    closeSync(file)
  }
  return barsPerSymbol * SIMULATED_SYMBOLS.length
}
