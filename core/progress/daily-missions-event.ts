import type { UserId } from '#core/kernel/ids.ts'
import type { Day } from '#core/kernel/time.ts'
import type { Cause, Reward } from './reward.ts'

/** What a daily mission asks for. The keys are the seed's; `daily-mission-table.ts` has their meaning here. */
export type MissionType =
  | 'battle_count'
  | 'win_streak'
  | 'use_ability'
  | 'collect_bits'
  | 'social_share'
  | 'friend_battle'
  | 'explore_area'
  | 'upgrade_bot'

/** `2026-11-28:battle_count`: the trader's own day and the type, which is drawn once a day. Unique within one trader. */
export type MissionId = string

/** A mission as it was drawn. */
export interface DailyMission {
  readonly missionId: MissionId
  readonly type: MissionType
  /** The source of signals that gives the mission. */
  readonly analyst: string
  readonly target: number
  readonly rewards: readonly Reward[]
}

/** The missions of one of the trader's days. What the seed gives is stated, so that nobody has to draw again. */
export interface MissionsDrawn {
  readonly kind: 'missions_drawn'
  readonly userId: UserId
  readonly day: Day
  readonly seed: string
  readonly missions: readonly DailyMission[]
}

export interface MissionProgressed {
  readonly kind: 'mission_progressed'
  readonly userId: UserId
  readonly missionId: MissionId
  /** After it; at most the target. */
  readonly progress: number
  readonly completed: boolean
  /** What was counted already, where only different things count; else empty. */
  readonly seen: readonly string[]
}

/** A completed mission was paid. */
export interface MissionClaimed {
  readonly kind: 'mission_claimed'
  readonly userId: UserId
  readonly missionId: MissionId
  /** Nobody asked: its day was over. */
  readonly auto: boolean
  readonly rewards: readonly Reward[]
  readonly cause: Cause
}

/** The day of these missions ended before they were completed. */
export interface MissionsExpired {
  readonly kind: 'missions_expired'
  readonly userId: UserId
  readonly missionIds: readonly MissionId[]
}

export type DailyMissionEvent = MissionsDrawn | MissionProgressed | MissionClaimed | MissionsExpired
