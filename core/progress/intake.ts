import type { RecordActivity } from '#core/command.ts'
import type { SignalId, SymbolName, UserId } from '#core/kernel/ids.ts'
import { type Day, dayIn, hourIn, type TimestampMs } from '#core/kernel/time.ts'
import type { Activity, Deed, Facts } from './deed.ts'
import { type ActivityDetails, priceOf } from './prices.ts'

/** Sessions of the trading day by the hour in UTC at which each begins. */
const SESSIONS = [
  { from: 0, session: 'asia' },
  { from: 7, session: 'europe' },
  { from: 13, session: 'america' },
  { from: 21, session: 'quiet' },
] as const

/** What can be done once for each thing: the thing is the source, however many events tell of it. */
const ONCE_PER = new Map<Activity, (details: ActivityDetails) => string | undefined>([
  ['tutorial_completed', ({ tutorialId }) => tutorialId],
  ['story_started', ({ storyId }) => storyId],
  ['story_completed', ({ storyId }) => storyId],
  ['chapter_completed', (details) => details.signalId ?? chapterKey(details)],
  ['decision_made', ({ signalId }) => signalId],
  ['briefing_opened', ({ signalId }) => signalId],
  ['plan_saved', ({ signalId }) => signalId],
  ['outcome_reviewed', ({ signalId }) => signalId],
  ['friend_decided', ({ signalId }) => signalId],
  ['trivia_completed', ({ questionId }) => questionId],
  ['friend_invite', ({ friendId }) => friendId],
])

/** The deed a command tells of, for a trader of this zone. Rules ACT-2 and ACT-3. */
export function deedOf(
  command: RecordActivity,
  {
    zone,
    now,
    symbol,
  }: { readonly zone: string; readonly now: TimestampMs; readonly symbol: SymbolName | null },
): Deed {
  const { userId, activity, details } = command
  return {
    userId,
    activity,
    sourceId: sourceOf(command, dayIn(zone, now)),
    ...priceOf(activity, details),
    facts: factsOf(details, symbol, now),
  }
}

function sourceOf({ activity, eventId, details }: RecordActivity, day: Day): string {
  if (activity === 'daily_login') return day
  return ONCE_PER.get(activity)?.(details) ?? eventId
}

function chapterKey({ storyId, chapterId }: ActivityDetails): string | undefined {
  return storyId === undefined || chapterId === undefined ? undefined : `${storyId}/${chapterId}`
}

function factsOf(details: ActivityDetails, symbol: SymbolName | null, now: TimestampMs): Facts {
  const { signalId, storyId, chapterId, friendId, analyst, drillWon } = details
  return {
    session: sessionAt(now),
    ...(signalId === undefined ? {} : { signalId: signalId as SignalId }),
    ...(symbol === null ? {} : { symbol }),
    ...(storyId === undefined ? {} : { storyId }),
    ...(chapterId === undefined ? {} : { chapterId }),
    ...(friendId === undefined ? {} : { friendId: friendId as UserId }),
    ...(analyst === undefined ? {} : { analyst }),
    ...(drillWon === undefined ? {} : { drillWon }),
  }
}

/** The trading session of an instant, by the hour in UTC. */
export function sessionAt(at: TimestampMs): string {
  const hour = hourIn('UTC', at)
  return SESSIONS.findLast(({ from }) => hour >= from)?.session ?? 'quiet'
}
