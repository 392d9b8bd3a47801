import { roundHalfAway } from '#core/kernel/amount.ts'
import { type SignalId, signalId, type TradeId } from '#core/kernel/ids.ts'
import { invariant } from '#core/kernel/result.ts'
import type { Executed } from '#station/station.ts'
import { problemOf } from '../problems.ts'
import type { Desk, Handlers } from '../registry.ts'
import { milliseconds, money, price, seconds, wireUserStats } from '../wire.ts'

const BP_PER_PERCENT = 100

/** The two decisions, fire and pass, and the end that an executor reports. Each answers from the events it recorded, so a repeat answers the same. */
export function decisionRoutes({ station, newId }: Desk): Pick<Handlers, 'fire' | 'pass' | 'closeTrade'> {
  return {
    async fire({ actor, body, receipt }) {
      const id = signalId(body.signal_id)
      if (id === null) return { ok: false, problem: { code: 'signal_not_found' } }
      const executed = await station.execute(
        {
          kind: 'fire_signal',
          userId: actor,
          signalId: id,
          tradeId: newId() as TradeId,
          pressedAt: body.timestamp === undefined ? null : milliseconds(body.timestamp),
          riskBp: body.risk_pct === undefined ? null : roundHalfAway(body.risk_pct * BP_PER_PERCENT),
        },
        receipt,
      )
      if (!executed.ok) return { ok: false, problem: problemOf(executed.rejection) }
      return { ok: true, reply: fireReply(executed.value), replayed: executed.value.replayed }
    },

    async pass({ actor, body, receipt }) {
      const id = signalId(body.signal_id)
      if (id === null) return { ok: false, problem: { code: 'signal_not_found' } }
      const executed = await station.execute(
        { kind: 'pass_signal', userId: actor, signalId: id, reason: body.reason, note: body.note ?? null },
        receipt,
      )
      if (!executed.ok) return { ok: false, problem: problemOf(executed.rejection) }
      return { ok: true, reply: passReply(executed.value, id), replayed: executed.value.replayed }
    },

    async closeTrade({ actor, params, body, receipt }) {
      const executed = await station.execute(
        {
          kind: 'close_trade',
          userId: actor,
          tradeId: params.id as TradeId,
          price: price(body.price),
          closedAt: body.closed_at === undefined ? null : milliseconds(body.closed_at),
        },
        receipt,
      )
      if (!executed.ok) return { ok: false, problem: problemOf(executed.rejection) }
      return { ok: true, reply: closeReply(executed.value), replayed: executed.value.replayed }
    },
  }
}

function fireReply({ events }: Executed) {
  const fired = eventOf(events, 'signal_fired')
  const decided = eventOf(events, 'trader_decided').event
  const { event } = fired
  return {
    success: true as const,
    trade_id: event.tradeId,
    signal_id: event.signalId,
    user_id: event.userId,
    fire_count: event.mission.fireCount,
    fired_at: seconds(fired.at),
    user_stats: wireUserStats(decided.totals, decided.last7dPnlCents),
    server_time: seconds(fired.at),
  }
}

function closeReply({ events }: Executed) {
  const { event, at } = eventOf(events, 'trade_reported')
  return {
    success: true as const,
    trade_id: event.tradeId,
    signal_id: event.signalId,
    user_id: event.userId,
    settled_by: 'executor' as const,
    outcome: event.outcome,
    r: event.r,
    pnl: money(event.pnlCents),
    balance: money(event.totals.balanceCents),
    closed_at: seconds(event.reportedAt),
    server_time: seconds(at),
  }
}

function passReply({ events }: Executed, id: SignalId) {
  const { event, at } = eventOf(events, 'signal_passed')
  return {
    success: true as const,
    signal_id: id,
    passed_at: seconds(at),
    pass_count: event.mission.passCount,
  }
}

type Kind = Executed['events'][number]['event']['kind']
type Of<K extends Kind> = Executed['events'][number] & {
  readonly event: Extract<Executed['events'][number]['event'], { readonly kind: K }>
}

/** The event of a kind among those of a command; an accepted command always has it. */
export function eventOf<K extends Kind>(events: Executed['events'], kind: K): Of<K> {
  const found = events.find(({ event }) => event.kind === kind)
  invariant(found !== undefined, `an accepted command recorded ${kind}`)
  return found as Of<K>
}
