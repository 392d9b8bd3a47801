import type { TimestampMs } from '#core/kernel/time.ts'
import type { BoxGranted } from '#core/progress/boxes-event.ts'
import type { CampaignProgressed, CampaignSet } from '#core/progress/campaigns-event.ts'
import type { RewardClaimed } from '#core/progress/claims-event.ts'
import { keyOf } from '#core/progress/daily-mission-table.ts'
import type { MissionId, MissionsDrawn } from '#core/progress/daily-missions-event.ts'
import type { QuestEvent } from '#core/progress/quest-event.ts'
import type { RecordSet, TallyMoved } from '#core/progress/records-event.ts'
import type { Reward } from '#core/progress/reward.ts'
import type { Writable } from '../open.ts'

/** The tables of quests that are copies of the journal, and the key each is compared by. */
export const QUEST_KEYS = {
  daily_missions: 'user_no, day, type',
  personal_records: 'user_no, type',
  mystery_boxes: 'user_no, box_no',
  box_pity: 'user_no',
  campaigns: 'campaign_id',
  campaign_progress: 'user_no, campaign_id',
  reward_claims: 'user_no, claim_no, line',
} as const

/** Copies one event into its tables; it never calculates. */
export function copyQuest(db: Writable, userNo: number, told: QuestEvent, at: TimestampMs): void {
  switch (told.kind) {
    case 'missions_drawn':
      addMissions(db, userNo, told)
      return
    case 'mission_progressed':
      setMission(db, userNo, told.missionId, {
        progress: told.progress,
        state: told.completed ? 'completed' : 'open',
        seen: JSON.stringify(told.seen),
      })
      return
    case 'mission_claimed':
      setMission(db, userNo, told.missionId, { state: 'claimed' })
      return
    case 'missions_expired':
      for (const missionId of told.missionIds) setMission(db, userNo, missionId, { state: 'expired' })
      return
    case 'record_set':
      setRecord(db, userNo, told, at)
      return
    case 'tally_moved':
      setTally(db, userNo, told)
      return
    case 'box_granted':
      addBox(db, userNo, told, at)
      return
    case 'box_opened':
      db.run(
        'UPDATE mystery_boxes SET opened_at = ? WHERE user_no = ? AND box_no = ?',
        at,
        userNo,
        told.boxNo,
      )
      return
    case 'campaign_progressed':
      setCampaignProgress(db, userNo, told, at)
      return
    case 'campaign_milestone_reached':
      // The progress it came with says how many were reached; what it paid is a claim.
      return
    case 'reward_claimed':
      addClaim(db, userNo, told, at)
      return
  }
}

/** Copies a campaign as an operator left it. */
export function copyCampaign(db: Writable, { campaign }: CampaignSet): void {
  db.run(
    `INSERT INTO campaigns (campaign_id, name, description, starts_at, ends_at, milestones, archived)
     VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (campaign_id) DO UPDATE SET name = excluded.name, description = excluded.description,
       starts_at = excluded.starts_at, ends_at = excluded.ends_at, milestones = excluded.milestones,
       archived = excluded.archived`,
    campaign.campaignId,
    campaign.name,
    campaign.description,
    campaign.startsAt,
    campaign.endsAt,
    JSON.stringify(campaign.milestones),
    campaign.archived ? 1 : 0,
  )
}

function addMissions(db: Writable, userNo: number, { day, missions }: MissionsDrawn): void {
  for (const [slot, { type, analyst, target, rewards }] of missions.entries())
    db.run(
      `INSERT INTO daily_missions (user_no, day, type, slot, analyst, target, rewards, progress, state, seen)
       VALUES (?, ?, ?, ?, ?, ?, ?, 0, 'open', '[]')`,
      userNo,
      day,
      type,
      slot,
      analyst,
      target,
      JSON.stringify(rewards),
    )
}

/** The columns of a mission that change; those left out stay. */
interface MissionChange {
  readonly progress?: number
  readonly state: string
  readonly seen?: string
}

function setMission(db: Writable, userNo: number, missionId: MissionId, change: MissionChange): void {
  const { day, type } = keyOf(missionId)
  db.run(
    `UPDATE daily_missions SET progress = COALESCE(?, progress), state = ?, seen = COALESCE(?, seen)
     WHERE user_no = ? AND day = ? AND type = ?`,
    change.progress ?? null,
    change.state,
    change.seen ?? null,
    userNo,
    day,
    type,
  )
}

function setRecord(db: Writable, userNo: number, told: RecordSet, at: TimestampMs): void {
  db.run(
    `INSERT INTO personal_records (user_no, type, value, previous, day, signal_id, set_at)
     VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (user_no, type) DO UPDATE SET value = excluded.value, previous = excluded.previous,
       day = excluded.day, signal_id = excluded.signal_id, set_at = excluded.set_at`,
    userNo,
    told.type,
    told.value,
    told.previous,
    told.day,
    told.setOn,
    at,
  )
}

function setTally(db: Writable, userNo: number, { tally }: TallyMoved): void {
  db.run('UPDATE progress SET tally = ? WHERE user_no = ?', JSON.stringify(tally), userNo)
}

function addBox(db: Writable, userNo: number, told: BoxGranted, at: TimestampMs): void {
  db.run(
    `INSERT INTO mystery_boxes (user_no, box_no, rarity, contents, source, granted_at, pity)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
    userNo,
    told.boxNo,
    told.rarity,
    JSON.stringify(told.contents),
    told.source.id,
    at,
    JSON.stringify(told.pity),
  )
  db.run(
    `INSERT INTO box_pity (user_no, granted, since_rare, since_epic, since_legendary) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (user_no) DO UPDATE SET granted = excluded.granted, since_rare = excluded.since_rare,
       since_epic = excluded.since_epic, since_legendary = excluded.since_legendary`,
    userNo,
    told.boxNo,
    told.pity.sinceRare,
    told.pity.sinceEpic,
    told.pity.sinceLegendary,
  )
}

function setCampaignProgress(db: Writable, userNo: number, told: CampaignProgressed, at: TimestampMs): void {
  db.run(
    `INSERT INTO campaign_progress (user_no, campaign_id, xp, milestones, begun_at, completed_at)
     VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (user_no, campaign_id) DO UPDATE SET xp = excluded.xp, milestones = excluded.milestones,
       completed_at = COALESCE(completed_at, excluded.completed_at)`,
    userNo,
    told.campaignId,
    told.xp,
    told.milestones,
    at,
    told.completed ? at : null,
  )
}

function addClaim(
  db: Writable,
  userNo: number,
  { claimNo, paid, cause }: RewardClaimed,
  at: TimestampMs,
): void {
  for (const [line, reward] of paid.entries())
    db.run(
      `INSERT INTO reward_claims (user_no, claim_no, line, kind, amount, name, honour, cause, claimed_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      userNo,
      claimNo,
      line,
      reward.kind,
      'amount' in reward ? reward.amount : null,
      nameOf(reward),
      reward.kind === 'honour' ? reward.honour : null,
      cause.id,
      at,
    )
}

function nameOf(reward: Reward): string | null {
  if (reward.kind === 'box') return reward.rarity
  return reward.kind === 'honour' ? reward.name : null
}
