import type { Day } from '#core/kernel/time.ts'

/** What is counted of a trader over his whole life. Counters only grow; clean-up never touches them. */
export const COUNTERS = [
  'decisions',
  'chapters',
  'stories',
  'endings',
  'interactions',
  'earlyInteractions',
  'nightInteractions',
  'daysActive',
  'sessions',
  'plansSaved',
  'outcomesReviewed',
  'drillsDone',
  'drillsWon',
  'shares',
  'invites',
  'helped',
  'tradesWon',
  'tradesLost',
  'tradesTimedOut',
] as const
export type Counter = (typeof COUNTERS)[number]
export type Counters = Readonly<Partial<Record<Counter, number>>>

/** The activity engine's part of a trader. */
export interface ActivityPart {
  readonly counters: Counters
  /** The trader's own day of his newest activity. */
  readonly lastDay: Day | null
}

/** A trader who has done nothing yet. */
export const NO_ACTIVITY: ActivityPart = { counters: {}, lastDay: null }

/** A counter's value; 0 where nothing was counted. */
export function countOf(counters: Counters, counter: Counter): number {
  return counters[counter] ?? 0
}
