import type { UserId } from '#core/kernel/ids.ts'
import type { TimestampMs } from '#core/kernel/time.ts'
import type { CampaignId, Milestone } from './campaigns-event.ts'
import type { MissionId } from './daily-missions-event.ts'

/** Draws the missions of a trader's day, if nothing he did has drawn them yet. */
export interface DrawMissions {
  readonly kind: 'draw_missions'
  readonly userId: UserId
}

/** Asks for the reward of a completed daily mission. */
export interface ClaimMission {
  readonly kind: 'claim_mission'
  readonly userId: UserId
  readonly missionId: MissionId
}

/** Opens a mystery box. */
export interface OpenBox {
  readonly kind: 'open_box'
  readonly userId: UserId
  readonly boxNo: number
}

/** What an operator decides of a campaign. */
export interface CampaignTerms {
  readonly name: string
  readonly description: string
  readonly startsAt: TimestampMs
  readonly endsAt: TimestampMs
  readonly milestones: readonly Milestone[]
}

export interface CreateCampaign {
  readonly kind: 'create_campaign'
  readonly campaignId: CampaignId
  readonly terms: CampaignTerms
  readonly by: UserId
}

/** Changes a campaign that has not begun; all of its terms are given anew. */
export interface EditCampaign {
  readonly kind: 'edit_campaign'
  readonly campaignId: CampaignId
  readonly terms: CampaignTerms
  readonly by: UserId
}

/** Ends a running campaign before its time. */
export interface EndCampaign {
  readonly kind: 'end_campaign'
  readonly campaignId: CampaignId
  readonly by: UserId
}

/** Puts a campaign that does not run into the archive. */
export interface ArchiveCampaign {
  readonly kind: 'archive_campaign'
  readonly campaignId: CampaignId
  readonly by: UserId
}

/** What can be asked of missions, boxes and campaigns. */
export type QuestCommand =
  | DrawMissions
  | ClaimMission
  | OpenBox
  | CreateCampaign
  | EditCampaign
  | EndCampaign
  | ArchiveCampaign
