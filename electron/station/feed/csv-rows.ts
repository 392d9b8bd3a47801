/** Why a row cannot be used, in the order in which it is looked at. */
export type BadRow = 'text' | 'nan' | 'range' | 'order'

export interface RowListener {
  /** The first line, without line end. Throwing stops the reading. */
  readonly header: (text: string) => void
  /** Six numbers: time, open, high, low, close, volume. The array is used again for the next row. */
  readonly row: (numbers: Float64Array, line: number) => void
  readonly bad: (reason: BadRow, line: number) => void
}

/** Bytes in, rows out; a line may be cut anywhere between two chunks. */
export interface RowReader {
  /** Where to put the next bytes: at least `CHUNK_BYTES` are free from `offset` on. */
  readonly buffer: Buffer
  readonly offset: () => number
  /** Tells that so many bytes were put at `offset`. */
  readonly take: (bytes: number) => void
  /** Tells that the file has ended; the last line needs no line end. */
  readonly end: () => void
}

export const CHUNK_BYTES = 65_536
/** A longer line is no row of bars. It is counted once and skipped to its end. */
const LINE_BYTES_MAX = 4_096
const COLUMNS = 6
/** Times from 1970 to 2100; anything else is a wrong unit or damage, and must not hide the rows after it. */
const TIME_MS_MAX = 4_102_444_800_000

const NEWLINE = 10
const RETURN = 13
const COMMA = 44
const MINUS = 45
const DOT = 46
const ZERO = 48
/** Up to here a mantissa and a power of ten are exact, so their quotient is the nearest double. */
const EXACT_DIGITS = 15
const POWERS = Float64Array.from({ length: EXACT_DIGITS + 1 }, (_, exponent) => 10 ** exponent)
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i
const NOT_FINITE = /^[+-]?(nan|inf|infinity)$/i

/**
 * Reads `time,open,high,low,close,volume` rows from bytes without making text of them.
 *
 * Rows whose numbers are not fit for a bar are told by reason and left out; order of time is not judged here.
 */
export function readRows(listener: RowListener): RowReader {
  const buffer = Buffer.alloc(CHUNK_BYTES + LINE_BYTES_MAX)
  const parse = openRowParser(buffer)
  let kept = 0
  let line = 0
  let skipping = false

  const takeRow = (start: number, end: number): void => {
    const reason = parse.row(start, end)
    if (reason === null) listener.row(parse.numbers, line)
    else listener.bad(reason, line)
  }
  const takeLine = (start: number, end: number): void => {
    line += 1
    if (skipping) {
      skipping = false
      return
    }
    const stop = end > start && buffer[end - 1] === RETURN ? end - 1 : end
    if (line === 1) listener.header(buffer.toString('utf8', start, stop))
    else if (stop > start) takeRow(start, stop)
  }
  const keepRest = (start: number, end: number): void => {
    kept = end - start
    if (kept > LINE_BYTES_MAX) {
      if (line === 0) listener.header(buffer.toString('utf8', start, start + LINE_BYTES_MAX))
      else if (!skipping) listener.bad('text', line + 1)
      skipping = true
      kept = 0
    } else if (skipping) kept = 0
    else buffer.copyWithin(0, start, end)
  }

  return {
    buffer,
    offset: () => kept,
    take(bytes) {
      const end = kept + bytes
      let start = 0
      for (;;) {
        const newline = buffer.indexOf(NEWLINE, start)
        if (newline === -1 || newline >= end) break
        takeLine(start, newline)
        start = newline + 1
      }
      keepRest(start, end)
    },
    end() {
      if (kept > 0) takeLine(0, kept)
      else if (line === 0) listener.header('')
      kept = 0
    },
  }
}

interface RowParser {
  readonly numbers: Float64Array
  /** Parses the bytes from `start` to `end` into `numbers`; null when they are fit for a bar. */
  readonly row: (start: number, end: number) => BadRow | null
}

function openRowParser(buffer: Buffer): RowParser {
  const numbers = new Float64Array(COLUMNS)
  // Where the parser stands, what the last run of digits was worth, and what is wrong with the row so far.
  let position = 0
  let mantissa = 0
  let flaw: BadRow | null = null

  /** Goes over digits, appending them to the mantissa; answers how many there were. */
  const digits = (end: number): number => {
    const start = position
    let at = start
    let value = mantissa
    for (; at < end; at++) {
      const digit = (buffer[at] ?? 0) - ZERO
      if (digit < 0 || digit > 9) break
      value = value * 10 + digit
    }
    position = at
    mantissa = value
    return at - start
  }
  /** A number of digits, at most one point and a leading minus; null where more must be looked at. */
  const plain = (end: number): number | null => {
    const negative = buffer[position] === MINUS
    if (negative) position += 1
    mantissa = 0
    const whole = digits(end)
    let decimals = 0
    if (buffer[position] === DOT && position < end) {
      position += 1
      decimals = digits(end)
    }
    const stopped = position < end && buffer[position] !== COMMA
    if (stopped || whole + decimals === 0 || whole + decimals > EXACT_DIGITS) return null
    const size = mantissa / (POWERS[decimals] ?? 1)
    return negative ? -size : size
  }
  /** Everything that is not plain digits: exponents, blanks, words. */
  const unusual = (start: number, end: number): number => {
    const comma = buffer.indexOf(COMMA, start)
    position = comma === -1 || comma > end ? end : comma
    const text = buffer.toString('latin1', start, position).trim()
    const value = Number(text)
    if (NOT_FINITE.test(text)) flaw ??= 'nan'
    else if (!NUMBER.test(text)) flaw = 'text'
    else if (!Number.isFinite(value)) flaw ??= 'nan'
    return value
  }
  /** Reads one column and goes past the comma after it; false when the comma is not where it belongs. */
  const column = (index: number, end: number): boolean => {
    const start = position
    numbers[index] = plain(end) ?? unusual(start, end)
    const last = index === COLUMNS - 1
    const ended = position >= end
    position += 1
    return last === ended
  }

  return {
    numbers,
    row(start, end) {
      position = start
      flaw = null
      for (let index = 0; index < COLUMNS; index++) if (!column(index, end)) return 'text'
      return flaw ?? (inRange(numbers) ? null : 'range')
    },
  }
}

function inRange(numbers: Float64Array): boolean {
  const at = (column: number): number => numbers[column] ?? Number.NaN
  const timeFits = Number.isInteger(at(0)) && at(0) >= 0 && at(0) < TIME_MS_MAX
  const low = at(3)
  return timeFits && low > 0 && low <= Math.min(at(1), at(4)) && at(2) >= Math.max(at(1), at(4)) && at(5) >= 0
}
