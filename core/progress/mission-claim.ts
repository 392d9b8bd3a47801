import { accept, type Result, reject } from '#core/kernel/result.ts'
import { dayIn } from '#core/kernel/time.ts'
import type { Rejection } from '#core/rejection.ts'
import { cascade } from './cascade.ts'
import { claimOf, type MissionSheet, turnDay } from './daily-missions.ts'
import type { Engine, ProgressContext } from './engine.ts'
import type { Progress } from './progress.ts'
import type { ProgressEvent } from './progress-event.ts'
import type { ClaimMission, DrawMissions } from './quest-commands.ts'

/** What a draw depends on. */
export interface DrawView {
  readonly progress: Progress | null
  readonly engines: readonly Engine[]
}

/** Draws today's missions for a trader who asks before he does anything; a second time it changes nothing. */
export function decideDrawMissions(
  _command: DrawMissions,
  { progress, engines }: DrawView,
  context: ProgressContext,
): Result<readonly ProgressEvent[], Rejection> {
  if (progress === null) return reject({ code: 'user_not_found' })
  const turned = turnDay(progress, dayIn(progress.zone, context.now))
  return accept(cascade(turned, progress, engines, context).events)
}

/** What a claim depends on. */
export interface ClaimView extends DrawView {
  /** The mission where it is none of the newest day; null where there is none. */
  readonly earlier: MissionSheet | null
}

/**
 * Pays a completed mission, once.
 *
 * A completed one is paid also after its day: what was earned does not lapse. Refuses in this order: unknown user,
 * unknown mission, claimed before, day over, not completed.
 *
 * Rule DAILY-5.
 */
export function decideClaimMission(
  { userId, missionId }: ClaimMission,
  { progress, earlier, engines }: ClaimView,
  context: ProgressContext,
): Result<readonly ProgressEvent[], Rejection> {
  if (progress === null) return reject({ code: 'user_not_found' })
  const { day, missions } = progress.missions
  const mission = missions.find((each) => each.missionId === missionId) ?? earlier
  if (mission === null) return reject({ code: 'mission_not_found' })
  if (mission.state === 'claimed') return reject({ code: 'already_claimed' })
  if (mission.state === 'completed')
    return accept(cascade([claimOf(userId, mission, false)], progress, engines, context).events)
  const over = mission.state === 'expired' || day !== dayIn(progress.zone, context.now)
  return reject({ code: over ? 'mission_expired' : 'mission_not_complete' })
}
