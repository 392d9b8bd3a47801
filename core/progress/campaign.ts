import { accept, type Result, reject } from '#core/kernel/result.ts'
import type { TimestampMs } from '#core/kernel/time.ts'
import type { Rejection } from '#core/rejection.ts'
import { runs } from './campaign-progress.ts'
import type { Campaign, CampaignSet } from './campaigns-event.ts'
import type {
  ArchiveCampaign,
  CampaignTerms,
  CreateCampaign,
  EditCampaign,
  EndCampaign,
} from './quest-commands.ts'

/** Campaigns that are neither over nor archived, at the most. */
export const CAMPAIGNS_AHEAD_MAX = 50
/** Source: seed HydraX, campaign_max_milestones. */
export const MILESTONES_MAX = 10
export const CAMPAIGN_DAYS_MIN = 1
export const CAMPAIGN_DAYS_MAX = 366
/** A start may lie this far in the past: what an operator typed takes a moment to arrive. */
const START_LATE_MS_MAX = 60_000
// A length, not a date: no zone's calendar is asked.
const LENGTH_DAY_MS = 86_400_000

/** What the rules of campaigns depend on. */
export interface CampaignView {
  /** The one a command names; null where there is none. */
  readonly campaign: Campaign | null
  /** Those that are not over and not archived. */
  readonly ahead: readonly Campaign[]
  readonly now: TimestampMs
}

export type CampaignDecision = Result<readonly CampaignSet[], Rejection>

/** Makes a campaign. Rules CAMPAIGN-1 to CAMPAIGN-3. */
export function decideCreateCampaign(command: CreateCampaign, view: CampaignView): CampaignDecision {
  if (view.ahead.length >= CAMPAIGNS_AHEAD_MAX) return reject({ code: 'too_many_campaigns' })
  return set(command, 'created', view)
}

/** Changes a campaign that has not begun. Rule CAMPAIGN-4. */
export function decideEditCampaign(command: EditCampaign, view: CampaignView): CampaignDecision {
  const { campaign, now } = view
  if (campaign === null) return reject({ code: 'campaign_not_found' })
  if (campaign.archived) return reject({ code: 'campaign_archived' })
  if (campaign.startsAt <= now) return reject({ code: 'campaign_begun' })
  return set(command, 'edited', view)
}

/** Ends a running campaign now: what was reached stands. Rule CAMPAIGN-5. */
export function decideEndCampaign({ by }: EndCampaign, { campaign, now }: CampaignView): CampaignDecision {
  if (campaign === null) return reject({ code: 'campaign_not_found' })
  if (!runs(campaign, now)) return reject({ code: 'campaign_not_active' })
  return accept([{ kind: 'campaign_set', change: 'ended', campaign: { ...campaign, endsAt: now }, by }])
}

/** Puts a campaign that is over, or one that is withdrawn before it began, into the archive. Rule CAMPAIGN-5. */
export function decideArchiveCampaign(
  { by }: ArchiveCampaign,
  { campaign, now }: CampaignView,
): CampaignDecision {
  if (campaign === null) return reject({ code: 'campaign_not_found' })
  if (campaign.archived) return reject({ code: 'campaign_archived' })
  if (runs(campaign, now)) return reject({ code: 'campaign_active' })
  return accept([{ kind: 'campaign_set', change: 'archived', campaign: { ...campaign, archived: true }, by }])
}

/**
 * Why terms cannot stand, or null: the dates first, then the milestones, then what they would overlap.
 *
 * Rules CAMPAIGN-1 to CAMPAIGN-3.
 */
export function troubleOf(terms: CampaignTerms, { ahead, campaign, now }: CampaignView): Rejection | null {
  const trouble = troubleOfDates(terms, now) ?? troubleOfMilestones(terms)
  if (trouble !== null) return { code: 'bad_campaign', message: trouble }
  const other = ahead.find(
    (each) =>
      each.campaignId !== campaign?.campaignId &&
      each.startsAt < terms.endsAt &&
      terms.startsAt < each.endsAt,
  )
  return other === undefined ? null : { code: 'campaign_overlap', name: other.name }
}

function set(
  { campaignId, terms, by }: CreateCampaign | EditCampaign,
  change: 'created' | 'edited',
  view: CampaignView,
): CampaignDecision {
  const trouble = troubleOf(terms, view)
  if (trouble !== null) return reject(trouble)
  return accept([{ kind: 'campaign_set', change, campaign: { campaignId, ...terms, archived: false }, by }])
}

function troubleOfDates({ startsAt, endsAt }: CampaignTerms, now: TimestampMs): string | null {
  if (startsAt < now - START_LATE_MS_MAX) return 'A campaign cannot begin in the past.'
  const length = endsAt - startsAt
  if (length < CAMPAIGN_DAYS_MIN * LENGTH_DAY_MS)
    return `A campaign lasts at least ${CAMPAIGN_DAYS_MIN} day from its start.`
  if (length > CAMPAIGN_DAYS_MAX * LENGTH_DAY_MS)
    return `A campaign lasts at most ${CAMPAIGN_DAYS_MAX} days from its start.`
  return null
}

function troubleOfMilestones({ milestones }: CampaignTerms): string | null {
  if (milestones.length === 0 || milestones.length > MILESTONES_MAX)
    return `A campaign has 1 to ${MILESTONES_MAX} milestones.`
  const ascends = milestones.every(({ xp }, index) => xp > (milestones[index - 1]?.xp ?? 0))
  return ascends
    ? null
    : 'Each milestone asks for more XP than the one before, and the first for more than 0.'
}
