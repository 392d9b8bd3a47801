import type { ReplyOf } from '#contracts/http.ts'
import type {
  ConnectionStatus,
  FireCountUpdate,
  FusionUpdate,
  JoinReply,
  MissionStatusUpdate,
  Position,
  PriceUpdate,
  ResumedMessage,
  ResumeReply,
  SignalRouted,
  Snapshot,
  UserStatsUpdate,
} from '#contracts/live.ts'
import type { Candle, Signal, UserStats } from '#contracts/shapes.ts'
import type { BriefView, ClockView, Place, SignalView, Status, UserView } from '../state/model.ts'
import type { QuoteView } from '../state/prices.ts'
import type { FeedView, Message, PlacedMessage } from '../state/reduce.ts'
import { wordsOfCode } from '../words/words.ts'
import { readTiers } from './wire-fusion.ts'
import { readDeskEvent } from './wire-pulse.ts'
import { readRouted, readVeto } from './wire-routing.ts'
import { readClosed, readTrade } from './wire-trade.ts'

/** The one place of the page where the wire's words become ours: seconds become milliseconds, BUY becomes LONG. */

const ms = (seconds: number): number => Math.round(seconds * 1_000)

interface WireClocks {
  readonly market_time: number
  readonly speed: number | 'max'
  readonly server_time: number
}

/** Both clocks, heard at `heardAt` of the page's monotonic clock. */
export function readClock(wire: WireClocks, heardAt: number): ClockView {
  return { marketAt: ms(wire.market_time), speed: wire.speed, serverAt: ms(wire.server_time), heardAt }
}

/** A signal without its clocks, so that two tellings of the same signal are equal. */
export function readSignal(wire: Signal): SignalView {
  return {
    id: wire.id,
    symbol: wire.symbol,
    side: wire.direction === 'BUY' ? 'LONG' : 'SHORT',
    entry: wire.entry_price,
    stop: wire.stop_loss,
    target: wire.take_profit,
    createdAt: ms(wire.created_at),
    expiresAt: ms(wire.expires_at),
    horizonAt: ms(wire.horizon_at),
    probability: wire.probability,
    low: wire.interval[0],
    high: wire.interval[1],
    base: wire.base,
    parts: wire.parts,
    tier: wire.tier,
    trust: wire.state,
    rank: wire.rank,
    breakeven: wire.breakeven,
    claimed: wire.claimed ?? null,
    source: wire.source,
    status: wire.status,
    outcome: wire.outcome,
    settledAt: wire.settled_at && ms(wire.settled_at),
    ...(wire.veto && { veto: wordsOfCode(`veto_${wire.veto.code}`, wire.veto.message) }),
    fires: wire.fire_count,
    passes: wire.pass_count,
  }
}

export function readUser(stats: UserStats, balance: number | null, at: number): UserView {
  return {
    at: ms(at),
    tradesToday: stats.trades_today,
    pnl7d: stats.last_7d_pnl,
    winRate: stats.win_rate,
    rank: stats.rank,
    balance,
  }
}

type WireFeedMark = Pick<ConnectionStatus, 'source' | 'ended' | 'live'>

/** Where the numbers come from, and whether a live feed is live. */
export function readFeedView({ source, ended, live }: WireFeedMark): FeedView {
  const mark = live && {
    exchange: live.exchange,
    fresh: live.fresh,
    heardAt: live.heard_at === null ? null : ms(live.heard_at),
  }
  return { source, ended, live: mark ?? null }
}

export function readHeartbeat(wire: ConnectionStatus, heardAt: number): Message {
  return {
    kind: 'heartbeat',
    epoch: wire.epoch,
    feed: readFeedView(wire),
    clock: readClock(wire, heardAt),
    lastEvent: wire.last_event && readDeskEvent(wire.last_event),
  }
}

export function readFusion(wire: FusionUpdate, heardAt: number): Message {
  return {
    kind: 'board',
    signals: wire.active_signals.map(readSignal),
    openTotal: wire.open_total,
    clock: readClock(wire, heardAt),
    feed: readFeedView(wire),
    fusion: { ...readTiers(wire.tier_stats, wire.fusion_quality), vetoes: wire.vetoes.map(readVeto) },
  }
}

/** The first page of open signals, as the fallback polls it. */
export function readActive(wire: ReplyOf<'activeSignals'>, heardAt: number): Message {
  const first = wire.signals[0]
  return {
    kind: 'board',
    signals: wire.signals.map(readSignal),
    openTotal: wire.next_cursor === null ? wire.signals.length : null,
    clock: first === undefined ? null : readClock(first, heardAt),
    feed: null,
    fusion: null,
  }
}

