import { describe, expect, test } from 'vitest'
import { DEFAULT_POLICY } from '#core/context.ts'
import type { Bar } from '#core/market/bar.ts'
import { verify } from '#db/verify.ts'
import { barOf, EURUSD, feedOf } from './feed/stage.ts'
import { HOUR, MONDAY } from './feed/support.ts'
import { newDesk, playing } from './playing.ts'

/** Far from the levels of what `posted` lists, which are about 1.1: nothing is settled by a level. */
const QUIET: Partial<Bar> = { open: 1.1, high: 1.1001, low: 1.0999, close: 1.1, spread: 0 }
const quiet = (hours: readonly number[]) =>
  feedOf(hours.map((hour) => barOf(EURUSD, MONDAY + hour * HOUR, QUIET)))
const DAYS = Array.from({ length: 200 }, (_, hour) => hour)

describe('fire windows of a market whose pace changes', () => {
  test('[WIN-5] a window of an hour has its minute when the market is sped up to 600', async () => {
    const { desk, market, play, post, sheet, fired } = await playing(quiet(DAYS), 1)
    await post('s1', 3_600)
    await post('s2', 3_600)
    await play(1_000)
    await market.setSpeed(600)
    // After a second at speed 1; then 62 s at speed 600.
    expect(sheet('s1').signal.expiresAt).toBe(MONDAY + 1_000 + 62 * 600_000)
    await play(61_000)
    expect(await fired('s1')).toBe(true)
    await play(1_050)
    expect(await fired('s2')).toBe(false)
    expect(desk.published.filter(({ event }) => event.kind === 'signal_expired')).toHaveLength(2)
    expect(verify(desk.db)).toMatchObject({ ok: true })
  })

  test('[WIN-5] the mark that a window is about to close is told again at its new end', async () => {
    const { desk, market, play, post } = await playing(quiet(DAYS), 1)
    await post('s1', 20)
    await play(100)
    const marks = () => desk.published.filter(({ event }) => event.kind === 'signal_expiring').length
    expect(marks()).toBe(1)
    // 19.9 s of wall time are left, and stay left: less than the thirty at which a person is warned.
    await market.setSpeed(600)
    await play(100)
    expect(marks()).toBe(2)
    expect(verify(desk.db)).toMatchObject({ ok: true })
  })

  test('[WIN-5] a market that is paused, sped up and let go owes the same', async () => {
    const { market, play, post, sheet, fired } = await playing(quiet(DAYS), 1)
    await post('s1', 3_600)
    await play(1_000)
    market.pause()
    await market.setSpeed(60)
    await market.setSpeed(600)
    expect(market.clock()).toEqual({ at: MONDAY + 1_000, speed: 0, pace: 600 })
    expect(sheet('s1').signal.expiresAt).toBe(MONDAY + 1_000 + 62 * 600_000)
    market.resume()
    await play(60_000)
    expect(await fired('s1')).toBe(true)
  })

  test('[WIN-6] a station that starts again at another speed owes a minute to what is open', async () => {
    const desk = newDesk()
    const first = await playing(quiet(DAYS), 1, desk)
    await first.post('s1', 3_600)
    await first.play(1_000)
    await first.market.stop()
    const again = await playing(quiet(DAYS), 600, desk)
    const { at } = again.market.clock()
    expect(again.sheet('s1').signal.expiresAt).toBe(at + 62 * 600_000)
    await again.play(60_000)
    expect(await again.fired('s1')).toBe(true)
    expect(verify(desk.db)).toMatchObject({ ok: true })
  })

  test('[WIN-7] a window that ends in a hole is open for its minute after it', async () => {
    // Three bars, a hole of twelve hours, and on.
    const hours = [0, 1, 2, ...DAYS.map((hour) => hour + 15)]
    const { play, post, sheet, fired, market } = await playing(quiet(hours), 3_600)
    await play(2_500)
    // Half an hour of market time before the hole; ten hours are ten seconds of wall time.
    await post('s1', 36_000)
    await play(1_000)
    expect(market.clock().at).toBe(MONDAY + 15.5 * HOUR)
    // Half a second is gone; the nine and a half that were left go on after the hole.
    expect(sheet('s1').signal.expiresAt).toBe(MONDAY + 24.5 * HOUR)
    await play(8_950)
    expect(await fired('s1')).toBe(true)
  })

  test('[WIN-8] thousands of open windows are extended in commands of bounded size, those posted meanwhile too', async () => {
    const { desk, market, post, sheet } = await playing(quiet(DAYS), 1)
    await Promise.all(Array.from({ length: 1_000 }, (_, index) => post(`s${index}`, 3_600)))
    const sizes: number[] = []
    desk.writer.onCommit((recorded) => {
      const extended = recorded.filter(({ event }) => event.kind === 'window_extended').length
      // Somebody posts while the first of them are being written.
      if (extended > 0 && sizes.length === 0) void post('late', 3_600)
      if (extended > 0) sizes.push(extended)
    })
    const { at } = market.clock()
    await market.setSpeed(600)
    expect(Math.max(...sizes)).toBeLessThanOrEqual(DEFAULT_POLICY.windowsPerCommandMax)
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(1_001)
    for (const name of ['s0', 's999', 'late']) expect(sheet(name).signal.expiresAt).toBe(at + 62 * 600_000)
    expect(verify(desk.db)).toMatchObject({ ok: true })
  })

  test('[WIN-9] while the windows wait for the disk the clock stands, and whoever asked is told so', async () => {
    const { desk, market, play, post } = await playing(quiet(DAYS), 1)
    await post('s1', 3_600)
    const { at } = market.clock()
    desk.db.raw.pragma('query_only = ON')
    await market.setSpeed(600)
    expect(market.clock()).toEqual({ at, speed: 1 })
    await play(500)
    expect(market.clock()).toEqual({ at, speed: 1 })
    desk.db.raw.pragma('query_only = OFF')
  })
})
