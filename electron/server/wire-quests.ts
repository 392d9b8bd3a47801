import type { z } from 'zod'
import type * as quest from '#contracts/quest-shapes.ts'
import { roundTo } from '#core/kernel/amount.ts'
import type { TimestampMs } from '#core/kernel/time.ts'
import { BOX_TABLE, PITY_TABLE, type PityStanding, ticketsFrom } from '#core/progress/box-table.ts'
import type { BoxSheet } from '#core/progress/boxes.ts'
import { runs } from '#core/progress/campaign-progress.ts'
import type { Campaign } from '#core/progress/campaigns-event.ts'
import { missionSentence } from '#core/progress/daily-mission-table.ts'
import type { MissionSheet, MissionsPart } from '#core/progress/daily-missions.ts'
import { RECORD_TABLE, type RecordTerms } from '#core/progress/records.ts'
import type { Reward } from '#core/progress/reward.ts'
import type { CampaignStanding, ClaimSheet, HonourSheet, RecordSheet } from '#station/quest-queries.ts'
import { seconds } from './wire.ts'

const R_THOUSANDTHS = 1_000
// What a person counts down in, not a calendar's day.
const COUNTDOWN_DAY_MS = 86_400_000

/** A trader's missions of a day that ends at an instant. */
export function wireMissions({ day, missions }: MissionsPart, endsAt: TimestampMs): quest.DailyMissions {
  return { day: day ?? '', missions: missions.map((mission) => wireMission(mission, endsAt)) }
}

function wireMission(mission: MissionSheet, endsAt: TimestampMs) {
  return {
    mission_id: mission.missionId,
    mission_type: mission.type,
    bot_id: mission.analyst,
    description: missionSentence(mission),
    target_value: mission.target,
    current_progress: mission.progress,
    is_completed: mission.state === 'completed' || mission.state === 'claimed',
    is_claimed: mission.state === 'claimed',
    rewards: [...mission.rewards],
    expires_at: seconds(endsAt),
  }
}

/** Rewards are the same words on both sides. */
export function wireRewards(rewards: readonly Reward[]): quest.Reward[] {
  return [...rewards]
}

export function wireRecord(record: RecordSheet): z.infer<typeof quest.PersonalRecord> {
  const { better, unit, meaning } = RECORD_TABLE.get(record.type) as RecordTerms
  const shown = (value: number) => (unit === 'r_thousandths' ? value / R_THOUSANDTHS : value)
  return {
    record_type: record.type,
    meaning,
    unit: unit === 'r_thousandths' ? 'r_multiple' : unit,
    better,
    value: shown(record.value),
    previous_value: record.previous === null ? null : shown(record.previous),
    achieved_at: seconds(record.setAt),
    signal_id: record.signalId,
  }
}

/** A box; its rarity and contents only once it is open. */
export function wireBox(box: BoxSheet): z.infer<typeof quest.MysteryBox> {
  const open = box.openedAt !== null
  return {
    box_id: String(box.boxNo),
    rarity: open ? box.rarity : null,
    contents: open ? [...box.contents] : null,
    source: box.source,
    created_at: seconds(box.grantedAt),
    opened_at: box.openedAt === null ? null : seconds(box.openedAt),
  }
}

/** The published odds. */
export function wireOdds(): z.infer<typeof quest.BoxOdds> {
  const all = ticketsFrom('common')
  return {
    rarities: BOX_TABLE.map(({ rarity, tickets, points, xp, item, extra }) => ({
      rarity,
      odds: tickets / all,
      points: { min: points[0], max: points[1] },
      xp: { min: xp[0], max: xp[1] },
      item,
      extra,
    })),
    pity: PITY_TABLE.map(({ rarity, within }) => ({ rarity, within })),
  }
}

export function wirePity(standing: PityStanding): z.infer<typeof quest.PityStanding> {
  const { rarity, within, since, sureWithin } = standing
  return { rarity, within, since, sure_within: sureWithin }
}

export function wireCampaign(campaign: Campaign, now: TimestampMs): quest.Campaign {
  return {
    campaign_id: campaign.campaignId,
    name: campaign.name,
    description: campaign.description,
    starts_at: seconds(campaign.startsAt),
    ends_at: seconds(campaign.endsAt),
    status: statusOf(campaign, now),
    milestones: campaign.milestones.map(({ xp, rewards }) => ({ xp, rewards: [...rewards] })),
  }
}

function statusOf(campaign: Campaign, now: TimestampMs): quest.Campaign['status'] {
  if (campaign.archived) return 'archived'
  if (runs(campaign, now)) return 'active'
  return campaign.startsAt > now ? 'upcoming' : 'over'
}

/** A trader's way through a campaign. */
export function wireStanding(standing: CampaignStanding, now: TimestampMs): quest.CampaignProgress {
  const { campaign, xp, milestones: reached, completedAt } = standing
  const { milestones, endsAt } = campaign
  const next = milestones[reached]
  return {
    campaign_id: campaign.campaignId,
    name: campaign.name,
    status: statusOf(campaign, now),
    current_progress: xp,
    completed_milestones: reached,
    total_milestones: milestones.length,
    progress_percentage: roundTo((100 * reached) / milestones.length, 1),
    next_milestone: next === undefined ? null : { xp: next.xp, rewards: [...next.rewards] },
    days_remaining: Math.max(0, Math.ceil((endsAt - now) / COUNTDOWN_DAY_MS)),
    completed_at: completedAt === null ? null : seconds(completedAt),
  }
}

export function wireClaim({ claimNo, reward, cause, claimedAt }: ClaimSheet): z.infer<typeof quest.Claim> {
  return { claim: claimNo, reward, cause, claimed_at: seconds(claimedAt) }
}

export function wireHonour({ honour, name, count, since }: HonourSheet): z.infer<typeof quest.Honour> {
  return { honour, name, count, since: seconds(since) }
}
