import type { UserId } from '#core/kernel/ids.ts'
import type { TimestampMs } from '#core/kernel/time.ts'
import type { Cause, Reward } from './reward.ts'

/** Chosen by the station; unique. */
export type CampaignId = string

/** What a trader gets when his XP of the campaign reaches it. */
export interface Milestone {
  readonly xp: number
  readonly rewards: readonly Reward[]
}

/** A season: XP earned between two instants of station time, and what it brings. */
export interface Campaign {
  readonly campaignId: CampaignId
  readonly name: string
  readonly description: string
  readonly startsAt: TimestampMs
  /** The first instant that no longer counts. */
  readonly endsAt: TimestampMs
  /** Ascending. */
  readonly milestones: readonly Milestone[]
  readonly archived: boolean
}

/** The campaign as it stands from now on: it was made, edited, ended early or put into the archive. */
export interface CampaignSet {
  readonly kind: 'campaign_set'
  readonly change: 'created' | 'edited' | 'ended' | 'archived'
  readonly campaign: Campaign
  readonly by: UserId
}

/** A trader's XP of a campaign after some came in. */
export interface CampaignProgressed {
  readonly kind: 'campaign_progressed'
  readonly userId: UserId
  readonly campaignId: CampaignId
  readonly xp: number
  /** Milestones reached so far, these included. */
  readonly milestones: number
  /** This was the first XP of it. */
  readonly begun: boolean
  /** This reached the last milestone. */
  readonly completed: boolean
}

export interface CampaignMilestoneReached {
  readonly kind: 'campaign_milestone_reached'
  readonly userId: UserId
  readonly campaignId: CampaignId
  /** From 1. */
  readonly milestone: number
  readonly xp: number
  readonly rewards: readonly Reward[]
  readonly cause: Cause
}

/** What a trader's stream tells of campaigns. */
export type CampaignProgressEvent = CampaignProgressed | CampaignMilestoneReached
