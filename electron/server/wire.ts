import type { Problem as ProblemBody } from '#contracts/problem-shape.ts'
import type { Candle, FeedState, Fire, FireMark, Signal, UserStats } from '#contracts/shapes.ts'
import { DEFAULT_POLICY, type MarketClock } from '#core/context.ts'
import type { TraderTotals } from '#core/event.ts'
import { type Cents, roundTo } from '#core/kernel/amount.ts'
import { SECOND_MS } from '#core/kernel/time.ts'
import type { Bar } from '#core/market/bar.ts'
import type { SignalSheet, TradeSheet } from '#core/sheets.ts'
import { rankOf, winRate } from '#core/signals/performance.ts'
import { vetoSentence } from '#core/signals/routing/told.ts'
import type { Market } from '#station/station.ts'
import { type Problem, sentenceOf } from './problems.ts'
import { wireLive } from './wire-feed.ts'

const CENTS_PER_UNIT = 100
const BP_PER_PERCENT = 100
const PERCENT = 100
const PRICE_DECIMALS = 8
/** Multiplying a probability by 100 must not show the noise of binary fractions. */
const SCORE_DECIMALS = 6

/** The two clocks as they go beside everything that counts down. */
export interface WireClocks {
  readonly market_time: number
  readonly speed: number | 'max'
  readonly server_time: number
}

/** Milliseconds as the seconds of the wire. */
export function seconds(ms: number): number {
  return ms / SECOND_MS
}

/** Seconds of the wire as whole milliseconds. */
export function milliseconds(wireSeconds: number): number {
  return Math.round(wireSeconds * SECOND_MS)
}

/** Cents as a number with two decimals. */
export function money(cents: Cents): number {
  return cents / CENTS_PER_UNIT
}

/** A price without the noise of binary fractions; no instrument is quoted finer. */
export function price(value: number): number {
  return roundTo(value, PRICE_DECIMALS)
}

/** Market time, its speed and station time, as they stand together. */
export function wireClocks(market: MarketClock, now: number): WireClocks {
  return { market_time: seconds(market.at), speed: market.speed, server_time: seconds(now) }
}

/** A signal with what has become of it, at the given clocks. */
export function wireSignal(
  { signal, status, outcome, settledAt, totals }: SignalSheet,
  clocks: WireClocks,
): Signal {
  const { levels, assessment, claimed, veto } = signal
  return {
    id: signal.signalId,
    symbol: signal.symbol,
    direction: signal.direction,
    entry_price: price(levels.entry),
    stop_loss: price(levels.stop),
    take_profit: price(levels.target),
    created_at: seconds(signal.createdAt),
    expires_at: seconds(signal.expiresAt),
    horizon_at: seconds(signal.horizonAt),
    market_time: clocks.market_time,
    speed: clocks.speed,
    server_time: clocks.server_time,
    probability: assessment.probability,
    interval: [assessment.intervalLow, assessment.intervalHigh],
    base: assessment.base,
    parts: assessment.parts,
    tier: assessment.tier,
    state: assessment.state,
    rank: assessment.rank,
    breakeven: assessment.breakeven,
    ...(claimed === null ? {} : { claimed }),
    ...(veto && { veto: { code: veto.code, message: vetoSentence(veto) } }),
    tcs_score: roundTo(PERCENT * assessment.probability, SCORE_DECIMALS),
    source: signal.source,
    status,
    outcome,
    settled_at: settledAt === null ? null : seconds(settledAt),
    fire_count: totals.fireCount,
    pass_count: totals.passCount,
  }
}

/** A user's statistics: win rate in percent with one decimal, null before the first trade won or lost. */
export function wireUserStats(totals: TraderTotals, last7dPnlCents: Cents): UserStats {
  const rate = winRate(totals)
  return {
    trades_today: totals.dayFires,
    last_7d_pnl: money(last7dPnlCents),
    win_rate: rate === null ? null : roundTo(PERCENT * rate, 1),
    rank: rankOf(totals, DEFAULT_POLICY),
  }
}

/** One line of a trade history. */
export function wireFire(trade: TradeSheet, sheet: SignalSheet): Fire {
  const { signal } = sheet
  return {
    trade_id: trade.tradeId,
    signal_id: trade.signalId,
    user_id: trade.userId,
    symbol: signal.symbol,
    direction: signal.direction,
    entry_price: price(signal.levels.entry),
    stop_loss: price(signal.levels.stop),
    take_profit: price(signal.levels.target),
    fired_at: seconds(trade.firedAt),
    risk_pct: trade.riskBp / BP_PER_PERCENT,
    executed: trade.executed,
    executed_price: trade.executedPrice,
    status: tradeStatus(trade, sheet),
    outcome: trade.outcome,
    exit_price: exitOf(trade, sheet),
    r: trade.r,
    pnl: trade.pnlCents === null ? null : money(trade.pnlCents),
    closed_at: trade.closedAt === null ? null : seconds(trade.closedAt),
    settled_by: settledBy(trade),
    reported_at: trade.reported === undefined ? null : seconds(trade.reported.at),
    source: signal.source,
  }
}

function exitOf({ outcome, reported }: TradeSheet, { exit }: SignalSheet): number | null {
  if (reported !== undefined) return price(reported.price)
  return outcome === null || exit === null ? null : price(exit)
}

/** Who said how a trade ended; null while it has not. */
function settledBy({ outcome, reported }: TradeSheet): Fire['settled_by'] {
  if (outcome === null) return null
  return reported === undefined ? 'market' : 'executor'
}

function tradeStatus(trade: TradeSheet, sheet: SignalSheet): Fire['status'] {
  if (trade.outcome !== null) return 'closed'
  if (trade.executed) return 'open'
  return sheet.status === 'active' ? 'pending' : 'unfilled'
}

/** What others may see of a fire. */
export function wireFireMark({ userId, firedAt, executed }: TradeSheet, name: string | null): FireMark {
  return { user_id: userId, name, fired_at: seconds(firedAt), executed }
}

/** The feed as everybody may see it. */
export function wireFeed(market: Market, now: number): FeedState {
  return {
    source: market.source,
    symbols: [...market.symbols],
    timeframe: market.timeframe,
    timeframes: Object.fromEntries(market.symbols.map((symbol) => [symbol, market.timeframeOf(symbol)])),
    paused: market.paused,
    ended: market.ended,
    ...wireLive(market),
    ...wireClocks(market.clock(), now),
  }
}

/** A bar as `[open time, open, high, low, close, volume]`. */
export function wireCandle({ openAt, open, high, low, close, volume }: Bar): Candle {
  return [seconds(openAt), open, high, low, close, volume]
}

/** A refusal in the one shape it has everywhere. */
export function wireProblem(problem: Problem, correlationId: string, now: number): ProblemBody {
  return {
    error: {
      code: problem.code,
      message: sentenceOf(problem),
      correlation_id: correlationId,
      ...(problem.fields && { fields: problem.fields.map(({ path, message }) => ({ path, message })) }),
      ...(problem.retryAfterS !== undefined && { retry_after: problem.retryAfterS }),
      ...(problem.firedAt !== undefined && { fired_at: seconds(problem.firedAt) }),
      ...(problem.tradeId !== undefined && { trade_id: problem.tradeId }),
      ...(problem.freePort !== undefined && { free_port: problem.freePort }),
      ...(problem.reason !== undefined && { reason: problem.reason }),
      server_time: seconds(now),
    },
  }
}
