import { describe, expect, test } from 'vitest'
import { openMoreCandles } from '../../renderer/link/more-candles.ts'
import {
  aroundMoment,
  joined,
  leftOf,
  moved,
  NEWEST,
  sightOf,
  zoomed,
  zoomOf,
} from '../../renderer/state/zoom.ts'

const MINUTE = 60_000
const minutes = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => (from + i) * MINUTE)
const candle = (at: number, close = 1) => ({ at, open: 1, high: 1, low: 1, close })
const candles = (from: number, to: number) => minutes(from, to).map((at) => candle(at))
const ROOM = { usual: 40, most: 60 }

describe('which candles are in sight', () => {
  test('[CHART-11] they are the newest that are read well, and follow the market', () => {
    expect(sightOf(minutes(0, 100), NEWEST, ROOM)).toEqual({ from: 60, to: 100 })
    expect(sightOf(minutes(0, 101), NEWEST, ROOM)).toEqual({ from: 61, to: 101 })
    expect(sightOf(minutes(0, 7), NEWEST, ROOM)).toEqual({ from: 0, to: 7 })
  })

  test('[CHART-11] never fewer than ten and never more than there is room for', () => {
    const sight = { from: 60, to: 100 }
    expect(zoomed(sight, { by: 0.1, share: 1 }, ROOM, 100)).toEqual({ from: 90, to: 100, count: 10 })
    expect(zoomed(sight, { by: 9, share: 1 }, ROOM, 100)).toEqual({ from: 40, to: 100, count: 60 })
    expect(sightOf(minutes(0, 100), { count: 500, until: null }, ROOM)).toEqual({ from: 40, to: 100 })
    // A small turn is one candle, not none.
    expect(zoomed(sight, { by: 0.999, share: 1 }, ROOM, 100)).toEqual({ from: 61, to: 100, count: 39 })
    expect(zoomed(sight, { by: 1.001, share: 1 }, ROOM, 100)).toEqual({ from: 59, to: 100, count: 41 })
  })

  test('[CHART-11] the candle under the hand stays where it is', () => {
    // Half of 40 about the place after a quarter of them, 30: 30 - 20 / 4 = 25.
    const half = { by: 0.5, share: 0.25 }
    expect(zoomed({ from: 20, to: 60 }, half, ROOM, 100)).toEqual({ from: 25, to: 45, count: 20 })
    // At the edge there are none beyond; where there are too few, the wish waits for those that come.
    const wide = { by: 1.5, share: 0.5 }
    expect(zoomed({ from: 0, to: 40 }, wide, ROOM, 100)).toEqual({ from: 0, to: 60, count: 60 })
    const few = zoomed({ from: 0, to: 40 }, wide, ROOM, 45)
    expect(few).toEqual({ from: 0, to: 45, count: 60 })
    const zoom = zoomOf(few, minutes(0, 45), true)
    expect(sightOf(minutes(-500, 45), zoom, ROOM)).toEqual({ from: 485, to: 545 })
  })

  test('[CHART-11] a move ends at the oldest and at the newest', () => {
    expect(moved({ from: 60, to: 100 }, -10, 100)).toEqual({ from: 50, to: 90 })
    expect(moved({ from: 60, to: 100 }, Number.NEGATIVE_INFINITY, 100)).toEqual({ from: 0, to: 40 })
    expect(moved({ from: 10, to: 50 }, Number.POSITIVE_INFINITY, 100)).toEqual({ from: 60, to: 100 })
    // Of ten to the left of three seven are left, of ten to the right of five five.
    expect(leftOf({ from: 3, to: 43 }, -10, 100)).toBe(-7)
    expect(leftOf({ from: 55, to: 95 }, 10, 100)).toBe(5)
    expect(leftOf({ from: 30, to: 70 }, 10, 100)).toBe(0)
    expect(leftOf({ from: 30, to: 70 }, -10, 100)).toBe(0)
  })

  test('[CHART-12] candles that come move what was chosen only where it follows the market', () => {
    const before = minutes(0, 100)
    const looked = zoomOf({ from: 50, to: 90 }, before, true)
    expect(looked).toEqual({ count: 40, until: 89 * MINUTE })
    // Ten that close now and fifty older ones: the same forty.
    expect(sightOf(minutes(-50, 110), looked, ROOM)).toEqual({ from: 100, to: 140 })
    expect(zoomOf({ from: 60, to: 100 }, before, true)).toEqual({ count: 40, until: null })
    expect(zoomOf({ from: 60, to: 100 }, before, false)).toEqual({ count: 40, until: 99 * MINUTE })
  })

  test('[CHART-12] the moment of a signal that is over stands after a third of the picture', () => {
    const opened = minutes(0, 500)
    const stretch = { from: 100 * MINUTE, to: 400 * MINUTE }
    // 40 candles, 13 of them before minute 150: from 137, so the newest is 176.
    expect(aroundMoment(opened, stretch, 150 * MINUTE, ROOM)).toEqual({ count: 40, until: 176 * MINUTE })
    expect(aroundMoment(opened, stretch, 104 * MINUTE, ROOM)).toEqual({ count: 40, until: 139 * MINUTE })
    // A stretch that fits is shown whole.
    const short = { from: 100 * MINUTE, to: 129 * MINUTE }
    expect(aroundMoment(opened, short, 104 * MINUTE, ROOM)).toEqual({ count: 30, until: 129 * MINUTE })
  })
})

