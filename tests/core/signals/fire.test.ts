import { describe, expect, test } from 'vitest'
import type { FireSignal } from '#core/command.ts'
import { decideFire } from '#core/signals/fire.ts'
import {
  ADA,
  accepted,
  contextAt,
  MARKET_AT,
  NOW,
  ofKind,
  SIGNAL,
  sheet,
  signal,
  TRADE,
  totals,
  trade,
  trader,
} from './build.ts'

const FIRE: FireSignal = {
  kind: 'fire_signal',
  userId: ADA,
  signalId: SIGNAL,
  tradeId: TRADE,
  pressedAt: null,
  riskBp: null,
}
const WINDOW_END = signal().expiresAt

function fire(over: Partial<FireSignal> = {}) {
  return { ...FIRE, ...over }
}

describe('decideFire', () => {
  test('[FIRE-1] an accepted fire counts once in the mission and once on the trader', () => {
    const view = {
      sheet: sheet({ totals: { fireCount: 14, passCount: 3, executedCount: 13 } }),
      trader: trader({ totals: totals({ fires: 7, dayFires: 2 }), last7dPnlCents: -1_250 }),
      trade: null,
    }
    expect(accepted(decideFire(fire(), view, contextAt()))).toEqual([
      {
        kind: 'signal_fired',
        signalId: SIGNAL,
        userId: ADA,
        tradeId: TRADE,
        riskBp: 100,
        balanceCents: 1_000_000,
        at: MARKET_AT,
        userFireCount: 8,
        mission: { fireCount: 15, passCount: 3, executedCount: 13 },
      },
      {
        kind: 'trader_decided',
        userId: ADA,
        totals: totals({ fires: 8, dayFires: 3 }),
        last7dPnlCents: -1_250,
      },
    ])
  })

  test('[FIRE-2] an unknown signal is refused first, then an unknown user', () => {
    const nobody = { sheet: null, trader: null, trade: trade() }
    expect(decideFire(fire(), nobody, contextAt())).toEqual({
      ok: false,
      rejection: { code: 'signal_not_found' },
    })
    const unknownUser = { sheet: sheet({ status: 'expired' }), trader: null, trade: trade() }
    expect(decideFire(fire(), unknownUser, contextAt())).toEqual({
      ok: false,
      rejection: { code: 'user_not_found' },
    })
  })

  test('[FIRE-3] a duplicate outranks expiry and skew, and tells the first fire', () => {
    const view = { sheet: sheet({ status: 'settled' }), trader: trader(), trade: trade() }
    expect(decideFire(fire({ pressedAt: 0 }), view, contextAt(WINDOW_END + 1))).toEqual({
      ok: false,
      rejection: { code: 'already_fired', firedAt: NOW - 5_000, tradeId: TRADE },
    })
  })

  test.each([
    ['the last instant of the window', 'active', WINDOW_END - 1, true],
    ['the end of the window', 'active', WINDOW_END, false],
    ['after the window', 'active', WINDOW_END + 1, false],
    ['a signal that was told to be expired', 'expired', MARKET_AT, false],
    ['a settled signal, its outcome being known', 'settled', MARKET_AT, false],
  ] as const)('[FIRE-4] the window ends by market time: %s', (_name, status, marketAt, ok) => {
    const view = { sheet: sheet({ status }), trader: trader(), trade: null }
    // A timestamp of long ago: expiry outranks skew.
    const pressedAt = ok ? NOW : 0
    const result = decideFire(fire({ pressedAt }), view, contextAt(marketAt))
    if (ok) expect(result.ok).toBe(true)
    else expect(result).toEqual({ ok: false, rejection: { code: 'signal_expired' } })
  })

  test.each([
    [-60_001, false],
    [-60_000, true],
    [0, true],
    [60_000, true],
    [60_001, false],
  ])('[FIRE-5] a timestamp may differ from station time by 60 s: %i ms', (skewMs, ok) => {
    const view = { sheet: sheet(), trader: trader(), trade: null }
    const result = decideFire(fire({ pressedAt: NOW + skewMs }), view, contextAt())
    if (ok) expect(result.ok).toBe(true)
    else expect(result).toEqual({ ok: false, rejection: { code: 'clock_skew' } })
  })

  test.each([
    { name: 'the default', asked: null, balance: 1_000_000, riskBp: 100, balanceCents: 1_000_000 },
    { name: 'what was chosen', asked: 200, balance: 1_234_567, riskBp: 200, balanceCents: 1_234_567 },
    { name: 'an empty account', asked: 10, balance: 0, riskBp: 10, balanceCents: 0 },
    { name: 'nothing of an account below zero', asked: 100, balance: -5, riskBp: 100, balanceCents: 0 },
  ])('[FIRE-6] the risk is taken of the balance at the fire: $name', (row) => {
    const owner = trader({ totals: totals({ balanceCents: row.balance }) })
    const view = { sheet: sheet(), trader: owner, trade: null }
    const events = accepted(decideFire(fire({ riskBp: row.asked }), view, contextAt()))
    const { riskBp, balanceCents } = row
    expect(ofKind(events, 'signal_fired')[0]).toMatchObject({ riskBp, balanceCents })
  })

  // 2026-11-20 12:00 UTC is already the 21st on Kiritimati (UTC+14) and still the 20th in Los Angeles (UTC-8).
  test.each([
    { zone: 'UTC', before: '2026-11-20', day: '2026-11-20', dayFires: 5 },
    { zone: 'UTC', before: '2026-11-19', day: '2026-11-20', dayFires: 1 },
    { zone: 'Pacific/Kiritimati', before: '2026-11-20', day: '2026-11-21', dayFires: 1 },
    { zone: 'Pacific/Kiritimati', before: '2026-11-21', day: '2026-11-21', dayFires: 5 },
    { zone: 'America/Los_Angeles', before: '2026-11-20', day: '2026-11-20', dayFires: 5 },
  ])('[FIRE-7] today is a day of the user: $zone, four fires on $before', (row) => {
    const owner = trader({ zone: row.zone, totals: totals({ day: row.before, dayFires: 4 }) })
    const events = accepted(decideFire(fire(), { sheet: sheet(), trader: owner, trade: null }, contextAt()))
    const { day, dayFires } = row
    expect(ofKind(events, 'trader_decided')[0]?.totals).toMatchObject({ day, dayFires, fires: 1 })
  })
})
