import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { closeIdOf, periodAt, periodNamed } from '#core/progress/board-period.ts'

const HOUR_MS = 3_600_000
const at = (text: string) => Date.parse(text)
const text = (ms: number) => new Date(ms).toISOString()

describe('weeks', () => {
  test.each([
    ['2026-11-16T00:00:00.000Z', '2026-W47'],
    ['2026-11-22T23:59:59.999Z', '2026-W47'],
    ['2026-11-23T00:00:00.000Z', '2026-W48'],
    // 2026 begins on a Thursday and has 53 weeks; its last holds the first days of 2027.
    ['2026-12-31T12:00:00.000Z', '2026-W53'],
    ['2027-01-03T23:59:59.999Z', '2026-W53'],
    ['2027-01-04T00:00:00.000Z', '2027-W01'],
    // The last days of a year may belong to the next.
    ['2024-12-29T23:59:59.999Z', '2024-W52'],
    ['2024-12-30T00:00:00.000Z', '2025-W01'],
    ['2021-01-03T12:00:00.000Z', '2020-W53'],
  ])('[BOARD-16] %s lies in %s, an ISO week from Monday to Monday', (instant, period) => {
    const found = periodAt('weekly', 'UTC', at(instant))
    expect(found.period).toBe(period)
    expect(found.until - found.from).toBe(7 * 24 * HOUR_MS)
    expect(new Date(found.from).getUTCDay()).toBe(1)
  })

  test.each([
    ['2026-03-25T12:00:00Z', '2026-03-22T23:00:00.000Z', '2026-03-29T22:00:00.000Z', 167],
    ['2026-10-21T12:00:00Z', '2026-10-18T22:00:00.000Z', '2026-10-25T23:00:00.000Z', 169],
  ])(
    '[BOARD-16] in Berlin the week of %s has %4$i hours, because its Sunday is not like others',
    (instant, from, until, hours) => {
      const found = periodAt('weekly', 'Europe/Berlin', at(instant))
      expect([text(found.from), text(found.until)]).toEqual([from, until])
      expect((found.until - found.from) / HOUR_MS).toBe(hours)
    },
  )

  test('[BOARD-16] the desk has one zone: the same instant lies in the week that zone has', () => {
    const sundayNight = at('2026-11-22T23:30:00Z')
    expect(periodAt('weekly', 'UTC', sundayNight).period).toBe('2026-W47')
    expect(periodAt('weekly', 'Europe/Berlin', sundayNight).period).toBe('2026-W48')
    expect(periodAt('weekly', 'America/New_York', at('2026-11-23T04:59:59Z')).period).toBe('2026-W47')
  })
})

describe('months', () => {
  test.each([
    ['2026-02-28T23:59:59.999Z', '2026-02', '2026-02-01T00:00:00.000Z', '2026-03-01T00:00:00.000Z'],
    ['2028-02-29T00:00:00.000Z', '2028-02', '2028-02-01T00:00:00.000Z', '2028-03-01T00:00:00.000Z'],
    ['2026-12-31T23:59:59.999Z', '2026-12', '2026-12-01T00:00:00.000Z', '2027-01-01T00:00:00.000Z'],
    ['2027-01-01T00:00:00.000Z', '2027-01', '2027-01-01T00:00:00.000Z', '2027-02-01T00:00:00.000Z'],
  ])('[BOARD-16] %s lies in %s, a calendar month', (instant, period, from, until) => {
    const found = periodAt('monthly', 'UTC', at(instant))
    expect([found.period, text(found.from), text(found.until)]).toEqual([period, from, until])
    expect(periodAt('story_completion', 'UTC', at(instant))).toEqual({ ...found, board: 'story_completion' })
  })

  test('[BOARD-16] October has an hour more in Berlin, April begins in summer', () => {
    const october = periodAt('monthly', 'Europe/Berlin', at('2026-10-10T00:00:00Z'))
    expect((october.until - october.from) / HOUR_MS).toBe(31 * 24 + 1)
    expect(text(periodAt('monthly', 'Europe/Berlin', at('2026-04-10T00:00:00Z')).from)).toBe(
      '2026-03-31T22:00:00.000Z',
    )
  })
})

test.each(['UTC', 'Europe/Berlin', 'America/New_York', 'Pacific/Kiritimati', 'Australia/Lord_Howe'])(
  '[BOARD-16] in %s every instant lies in one period, and the next begins where it ends',
  (zone) => {
    fc.assert(
      fc.property(
        fc.integer({ min: at('2019-12-01T00:00:00Z'), max: at('2035-02-01T00:00:00Z') }),
        fc.constantFrom('weekly' as const, 'monthly' as const),
        (instant, board) => {
          const found = periodAt(board, zone, instant)
          expect(found.from <= instant && instant < found.until).toBe(true)
          expect(periodAt(board, zone, found.from)).toEqual(found)
          expect(periodAt(board, zone, found.until).from).toBe(found.until)
          expect(periodNamed(board, zone, found.period)).toEqual(found)
        },
      ),
    )
  },
)

test.each(['2026-W54', '2025-W53', '2026-W00', '2026-47', '2026-11', 'W47', '', '2026-W47 '])(
  '[BOARD-16] %j names no week',
  (name) => {
    expect(periodNamed('weekly', 'UTC', name)).toBeNull()
  },
)

test.each(['2026-13', '2026-00', '2026-W47', '2026-1'])('[BOARD-16] %j names no month', (name) => {
  expect(periodNamed('monthly', 'UTC', name)).toBeNull()
})

test('[BOARD-12] a close has the id of its board and period', () => {
  expect(closeIdOf({ board: 'weekly', period: '2026-W47' })).toBe('close:weekly:2026-W47')
})