describe('candles beyond a series', () => {
  test('[CHART-13] what is known wins, and no hole is closed', () => {
    const known = [candle(5 * MINUTE, 2), candle(6 * MINUTE, 2)]
    expect(joined(candles(0, 6), known, false)).toEqual([...candles(0, 5), ...known])
    expect(joined(candles(0, 9), known, true)).toEqual([...candles(0, 5), ...known, ...candles(7, 9)])
    expect(joined(candles(0, 4), known, true)).toEqual(known)
    // A market that began anew knows nothing of what was kept.
    expect(joined(candles(0, 9), known, false)).toEqual(known)
    expect(joined(candles(0, 9), [], true)).toEqual([])
  })

  /** A station with these candles and a clock turned by hand. */
  function station(all: ReturnType<typeof candles>, known: ReturnType<typeof candles>, past = true) {
    const asked: (readonly [number | null, number | null])[] = []
    const tries: (readonly [boolean, boolean])[] = []
    const world = { now: 0, broken: false, marketNow: 10_000 * MINUTE }
    const more = openMoreCandles({
      lengthMs: MINUTE,
      past,
      marketNow: () => world.marketNow,
      clock: () => world.now,
      async page(from, to) {
        asked.push([from, to])
        if (world.broken) throw new Error('away')
        return all.filter(({ at }) => (from === null || at >= from) && (to === null || at < to)).slice(-500)
      },
      onTried: (came, failed) => tries.push([came, failed]),
    })
    more.all(known, true)
    const settled = async (n: number) => expect.poll(() => tries.length).toBe(n)
    return { more, asked, tries, world, settled, count: () => more.all(known, true).length }
  }

  test('[CHART-13] older ones come page by page until there are none, and are not asked for at every turn', async () => {
    const { more, asked, tries, world, settled, count } = station(candles(0, 800), candles(700, 800))
    more.older()
    more.older()
    await settled(1)
    expect(asked).toEqual([[null, 700 * MINUTE]])
    expect(count()).toBe(600)
    more.older()
    await settled(2)
    expect(count()).toBe(800)
    expect(more.ended('older')).toBe(false)
    more.older()
    await settled(3)
    expect(more.ended('older')).toBe(true)
    more.older()
    expect(tries).toEqual([
      [true, false],
      [true, false],
      [false, false],
    ])
    expect(asked).toHaveLength(3)
    world.now = 5_000
    more.older()
    await settled(4)
    expect(asked).toHaveLength(4)
  })

  test('[CHART-13] newer ones are found behind a weekend, up to now', async () => {
    const all = [...candles(0, 100), ...candles(2_980, 3_000)]
    const { more, asked, settled, world, count } = station(all, candles(0, 100))
    world.marketNow = 3_000 * MINUTE
    more.newer()
    await settled(1)
    expect(count()).toBe(120)
    // 100 to 3,000 in stretches of 500.
    expect(asked.map(([from]) => from)).toEqual(
      [100, 600, 1_100, 1_600, 2_100, 2_600].map((at) => at * MINUTE),
    )
    expect(more.ended('newer')).toBe(false)
    more.newer()
    await settled(2)
    expect(asked).toHaveLength(6)
    expect(more.ended('newer')).toBe(true)
    world.marketNow += MINUTE
    expect(more.ended('newer')).toBe(false)
  })

  test('[CHART-13] a page that comes when the series is another one leaves no hole', async () => {
    const { more, settled } = station(candles(0, 3_000), candles(700, 1_000), false)
    more.older()
    const later = candles(1_500, 1_800)
    expect(more.all(later, false)).toEqual(later)
    await settled(1)
    expect(more.all(later, false)).toEqual(later)
  })

  test('[CHART-12] who looks at the past goes on seeing it when the market runs away, and comes back to now', () => {
    const { more } = station(candles(0, 3_000), candles(700, 1_000), false)
    const later = candles(1_500, 1_800)
    expect(more.all(later, true)).toEqual(candles(700, 1_000))
    expect(more.ended('newer')).toBe(false)
    expect(more.all(later, false)).toEqual(later)
    expect(more.ended('newer')).toBe(true)
  })

  test('[CHART-13] a failure is told and tried again', async () => {
    const { more, tries, world, settled, count } = station(candles(0, 200), candles(100, 200))
    world.broken = true
    more.older()
    await settled(1)
    expect(tries).toEqual([[false, true]])
    world.broken = false
    world.now = 5_000
    more.older()
    await settled(2)
    expect(count()).toBe(200)
  })
})
