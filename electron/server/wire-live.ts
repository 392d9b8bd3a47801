import type { FusionQuality, TierStats } from '#contracts/fusion-shapes.ts'
import type {
  ConnectionStatus,
  FireCountUpdate,
  FusionUpdate,
  MissionStatusUpdate,
  PriceUpdate,
  ResumedMessage,
  SignalRouted as SignalRoutedMessage,
  UserStatsUpdate,
} from '#contracts/live.ts'
import type { RouterStats, VetoCount } from '#contracts/routing-shapes.ts'
import type {
  DomainEvent,
  SignalExecuted,
  SignalExpired,
  SignalExpiring,
  SignalFired,
  SignalOpened,
  SignalPassed,
  SignalSettled,
  TradeClosed,
  TraderDecided,
  UserAdded,
  WindowExtended,
} from '#core/event.ts'
import type { SignalId } from '#core/kernel/ids.ts'
import type { SignalSheet } from '#core/sheets.ts'
import type { TradeReported } from '#core/signals/executor-close.ts'
import type { SignalRouted } from '#core/signals/routing/events.ts'
import { ofVetoed } from '#core/signals/routing/vetoes.ts'
import { isOfDesk } from '#core/streams.ts'
import type { Market, Quote, Recorded, Station } from '#station/station.ts'
import {
  money,
  price,
  seconds,
  type WireClocks,
  wireCandle,
  wireClocks,
  wireSignal,
  wireUserStats,
} from './wire.ts'
import { wireLive } from './wire-feed.ts'
import { progressMessage } from './wire-progress.ts'
import { wireDeskEvent } from './wire-pulse.ts'

/** What a message needs that its event does not carry. */
export interface Words {
  readonly epoch: string
  signal(id: SignalId): SignalSheet | null
}

type Placed = Pick<FireCountUpdate, 'epoch' | 'stream' | 'since' | 'seq' | 'timestamp'>

/** An event of a mission or a user in words of the wire, alone; null for one that concerns the desk or a provider's past. */
export function messageOf(recorded: Recorded, words: Words): ResumedMessage | null {
  const { event } = recorded
  if (ofVetoed(event)) return null
  if (isOfDesk(event)) return null
  switch (event.kind) {
    case 'signal_fired':
    case 'signal_passed':
    case 'signal_executed':
      return { name: 'fire_count_update', data: fireCount(recorded, event, words) }
    case 'signal_opened':
    case 'signal_expiring':
    case 'signal_expired':
    case 'window_extended':
    case 'signal_settled':
      return { name: 'mission_status_update', data: missionStatus(recorded, event, words) }
    case 'user_added':
    case 'trader_decided':
    case 'trade_closed':
    case 'trade_reported':
      return { name: 'user_stats_update', data: userStats(recorded, event, words) }
    case 'signal_routed':
      return { name: 'signal_routed', data: signalRouted(recorded, event, words) }
    case 'past_signal_recorded':
      return null
    default:
      return progressMessage(recorded, event, words.epoch)
  }
}

/** Whether an event becomes a mission's status, which everybody at the desk is told. */
export function isStatus({ kind }: DomainEvent): boolean {
  return (
    kind === 'signal_opened' ||
    kind === 'signal_expiring' ||
    kind === 'signal_expired' ||
    kind === 'window_extended' ||
    kind === 'signal_settled'
  )
}

/**
 * The messages of one commit: of each stream, neighbours of the same name are gathered into one, which covers the
 * events after `since` up to `seq`. A message that tells of a closed trade, or of a signal that was brought, is
 * not gathered into: there is one place for it.
 *
 * Order within a stream is kept; between streams there is none to keep.
 */
export function gather(recorded: readonly Recorded[], words: Words): readonly ResumedMessage[] {
  const messages: ResumedMessage[] = []
  const latest = new Map<string, number>()
  for (const one of recorded) {
    const message = messageOf(one, words)
    if (message === null) continue
    const index = latest.get(one.stream)
    const before = index === undefined ? undefined : messages[index]
    if (index !== undefined && before !== undefined && gathers(before, message)) {
      message.data.since = before.data.since
      messages[index] = message
    } else {
      latest.set(one.stream, messages.push(message) - 1)
    }
  }
  return messages
}

/** Each message of progress tells of one thing that is not told again. */
const PROGRESS = 'gamification.'
const TOLD_ALONE: ReadonlySet<string> = new Set(['signal_routed'])

function gathers(before: ResumedMessage, message: ResumedMessage): boolean {
  if (before.name !== message.name || TOLD_ALONE.has(before.name) || before.name.startsWith(PROGRESS))
    return false
  return before.name !== 'user_stats_update' || before.data.closed === null
}

function placed({ stream, seq, at }: Recorded, { epoch }: Words): Placed {
  return { epoch, stream, since: seq - 1, seq, timestamp: seconds(at) }
}

