import type { SignalId, SymbolName, TradeId, UserId } from '#core/kernel/ids.ts'
import type { Outcome } from '#core/signals/signal.ts'

/**
 * What people do that counts. The names are the seeds' where they have one; `story` is a campaign, `chapter` a mission
 * briefing completed, `decision` a fire or a pass, `trivia` a drill.
 */
export type Activity =
  | 'daily_login'
  | 'session_start'
  | 'session_long'
  | 'tutorial_completed'
  | 'button_click'
  | 'menu_navigation'
  | 'feature_usage'
  | 'briefing_opened'
  | 'friend_invite'
  | 'content_share'
  | 'friend_helped'
  | 'subscription_purchase'
  | 'premium_feature_used'
  | 'story_started'
  | 'chapter_completed'
  | 'story_completed'
  | 'decision_made'
  | 'plan_saved'
  | 'outcome_reviewed'
  /** A friend decided a signal this trader decided too, before him or after. */
  | 'friend_decided'
  | 'trivia_completed'
  | 'trade_closed'
  | 'ending_reached'

/** What the engines may look at besides the kind of an activity. Absent where it does not apply. */
export interface Facts {
  readonly signalId?: SignalId
  readonly symbol?: SymbolName
  /** Analyst behind the reviewed signal: the source with the largest part. */
  readonly analyst?: string
  /** Trading session at that moment: `asia`, `europe`, `america` or `quiet`. */
  readonly session?: string
  readonly decision?: 'fire' | 'pass'
  /** The briefing was opened before it was decided. */
  readonly briefed?: boolean
  readonly storyId?: string
  readonly chapterId?: string
  readonly friendId?: UserId
  readonly tradeId?: TradeId
  readonly outcome?: Outcome
  /** Result of a closed trade in cents. */
  readonly pnlCents?: number
  /** Result of a closed trade in units of the risk. */
  readonly r?: number
  /** Market minutes from the signal to its end, at least 1. */
  readonly heldMinutes?: number
  readonly drillWon?: boolean
}

/**
 * One thing somebody did, before anybody has judged it.
 *
 * `sourceId` makes it count once: unique per user and activity. It is the id of the thing where the thing can be done
 * once only (a signal, a story, a tutorial, a day), else the id of the event that told of it.
 */
export interface Deed {
  readonly userId: UserId
  readonly activity: Activity
  readonly sourceId: string
  /** Points before multipliers; 0 where the activity earns none. */
  readonly base: number
  /** Points on top, not multiplied. */
  readonly bonus: number
  readonly facts: Facts
}

/** Under which name a change of points by word is unique among what a user did. */
export function wordOf(action: string): string {
  return `points:${action}`
}
