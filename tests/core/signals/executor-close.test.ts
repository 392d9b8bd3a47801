import { describe, expect, test } from 'vitest'
import type { TradeId } from '#core/kernel/ids.ts'
import { type CloseView, decideCloseTrade } from '#core/signals/executor-close.ts'
import { ADA, accepted, contextAt, NOW, sheet, TRADE, trade, trader } from './build.ts'

// The BUY of `signal()`: entry 100, stop 90, target 115; so 5 above the entry are half the risk.
const view = (over: Partial<CloseView> = {}): CloseView => ({
  trade: trade(),
  sheet: sheet({ status: 'expired' }),
  trader: trader(),
  dayPnlCents: 0,
  ...over,
})
const close = (price: number, over: Partial<CloseView> = {}, closedAt: number | null = null) =>
  decideCloseTrade(
    { kind: 'close_trade', userId: ADA, tradeId: TRADE, price, closedAt },
    view(over),
    contextAt(),
  )

const codeOf = (answer: ReturnType<typeof close>) => (answer.ok ? null : answer.rejection.code)

describe('what an executor reports', () => {
  test('[CLOSE-1] the result is booked at the reported price: balance and day, and not the rate', () => {
    // 1 % of 10,000 at half the risk: 50.
    const [event] = accepted(close(105))
    expect(event).toMatchObject({
      kind: 'trade_reported',
      price: 105,
      outcome: 'WIN',
      r: 0.5,
      pnlCents: 5_000,
      closedDayPnlCents: 5_000,
      reportedAt: NOW,
      totals: {
        balanceCents: 1_005_000,
        wins: 0,
        losses: 0,
        timeouts: 0,
        pnlCents: 0,
        reported: { closes: 1, pnlCents: 5_000 },
      },
    })
  })

  test.each([
    [105, 'WIN', 0.5],
    [95, 'LOSS', -0.5],
    [100, 'TIMEOUT', 0],
    // Past the stop, as a market may be that jumps.
    [80, 'LOSS', -2],
  ])('[CLOSE-1] at %d it ends as %s', (price, outcome, r) => {
    expect(accepted(close(price))[0]).toMatchObject({ outcome, r })
  })

  test('[CLOSE-2] no such trade, closed already, not open, a strange time and a strange price are refused in this order', () => {
    const closed = trade({ outcome: 'WIN', r: 1.5, pnlCents: 15_000, closedAt: NOW })
    const strange = { trade: closed, sheet: sheet({ outcome: 'WIN', status: 'settled' }) }
    expect(codeOf(close(-1, { trade: null }, 0))).toBe('trade_not_found')
    expect(codeOf(close(-1, strange, 0))).toBe('already_closed')
    expect(codeOf(close(-1, { trade: trade({ executed: false }) }, 0))).toBe('trade_not_open')
    expect(codeOf(close(-1, { sheet: sheet({ outcome: 'WIN', status: 'settled' }) }, 0))).toBe(
      'trade_not_open',
    )
    expect(codeOf(close(-1, {}, 0))).toBe('bad_close_time')
    expect(codeOf(close(-1))).toBe('bad_close_price')
  })

  test.each([
    // The fire was 5 s ago; station time is given 60 s of grace.
    [NOW - 5_001, 'bad_close_time'],
    [NOW - 5_000, null],
    [NOW + 60_000, null],
    [NOW + 60_001, 'bad_close_time'],
  ])('[CLOSE-3] it ends between the fire and a minute ahead of the station: %d', (at, code) => {
    expect(codeOf(close(105, {}, at))).toBe(code)
  })

  test.each([
    // 100 times the risk of 10, above the entry of 100.
    [1_100, null],
    [1_100.01, 'bad_close_price'],
    [0.01, null],
    [0, 'bad_close_price'],
    [Number.NaN, 'bad_close_price'],
  ])('[CLOSE-3] a price of %d', (price, code) => {
    expect(codeOf(close(price))).toBe(code)
  })

  test('[CLOSE-1] a second report goes on from the first', () => {
    const before = trader({ totals: { ...trader().totals, reported: { closes: 2, pnlCents: -700 } } })
    const [event] = accepted(close(95, { trader: before, trade: trade({ tradeId: 't9' as TradeId }) }))
    expect(event).toMatchObject({ totals: { reported: { closes: 3, pnlCents: -5_700 } } })
  })
})
