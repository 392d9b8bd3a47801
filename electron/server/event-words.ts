import type { PeriodBoard } from '#core/progress/board-period.ts'
import type { MissionType } from '#core/progress/daily-missions-event.ts'
import type { Activity } from '#core/progress/deed.ts'
import type { Violation } from '#core/progress/points-event.ts'
import type { Cause } from '#core/progress/reward.ts'
import type { StreakType } from '#core/progress/streak-event.ts'

/** What the sentences of events call what the engines have short names for. */

/** Of each deed: what was done, and what points of it are for. */
export const DEEDS: Readonly<Record<Activity, readonly [did: string, doing: string]>> = {
  daily_login: ['Logged in', 'logging in'],
  session_start: ['Began a session', 'a session'],
  session_long: ['Stayed for a long session', 'a long session'],
  tutorial_completed: ['Completed a tutorial', 'a tutorial'],
  button_click: ['Used the desk', 'using the desk'],
  menu_navigation: ['Went to another page', 'looking around'],
  feature_usage: ['Used a feature', 'using a feature'],
  briefing_opened: ['Opened a briefing', 'opening a briefing'],
  friend_invite: ['Invited a friend', 'inviting a friend'],
  content_share: ['Shared a briefing', 'sharing a briefing'],
  friend_helped: ['Helped a friend', 'helping a friend'],
  subscription_purchase: ['Bought a membership', 'a membership'],
  premium_feature_used: ['Used a premium feature', 'using a premium feature'],
  story_started: ['Began a campaign', 'beginning a campaign'],
  chapter_completed: ['Completed a briefing', 'completing a briefing'],
  story_completed: ['Completed a campaign', 'completing a campaign'],
  decision_made: ['Decided a signal', 'deciding a signal'],
  plan_saved: ['Saved a position plan', 'saving a plan'],
  outcome_reviewed: ['Reviewed an outcome', 'reviewing an outcome'],
  friend_decided: ['A friend decided the same signal', 'deciding what a friend decided'],
  trivia_completed: ['Did a drill', 'a drill'],
  trade_closed: ['A trade closed', 'a trade that closed'],
  ending_reached: ['Met a new kind of ending', 'a new kind of ending'],
}

const REWARDS_OF: Readonly<Record<Cause['engine'], string>> = {
  streak: 'a milestone of a streak',
  achievement: 'an achievement',
  mission: 'a mission',
  record: 'a personal record',
  box: 'a mystery box',
  campaign: 'a milestone of the campaign',
  board: 'a place on a board',
  challenge: 'a challenge',
}

/** What points were for; what an operator or a program named stays in its own words. */
export function earnedBy(action: string): string {
  if (Object.hasOwn(DEEDS, action)) return DEEDS[action as Activity][1]
  const engine = action.replace(/_reward$/, '')
  return Object.hasOwn(REWARDS_OF, engine) ? REWARDS_OF[engine as Cause['engine']] : action
}

export const MISSION_NAMES: Readonly<Record<MissionType, string>> = {
  battle_count: 'decided briefings',
  win_streak: 'trades at their target in a row',
  use_ability: 'saved plans',
  collect_bits: 'earned points',
  social_share: 'a shared briefing',
  friend_battle: 'signals that a friend decides too',
  explore_area: 'new symbols and sessions',
  upgrade_bot: 'outcomes of an analyst',
}

export const STREAK_NAMES: Readonly<Record<StreakType, string>> = {
  daily_login: 'of logins',
  story_progress: 'of briefings',
  interaction: 'of use',
  achievement_unlock: 'of achievements',
}

export const BOARD_NAMES: Readonly<Record<PeriodBoard, string>> = {
  weekly: 'of the week',
  weekly_r: 'of the week in R',
  monthly: 'of the month',
  story_completion: 'of campaigns',
  global: 'of all points',
}

export const VIOLATIONS: Readonly<Record<Violation, string>> = {
  rate_limit_exceeded: 'too many in a short time',
  suspicious_pattern: 'too regular for a person',
  duplicate_action: 'counted already',
  invalid_context: 'it does not fit what is known',
  gaming_behavior: 'done for the points alone',
}
