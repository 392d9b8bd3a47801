import type { SignalFired, SignalPassed, TradeClosed } from '#core/event.ts'
import { MINUTE_MS, type TimestampMs } from '#core/kernel/time.ts'
import type { SignalSheet } from '#core/sheets.ts'
import type { Signal } from '#core/signals/signal.ts'
import type { Deed } from './deed.ts'
import { sessionAt } from './intake.ts'
import { priceOf } from './prices.ts'
import { leadingSource } from './record.ts'

/**
 * The deeds of a fire or a pass: the decision, and the briefing completed where it was opened before.
 *
 * The second decision on a signal (a fire after a pass) is no deed: the briefing was decided once. A fire and a pass
 * are worth the same.
 *
 * Rule ACT-4. Source: decisions of the desk, 2 and 7.
 */
export function deedsOfDecision(
  { kind, userId, signalId }: SignalFired | SignalPassed,
  { signal, decidedBefore, briefed, now }: DecisionView,
): readonly Deed[] {
  if (decidedBefore) return []
  const analyst = leadingSource(signal)
  const facts = {
    signalId,
    symbol: signal.symbol,
    session: sessionAt(now),
    decision: kind === 'signal_fired' ? ('fire' as const) : ('pass' as const),
    briefed,
    ...(analyst === null ? {} : { analyst }),
  }
  const decision: Deed = {
    userId,
    activity: 'decision_made',
    sourceId: signalId,
    ...priceOf('decision_made', {}),
    facts,
  }
  if (!briefed) return [decision]
  return [
    decision,
    { userId, activity: 'chapter_completed', sourceId: signalId, ...priceOf('chapter_completed', {}), facts },
  ]
}

/** What a decision's deeds depend on. */
export interface DecisionView {
  readonly signal: Signal
  /** The trader passed on it before. */
  readonly decidedBefore: boolean
  /** The trader opened its briefing before. */
  readonly briefed: boolean
  readonly now: TimestampMs
}

/** The deeds of a closed trade: its end, and the kind of ending where it is the first of its kind. They pay nothing. */
export function deedsOfTrade(
  { userId, signalId, tradeId, outcome, r, pnlCents }: TradeClosed,
  { signal, settledAt }: SignalSheet,
): readonly Deed[] {
  const heldMinutes = Math.max(
    1,
    Math.floor(((settledAt ?? signal.horizonAt) - signal.createdAt) / MINUTE_MS),
  )
  const facts = { signalId, tradeId, symbol: signal.symbol, outcome, r, pnlCents, heldMinutes }
  return [
    { userId, activity: 'trade_closed', sourceId: tradeId, base: 0, bonus: 0, facts },
    { userId, activity: 'ending_reached', sourceId: `${signal.symbol}:${outcome}`, base: 0, bonus: 0, facts },
  ]
}
