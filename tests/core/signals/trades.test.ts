import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { TraderTotals } from '#core/event.ts'
import type { TradeId, UserId } from '#core/kernel/ids.ts'
import type { SignalSheet, TraderSheet, TradeSheet } from '#core/sheets.ts'
import { decideExecuteFires, decideSettleTrades, pnlCentsOf } from '#core/signals/trades.ts'
import {
  ADA,
  accepted,
  assessment,
  BEN,
  contextAt,
  MARKET_AT,
  ofKind,
  SIGNAL,
  sheet,
  signal,
  TRADE,
  totals,
  trade,
  trader,
} from './build.ts'

const SETTLE = { kind: 'settle_trades', signalId: SIGNAL } as const
const EXECUTE = { kind: 'execute_fires', signalId: SIGNAL, price: 100.5 } as const

function won(over: Partial<SignalSheet> = {}): SignalSheet {
  return sheet({ status: 'settled', outcome: 'WIN', exit: 115, r: 1.5, settledAt: MARKET_AT, ...over })
}

function traders(...sheets: readonly TraderSheet[]): ReadonlyMap<UserId, TraderSheet> {
  return new Map(sheets.map((one) => [one.userId, one]))
}

function settle(
  settled: SignalSheet | null,
  trades: readonly TradeSheet[],
  people: ReadonlyMap<UserId, TraderSheet>,
  dayPnlCents: ReadonlyMap<UserId, number> = new Map(),
) {
  return decideSettleTrades(SETTLE, { sheet: settled, trades, traders: people, dayPnlCents }, contextAt())
}

describe('decideExecuteFires', () => {
  test('[FIRE-8] the first price fills everything that waits', () => {
    const waiting = sheet({ totals: { fireCount: 3, passCount: 1, executedCount: 1 } })
    expect(accepted(decideExecuteFires(EXECUTE, { sheet: waiting }, contextAt()))).toEqual([
      {
        kind: 'signal_executed',
        signalId: SIGNAL,
        price: 100.5,
        at: MARKET_AT,
        mission: { fireCount: 3, passCount: 1, executedCount: 3 },
      },
    ])
  })

  test('[FIRE-8] where nothing waits nothing happens, and an unknown signal is refused', () => {
    const filled = sheet({ totals: { fireCount: 3, passCount: 0, executedCount: 3 } })
    expect(accepted(decideExecuteFires(EXECUTE, { sheet: filled }, contextAt()))).toEqual([])
    expect(accepted(decideExecuteFires(EXECUTE, { sheet: sheet() }, contextAt()))).toEqual([])
    expect(decideExecuteFires(EXECUTE, { sheet: null }, contextAt())).toEqual({
      ok: false,
      rejection: { code: 'signal_not_found' },
    })
  })

  test.each(['expired', 'settled'] as const)(
    '[FIRE-9] a signal that is %s fills nothing any more',
    (status) => {
      const late = sheet({ status, totals: { fireCount: 2, passCount: 0, executedCount: 1 } })
      expect(accepted(decideExecuteFires(EXECUTE, { sheet: late }, contextAt()))).toEqual([])
    },
  )
})

describe('pnlCentsOf', () => {
  test.each([
    // 1 % of 10,000.00 is 100.00; times 1.5 is 150.00
    [1_000_000, 100, 1.5, 15_000],
    [1_000_000, 100, -1, -10_000],
    [1_000_000, 200, 0.4, 8_000],
    [1_000_000, 100, 0, 0],
    [0, 200, 1.5, 0],
    // 1 % of 0.50 is half a cent: away from zero on both sides.
    [50, 100, 1, 1],
    [50, 100, -1, -1],
    [49, 100, 1, 0],
    [49, 100, -1, 0],
    [149, 100, -1, -1],
    [150, 100, -1, -2],
    // 10,000 cents * -1.00005 = -10,000.5, a half that doubles cannot hold exactly
    [1_000_000, 100, -1.00005, -10_001],
    [1_000_000, 100, 0.333333333, 3_333],
    // 2 % of 10^12 cents is 2 * 10^10; times 1.333333333 is 26,666,666,660: the product passes 2^53
    [1_000_000_000_000, 200, 1.333333333, 26_666_666_660],
  ])('[SETTLE-8] %i cents at %i bp with result %f make %i cents', (balance, riskBp, r, cents) => {
    expect(pnlCentsOf(balance, riskBp, r)).toBe(cents)
  })

  test('[SETTLE-8] gains and losses are rounded alike', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1e12 }),
        fc.integer({ min: 10, max: 200 }),
        fc.integer({ min: 0, max: 5e9 }),
        (balance, riskBp, nano) => {
          const gain = pnlCentsOf(balance, riskBp, nano / 1e9)
          expect(pnlCentsOf(balance, riskBp, -nano / 1e9) + gain).toBe(0)
        },
      ),
    )
  })
})

