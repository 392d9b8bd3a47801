import type { RowListener } from './csv-rows.ts'

/** No market that lives closes for so long. */
const LEAP_MS_MAX = 366 * 86_400_000
/** A row that goes back by so much from a leap says that the leap was none. Small disorder says nothing. */
const RETURN_MS_MIN = LEAP_MS_MAX / 2
/** Open time, four prices, volume; and the spread, which such rows do not have. */
const FIELDS = 7

export interface OrderListener extends Pick<RowListener, 'bad'> {
  /** A bar in its order. The array is used again for the next one. */
  readonly bar: (numbers: Float64Array) => void
}

export interface RowOrder {
  readonly row: RowListener['row']
  /** No further row will come. */
  readonly end: () => void
}

/**
 * Lets through rows whose time rises; the others are told as `order`.
 *
 * A row that leaps more than a year ahead, the first of all included, waits for the one after it. Where that one goes
 * back, the leap was damage and is told as `range`, so that one wrong date does not hide the rest of a file; else it is
 * a bar. A leap with which a file ends is damage too, unless it is all there is.
 */
export function keepOrder({ bad, bar }: OrderListener): RowOrder {
  const numbers = new Float64Array(FIELDS)
  const leapt = new Float64Array(FIELDS)
  let leaptLine = 0
  let lastOpenAt = Number.NEGATIVE_INFINITY

  const pass = (passing: Float64Array): void => {
    lastOpenAt = passing[0] ?? 0
    bar(passing)
  }
  /** Decides about the row that waits, by the time of the one after it. */
  const judge = (openAt: number): void => {
    const line = leaptLine
    leaptLine = 0
    if ((leapt[0] ?? 0) - openAt > RETURN_MS_MIN) bad('range', line)
    else pass(leapt)
  }

  return {
    row(row, line) {
      const openAt = row[0] ?? 0
      if (leaptLine > 0) judge(openAt)
      if (openAt <= lastOpenAt) bad('order', line)
      else if (openAt - lastOpenAt > LEAP_MS_MAX) {
        leapt.set(row)
        leaptLine = line
      } else {
        numbers.set(row)
        pass(numbers)
      }
    },
    end() {
      const only = lastOpenAt === Number.NEGATIVE_INFINITY
      if (leaptLine > 0) judge(only ? Number.POSITIVE_INFINITY : lastOpenAt)
    },
  }
}
