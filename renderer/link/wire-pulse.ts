import type { Comparison, DeskEvent } from '#contracts/pulse-shapes.ts'
import type { ComparisonView } from '../state/kpi.ts'
import type { DeskEventView } from '../state/model.ts'

/** What the figures of the desk are compared with. */
export function readComparison(wire: Comparison): ComparisonView {
  const { day_before: day, fusion_p95_ms: fusion } = wire
  return {
    signalsToday: wire.signals_today,
    dayBefore: day && {
      signals: day.signals,
      fires: day.fires,
      traders: day.active_users,
      executionRate: day.execution_rate,
    },
    pnlWeekBefore: wire.pnl_week_before,
    fusion: fusion && { p95Ms: fusion.value, of: fusion.of, beforeMs: fusion.before },
  }
}

/** The last event of the desk. */
export function readDeskEvent(wire: DeskEvent): DeskEventView {
  return {
    kind: wire.kind,
    at: Math.round(wire.at * 1_000),
    signalId: wire.signal_id,
    symbol: wire.symbol,
    side: wire.direction === 'BUY' ? 'LONG' : 'SHORT',
    userId: wire.user_id,
    name: wire.name,
    outcome: wire.outcome,
  }
}