export function readMission(wire: ReplyOf<'mission'>, heardAt: number): Message {
  return {
    kind: 'mission',
    signal: readSignal(wire.signal),
    executed: wire.signal_stats.executed_count,
    exit: wire.signal_stats.exit_price,
    r: wire.signal_stats.r,
    trade: wire.trade === null ? null : readTrade(wire.trade),
    passed: wire.user_passed,
    clock: readClock(wire.signal, heardAt),
    user: readUser(wire.user.stats, wire.user.balance, wire.signal.server_time),
    routed: wire.routing && readRouted(wire.routing.state, wire.routing.code, wire.routing.message),
  }
}

/** What only the briefing tells. */
export function readBrief({ evidence, book, user }: ReplyOf<'mission'>): BriefView {
  return {
    evidence: evidence && {
      ...evidence,
      votes: evidence.votes.map((vote) => ({ ...vote, since: vote.since === null ? null : ms(vote.since) })),
    },
    book,
    exposure: { trades: user.open_trades, onSymbol: user.open_on_symbol, risk: user.open_risk },
  }
}

const place = ({ epoch, stream, since, seq }: Position): Place => ({ epoch, stream, since, seq })

export function readFireCount(wire: FireCountUpdate): PlacedMessage {
  return {
    kind: 'counts',
    place: place(wire),
    signalId: wire.signal_id,
    fires: wire.count,
    passes: wire.pass_count,
    executed: wire.executed_count,
  }
}

const STATUS: Readonly<Record<MissionStatusUpdate['status'], Status>> = {
  opened: 'active',
  extended: 'active',
  expiring: 'active',
  expired: 'expired',
  settled: 'settled',
}

export function readMissionStatus(wire: MissionStatusUpdate): PlacedMessage {
  return {
    kind: 'status',
    place: place(wire),
    signalId: wire.signal_id,
    status: STATUS[wire.status],
    expiresAt: ms(wire.expires_at),
    outcome: wire.outcome,
    settledAt: wire.settled_at && ms(wire.settled_at),
    exit: wire.exit_price,
    r: wire.r,
  }
}

export function readUserStats(wire: UserStatsUpdate): PlacedMessage {
  const { closed } = wire
  return {
    kind: 'sheet',
    place: place(wire),
    user: readUser(wire.stats, wire.balance, wire.timestamp),
    closed: closed && readClosed(closed),
  }
}

export function readSignalRouted(wire: SignalRouted): PlacedMessage {
  const quota = { delivered: wire.delivered_today, limit: wire.daily_limit }
  return { kind: 'routed', place: place(wire), signalId: wire.signal_id, quota }
}

/** A missed message; null for one of progress, which this page does not follow. */
export function readResumed(wire: ResumedMessage): PlacedMessage | null {
  switch (wire.name) {
    case 'fire_count_update':
      return readFireCount(wire.data)
    case 'mission_status_update':
      return readMissionStatus(wire.data)
    case 'user_stats_update':
      return readUserStats(wire.data)
    case 'signal_routed':
      return readSignalRouted(wire.data)
    default:
      return null
  }
}

export function readJoin(wire: JoinReply): Message {
  return {
    kind: 'joined',
    cursor: wire.cursor,
    signal: readSignal(wire.signal),
    executed: wire.executed_count,
  }
}

/** What was asked of a resume: the streams, whether nobody need be told, and when the answer came. */
export interface ResumeContext {
  readonly asked: readonly string[]
  readonly quiet: boolean
  readonly at: number
}

export function readResume(wire: ResumeReply, context: ResumeContext): Message {
  if ('events' in wire)
    return {
      kind: 'resumed',
      events: wire.events.map(readResumed).filter((event) => event !== null),
      ...context,
    }
  return { kind: 'snapshot', ...readSnapshot(wire.snapshot), ...context }
}

function readSnapshot(wire: Snapshot) {
  return {
    missions: wire.missions.map((mission) => ({
      cursor: { epoch: mission.epoch, stream: mission.stream, seq: mission.seq },
      signal: readSignal(mission.signal),
      executed: mission.executed_count,
    })),
    users: wire.users.map((user) => ({
      cursor: { epoch: user.epoch, stream: user.stream, seq: user.seq },
      stats: {
        tradesToday: user.stats.trades_today,
        pnl7d: user.stats.last_7d_pnl,
        winRate: user.stats.win_rate,
        rank: user.stats.rank,
        balance: user.balance,
      },
    })),
  }
}

/** A candle for the picture. */
export interface CandleView {
  readonly at: number
  readonly open: number
  readonly high: number
  readonly low: number
  readonly close: number
}

export function readCandle([at, open, high, low, close]: Candle): CandleView {
  return { at: ms(at), open, high, low, close }
}

export function readQuotes(wire: PriceUpdate): readonly QuoteView[] {
  return wire.prices.map((quote) => ({
    symbol: quote.symbol,
    price: quote.price,
    barsClosed: quote.bars_closed,
    last: quote.last === null ? null : readCandle(quote.last),
    forming: quote.forming === null ? null : readCandle(quote.forming),
  }))
}
