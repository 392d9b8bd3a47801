import { expect, test } from 'vitest'
import { axisTicks } from '../../renderer/state/axis-ticks.ts'
import { joinLonger, type LongSeries, lengthOf, timeframesOf } from '../../renderer/state/series.ts'
import { bandsOf } from '../../renderer/state/session-bands.ts'
import { timesIn } from '../../renderer/state/times.ts'

const UTC = timesIn('UTC')
const MINUTE = 60_000
const M5 = 5 * MINUTE

const candle = (at: number, high: number, low: number, close: number) => ({ at, open: 10, high, low, close })
const quote = (barsClosed: number, last: ReturnType<typeof candle> | null, forming = last) => ({
  symbol: 'EURUSD',
  price: 10,
  barsClosed,
  last,
  forming,
})

/** Five-minute candles: 0 to 5 closed, 5 to 10 open with two of its minutes. */
const series: LongSeries = {
  closed: [candle(0, 12, 8, 11)],
  forming: candle(M5, 11, 9, 10),
  barsIn: 7,
}

test('[CHART-1] a feed of m15 can be shown in m15 and longer, an unknown one as it is', () => {
  expect(timeframesOf('m15')).toEqual(['m15', 'h1', 'h4', 'd1'])
  expect(timeframesOf('t1')).toEqual(['t1'])
  expect(lengthOf('h4')).toBe(4 * 60 * MINUTE)
})

test('[CHART-2] a bar widens the candle it falls into, and twice is as good as once', () => {
  const told = quote(8, candle(7 * MINUTE, 13, 9.5, 12), candle(8 * MINUTE, 12, 11, 11.5))
  const next = joinLonger(series, told, M5)
  expect(next).toEqual({ closed: series.closed, forming: candle(M5, 13, 9, 11.5), barsIn: 8 })
  expect(joinLonger(next as LongSeries, told, M5)).toEqual(next)
})

test('[CHART-2] the first bar of the next candle closes the one before', () => {
  const next = joinLonger(
    series,
    quote(8, candle(9 * MINUTE, 12, 9, 12), candle(10 * MINUTE, 14, 12, 13)),
    M5,
  )
  expect(next?.closed).toEqual([candle(0, 12, 8, 11), candle(M5, 12, 9, 12)])
  expect(next?.forming).toEqual(candle(10 * MINUTE, 14, 12, 13))
})

test('[CHART-2] where a bar was missed nothing is guessed', () => {
  expect(joinLonger(series, quote(9, candle(9 * MINUTE, 12, 9, 12)), M5)).toBeNull()
})

test('[CHART-2] a bar of a candle that closed long ago changes nothing in the picture', () => {
  const next = joinLonger(series, quote(7, candle(MINUTE, 20, 1, 10), null), M5)
  expect(next).toEqual(series)
})

test('[CHART-4] sessions follow the clocks of their places', () => {
  const at = (hour: number, month = 0, day = 5) => Date.UTC(2026, month, day, hour)
  // Monday in winter: Tokyo is nine hours ahead, London at UTC, New York five behind.
  const winter = [0, 8, 9, 13, 16, 17, 22].map((hour) => at(hour))
  expect(bandsOf(winter)).toEqual([
    { name: 'Tokyo', first: 0, last: 1 },
    { name: 'London', first: 1, last: 4 },
    { name: 'New York', first: 3, last: 5 },
  ])
  // In July London opens at 7 UTC and New York at 12.
  expect(bandsOf([at(7, 6, 1), at(12, 6, 1)])).toEqual([
    { name: 'Tokyo', first: 0, last: 0 },
    { name: 'London', first: 0, last: 1 },
    { name: 'New York', first: 1, last: 1 },
  ])
  // A Saturday.
  expect(bandsOf([at(12, 0, 10)])).toEqual([])
})

test('[CHART-7] the times under a picture are whole ones, as many as fit', () => {
  const from = Date.UTC(2026, 0, 5, 9, 50)
  const minutes = Array.from({ length: 41 }, (_, index) => from + index * MINUTE)
  const written = (countMax: number) => axisTicks(minutes, countMax, UTC).map(({ words }) => words)
  // 09:50 to 10:30: every ten minutes there are five, every quarter of an hour three, every half hour two.
  expect(written(5)).toEqual(['09:50', '10:00', '10:10', '10:20', '10:30'])
  expect(written(4)).toEqual(['10:00', '10:15', '10:30'])
  expect(written(2)).toEqual(['10:00', '10:30'])
  // Candles that stand on no whole time still have one label.
  expect(axisTicks([from + 1, from + 2], 5, UTC).map(({ at }) => at)).toEqual([from + 1])
})
