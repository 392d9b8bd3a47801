import type { ReplyOf } from '#contracts/http.ts'
import type { RoutingPolicy } from '#contracts/routing-shapes.ts'
import type { RoutedView, RoutingMessage } from '../state/routing.ts'
import type { QuotaLine, RoutingBoard, TierLine, VetoLine, WithheldLine } from '../state/routing-board.ts'
import { wordsOfCode } from '../words/words.ts'

/** Routing and vetoes on the wire, in our words. The policy itself is carried as it is: only its editor opens it. */

const ms = (seconds: number | null): number | null => (seconds === null ? null : Math.round(seconds * 1_000))

type WireBoard = ReplyOf<'routing'>

export function readRoutingBoard(wire: WireBoard): RoutingBoard {
  return {
    version: wire.version,
    policy: wire.policy,
    changed:
      wire.changed_by === null
        ? null
        : { by: wire.changed_by, at: Math.round((wire.changed_at ?? 0) * 1_000) },
    tiers: Object.values(wire.router_stats).map(readTier),
    users: wire.users.map(readQuota),
    more: wire.next_cursor !== null,
    vetoes: wire.vetoes.map(readVeto),
    withheld: wire.withheld.map(readWithheld),
  }
}

/** A change as it is sent. */
export function writeChange(version: number, policy: RoutingPolicy) {
  return { version, policy }
}

function readTier(wire: WireBoard['router_stats']['apex']): TierLine {
  return {
    tier: wire.tier,
    limit: wire.daily_limit,
    users: wire.users,
    delivered: wire.signals_today,
    remaining: wire.remaining,
    full: wire.users_at_limit,
  }
}

function readQuota(wire: WireBoard['users'][number]): QuotaLine {
  return {
    userId: wire.user_id,
    name: wire.name ?? wire.user_id,
    tier: wire.member_tier,
    delivered: wire.delivered_today,
    limit: wire.daily_limit,
    lastAt: ms(wire.last_at),
    nextAt: ms(wire.next_at),
  }
}

export function readVeto(wire: WireBoard['vetoes'][number]): VetoLine {
  return {
    reason: wire.reason,
    count: wire.count,
    today: wire.today,
    lastAt: ms(wire.last_at),
    symbol: wire.last_symbol,
  }
}

function readWithheld(wire: WireBoard['withheld'][number]): WithheldLine {
  return {
    signalId: wire.signal_id,
    symbol: wire.symbol,
    side: wire.direction === 'BUY' ? 'LONG' : 'SHORT',
    tier: wire.tier,
    message: wire.reason === null ? '' : wordsOfCode(`withheld_${wire.reason.code}`, wire.reason.message),
  }
}

/** What became of some signals for the reader. */
export function readOwnRouting(wire: ReplyOf<'userRouting'>): RoutingMessage {
  const lines = wire.signals.map(
    ({ signal_id, state, reason }) =>
      [signal_id, readRouted(state, reason?.code ?? null, reason?.message ?? null)] as const,
  )
  const quota = { delivered: wire.delivered_today, limit: wire.daily_limit }
  return { kind: 'routing', signals: Object.fromEntries(lines), quota }
}

/** What was open before the reader joined was kept from him by none of his limits. */
export function readRouted(
  state: RoutedView['state'],
  code: string | null,
  message: string | null,
): RoutedView {
  const words = code === null || message === null ? message : wordsOfCode(`withheld_${code}`, message)
  return { state: code === 'joined_later' ? 'earlier' : state, message: words }
}
