import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ExtendWindows } from '#core/command.ts'
import type { Speed } from '#core/context.ts'
import { SECOND_MS } from '#core/kernel/time.ts'
import type { SignalSheet } from '#core/sheets.ts'
import { decideExtendWindows } from '#core/signals/windows.ts'
import { accepted, contextAt, MARKET_AT, providerSignal, SIGNAL, sheet } from './build.ts'

function change(over: Partial<ExtendWindows>): ExtendWindows {
  return {
    kind: 'extend_windows',
    at: MARKET_AT,
    landsAt: MARKET_AT,
    before: 'max',
    after: 600,
    signalIds: [SIGNAL],
    ...over,
  }
}

/** A window that ends so many seconds of market time after now. */
function endingIn(seconds: number, over: Partial<SignalSheet> = {}): SignalSheet {
  const window = { createdAt: MARKET_AT - SECOND_MS, expiresAt: MARKET_AT + seconds * SECOND_MS }
  return sheet({ signal: providerSignal(window), ...over })
}

/** Seconds of market time after now at which the window ends, or null where it is left as it is. */
function extended(command: Partial<ExtendWindows>, window: SignalSheet): number | null {
  const [event] = accepted(decideExtendWindows(change(command), { sheets: [window] }, contextAt()))
  if (event === undefined) return null
  if (event.kind !== 'window_extended') throw new Error(event.kind)
  expect(event).toMatchObject({ signalId: SIGNAL, at: MARKET_AT })
  return (event.expiresAt - MARKET_AT) / SECOND_MS
}

describe('a change of pace', () => {
  // A minute and two seconds for the telling are 62 s of wall time: 62 * 600 = 37,200 s of market time.
  test.each([
    // At full speed, and before a start, a window offered nothing.
    ['max', 600, 3_600, 37_200],
    [null, 600, 3_600, 37_200],
    [null, 1, 1, 62],
    // 7,200 s at speed 60 are 120 s of wall time: more than a minute was left, so a minute is.
    [60, 600, 7_200, 37_200],
    // 1,800 s at speed 60 are 30 s of wall time, and 30 s at speed 600 are 18,000 s.
    [60, 600, 1_800, 18_000],
    // Slower takes no wall time from anybody.
    [600, 60, 1_800, null],
    // The same speed changes nothing.
    [60, 60, 1_800, null],
    // Long enough as it is.
    ['max', 600, 37_200, null],
    [60, 600, 40_000, null],
  ] as const)(
    '[WIN-1] from speed %s to %s a window of %i s more ends in %s s',
    (before, after, seconds, ends) => {
      expect(extended({ before, after }, endingIn(seconds))).toBe(ends)
    },
  )

  // A hole of two days; before it 600 s were left at speed 60, which are 10 s of wall time, or 6,000 s, which are 100.
  test.each([
    [600, 172_800 + 600],
    [6_000, 172_800 + 62 * 60],
    [172_800 + 62 * 60, null],
  ])('[WIN-2] a hole that is jumped takes no wall time from a window of %i s', (seconds, ends) => {
    const landsAt = MARKET_AT + 172_800 * SECOND_MS
    expect(extended({ landsAt, before: 60, after: 60 }, endingIn(seconds))).toBe(ends)
  })

  test('[WIN-3] a window that is over stays over', () => {
    expect(extended({}, endingIn(0))).toBeNull()
    expect(extended({}, endingIn(-1))).toBeNull()
    expect(extended({}, endingIn(60, { status: 'expired' }))).toBeNull()
    expect(extended({}, endingIn(60, { status: 'settled' }))).toBeNull()
    expect(extended({}, endingIn(60, { expiring: true }))).toBe(37_200)
  })
})

interface Stretch {
  readonly wallMs: number
  readonly speed: Speed
  /** Jumped at the end of it, where the market is timed. */
  readonly holeMs: number
}

const speeds = fc.oneof(
  fc.constant<Speed>('max'),
  fc.double({ min: 0.1, max: 1_000_000, noNaN: true }).map((speed): Speed => speed),
)
const stretches = fc.array(
  fc.record({
    wallMs: fc.integer({ min: 0, max: 90_000 }),
    speed: speeds,
    holeMs: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 300_000_000 })),
  }),
  { minLength: 1, maxLength: 12 },
)

/** Plays one window through stretches of other speeds and holes: wall time at a finite speed until it ended. */
function offeredWallMs(windowMs: number, plan: readonly Stretch[]): number | null {
  let at = 0
  let before: Speed | null = null
  let expiresAt = windowMs
  let offered = 0
  const keep = (landsAt: number, after: Speed): void => {
    if (after === 'max') return
    const signal = providerSignal({ createdAt: -1, expiresAt })
    const command = change({ at, landsAt, before, after })
    const [event] = accepted(decideExtendWindows(command, { sheets: [sheet({ signal })] }, contextAt()))
    if (event?.kind !== 'window_extended') return
    expect(event.expiresAt).toBeGreaterThan(expiresAt)
    expiresAt = event.expiresAt
  }
  // Whatever is still open in the end is played out at the last finite speed.
  for (const { wallMs, speed, holeMs } of [
    ...plan,
    { wallMs: Number.POSITIVE_INFINITY, speed: 7, holeMs: 0 },
  ]) {
    keep(at, speed)
    before = speed
    if (speed === 'max') {
      // How far a market at full speed comes is nobody's to say: here some of what is left.
      at += (expiresAt - at) / 3
      continue
    }
    const left = (expiresAt - at) / speed
    offered += Math.min(left, wallMs)
    if (left <= wallMs) return offered
    at += wallMs * speed
    if (holeMs === 0) continue
    keep(at + holeMs, speed)
    at += holeMs
  }
  return null
}

test('[WIN-1] the same speed again extends nothing, not by a rounding', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0.1, max: 1_000_000, noNaN: true }),
      fc.integer({ min: 1, max: 1_000_000_000 }),
      (speed, seconds) => {
        expect(extended({ before: speed, after: speed }, endingIn(seconds))).toBeNull()
      },
    ),
  )
})

test('[WIN-4] whatever the speeds and the holes are, a window offers a minute of wall time', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 100_000_000 }), stretches, (windowMs, plan) => {
      // A millisecond of market time is what rounding may cost, and no more.
      expect(offeredWallMs(windowMs, plan)).toBeGreaterThanOrEqual(60_000)
    }),
    { numRuns: 2_000 },
  )
})