describe('decideSettleTrades', () => {
  test('[SETTLE-9] a result is booked to balance, day and week', () => {
    const people = traders(
      trader({ totals: totals({ balanceCents: 1_000_500, pnlCents: 500, fires: 1 }), last7dPnlCents: 700 }),
    )
    // The risk was taken of 10,000.00, whatever the balance is now: 1 % * 1.5 = 150.00.
    expect(accepted(settle(won(), [trade()], people, new Map([[ADA, -200]])))).toEqual([
      {
        kind: 'trade_closed',
        userId: ADA,
        signalId: SIGNAL,
        tradeId: TRADE,
        outcome: 'WIN',
        r: 1.5,
        pnlCents: 15_000,
        totals: totals({
          balanceCents: 1_015_500,
          pnlCents: 15_500,
          fires: 1,
          wins: 1,
          breakevenMicroSum: 400_000,
        }),
        closedDay: '2026-11-20',
        closedDayPnlCents: 14_800,
        last7dPnlCents: 15_700,
      },
    ])
  })

  test('[SETTLE-9] several trades of one trader in one command add up', () => {
    const people = traders(trader(), trader({ userId: BEN }))
    const trades = [
      trade({ tradeId: 't1' as TradeId }),
      trade({ tradeId: 't2' as TradeId, userId: BEN, riskBp: 50 }),
      trade({ tradeId: 't3' as TradeId, riskBp: 200, balanceCents: 500_000 }),
    ]
    const closed = ofKind(
      accepted(settle(won({ outcome: 'LOSS', exit: 90, r: -1 }), trades, people)),
      'trade_closed',
    )
    // Ada: -1 % of 10,000.00, then -2 % of 5,000.00; Ben: -0.5 % of 10,000.00.
    expect(closed.map(({ userId, pnlCents }) => [userId, pnlCents])).toEqual([
      [ADA, -10_000],
      [BEN, -5_000],
      [ADA, -10_000],
    ])
    expect(closed[2]).toMatchObject({
      totals: { balanceCents: 980_000, pnlCents: -20_000, losses: 2, breakevenMicroSum: 800_000 },
      closedDayPnlCents: -20_000,
      last7dPnlCents: -20_000,
    })
    expect(closed[1]?.totals).toMatchObject({ balanceCents: 995_000, losses: 1 })
  })

  test.each([
    ['WIN', 1.5, { wins: 1, breakevenMicroSum: 333_333 }],
    ['LOSS', -1, { losses: 1, breakevenMicroSum: 333_333 }],
    ['TIMEOUT', 0.4, { timeouts: 1 }],
  ] as const)('[SETTLE-10] a %s counts as such; a timeout asks for no breakeven', (outcome, r, counted) => {
    const thirds = signal({ assessment: assessment({ breakeven: 1 / 3 }) })
    const [closed] = ofKind(
      accepted(settle(won({ signal: thirds, outcome, r }), [trade({ balanceCents: 0 })], traders(trader()))),
      'trade_closed',
    )
    expect(closed?.totals).toEqual(totals(counted))
  })

  test('[SETTLE-11] the day of closing is a day of the trader', () => {
    const people = traders(
      trader({ zone: 'Pacific/Kiritimati', totals: totals({ day: '2026-11-20', dayFires: 2 }) }),
    )
    const [closed] = ofKind(accepted(settle(won(), [trade()], people)), 'trade_closed')
    // Noon of the 20th in UTC is the 21st on Kiritimati, a day without fires so far.
    expect(closed).toMatchObject({
      closedDay: '2026-11-21',
      closedDayPnlCents: 15_000,
      totals: { day: '2026-11-21', dayFires: 0 },
    })
  })

  test('[SETTLE-12] at most 64 trades at a time, in the order given', () => {
    const trades = Array.from({ length: 65 }, (_, index) =>
      trade({ tradeId: `t${index}` as TradeId, userId: `u${index}` as UserId }),
    )
    const people = traders(...trades.map(({ userId }) => trader({ userId })))
    const closed = ofKind(accepted(settle(won(), trades, people)), 'trade_closed')
    expect(closed.map(({ tradeId }) => tradeId)).toEqual(trades.slice(0, 64).map(({ tradeId }) => tradeId))
  })

  test('[SETTLE-12] without an outcome or a trade nothing is booked; an unknown signal is refused', () => {
    expect(accepted(settle(sheet(), [trade()], traders(trader())))).toEqual([])
    expect(accepted(settle(won(), [], traders()))).toEqual([])
    expect(settle(null, [], traders())).toEqual({ ok: false, rejection: { code: 'signal_not_found' } })
  })

  test('[SETTLE-12] a trade that is closed or was never filled is no trade to settle', () => {
    for (const wrong of [trade({ executed: false }), trade({ outcome: 'WIN' })])
      expect(() => settle(won(), [wrong], traders(trader()))).toThrow('only open trades are settled')
  })

  test('[SETTLE-13] no account grows past ten trillion, and every cent is accounted for', () => {
    const people = traders(
      trader({ totals: totals({ balanceCents: 1e15 - 100, pnlCents: 1e15 - 1_000_100 }) }),
    )
    const [closed] = ofKind(accepted(settle(won(), [trade()], people)), 'trade_closed')
    expect(closed).toMatchObject({
      pnlCents: 100,
      totals: { balanceCents: 1e15, pnlCents: 1e15 - 1_000_000 },
    })
  })

  test('[SETTLE-9] balance is always the opening balance plus everything booked', () => {
    const users = ['u0', 'u1', 'u2'] as UserId[]
    const oneTrade = fc.record({
      user: fc.integer({ min: 0, max: 2 }),
      riskBp: fc.integer({ min: 10, max: 200 }),
      balanceCents: fc.integer({ min: 0, max: 5_000_000 }),
    })
    const outcome = fc.constantFrom('WIN' as const, 'LOSS' as const, 'TIMEOUT' as const)
    const r = fc.integer({ min: -1e9, max: 3e9 }).map((nano) => nano / 1e9)
    fc.assert(
      fc.property(fc.array(oneTrade, { maxLength: 60 }), outcome, r, (picks, ended, result) => {
        const trades = picks.map(({ user, riskBp, balanceCents }, index) =>
          trade({ tradeId: `t${index}` as TradeId, userId: users[user]!, riskBp, balanceCents }),
        )
        const people = traders(...users.map((userId) => trader({ userId })))
        const closed = ofKind(
          accepted(settle(won({ outcome: ended, r: result }), trades, people)),
          'trade_closed',
        )
        const last = new Map<UserId, TraderTotals>(closed.map((event) => [event.userId, event.totals]))
        for (const [userId, after] of last) {
          const mine = closed.filter((event) => event.userId === userId)
          const booked = mine.reduce((sum, { pnlCents }) => sum + pnlCents, 0)
          expect(after.balanceCents).toBe(1_000_000 + booked)
          expect(after.pnlCents).toBe(booked)
          expect(after.wins + after.losses + after.timeouts).toBe(mine.length)
          expect(mine.at(-1)?.closedDayPnlCents).toBe(booked)
        }
      }),
    )
  })
})
