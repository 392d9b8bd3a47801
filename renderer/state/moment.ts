import type { ProgressNews } from '../link/progress-news.ts'
import type { Decision } from './model.ts'

/** What is worth a moment of the whole screen. */
export type Moment =
  | { readonly kind: 'platinum'; readonly name: string }
  | { readonly kind: 'streak'; readonly days: number }

/** Days of a login streak that are a moment; every other milestone is a line. */
const STREAKS: readonly number[] = [7, 30, 100, 365]
/** Days from which on it is celebrated. */
const GREAT_STREAK = 30

/** The moment that news bring; null where a line is enough. */
export function momentOf({ unlocked, milestone }: ProgressNews): Moment | null {
  if (unlocked?.medal === 'platinum') return { kind: 'platinum', name: unlocked.name }
  if (milestone !== null && STREAKS.includes(milestone)) return { kind: 'streak', days: milestone }
  return null
}

/** True where pieces fly: a week is told in large letters and no more. */
export function isGreat(moment: Moment): boolean {
  return moment.kind === 'platinum' || moment.days >= GREAT_STREAK
}

/**
 * True while a decision is armed or on its way: nothing may come over the page in between.
 *
 * @param now  the page's monotonic clock
 */
export function isDeciding(decisions: Readonly<Record<string, Decision>>, now: number): boolean {
  return Object.values(decisions).some(
    (decision) => decision.kind === 'sending' || (decision.kind === 'armed' && now < decision.until),
  )
}
