import { drawDistinct, drawInteger, drawOne } from '#core/kernel/draw.ts'
import type { SignalId, TradeId, UserId } from '#core/kernel/ids.ts'
import type { Activity } from '#core/progress/deed.ts'
import { type Ask, commands, passesOn, type Step, tells } from './asks.ts'
import type { Account } from './people.ts'

/** What a day brings to everybody. */
export interface Today {
  readonly day: number
  readonly signals: readonly SignalId[]
  /** Somebody to share with who is no friend. */
  readonly stranger: UserId
}

const MINUTE_S = 60
/** Shorter visits end without a word: the station counts none below ten minutes. */
const TOLD_MINUTES_MIN = 10
const CLICKS = ['button_click', 'menu_navigation', 'feature_usage'] as const satisfies readonly Activity[]
/** Prices of a shop. Source: seed Diana, economy targets: basic items 200 to 1,000, premium 2,000 to 10,000. */
const BASIC = [200, 1_000] as const
const PREMIUM = [2_000, 10_000] as const
const PREMIUM_SHARE = 0.2

/** The steps of a visit: who comes, what he decides, what he looks at, what he takes with him. */
export function visit(account: Account, today: Today): readonly Step[] {
  const { habits, draw, minute } = account
  const stay = drawInteger(draw, ...habits.minutes)
  const decided = drawDistinct(draw, today.signals, drawInteger(draw, ...habits.decisions))
  const steps = [
    step(minute, arrival(account, today)),
    ...decided.flatMap((signal, index) => decision(account, signal, minute + 1 + 2 * index)),
    step(minute + 1, reviews(account, today)),
    ...clicks(account, today, stay),
  ]
  account.decided = decided
  if (draw.next() < habits.shares) steps.push(step(minute + 2, share(account, today)))
  return [...steps, ...departure(account, today, stay)]
}

function step(minute: number, asks: readonly Ask[]): Step {
  return { minute, asks: () => asks }
}

function arrival({ userId }: Account, { day }: Today): readonly Ask[] {
  return [tells(userId, 'daily_login', `in-${day}`), tells(userId, 'session_start', `at-${day}`)]
}

/** A signal from its briefing to its decision, a minute apart. */
export function decision({ userId, habits, draw }: Account, signalId: SignalId, minute: number): Step[] {
  const before: Ask[] = []
  if (draw.next() < habits.briefed)
    before.push(tells(userId, 'briefing_opened', `open-${signalId}`, { signalId }))
  if (draw.next() < habits.planned) before.push(tells(userId, 'plan_saved', `plan-${signalId}`, { signalId }))
  const decides = draw.next() < habits.fires ? fires(userId, signalId) : passes(userId, signalId)
  return [step(minute, before), step(minute + 1, [decides])]
}

export function fires(userId: UserId, signalId: SignalId): Ask {
  const tradeId = `${userId}-${signalId}` as TradeId
  return commands({ kind: 'fire_signal', userId, signalId, tradeId, pressedAt: null, riskBp: null })
}

export function passes(userId: UserId, signalId: SignalId): Ask {
  return commands({ kind: 'pass_signal', userId, signalId, reason: 'plan', note: null })
}

function reviews({ userId, habits, draw, decided }: Account, { day }: Today): readonly Ask[] {
  return drawDistinct(draw, decided, drawInteger(draw, ...habits.reviews)).map((signalId) =>
    tells(userId, 'outcome_reviewed', `review-${day}-${signalId}`, { signalId }),
  )
}

function clicks({ userId, habits, draw, minute }: Account, { day }: Today, stay: number): readonly Step[] {
  return Array.from({ length: drawInteger(draw, ...habits.clicks) }, (_, index) => {
    const ask = tells(userId, drawOne(draw, CLICKS), `click-${day}-${index}`)
    return step(minute + drawInteger(draw, 0, stay), [ask])
  })
}

function share({ userId, friends, draw }: Account, { day, signals, stranger }: Today): readonly Ask[] {
  const friendId = friends.length > 0 ? drawOne(draw, friends) : stranger
  const signalId = drawOne(draw, signals)
  return [tells(userId, 'content_share', `share-${day}`, { signalId, friendId })]
}

function departure(account: Account, { day }: Today, stay: number): readonly Step[] {
  const { userId, habits, draw, minute } = account
  const leaves = minute + stay
  const session = tells(userId, 'session_long', `out-${day}`, { durationS: stay * MINUTE_S })
  const steps = stay < TOLD_MINUTES_MIN ? [] : [step(leaves, [session])]
  if (draw.next() < habits.collects) steps.push({ minute: leaves + 1, asks: () => collects(account) })
  if (draw.next() < habits.buys) steps.push({ minute: leaves + 2, asks: () => buys(account, day) })
  return steps
}

/** Everything that waits: completed missions and closed boxes. */
export function collects({ userId, missions, boxes }: Account): readonly Ask[] {
  return [
    ...[...missions].map((missionId) => commands({ kind: 'claim_mission', userId, missionId })),
    ...[...boxes].map((boxNo) => commands({ kind: 'open_box', userId, boxNo })),
  ]
}

/** The desk sells nothing itself: a service takes the points for what it sells. */
function buys({ userId, draw, balance }: Account, day: number): readonly Ask[] {
  const [least, most] = draw.next() < PREMIUM_SHARE ? PREMIUM : BASIC
  const amount = drawInteger(draw, least, most)
  if (balance < amount) return []
  return [
    passesOn(
      commands({
        kind: 'change_points',
        change: 'spend',
        userId,
        amount,
        action: 'shop',
        eventId: `buy-${day}`,
        bonus: 0,
        callHundredths: 100,
        reason: 'a thing of the shop',
        by: userId,
        mayFallBelowZero: false,
      }),
    ),
  ]
}
