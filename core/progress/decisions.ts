import type { SignalFired, SignalPassed, TradeClosed } from '#core/event.ts'
import type { UserId } from '#core/kernel/ids.ts'
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

/**
 * The deeds of a signal that friends decided too: the trader's own, and that of each friend who waited for it.
 *
 * Nobody waits twice on one signal, so that together they are no more than the decisions on it; one decision brings no
 * more than a trader may have friends.
 *
 * @param friends  those who decided it before him, in a fixed order
 * @param waiting  those of them for whom nobody else had
 *
 * Rule FRIEND-9. Source: decisions of the desk, 7.
 */
export function deedsOfFriends(
  { userId, sourceId, facts }: Deed,
  { friends, waiting }: { readonly friends: readonly UserId[]; readonly waiting: readonly UserId[] },
): readonly Deed[] {
  const [first] = friends
  if (first === undefined) return []
  const { signalId, symbol, session } = facts
  const deed = (who: UserId, friendId: UserId): Deed => ({
    userId: who,
    activity: 'friend_decided',
    sourceId,
    ...priceOf('friend_decided', {}),
    facts: {
      friendId,
      ...(signalId === undefined ? {} : { signalId }),
      ...(symbol === undefined ? {} : { symbol }),
      ...(session === undefined ? {} : { session }),
    },
  })
  return [deed(userId, first), ...waiting.map((friend) => deed(friend, userId))]
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