function fireCount(
  recorded: Recorded,
  { signalId, mission }: SignalFired | SignalPassed | SignalExecuted,
  words: Words,
): FireCountUpdate {
  return {
    ...placed(recorded, words),
    signal_id: signalId,
    count: mission.fireCount,
    pass_count: mission.passCount,
    executed_count: mission.executedCount,
  }
}

const STATUS = {
  signal_opened: 'opened',
  signal_expiring: 'expiring',
  signal_expired: 'expired',
  window_extended: 'extended',
  signal_settled: 'settled',
} as const

function missionStatus(
  recorded: Recorded,
  event: SignalOpened | SignalExpiring | SignalExpired | WindowExtended | SignalSettled,
  words: Words,
): MissionStatusUpdate {
  const opened = event.kind === 'signal_opened' ? event.signal : null
  const signalId = event.kind === 'signal_opened' ? event.signal.signalId : event.signalId
  const signal = opened ?? words.signal(signalId)?.signal
  const at = event.kind === 'signal_opened' ? event.signal.createdAt : event.at
  const expiresAt = event.kind === 'window_extended' ? event.expiresAt : (signal?.expiresAt ?? at)
  return {
    ...placed(recorded, words),
    signal_id: signalId,
    status: STATUS[event.kind],
    expires_at: seconds(expiresAt),
    time_remaining: isOver(event) ? 0 : Math.max(0, seconds(expiresAt - at)),
    ...howItEnded(event.kind === 'signal_settled' ? event : null),
    source: signal?.source ?? 'unknown',
  }
}

function howItEnded(settled: SignalSettled | null) {
  if (settled === null) return { outcome: null, settled_at: null, exit_price: null, r: null }
  const { outcome, at, exit, r } = settled
  return { outcome, settled_at: seconds(at), exit_price: price(exit), r }
}

/** A window that has ended or whose outcome is known has nothing left, whatever its end was. */
function isOver({ kind }: DomainEvent): boolean {
  return kind === 'signal_expired' || kind === 'signal_settled'
}

function signalRouted(recorded: Recorded, event: SignalRouted, words: Words): SignalRoutedMessage {
  const { userId, signalId, tier, history, dailyLimit } = event
  return {
    ...placed(recorded, words),
    user_id: userId,
    signal_id: signalId,
    tier,
    delivered_today: history.dayRouted,
    daily_limit: dailyLimit,
    remaining: Math.max(0, dailyLimit - history.dayRouted),
  }
}

type SheetEvent = UserAdded | TraderDecided | TradeClosed | TradeReported

function userStats(recorded: Recorded, event: SheetEvent, words: Words): UserStatsUpdate {
  const closed = 'outcome' in event ? event : null
  return {
    ...placed(recorded, words),
    user_id: event.userId,
    stats: wireUserStats(event.totals, event.kind === 'user_added' ? 0 : event.last7dPnlCents),
    balance: money(event.totals.balanceCents),
    closed: closed && {
      signal_id: closed.signalId,
      trade_id: closed.tradeId,
      outcome: closed.outcome,
      r: closed.r,
      pnl: money(closed.pnlCents),
      settled_by: closed.kind === 'trade_closed' ? 'market' : 'executor',
      reported_price: closed.kind === 'trade_closed' ? null : price(closed.price),
    },
  }
}

/** The heartbeat. */
export function wireConnection({ market, epoch, now, queries }: Station): ConnectionStatus {
  const at = now()
  return {
    connected: true,
    epoch,
    source: market.source,
    ended: market.ended,
    ...wireLive(market),
    ...wireClocks(market.clock(), at),
    last_event: wireDeskEvent(queries),
    timestamp: seconds(at),
  }
}

/** What goes with the open signals. */
export interface FusionFigures {
  readonly now: number
  readonly tiers: TierStats
  readonly quality: FusionQuality
  readonly router: RouterStats
  readonly vetoes: VetoCount[]
}

/** The signals with an open window, as totals. */
export function wireFusion(
  market: Market,
  open: { readonly sheets: readonly SignalSheet[]; readonly total: number },
  { now, tiers, quality, router, vetoes }: FusionFigures,
): FusionUpdate {
  const clocks: WireClocks = wireClocks(market.clock(), now)
  return {
    ...clocks,
    source: market.source,
    ended: market.ended,
    ...wireLive(market),
    active_signals: open.sheets.map((sheet) => wireSignal(sheet, clocks)),
    open_total: open.total,
    tier_stats: tiers,
    fusion_quality: quality,
    router_stats: router,
    vetoes,
  }
}

/** The prices as they stand. */
export function wirePrices(market: Market, now: number): PriceUpdate {
  return {
    ...wireClocks(market.clock(), now),
    source: market.source,
    ended: market.ended,
    ...wireLive(market),
    prices: market.quotes().map(wireQuote),
  }
}

function wireQuote({ symbol, bid, ask, barsClosed, last, forming }: Quote): PriceUpdate['prices'][number] {
  return {
    symbol,
    price: bid,
    ask,
    bars_closed: barsClosed,
    last: last && wireCandle(last),
    forming: forming && wireCandle(forming),
  }
}
