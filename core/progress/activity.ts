import { type Day, dayIn, hourIn } from '#core/kernel/time.ts'
import { type ActivityPart, type Counter, countOf } from './counters.ts'
import type { Activity, Deed } from './deed.ts'
import type { ProgressContext } from './engine.ts'
import type { Progress } from './progress.ts'
import type { ActivityRecorded, ProgressEvent } from './progress-event.ts'
import { tallyAfter } from './tally.ts'

/** The counters that an activity moves by one. */
const COUNTED = new Map<Activity, Counter>([
  ['decision_made', 'decisions'],
  ['chapter_completed', 'chapters'],
  ['story_completed', 'stories'],
  ['ending_reached', 'endings'],
  ['session_start', 'sessions'],
  ['plan_saved', 'plansSaved'],
  ['outcome_reviewed', 'outcomesReviewed'],
  ['trivia_completed', 'drillsDone'],
  ['content_share', 'shares'],
  ['friend_invite', 'invites'],
  ['friend_helped', 'helped'],
])

/** What counts as an interaction. Source: seed Diana, interaction streak; decisions are interactions too. */
export const INTERACTIONS: ReadonlySet<Activity> = new Set<Activity>([
  'button_click',
  'menu_navigation',
  'feature_usage',
  'briefing_opened',
  'decision_made',
])

const EARLY_BEFORE_HOUR = 9
const NIGHT_BEFORE_HOUR = 4

/** Records a deed that was not recorded before. Rule ACT-1. */
export function recordDeed(deed: Deed, progress: Progress, { now }: ProgressContext): ActivityRecorded {
  const day = dayIn(progress.zone, now)
  const moved = countersMoved(deed, progress, { day, hour: hourIn(progress.zone, now) })
  const counters: Partial<Record<Counter, number>> = {}
  for (const counter of moved) counters[counter] = countOf(progress.activity.counters, counter) + 1
  const { userId, activity, sourceId, base, bonus, facts } = deed
  const tally = tallyAfter(deed, progress.records.tally, day)
  const recorded = {
    kind: 'activity_recorded',
    userId,
    activity,
    sourceId,
    base,
    bonus,
    facts,
    counters,
    day,
  } as const
  return tally === null ? recorded : { ...recorded, tally }
}

function countersMoved(
  { activity, facts }: Deed,
  progress: Progress,
  { day, hour }: { readonly day: Day; readonly hour: number },
): readonly Counter[] {
  const moved: Counter[] = []
  const counted = COUNTED.get(activity)
  if (counted !== undefined) moved.push(counted)
  if (activity === 'trivia_completed' && facts.drillWon === true) moved.push('drillsWon')
  if (activity === 'trade_closed') moved.push(OUTCOME_COUNTERS[facts.outcome ?? 'TIMEOUT'])
  if (INTERACTIONS.has(activity)) {
    moved.push('interactions')
    if (hour < EARLY_BEFORE_HOUR) moved.push('earlyInteractions')
    if (hour < NIGHT_BEFORE_HOUR) moved.push('nightInteractions')
  }
  if (!NOT_HIS_OWN.has(activity) && newDay(progress, day)) moved.push('daysActive')
  return moved
}

/** A day counts once and in order: who moves west lives no day that counts again. */
function newDay({ activity: { lastDay } }: Progress, day: Day): boolean {
  return lastDay === null || day > lastDay
}

/** What the market does to a trade, or a friend to a signal, is nothing he did today. */
const NOT_HIS_OWN: ReadonlySet<Activity> = new Set<Activity>([
  'trade_closed',
  'ending_reached',
  'friend_decided',
])

const OUTCOME_COUNTERS = { WIN: 'tradesWon', LOSS: 'tradesLost', TIMEOUT: 'tradesTimedOut' } as const

/** The part after an event: a copy of what the event states. */
export function followActivity(part: ActivityPart, event: ProgressEvent): ActivityPart {
  if (event.kind !== 'activity_recorded') return part
  const counters = { ...part.counters, ...event.counters }
  return { counters, lastDay: event.counters.daysActive === undefined ? part.lastDay : event.day }
}
