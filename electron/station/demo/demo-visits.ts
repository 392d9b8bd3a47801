import type { Command, PassReason } from '#core/command.ts'
import type { BasisPoints } from '#core/kernel/amount.ts'
import { drawDistinct, drawInteger, drawOne } from '#core/kernel/draw.ts'
import type { SignalId, TradeId, UserId } from '#core/kernel/ids.ts'
import type { Activity } from '#core/progress/deed.ts'
import type { ActivityDetails } from '#core/progress/prices.ts'
import type { Trader } from './demo-cast.ts'

/** What somebody finds when he comes. */
export interface Found {
  /** Names the day in what he tells. */
  readonly day: string
  readonly first: boolean
  readonly open: readonly SignalId[]
  /** Settled already: there is an outcome to look at. */
  readonly settled: (signalId: SignalId) => boolean
}

const REASONS: readonly PassReason[] = ['risk', 'news', 'spread', 'disagree', 'plan']
const NOTES: Readonly<Partial<Record<PassReason, string>>> = {
  news: 'Figures in half an hour.',
  spread: 'Wider than usual for this hour.',
  disagree: 'The trend of the hour says otherwise.',
}
const STAY_MINUTES = [12, 40] as const
const MINUTE_S = 60
const SHARES = 0.3
const NOTED = 0.5

/**
 * The commands of a visit in rounds: those of one round hang on nothing of the same round, so they are given together.
 */
export function visit(trader: Trader, found: Found, friend: UserId): readonly (readonly Command[])[] {
  const { draw, habits, userId } = trader
  const chosen = drawDistinct(draw, found.open, drawInteger(draw, ...habits.decides))
  const before: Command[] = found.first
    ? [told(userId, 'daily_login', `in-${found.day}`), { kind: 'draw_missions', userId }]
    : []
  before.push(told(userId, 'session_start', `at-${found.day}-${found.first ? 1 : 2}`))
  const briefings: Command[] = []
  const decisions: Command[] = []
  for (const signalId of chosen) {
    if (draw.next() < habits.briefed)
      briefings.push(told(userId, 'briefing_opened', `open-${signalId}`, { signalId }))
    if (draw.next() < habits.planned)
      briefings.push(told(userId, 'plan_saved', `plan-${signalId}`, { signalId }))
    decisions.push(draw.next() < habits.fires ? fires(trader, signalId) : passes(trader, signalId))
    trader.decided.push(signalId)
  }
  return [before, briefings, decisions, after(trader, found, friend)]
}

/** What was earned is claimed, and boxes are opened, all but the newest; some let it wait. */
export function collect({ userId, habits, draw, missions, boxes }: Trader): readonly Command[] {
  if (draw.next() >= habits.collects) return []
  // Whoever looks around finds one to open.
  const opened = [...boxes].slice(0, -1).filter(() => draw.next() < habits.collects)
  for (const boxNo of opened) boxes.delete(boxNo)
  const claimed = [...missions]
  missions.clear()
  return [
    ...claimed.map((missionId): Command => ({ kind: 'claim_mission', userId, missionId })),
    ...opened.map((boxNo): Command => ({ kind: 'open_box', userId, boxNo })),
  ]
}

function after(trader: Trader, found: Found, friend: UserId): readonly Command[] {
  const { draw, habits, userId, decided } = trader
  const over = decided.filter(found.settled).slice(0, habits.reviews)
  for (const signalId of over) decided.splice(decided.indexOf(signalId), 1)
  const last = over[0]
  const shared: Command[] =
    last !== undefined && draw.next() < SHARES
      ? [told(userId, 'content_share', `share-${found.day}`, { signalId: last, friendId: friend })]
      : []
  const stay = drawInteger(draw, ...STAY_MINUTES)
  return [
    ...over.map((signalId) => told(userId, 'outcome_reviewed', `review-${signalId}`, { signalId })),
    ...shared,
    told(userId, 'session_long', `out-${found.day}-${found.first ? 1 : 2}`, { durationS: stay * MINUTE_S }),
  ]
}

function told(userId: UserId, activity: Activity, eventId: string, details: ActivityDetails = {}): Command {
  return { kind: 'record_activity', userId, activity, eventId, details }
}

function fires({ userId, riskBp }: Trader, signalId: SignalId): Command {
  const tradeId = `${userId}-${signalId}` as TradeId
  return { kind: 'fire_signal', userId, signalId, tradeId, pressedAt: null, riskBp: riskBp as BasisPoints }
}

function passes({ userId, draw }: Trader, signalId: SignalId): Command {
  const reason = drawOne(draw, REASONS)
  const note = draw.next() < NOTED ? (NOTES[reason] ?? null) : null
  return { kind: 'pass_signal', userId, signalId, reason, note }
}
