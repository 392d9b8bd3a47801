import type { MissionSheet } from './daily-missions.ts'
import type { MissionType } from './daily-missions-event.ts'
import type { ActivityRecorded, ProgressEvent } from './progress-event.ts'

/** How a mission stands after an event: its count, and the different things that were counted. */
export interface Moved {
  readonly progress: number
  readonly seen: readonly string[]
}

type Move = (mission: MissionSheet, event: ActivityRecorded) => Moved | null

/**
 * How an event moves an open mission; null where it does not.
 *
 * Points count that were earned by doing something; what a reward pays does not.
 *
 * Rule DAILY-3. Source: decisions of the desk, 7.
 */
export function movedBy(mission: MissionSheet, event: ProgressEvent): Moved | null {
  if (event.kind === 'points_awarded')
    return mission.type === 'collect_bits' && event.type === 'earned' && event.amount > 0
      ? { progress: mission.progress + event.amount, seen: [] }
      : null
  if (event.kind !== 'activity_recorded') return null
  return MOVES.get(mission.type)?.(mission, event) ?? null
}

const MOVES: ReadonlyMap<MissionType, Move> = new Map<MissionType, Move>([
  ['battle_count', counts(({ activity }) => activity === 'decision_made')],
  ['use_ability', counts(({ activity }) => activity === 'plan_saved')],
  [
    'social_share',
    counts(
      ({ activity, facts }) =>
        activity === 'content_share' && facts.signalId !== undefined && facts.friendId !== undefined,
    ),
  ],
  ['friend_battle', counts(({ activity }) => activity === 'friend_decided')],
  [
    'upgrade_bot',
    (mission, event) =>
      event.activity === 'outcome_reviewed' && event.facts.analyst === mission.analyst
        ? oneMore(mission)
        : null,
  ],
  ['win_streak', winsInARow],
  ['explore_area', newPlaces],
])

function counts(concerns: (event: ActivityRecorded) => boolean): Move {
  return (mission, event) => (concerns(event) ? oneMore(mission) : null)
}

function oneMore({ progress, seen }: MissionSheet): Moved {
  return { progress: progress + 1, seen }
}

/** A loss ends the row; a trade that timed out is neither and changes nothing. */
function winsInARow(mission: MissionSheet, { activity, facts }: ActivityRecorded): Moved | null {
  if (activity !== 'trade_closed') return null
  if (facts.outcome === 'WIN') return oneMore(mission)
  return facts.outcome === 'LOSS' && mission.progress > 0 ? { progress: 0, seen: [] } : null
}

/** A review counts once where its symbol or its session, or both, are new this day. */
function newPlaces({ progress, seen }: MissionSheet, { activity, facts }: ActivityRecorded): Moved | null {
  if (activity !== 'briefing_opened' && activity !== 'outcome_reviewed') return null
  if (facts.symbol === undefined) return null
  const places = [facts.symbol, ...(facts.session === undefined ? [] : [facts.session])]
  const fresh = places.filter((place) => !seen.includes(place))
  return fresh.length === 0 ? null : { progress: progress + 1, seen: [...seen, ...fresh] }
}
