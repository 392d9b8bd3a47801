import { closeSync, openSync, readdirSync, readSync } from 'node:fs'
import { join } from 'node:path'
import type { SymbolName } from '#core/kernel/ids.ts'
import { type Bar, TIMEFRAMES } from '#core/market/bar.ts'
import { CHUNK_BYTES, readRows } from '#station/feed/csv-rows.ts'
import { BadInput, cannotRead } from './bad-input.ts'

const FILE_NAME = /^([A-Za-z0-9]{3,12})_(h1|h4)\.csv$/i
const HEADER = 'time,open,high,low,close,volume'
const COLUMNS = 6

/** All bars of one file. */
interface BarFile {
  readonly name: string
  readonly symbol: SymbolName
  readonly lengthMs: number
  /** COLUMNS numbers for each bar: open time, open, high, low, close, volume. */
  readonly numbers: readonly number[]
  readonly badRows: number
}

/** The bars of a folder in the order in which they close. */
export interface BarFolder {
  readonly files: readonly string[]
  readonly bars: number
  readonly badRows: number
  /** One group for each close time, ascending; in a group by symbol. */
  readonly instants: () => Generator<readonly Bar[]>
}

/**
 * Reads all `SYMBOL_h1.csv` and `SYMBOL_h4.csv` of a folder.
 *
 * Rows that are no bars, or that go back in time, are counted and left out.
 *
 * @throws BadInput  when there is no such file, or one cannot be read or has another header
 */
export function readBarFolder(folder: string): BarFolder {
  const names = listed(folder)
    .filter((name) => FILE_NAME.test(name))
    .sort()
  if (names.length === 0) throw new BadInput(`${folder}: holds no file named SYMBOL_h1.csv or SYMBOL_h4.csv`)
  const files = names.map((name) => readBarFile(folder, name, names))
  files.sort((a, b) => (a.symbol < b.symbol ? -1 : 1))
  return {
    files: names,
    bars: files.reduce((sum, { numbers }) => sum + numbers.length / COLUMNS, 0),
    badRows: files.reduce((sum, { badRows }) => sum + badRows, 0),
    instants: () => instantsOf(files),
  }
}

function listed(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch (failure) {
    throw cannotRead(folder, failure)
  }
}

function readBarFile(folder: string, name: string, names: readonly string[]): BarFile {
  const path = join(folder, name)
  const [, symbolText = '', timeframe = ''] = FILE_NAME.exec(name) ?? []
  const hourly = names.some((other) => other.toLowerCase() === `${symbolText}_h1.csv`.toLowerCase())
  const long = timeframe.toLowerCase() === 'h4'
  const symbol = symbolText.toUpperCase() + (long && hourly ? '_H4' : '')
  const numbers: number[] = []
  let badRows = 0
  const reader = readRows({
    header(text) {
      if (text.replace('\uFEFF', '').trim().toLowerCase() !== HEADER)
        throw new BadInput(`${path}:1: expected the header ${HEADER}`)
    },
    bad: () => {
      badRows += 1
    },
    row(row) {
      if ((row[0] ?? 0) <= (numbers.at(-COLUMNS) ?? Number.NEGATIVE_INFINITY)) badRows += 1
      else numbers.push(...row)
    },
  })
  readInto(reader, path)
  const lengthMs = long ? TIMEFRAMES.h4 : TIMEFRAMES.h1
  return { name, symbol: symbol as SymbolName, lengthMs, numbers, badRows }
}

function readInto(reader: ReturnType<typeof readRows>, path: string): void {
  let handle: number | null = null
  try {
    handle = openSync(path, 'r')
    for (;;) {
      const bytes = readSync(handle, reader.buffer, reader.offset(), CHUNK_BYTES, null)
      if (bytes === 0) break
      reader.take(bytes)
    }
    reader.end()
  } catch (failure) {
    throw failure instanceof BadInput ? failure : cannotRead(path, failure)
  } finally {
    if (handle !== null) closeSync(handle)
  }
}

/** @param files in order of symbol */
function* instantsOf(files: readonly BarFile[]): Generator<readonly Bar[]> {
  const next = files.map(() => 0)
  const closeAt = (file: BarFile, index: number): number =>
    (file.numbers[(next[index] ?? 0) * COLUMNS] ?? Number.POSITIVE_INFINITY) + file.lengthMs
  for (;;) {
    const times = files.map(closeAt)
    const instant = Math.min(...times)
    if (instant === Number.POSITIVE_INFINITY) return
    const group: Bar[] = []
    files.forEach((file, index) => {
      if (times[index] !== instant) return
      group.push(barOf(file, next[index] ?? 0))
      next[index] = (next[index] ?? 0) + 1
    })
    yield group
  }
}

function barOf({ symbol, lengthMs, numbers }: BarFile, index: number): Bar {
  const from = index * COLUMNS
  const at = (column: number): number => numbers[from + column] ?? 0
  return {
    symbol,
    openAt: at(0),
    closeAt: at(0) + lengthMs,
    open: at(1),
    high: at(2),
    low: at(3),
    close: at(4),
    volume: at(5),
    spread: 0,
  }
}
