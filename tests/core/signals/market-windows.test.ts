import { describe, expect, test } from 'vitest'
import type { SignalId } from '#core/kernel/ids.ts'
import { MINUTE_MS } from '#core/kernel/time.ts'
import { expiringLeadMs } from '#core/signals/market.ts'
import { contextAt, kinds, MARKET_AT, ofKind, SIGNAL, sheet, signal } from './build.ts'
import { events, tick } from './build-market.ts'

describe('fire windows', () => {
  // At speed 60 the mark stands 30 s * 60 = 30 min before the end; at speed 0 the market's clock stands.
  test.each([
    [60, 30 * MINUTE_MS + 1, false],
    [60, 30 * MINUTE_MS, true],
    [60, 1, true],
    [1, 30_001, false],
    [1, 30_000, true],
    [0, 1, false],
    ['max', 1, false],
  ] as const)('[MKT-8] at speed %s with %i ms left a window counts as closing: %s', (speed, left, told) => {
    const at = signal().expiresAt - left
    const marked = events(tick(at), { due: [sheet()] }, contextAt(at, speed))
    expect(kinds(marked)).toEqual(told ? ['signal_expiring', 'run_advanced'] : [])
    if (told) expect(marked[0]).toEqual({ kind: 'signal_expiring', signalId: SIGNAL, at })
  })

  test('[MKT-8] the mark is told once, and never of a window that is over', () => {
    const at = signal().expiresAt - 1
    expect(events(tick(at), { due: [sheet({ expiring: true })] })).toEqual([])
    expect(kinds(events(tick(at + 1), { due: [sheet()] }))).toEqual(['signal_expired', 'run_advanced'])
    expect(events(tick(at), { due: [sheet({ status: 'expired' })] })).toEqual([])
  })

  test('[MKT-8] the lead is wall time times speed', () => {
    const { policy } = contextAt()
    expect(expiringLeadMs(600, policy)).toBe(18_000_000)
    expect(expiringLeadMs(0, policy)).toBe(0)
    expect(expiringLeadMs('max', policy)).toBe(0)
  })

  test.each([
    [-1, []],
    [0, ['signal_expired', 'run_advanced']],
    [5_000, ['signal_expired', 'run_advanced']],
  ])('[MKT-9] a window ends when the market reaches its end: %i ms after', (ms, expected) => {
    const told = events(tick(signal().expiresAt + ms), { due: [sheet({ expiring: true })] })
    expect(kinds(told)).toEqual(expected)
    if (expected.length > 0) expect(told[0]).toMatchObject({ at: signal().expiresAt })
  })

  test('[MKT-9] windows that ended in one step are told in the order of their ends', () => {
    const later = sheet()
    const sooner = sheet({
      signal: signal({
        signalId: 'b' as SignalId,
        createdAt: MARKET_AT + 1,
        expiresAt: signal().expiresAt - 1,
      }),
    })
    const told = events(tick(signal().expiresAt), { due: [later, sooner] })
    expect(ofKind(told, 'signal_expired').map(({ signalId }) => signalId)).toEqual(['b', SIGNAL])
  })
})
