import type { Activity } from '#core/progress/deed.ts'
import type { PointsAwarded, PointsDeducted, PointsWithheld } from '#core/progress/points-event.ts'
import type { ActivityRecorded } from '#core/progress/progress-event.ts'

/** Events that may hold an id which a program chose for something a user did. */
export type Sourced = ActivityRecorded | PointsAwarded | PointsDeducted | PointsWithheld

/** No teller may send an id that begins with it. */
const OWN_SIGN = '~'
/** How the source of a campaign begins, which is a story of the desk. */
const CAMPAIGN = `${OWN_SIGN}campaign:`
/** Whose sources the station makes itself: a day, a trade, an ending. */
const OWN_SOURCES: ReadonlySet<Activity> = new Set<Activity>([
  'daily_login',
  'trade_closed',
  'ending_reached',
])
/** Between the parts of what tells one doing from another: signal, story, chapter, friend. */
const PART_END = '|'

/** What is known of the ids of one user while his events are gone through. */
export interface ErasedIds {
  /** The word for each id. */
  readonly words: Map<string, string>
  /** Activities with sources that stay. */
  readonly kept: Set<string>
}

/** Before the first event of a user. */
export function noErasedIds(): ErasedIds {
  return { words: new Map(), kept: new Set() }
}

/**
 * An event with a word that says nothing in the place of every id which a program chose, the same word for the same id;
 * all else is as it was, in its order.
 *
 * To be given the events of a user in their order: what an activity says of its source holds for the points that follow.
 * Ids of the station (signals, trades, days, campaigns, rewards) stay, and so do words of an earlier erasure.
 *
 * Rule ERASE-12.
 */
export function withoutIds<Told extends Sourced>(event: Told, ids: ErasedIds): Told {
  if (event.sourceId.startsWith(CAMPAIGN)) return event
  return (
    event.kind === 'activity_recorded' ? withoutActivityIds(event, ids) : withoutPointsIds(event, ids)
  ) as Told
}

function withoutActivityIds(event: ActivityRecorded, ids: ErasedIds): ActivityRecorded {
  const { activity, sourceId, facts } = event
  const own = OWN_SOURCES.has(activity) || sourceId === facts.signalId
  if (own) ids.kept.add(keyOf(activity, sourceId))
  const { storyId, chapterId, friendId } = facts
  return {
    ...event,
    sourceId: own ? sourceId : wordFor(sourceId, ids),
    facts: {
      ...facts,
      ...(storyId === undefined ? {} : { storyId: wordFor(storyId, ids) }),
      ...(chapterId === undefined ? {} : { chapterId: wordFor(chapterId, ids) }),
      // A decision of a friend names a friend; everything else names whom the teller liked.
      ...(friendId === undefined || activity === 'friend_decided'
        ? {}
        : { friendId: wordFor(friendId, ids) as typeof friendId }),
    },
  }
}

function withoutPointsIds(event: PointsAwarded | PointsDeducted | PointsWithheld, ids: ErasedIds): Sourced {
  if (event.kind === 'points_awarded' && event.cause !== null) return event
  const { action, sourceId } = event
  const byWord = 'by' in event && event.by !== null
  const own = !byWord && ids.kept.has(keyOf(action, sourceId))
  const told = { ...event, sourceId: own ? sourceId : wordFor(sourceId, ids) }
  return told.kind === 'points_awarded' ? { ...told, context: contextWithout(told, ids) } : told
}

function contextWithout({ context, action }: PointsAwarded, ids: ErasedIds): string | null {
  if (!context?.includes(PART_END)) return context
  const [signal = '', story = '', chapter = '', friend = ''] = context.split(PART_END)
  const named = action === 'friend_decided' ? friend : wordFor(friend, ids)
  return [signal, wordFor(story, ids), wordFor(chapter, ids), named].join(PART_END)
}

function wordFor(id: string, { words }: ErasedIds): string {
  if (id === '' || id.startsWith(OWN_SIGN)) return id
  const known = words.get(id)
  if (known !== undefined) return known
  // A number, and no hash: whoever guesses an id could compare it with one.
  const word = `${OWN_SIGN}erased:${words.size + 1}`
  words.set(id, word)
  return word
}

function keyOf(action: string, sourceId: string): string {
  return `${action} ${sourceId}`
}
