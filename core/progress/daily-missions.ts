import { type Day, dayIn } from '#core/kernel/time.ts'
import { drawMissions } from './daily-mission-table.ts'
import type { DailyMission, MissionClaimed, MissionId, MissionProgressed } from './daily-missions-event.ts'
import type { Engine } from './engine.ts'
import { movedBy } from './mission-moves.ts'
import type { Progress } from './progress.ts'
import type { ProgressEvent } from './progress-event.ts'

/** A completed mission waits for its claim; an open one ends with its day. */
export type MissionState = 'open' | 'completed' | 'claimed' | 'expired'

/** A mission and how it stands. */
export interface MissionSheet extends DailyMission {
  readonly progress: number
  readonly state: MissionState
  readonly seen: readonly string[]
}

/** The missions engine's part of a trader: those of the newest day that was drawn. */
export interface MissionsPart {
  readonly day: Day | null
  readonly missions: readonly MissionSheet[]
}

export const NO_MISSIONS: MissionsPart = { day: null, missions: [] }

/**
 * Draws the missions at the first activity of a trader's day, and moves those that an event concerns.
 *
 * Rules DAILY-2 and DAILY-3.
 */
export const missionsEngine: Engine = (event, progress, context) => {
  const day = dayIn(progress.zone, context.now)
  const turned = event.kind === 'activity_recorded' ? turnDay(progress, day) : []
  const part = turned.reduce(followMissions, progress.missions)
  if (part.day !== day) return turned
  return [...turned, ...moved(part, event)]
}

/**
 * What a new day brings: completed missions of the day before are paid, open ones expire, three new ones are drawn.
 *
 * Nothing where the day was drawn already, nor for an earlier one: a trader who moves west gets no day twice.
 *
 * Rules DAILY-4 and DAILY-6.
 */
export function turnDay({ userId, missions: part }: Progress, day: Day): readonly ProgressEvent[] {
  if (part.day !== null && day <= part.day) return []
  const unfinished = part.missions.filter(({ state }) => state === 'open').map(({ missionId }) => missionId)
  return [
    ...part.missions
      .filter(({ state }) => state === 'completed')
      .map((mission) => claimOf(userId, mission, true)),
    ...(unfinished.length === 0
      ? []
      : [{ kind: 'missions_expired' as const, userId, missionIds: unfinished }]),
    drawMissions(userId, day),
  ]
}

function moved({ missions }: MissionsPart, event: ProgressEvent): readonly MissionProgressed[] {
  return missions.flatMap((mission) => {
    const after = mission.state === 'open' ? movedBy(mission, event) : null
    if (after === null) return []
    const { missionId, target } = mission
    const progress = Math.min(after.progress, target)
    const completed = progress === target
    const { userId } = event
    return [{ kind: 'mission_progressed', userId, missionId, progress, completed, seen: after.seen }]
  })
}

/** The payment of a completed mission. */
export function claimOf(
  userId: Progress['userId'],
  { missionId, rewards }: DailyMission,
  auto: boolean,
): MissionClaimed {
  const cause = { engine: 'mission', id: `mission:${missionId}` } as const
  return { kind: 'mission_claimed', userId, missionId, auto, rewards, cause }
}

/** The part after an event: a copy of what the event states. */
export function followMissions(part: MissionsPart, event: ProgressEvent): MissionsPart {
  switch (event.kind) {
    case 'missions_drawn':
      return {
        day: event.day,
        missions: event.missions.map((mission) => ({ ...mission, progress: 0, state: 'open', seen: [] })),
      }
    case 'mission_progressed': {
      const { progress, seen, completed } = event
      return changed(part, [event.missionId], { progress, seen, state: completed ? 'completed' : 'open' })
    }
    case 'mission_claimed':
      return changed(part, [event.missionId], { state: 'claimed' })
    case 'missions_expired':
      return changed(part, event.missionIds, { state: 'expired' })
    default:
      return part
  }
}

function changed(part: MissionsPart, ids: readonly MissionId[], change: Partial<MissionSheet>): MissionsPart {
  const missions = part.missions.map((each) => (ids.includes(each.missionId) ? { ...each, ...change } : each))
  return { ...part, missions }
}
