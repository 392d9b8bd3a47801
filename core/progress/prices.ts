import type { Activity } from './deed.ts'

/** What a teller says of an activity, as far as its worth hangs on it. Counts and durations are whole and not negative. */
export interface ActivityDetails {
  readonly tutorialId?: string
  readonly storyId?: string
  readonly chapterId?: string
  readonly questionId?: string
  readonly signalId?: string
  readonly friendId?: string
  readonly analyst?: string
  readonly durationS?: number
  readonly difficulty?: 'beginner' | 'intermediate' | 'advanced' | 'easy' | 'medium' | 'hard'
  /** 0 to 100. */
  readonly completionPct?: number
  /** 1 to 5. */
  readonly rating?: number
  readonly decisions?: number
  readonly chapters?: number
  readonly interactions?: number
  readonly charactersAffected?: number
  readonly branchesUnlocked?: number
  readonly consequences?: number
  readonly drillWon?: boolean
}

/** Points of an activity: the base is multiplied, the bonus is not. */
export interface Price {
  readonly base: number
  readonly bonus: number
}

const LONG_SESSION_S_MIN = 600
const LONG_SESSION_BASE_MAX = 100
const MINUTE_S = 60

/**
 * Base points, by activity. Source: seed Diana 2.1; the last five are the desk's own, priced like their neighbours. A
 * decision is worth the same whether it is a fire or a pass, and a closed trade is worth nothing: results pay no points.
 */
const BASE: ReadonlyMap<Activity, number> = new Map<Activity, number>([
  ['daily_login', 50],
  ['session_start', 10],
  ['tutorial_completed', 100],
  ['button_click', 5],
  ['menu_navigation', 3],
  ['feature_usage', 10],
  ['friend_invite', 500],
  ['content_share', 25],
  ['subscription_purchase', 2_000],
  ['premium_feature_used', 50],
  ['story_started', 25],
  ['chapter_completed', 150],
  ['story_completed', 500],
  ['decision_made', 25],
  ['trivia_completed', 100],
  ['briefing_opened', 3],
  ['plan_saved', 10],
  ['outcome_reviewed', 10],
  ['friend_helped', 30],
])

const DRILL_HUNDREDTHS = new Map<string, number>([
  ['easy', 100],
  ['medium', 150],
  ['hard', 200],
])
const STORY_STARTED_BONUS = new Map<string, number>([
  ['intermediate', 10],
  ['advanced', 25],
])

/** What an activity is worth before multipliers. Rule ACT-3. Source: seed Diana 2.1 and 2.2. */
export function priceOf(activity: Activity, details: ActivityDetails): Price {
  return { base: baseOf(activity, details), bonus: bonusOf(activity, details) }
}

function baseOf(activity: Activity, details: ActivityDetails): number {
  const base = BASE.get(activity) ?? 0
  if (activity === 'session_long') return longSession(details.durationS ?? 0)
  if (activity !== 'trivia_completed') return base
  if (details.drillWon !== true) return 0
  return Math.floor((base * (DRILL_HUNDREDTHS.get(details.difficulty ?? 'easy') ?? 100)) / 100)
}

function longSession(durationS: number): number {
  return durationS < LONG_SESSION_S_MIN
    ? 0
    : Math.min(LONG_SESSION_BASE_MAX, Math.floor(durationS / MINUTE_S))
}

/** A condition and what it adds. */
type Addition = readonly [boolean, number]

function bonusOf(activity: Activity, details: ActivityDetails): number {
  switch (activity) {
    case 'story_started':
      return STORY_STARTED_BONUS.get(details.difficulty ?? 'beginner') ?? 0
    case 'story_completed':
      return sumOf(storyAdditions(details))
    case 'chapter_completed':
      return sumOf(chapterAdditions(details))
    case 'decision_made':
      return sumOf([
        [atLeast(details.charactersAffected, 2), 15],
        [atLeast(details.branchesUnlocked, 1), 20],
        [atLeast(details.consequences, 3), 10],
      ])
    default:
      return 0
  }
}

function storyAdditions(details: ActivityDetails): readonly Addition[] {
  return [
    [atLeast(details.completionPct, 100), 200],
    [atLeast(details.rating, 4), 100],
    [below(details.durationS, 7_200), 150],
    [atLeast(details.decisions, 20), 100],
    [atLeast(details.chapters, 10), 50],
  ]
}

function chapterAdditions(details: ActivityDetails): readonly Addition[] {
  return [
    [atLeast(details.rating, 4), 50],
    [atLeast(details.decisions, 5), 30],
    [atLeast(details.interactions, 3), 20],
    [below(details.durationS, 1_800), 25],
  ]
}

function atLeast(value: number | undefined, min: number): boolean {
  return value !== undefined && value >= min
}

function below(value: number | undefined, limit: number): boolean {
  return value !== undefined && value < limit
}

function sumOf(additions: readonly Addition[]): number {
  return additions.reduce((sum, [holds, points]) => sum + (holds ? points : 0), 0)
}
