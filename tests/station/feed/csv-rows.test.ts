import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readRows } from '#station/feed/csv-rows.ts'
import { HEADER, MONDAY } from './support.ts'

interface Read {
  readonly headers: string[]
  readonly rows: number[][]
  readonly bad: (readonly [string, number])[]
}

/** Reads a text cut into pieces of so many bytes. */
function read(text: string, pieceBytes = 65_536): Read {
  const found: Read = { headers: [], rows: [], bad: [] }
  const reader = readRows({
    header: (line) => found.headers.push(line),
    row: (numbers) => found.rows.push([...numbers]),
    bad: (reason, line) => found.bad.push([reason, line]),
  })
  const bytes = Buffer.from(text)
  for (let start = 0; start < bytes.length; start += pieceBytes) {
    const copied = bytes.copy(reader.buffer, reader.offset(), start, start + pieceBytes)
    reader.take(copied)
  }
  reader.end()
  return found
}

const GOOD = `${MONDAY},100,101,99,100.5,10`

describe('rows of a CSV', () => {
  test('[FEED-1] a row is six numbers, with any line end, and the last needs none', () => {
    const expected = [MONDAY, 100, 101, 99, 100.5, 10]
    expect(read(`${HEADER}\n${GOOD}\n`).rows).toEqual([expected])
    expect(read(`${HEADER}\r\n${GOOD}\r\n`)).toEqual({ headers: [HEADER], rows: [expected], bad: [] })
    expect(read(`${HEADER}\n\n${GOOD}`)).toEqual({ headers: [HEADER], rows: [expected], bad: [] })
  })

  test('[FEED-1] a text cut anywhere gives the same rows', () => {
    const text = [HEADER, GOOD, 'nonsense', `${MONDAY + 1},1.5,1.75,1.25,1.5,0`, GOOD].join('\r\n')
    const whole = read(text)
    expect(whole.rows).toHaveLength(3)
    fc.assert(
      fc.property(fc.integer({ min: 1, max: text.length }), (piece) => {
        expect(read(text, piece)).toEqual(whole)
      }),
    )
  })

  test('[FEED-2] a number is the nearest double, as the language reads it', () => {
    const written = fc.tuple(
      fc.double({ min: 0.000001, max: 1e9, noNaN: true }),
      fc.integer({ min: 0, max: 17 }),
    )
    fc.assert(
      fc.property(written, ([value, decimals]) => {
        const text = value.toFixed(decimals)
        const [numbers = []] = read(`${HEADER}\n${MONDAY},${text},9e99,${text},${text},${text}`).rows
        if (Number(text) > 0) expect(numbers[1]).toBe(Number(text))
      }),
    )
  })

  test.each([
    ['1.5e3', 1_500],
    [' 1500 ', 1_500],
    ['+1500', 1_500],
    ['1500.', 1_500],
    ['0001500', 1_500],
    ['1500.000000000000000000001', 1_500],
  ])('[FEED-2] %s is a number too', (text, value) => {
    expect(read(`${HEADER}\n${MONDAY},1500,1501,1499,${text},0`).rows[0]?.[4]).toBe(value)
  })

  test.each([
    ['text', `${MONDAY},abc,101,99,100,10`],
    ['text', `${MONDAY},100,101,99,100`],
    ['text', `${MONDAY},100,101,99,100,10,7`],
    ['text', `${MONDAY},100,101,99,100,`],
    ['text', `${MONDAY};100;101;99;100;10`],
    ['text', `2026-01-05,100,101,99,100,10`],
    ['text', `${MONDAY},0x64,101,99,100,10`],
    ['text', `${MONDAY},"100",101,99,100,10`],
    ['text', `${MONDAY},1.2.3,101,99,100,10`],
    ['text', `${MONDAY},-,101,99,100,10`],
    ['nan', `${MONDAY},NaN,101,99,100,10`],
    ['nan', `${MONDAY},100,Infinity,99,100,10`],
    ['nan', `${MONDAY},100,1e999,99,100,10`],
    ['range', `${MONDAY},100,98,99,100,10`],
    ['range', `${MONDAY},102,101,99,100,10`],
    ['range', `${MONDAY},100,101,99,98,10`],
    ['range', `${MONDAY},0,1,0,1,10`],
    ['range', `${MONDAY},-1,101,-2,100,10`],
    ['range', `${MONDAY},100,101,99,100,-1`],
    ['range', `${MONDAY + 0.5},100,101,99,100,10`],
    ['range', `-1,100,101,99,100,10`],
    // Nanoseconds: were they taken, every later row would go back in time.
    ['range', `${MONDAY}000000,100,101,99,100,10`],
    // Text outranks NaN, NaN outranks the range.
    ['text', `${MONDAY},NaN,101,99,x,10`],
    ['nan', `${MONDAY},NaN,98,99,100,10`],
  ])('[FEED-3] %s: %s', (reason, line) => {
    expect(read([HEADER, GOOD, line, GOOD].join('\n'))).toMatchObject({ bad: [[reason, 3]], rows: [{}, {}] })
  })

  test('[FEED-3] a line that never ends is one bad row, and reading goes on behind it', () => {
    const text = [HEADER, GOOD, 'x'.repeat(200_000), GOOD].join('\n')
    expect(read(text)).toMatchObject({ bad: [['text', 3]], rows: [{}, {}] })
    expect(read(text, 1_000)).toMatchObject({ bad: [['text', 3]], rows: [{}, {}] })
  })

  test('[FEED-3] any bytes whatever are rows or bad rows, never a crash', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), fc.integer({ min: 1, max: 64 }), (bytes, piece) => {
        const text = `${HEADER}\n${Buffer.from(bytes).toString('latin1')}`
        const { rows } = read(text, piece)
        for (const [, open = 0, high = 0, low = 0, close = 0] of rows)
          expect(low > 0 && low <= Math.min(open, close) && high >= Math.max(open, close)).toBe(true)
      }),
    )
  })
})
