import type { UserStatsUpdate } from '#contracts/live.ts'
import type { Fire } from '#contracts/shapes.ts'
import type { TradeView } from '../state/model.ts'
import type { PlacedMessage } from '../state/reduce.ts'

const ms = (seconds: number): number => Math.round(seconds * 1_000)

export function readTrade(wire: Fire): TradeView {
  return {
    tradeId: wire.trade_id,
    signalId: wire.signal_id,
    symbol: wire.symbol,
    side: wire.direction === 'BUY' ? 'LONG' : 'SHORT',
    firedAt: ms(wire.fired_at),
    riskPct: wire.risk_pct,
    status: wire.status,
    executedPrice: wire.executed_price,
    outcome: wire.outcome,
    exit: wire.exit_price,
    r: wire.r,
    pnl: wire.pnl,
    ...(wire.settled_by === 'executor' && { byExecutor: true as const }),
  }
}

/** How a trade ended that closed with an event. */
export function readClosed(
  closed: NonNullable<UserStatsUpdate['closed']>,
): Extract<PlacedMessage, { kind: 'sheet' }>['closed'] {
  return {
    signalId: closed.signal_id,
    outcome: closed.outcome,
    r: closed.r,
    pnl: closed.pnl,
    ...(closed.settled_by === 'executor' && { byExecutor: true as const, exit: closed.reported_price }),
  }
}
