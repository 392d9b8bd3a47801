import { describe, expect, test } from 'vitest'
import { axisTicks } from '../../renderer/state/axis-ticks.ts'
import { shortly } from '../../renderer/state/shortly.ts'
import { timesIn } from '../../renderer/state/times.ts'
import { MARKET_AT, SERVER_AT } from './shown.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const UTC = timesIn('UTC')
const BERLIN = timesIn('Europe/Berlin')
const NEW_YORK = timesIn('America/New_York')
const KOLKATA = timesIn('Asia/Kolkata')

describe('words', () => {
  test('[ZONE-1] every instant is written in one zone', () => {
    // 2015-03-02 12:00 UTC: Berlin is one hour ahead, New York five behind, India five and a half ahead.
    expect(UTC.minute(MARKET_AT)).toBe('2015-03-02 12:00')
    expect(BERLIN.stamp(MARKET_AT + 5_000)).toBe('2015-03-02 13:00:05')
    expect(NEW_YORK.second(MARKET_AT)).toBe('07:00:00')
    expect(KOLKATA.hour(MARKET_AT)).toBe('17:30')
    expect(KOLKATA.millisecond(SERVER_AT + 114)).toBe('23:30:00.114')
    // 18:00 UTC on the 20th is the 21st in Tokyo.
    expect(timesIn('Asia/Tokyo').day(SERVER_AT)).toBe('21 Nov')
    expect(timesIn('Asia/Tokyo').minute(SERVER_AT)).toBe('2026-11-21 03:00')
  })

  test('[ZONE-6] an instant of another day is written with its day, by the wall of the zone', () => {
    // 18:00 UTC on the 20th is the 21st in Tokyo.
    const [tokyo, today] = [timesIn('Asia/Tokyo'), '2026-11-20']
    expect(shortly(SERVER_AT, today, UTC)).toBe('18:00:00')
    expect(shortly(SERVER_AT - DAY, today, UTC)).toBe('19 Nov 18:00')
    expect(shortly(SERVER_AT, today, tokyo)).toBe('21 Nov 03:00')
    expect(shortly(SERVER_AT, '2026-11-21', tokyo)).toBe('03:00:00')
    expect(shortly(SERVER_AT, null, UTC)).toBe('20 Nov 18:00')
    // The same day of another year is another day.
    expect(shortly(Date.UTC(2025, 10, 20), today, UTC)).toBe('20 Nov 00:00')
  })

  test('[ZONE-1] midnight is 00, and a zone is named with its place', () => {
    expect(UTC.second(0)).toBe('00:00:00')
    expect([UTC.zone, UTC.place]).toEqual(['UTC', 'UTC'])
    expect([NEW_YORK.zone, NEW_YORK.place]).toEqual(['America/New_York', 'New York'])
  })

  test('[ZONE-1] a zone that the browser does not know is UTC and says so', () => {
    const lost = timesIn('Mars/Olympus')
    expect([lost.zone, lost.minute(MARKET_AT)]).toEqual(['UTC', '2015-03-02 12:00'])
  })

  test('[ZONE-2] a zone has its summer', () => {
    // Berlin goes from 02:00 to 03:00 on 2026-03-29, at 01:00 UTC, and back from 03:00 to 02:00 on 2026-10-25.
    const [spring, autumn] = [Date.UTC(2026, 2, 29, 1), Date.UTC(2026, 9, 25, 1)]
    expect([spring - 1_000, spring].map(BERLIN.second)).toEqual(['01:59:59', '03:00:00'])
    expect([autumn - 1_000, autumn].map(BERLIN.second)).toEqual(['02:59:59', '02:00:00'])
    expect([spring - 1, spring, autumn - 1, autumn].map(BERLIN.aheadMs)).toEqual([
      HOUR,
      2 * HOUR,
      2 * HOUR,
      HOUR,
    ])
    expect(KOLKATA.aheadMs(SERVER_AT)).toBe(5.5 * HOUR)
  })
})

describe('axis', () => {
  const candles = (from: number, step: number, count: number) =>
    Array.from({ length: count }, (_, index) => from + index * step)
  const words = (...parts: Parameters<typeof axisTicks>) => axisTicks(...parts).map((tick) => tick.words)

  test('[ZONE-3] a day begins at the midnight of the wall', () => {
    const hours = candles(Date.UTC(2026, 0, 5, 12), HOUR, 24)
    // 24 hours from noon UTC: quarters of a day by each wall.
    expect(words(hours, 4, UTC)).toEqual(['12:00', '18:00', '06 Jan', '06:00'])
    expect(words(hours, 4, BERLIN)).toEqual(['18:00', '06 Jan', '06:00', '12:00'])
  })

  test('[ZONE-3] where no candle stands on a whole hour of the wall, it is the first of each stretch', () => {
    const hours = candles(Date.UTC(2026, 0, 5), HOUR, 4)
    // 05:30 to 08:30 in India: an hour each fits.
    expect(words(hours, 4, KOLKATA)).toEqual(['05:30', '06:30', '07:30', '08:30'])
    // 05:30, 09:30 ... 21:30, 01:30: of each half day the first.
    expect(words(candles(Date.UTC(2026, 0, 5), 4 * HOUR, 6), 3, KOLKATA)).toEqual(['05:30', '13:30', '01:30'])
  })

  test('[ZONE-3] candles of a day are written as days in every zone', () => {
    const days = candles(Date.UTC(2026, 0, 5), DAY, 3)
    expect(words(days, 3, UTC)).toEqual(['05 Jan', '06 Jan', '07 Jan'])
    expect(words(days, 3, BERLIN)).toEqual(['05 Jan', '06 Jan', '07 Jan'])
    // Midnight UTC is the evening before in New York.
    expect(words(days, 3, NEW_YORK)).toEqual(['04 Jan', '05 Jan', '06 Jan'])
  })

  test('[ZONE-3] of a stretch that begins before the picture nothing is written where the next would lie on it', () => {
    // Weeks are counted from a Thursday, 1970-01-01: from a Wednesday on, the second candle begins one.
    const from = (day: number) => candles(Date.UTC(2026, 0, day), DAY, 21)
    expect(words(from(7), 4, UTC)).toEqual(['08 Jan', '15 Jan', '22 Jan'])
    // From a Monday on, it is three candles of seven.
    expect(words(from(5), 4, UTC)).toEqual(['08 Jan', '15 Jan', '22 Jan'])
    expect(words(from(4), 4, UTC)).toEqual(['04 Jan', '08 Jan', '15 Jan', '22 Jan'])
  })

  test('[ZONE-3] what is near is counted in candles, over a weekend too', () => {
    // Five candles a week, from a Wednesday on; two weeks begin on the fifteenth, six candles later.
    const days = candles(Date.UTC(2026, 0, 7), DAY, 40).filter(
      (at) => ![0, 6].includes(new Date(at).getUTCDay()),
    )
    const ticks = axisTicks(days, 4, UTC).map(({ at }) => days.indexOf(at))
    const gaps = ticks.slice(1).map((place, index) => place - (ticks[index] ?? 0))
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(Math.max(...gaps) / 2)
    // Of two stretches the length says how far they are apart.
    expect(words(candles(Date.UTC(2026, 0, 7), DAY, 6), 2, UTC)).toEqual(['08 Jan'])
  })

  test('[ZONE-3] over a change of the clocks hours stay whole', () => {
    const hours = candles(Date.UTC(2026, 2, 28, 23), HOUR, 6)
    // 00:00, 01:00, then 03:00 to 06:00: of these three are even.
    expect(words(hours, 3, BERLIN)).toEqual(['29 Mar', '04:00', '06:00'])
  })
})
