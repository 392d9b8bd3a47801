import type { Comparison, DeskEvent } from '#contracts/pulse-shapes.ts'
import type { DomainEvent } from '#core/event.ts'
import { roundTo } from '#core/kernel/amount.ts'
import type { UserId } from '#core/kernel/ids.ts'
import type { Queries } from '#station/queries.ts'
import type { Station } from '#station/station.ts'
import { money, seconds } from './wire.ts'

/** What the day is compared with, for one caller. */
export function wireComparison({ queries, market }: Station, caller: UserId): Comparison {
  const { pulse } = queries
  const before = pulse.dayBefore()
  const week = pulse.weekBefore(caller)
  const { last, before: earlier } = market.fusionMs()
  return {
    signals_today: pulse.signalsToday(),
    day_before: before && {
      signals: before.signals,
      fires: before.fires,
      active_users: before.traders,
      execution_rate: before.fires === 0 ? null : roundTo(before.executed / before.fires, 2),
    },
    pnl_week_before: week === null ? null : money(week),
    fusion_p95_ms: last && {
      value: roundTo(last.p95, 2),
      of: last.of,
      before: earlier && roundTo(earlier.p95, 2),
    },
  }
}

const KIND = {
  signal_opened: 'opened',
  signal_fired: 'fired',
  signal_passed: 'passed',
  signal_expired: 'expired',
  signal_settled: 'settled',
} as const

/** The last event of the desk; null on a new one. */
export function wireDeskEvent({ pulse, signal, userName }: Queries): DeskEvent | null {
  const recorded = pulse.lastEvent()
  if (recorded === null) return null
  const { event, at } = recorded
  if (!isTold(event)) return null
  const told = event.kind === 'signal_opened' ? event.signal : signal(event.signalId)?.signal
  if (told === undefined) return null
  const userId = event.kind === 'signal_fired' ? event.userId : null
  return {
    kind: KIND[event.kind],
    at: seconds(at),
    signal_id: told.signalId,
    symbol: told.symbol,
    direction: told.direction,
    user_id: userId,
    name: userId === null ? null : (userName(userId) ?? userId),
    outcome: event.kind === 'signal_settled' ? event.outcome : null,
  }
}

function isTold(event: DomainEvent): event is Extract<DomainEvent, { kind: keyof typeof KIND }> {
  return event.kind in KIND
}
