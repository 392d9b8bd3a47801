import type { UserId } from '#core/kernel/ids.ts'
import type { TimestampMs } from '#core/kernel/time.ts'
import { type AchievementPart, NO_ACHIEVEMENTS } from './achievement.ts'
import { followAchievements } from './achievements.ts'
import { followActivity } from './activity.ts'
import { type BoxesPart, followBoxes, NO_BOXES } from './boxes.ts'
import { type CampaignPart, followCampaign, NO_CAMPAIGN } from './campaign-progress.ts'
import { type ClaimsPart, followClaims, NO_CLAIMS } from './claims.ts'
import { type ActivityPart, NO_ACTIVITY } from './counters.ts'
import { followMissions, type MissionsPart, NO_MISSIONS } from './daily-missions.ts'
import { followPoints, NO_POINTS, type PointsPart } from './points.ts'
import type { ProgressEvent } from './progress-event.ts'
import { followRecords, NO_RECORDS, type RecordsPart } from './records.ts'
import { followStreaks, NO_STREAKS, type StreaksPart } from './streaks.ts'

/** One trader as the engines of progress see him. Each part has one engine that may change it. */
export interface Progress {
  readonly userId: UserId
  /** IANA zone of his days. */
  readonly zone: string
  readonly activity: ActivityPart
  readonly points: PointsPart
  readonly achievements: AchievementPart
  readonly streaks: StreaksPart
  readonly missions: MissionsPart
  readonly records: RecordsPart
  readonly boxes: BoxesPart
  readonly campaign: CampaignPart
  readonly claims: ClaimsPart
}

/** A trader on his first day. */
export function newProgress(userId: UserId, zone: string): Progress {
  return {
    userId,
    zone,
    activity: NO_ACTIVITY,
    points: NO_POINTS,
    streaks: NO_STREAKS,
    achievements: NO_ACHIEVEMENTS,
    missions: NO_MISSIONS,
    records: NO_RECORDS,
    boxes: NO_BOXES,
    campaign: NO_CAMPAIGN,
    claims: NO_CLAIMS,
  }
}

/** The trader after an event that happened at `at`. Events state totals, so this only copies. */
export function evolve(progress: Progress, event: ProgressEvent, at: TimestampMs): Progress {
  return {
    ...progress,
    zone: event.kind === 'zone_changed' ? event.zone : progress.zone,
    activity: followActivity(progress.activity, event),
    points: followPoints(progress.points, event, at),
    achievements: followAchievements(progress.achievements, event),
    streaks: followStreaks(progress.streaks, event),
    missions: followMissions(progress.missions, event),
    records: followRecords(progress.records, event),
    boxes: followBoxes(progress.boxes, event),
    campaign: followCampaign(progress.campaign, event),
    claims: followClaims(progress.claims, event),
  }
}
