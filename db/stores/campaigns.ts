import type { UserId } from '#core/kernel/ids.ts'
import type { TimestampMs } from '#core/kernel/time.ts'
import { type CampaignPart, NO_CAMPAIGN } from '#core/progress/campaign-progress.ts'
import type { Campaign, CampaignId } from '#core/progress/campaigns-event.ts'
import type { Readable } from '../open.ts'

const USER_NO = '(SELECT user_no FROM traders WHERE user_id = ?)'

interface CampaignRow {
  readonly campaign_id: CampaignId
  readonly name: string
  readonly description: string
  readonly starts_at: number
  readonly ends_at: number
  readonly milestones: string
  readonly archived: number
}

const COLUMNS = 'c.campaign_id, c.name, c.description, c.starts_at, c.ends_at, c.milestones, c.archived'

/** One campaign; null where there is none. */
export function readCampaign(db: Readable, id: CampaignId): Campaign | null {
  const row = db.get<CampaignRow>(`SELECT ${COLUMNS} FROM campaigns c WHERE c.campaign_id = ?`, id)
  return row ? campaignOf(row) : null
}

/** Campaigns that are neither over nor archived at an instant, in the order of their starts. */
export function readCampaignsAhead(db: Readable, now: TimestampMs): readonly Campaign[] {
  return db
    .all<CampaignRow>(
      `SELECT ${COLUMNS} FROM campaigns c WHERE c.archived = 0 AND c.ends_at > ? ORDER BY c.starts_at`,
      now,
    )
    .map(campaignOf)
}

/** Campaigns, archived or not, the latest start first. */
export function readCampaigns(
  db: Readable,
  { archived, limit }: { readonly archived: boolean; readonly limit: number },
): readonly Campaign[] {
  return db
    .all<CampaignRow>(
      `SELECT ${COLUMNS} FROM campaigns c WHERE c.archived = ? ORDER BY c.starts_at DESC, c.campaign_id LIMIT ?`,
      archived ? 1 : 0,
      limit,
    )
    .map(campaignOf)
}

function campaignOf(row: CampaignRow): Campaign {
  return {
    campaignId: row.campaign_id,
    name: row.name,
    description: row.description,
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    milestones: JSON.parse(row.milestones),
    archived: row.archived === 1,
  }
}

/** How far a trader came in one campaign. */
export interface CampaignStanding {
  readonly campaign: Campaign
  readonly xp: number
  readonly milestones: number
  readonly begunAt: TimestampMs
  readonly completedAt: TimestampMs | null
}

interface StandingRow extends CampaignRow {
  readonly xp: number
  readonly reached: number
  readonly begun_at: number
  readonly completed_at: number | null
}

/** Every campaign a trader gained XP in, the newest first. */
export function readStandings(db: Readable, userId: UserId, limit: number): readonly CampaignStanding[] {
  return db
    .all<StandingRow>(
      `SELECT ${COLUMNS}, p.xp, p.milestones AS reached, p.begun_at, p.completed_at
       FROM campaign_progress p JOIN campaigns c USING (campaign_id)
       WHERE p.user_no = ${USER_NO} ORDER BY p.begun_at DESC LIMIT ?`,
      userId,
      limit,
    )
    .map((row) => ({
      campaign: campaignOf(row),
      xp: row.xp,
      milestones: row.reached,
      begunAt: row.begun_at,
      completedAt: row.completed_at,
    }))
}

/** What the campaign engine knows of a trader: the campaign he was last in. */
export function readCampaignPart(db: Readable, userId: UserId): CampaignPart {
  const row = db.get<{ campaign_id: CampaignId; xp: number; milestones: number }>(
    `SELECT campaign_id, xp, milestones FROM campaign_progress WHERE user_no = ${USER_NO}
     ORDER BY begun_at DESC LIMIT 1`,
    userId,
  )
  return row ? { campaignId: row.campaign_id, xp: row.xp, milestones: row.milestones } : NO_CAMPAIGN
}

/** The XP of everybody who gained any between two instants, the second not included. */
export function readXpGained(db: Readable, from: TimestampMs, to: TimestampMs): readonly number[] {
  return db
    .all<{ xp: number }>(
      `SELECT SUM(xp_gained) AS xp FROM points_transactions WHERE at >= ? AND at < ? AND xp_gained > 0
       GROUP BY user_no`,
      from,
      to,
    )
    .map(({ xp }) => xp)
}
