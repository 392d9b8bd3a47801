import { describe, expect, test } from 'vitest'
import type { PassSignal } from '#core/command.ts'
import { decideFire } from '#core/signals/fire.ts'
import { decidePass } from '#core/signals/pass.ts'
import {
  ADA,
  accepted,
  contextAt,
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

const PASS: PassSignal = {
  kind: 'pass_signal',
  userId: ADA,
  signalId: SIGNAL,
  reason: 'risk',
  note: 'too near the news',
}
const OPEN = { sheet: sheet(), trader: trader(), trade: null, passed: false }
const WINDOW_END = signal().expiresAt

describe('decidePass', () => {
  test('[PASS-1] an accepted pass counts in the mission and on the trader, and is no fire', () => {
    const view = {
      ...OPEN,
      sheet: sheet({ totals: { fireCount: 2, passCount: 0, executedCount: 1 } }),
      trader: trader({ totals: totals({ fires: 3, passes: 4, day: '2026-11-19', dayFires: 3 }) }),
    }
    expect(accepted(decidePass(PASS, view, contextAt()))).toEqual([
      {
        kind: 'signal_passed',
        signalId: SIGNAL,
        userId: ADA,
        reason: 'risk',
        mission: { fireCount: 2, passCount: 1, executedCount: 1 },
      },
      {
        kind: 'trader_decided',
        userId: ADA,
        // The 20th has begun and nobody fired on it yet.
        totals: totals({ fires: 3, passes: 5, day: '2026-11-20', dayFires: 0 }),
        last7dPnlCents: 0,
      },
    ])
  })

  test.each([
    ['unknown signal', { sheet: null, trader: null, trade: trade(), passed: true }, 'signal_not_found'],
    ['unknown user', { ...OPEN, trader: null, trade: trade(), passed: true }, 'user_not_found'],
    ['passed before', { ...OPEN, sheet: sheet({ status: 'expired' }), passed: true }, 'already_passed'],
    ['expired', { ...OPEN, sheet: sheet({ status: 'expired' }) }, 'signal_expired'],
    ['settled', { ...OPEN, sheet: sheet({ status: 'settled' }) }, 'signal_expired'],
  ] as const)('[PASS-2] refusals in their order: %s', (_name, view, code) => {
    expect(decidePass(PASS, view, contextAt())).toEqual({ ok: false, rejection: { code } })
  })

  test('[PASS-2] a fire cannot be followed by a pass, and that outranks everything after it', () => {
    const view = { ...OPEN, sheet: sheet({ status: 'expired' }), trade: trade(), passed: true }
    expect(decidePass(PASS, view, contextAt())).toEqual({
      ok: false,
      rejection: { code: 'already_fired', firedAt: NOW - 5_000, tradeId: TRADE },
    })
  })

  test('[PASS-3] a pass can be followed by a fire, and both stand', () => {
    const [passed] = ofKind(accepted(decidePass(PASS, OPEN, contextAt())), 'signal_passed')
    const [decided] = ofKind(accepted(decidePass(PASS, OPEN, contextAt())), 'trader_decided')
    const after = {
      sheet: sheet({ totals: passed!.mission }),
      trader: trader({ totals: decided!.totals }),
      trade: null,
    }
    const command = {
      kind: 'fire_signal',
      userId: ADA,
      signalId: SIGNAL,
      tradeId: TRADE,
      pressedAt: null,
      riskBp: null,
    } as const
    const events = accepted(decideFire(command, after, contextAt()))
    expect(ofKind(events, 'signal_fired')[0]?.mission).toEqual({
      fireCount: 1,
      passCount: 1,
      executedCount: 0,
    })
    expect(ofKind(events, 'trader_decided')[0]?.totals).toMatchObject({ fires: 1, passes: 1 })
  })

  test.each([
    [WINDOW_END - 1, true],
    [WINDOW_END, false],
  ])('[PASS-4] the window of a pass is that of a fire: market time %i', (marketAt, ok) => {
    expect(decidePass(PASS, OPEN, contextAt(marketAt)).ok).toBe(ok)
  })
})
