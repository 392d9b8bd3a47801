import { expect, test } from 'vitest'
import { keepOrder } from '#station/feed/row-order.ts'

const DAY = 86_400_000
/** 2020-01-01 00:00 UTC. */
const START = Date.UTC(2020, 0, 1)

/** Days after the start at which bars passed, and the lines that were bad, by reason. */
function kept(days: readonly number[]) {
  const bars: number[] = []
  const bad: string[] = []
  const order = keepOrder({
    bad: (reason, line) => bad.push(`${line} ${reason}`),
    bar: (numbers) => bars.push((numbers[0]! - START) / DAY),
  })
  // The header is line 1.
  days.forEach((day, index) => {
    order.row(Float64Array.of(START + day * DAY, 1, 1, 1, 1, 0), index + 2)
  })
  order.end()
  return { bars, bad }
}

test.each([
  ['a date 79 years ahead hides nothing after it', [0, 1, 29_000, 2, 3], [0, 1, 2, 3], ['4 range']],
  ['also as the first row', [29_000, 0, 1, 2], [0, 1, 2], ['2 range']],
  ['and as the last one', [0, 1, 29_000], [0, 1], ['4 range']],
  ['one after another', [0, 29_000, 1, 20_000, 2], [0, 1, 2], ['3 range', '5 range']],
  ['a year and two days ahead, a month further on', [0, 367, 30, 31], [0, 30, 31], ['3 range']],
  ['a real gap of three years stays', [0, 1, 1_097, 1_098], [0, 1, 1_097, 1_098], []],
  ['a gap of a year is none', [0, 366, 367], [0, 366, 367], []],
  [
    'small disorder is order, also after the first row',
    [5, 3, 6, 6, 4, 7],
    [5, 6, 7],
    ['3 order', '5 order', '6 order'],
  ],
  ['and right after a real gap', [0, 1_097, 1_096, 1_098], [0, 1_097, 1_098], ['4 order']],
  ['a single row is a bar', [29_000], [29_000], []],
])('[FEED-14] %s', (_case, days, bars, bad) => {
  expect(kept(days)).toEqual({ bars, bad })
})
