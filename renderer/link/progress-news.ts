import type { ProgressMessage } from '#contracts/live-progress.ts'

/** What a live message of progress says in itself; everything else is asked for again. */
export interface ProgressNews {
  readonly about: 'points' | 'achievement' | 'streak' | 'board' | 'other'
  /** An achievement that was unlocked. */
  readonly unlocked: { readonly name: string; readonly medal: string } | null
  /** The milestone that a run of logins reached now, days. */
  readonly milestone: number | null
}

const ABOUT: Readonly<Record<string, ProgressNews['about']>> = {
  'gamification.points_awarded': 'points',
  'gamification.points_deducted': 'points',
  'gamification.achievement_unlocked': 'achievement',
  'gamification.streak_updated': 'streak',
  'gamification.leaderboard_changed': 'board',
}

/** Reads a message of progress. */
export function readProgressNews(name: string, { payload }: ProgressMessage): ProgressNews {
  const unlocked =
    'achievement_name' in payload ? { name: payload.achievement_name, medal: payload.achievement_tier } : null
  const milestone =
    'streak_type' in payload && payload.streak_type === 'daily_login' ? payload.streak_milestone : null
  return { about: ABOUT[name] ?? 'other', unlocked, milestone }
}
