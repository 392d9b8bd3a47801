import type { Campaign, CampaignId, CampaignMilestoneReached, CampaignProgressed } from './campaigns-event.ts'
import type { Engine } from './engine.ts'
import type { PointsAwarded } from './points-event.ts'
import type { ProgressEvent } from './progress-event.ts'

/** How far a trader has come in the campaign he was last in. */
export interface CampaignPart {
  readonly campaignId: CampaignId | null
  readonly xp: number
  readonly milestones: number
}

export const NO_CAMPAIGN: CampaignPart = { campaignId: null, xp: 0, milestones: 0 }

/**
 * Counts the XP a trader gains while a campaign runs, and pays the milestones he reaches.
 *
 * XP that a campaign itself paid does not count for it: its rewards would feed it. Nor does what an operator adjusts.
 *
 * Rules CAMPAIGN-6 to CAMPAIGN-8. Source: seed HydraX, season.
 */
export const campaignEngine: Engine = (event, { campaign: part }, { campaign, now }) => {
  if (event.kind !== 'points_awarded' || campaign === null || !runs(campaign, now)) return []
  if (!counts(event)) return []
  const { campaignId, milestones } = campaign
  const begun = part.campaignId !== campaignId
  const before = begun ? 0 : part.milestones
  const xp = (begun ? 0 : part.xp) + event.xpGained
  const after = milestones.filter((milestone) => milestone.xp <= xp).length
  const { userId } = event
  const completed = after > before && after === milestones.length
  const progressed: CampaignProgressed = {
    kind: 'campaign_progressed',
    userId,
    campaignId,
    xp,
    milestones: after,
    begun,
    completed,
  }
  const reached = milestones.slice(before, after).map(
    ({ xp: at, rewards }, index): CampaignMilestoneReached => ({
      kind: 'campaign_milestone_reached',
      userId,
      campaignId,
      milestone: before + index + 1,
      xp: at,
      rewards,
      cause: { engine: 'campaign', id: `campaign:${campaignId}:${before + index + 1}` },
    }),
  )
  return [progressed, ...reached]
}

/** Whether a campaign runs at an instant: from its start on, up to its end. */
export function runs({ startsAt, endsAt, archived }: Campaign, now: number): boolean {
  return !archived && startsAt <= now && now < endsAt
}

function counts({ type, xpGained, cause }: PointsAwarded): boolean {
  return (type === 'earned' || type === 'bonus') && xpGained > 0 && cause?.engine !== 'campaign'
}

/** The part after an event: a copy of what the event states. */
export function followCampaign(part: CampaignPart, event: ProgressEvent): CampaignPart {
  if (event.kind !== 'campaign_progressed') return part
  return { campaignId: event.campaignId, xp: event.xp, milestones: event.milestones }
}
