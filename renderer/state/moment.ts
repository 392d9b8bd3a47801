import type { ProgressNews } from '../link/progress-news.ts'

/** What is worth a moment of the whole screen. */
export type Moment =
  | { readonly kind: 'platinum'; readonly name: string }
  | { readonly kind: 'streak'; readonly days: number }

/** Days of a login streak that are celebrated; every other milestone is a line. */
const STREAKS: readonly number[] = [30, 100, 365]

/** The moment that news bring; null where a line is enough. */
export function momentOf({ unlocked, milestone }: ProgressNews): Moment | null {
  if (unlocked?.medal === 'platinum') return { kind: 'platinum', name: unlocked.name }
  if (milestone !== null && STREAKS.includes(milestone)) return { kind: 'streak', days: milestone }
  return null
}
