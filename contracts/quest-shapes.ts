import { z } from 'zod'
import * as shape from './shapes.ts'
import { whenUsed } from './when-used.ts'

export const CAMPAIGN_NAME_LENGTH_MAX = 100
export const CAMPAIGN_TEXT_LENGTH_MAX = 1_000
export const CAMPAIGN_MILESTONES_MAX = 10
export const REWARDS_PER_MILESTONE_MAX = 5
/** Points or XP of one reward that an operator promises, and the XP a milestone may ask for. */
export const REWARD_AMOUNT_MAX = 10_000
export const MILESTONE_XP_MAX = 10_000_000

export const Rarity = z.enum(['common', 'uncommon', 'rare', 'epic', 'legendary'])
export const HonourKind = z.enum(['item', 'title', 'badge', 'analyst'])
export const MissionType = z.enum([
  'battle_count',
  'win_streak',
  'use_ability',
  'collect_bits',
  'social_share',
  'friend_battle',
  'explore_area',
  'upgrade_bot',
])
export const RecordType = z.enum([
  'highest_damage_dealt',
  'longest_win_streak',
  'fastest_victory',
  'most_bits_earned_day',
  'most_battles_day',
  'highest_combo',
  'most_perfect_blocks',
  'longest_survival_time',
])

/** A reward whose points or XP are at most so much. A box of rarity `drawn` is drawn by the published odds. */
function rewardUpTo(amountMax: number) {
  const amount = z.number().int().min(1).max(amountMax)
  return z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('points'), amount }),
    z.strictObject({ kind: z.literal('xp'), amount }),
    z.strictObject({ kind: z.literal('box'), rarity: z.union([Rarity, z.literal('drawn')]) }),
    z.strictObject({ kind: z.literal('honour'), honour: HonourKind, name: z.string().min(1).max(60) }),
  ])
}

/** What is paid. */
export const Reward = rewardUpTo(Number.MAX_SAFE_INTEGER)
export type Reward = z.infer<typeof Reward>

/** One of the three missions of a trader's own day. */
export const DailyMission = whenUsed(() =>
  z.strictObject({
    mission_id: shape.Id,
    mission_type: MissionType,
    /** The analyst who gives it. */
    bot_id: z.string(),
    description: z.string(),
    target_value: z.number().int(),
    current_progress: z.number().int(),
    is_completed: z.boolean(),
    is_claimed: z.boolean(),
    rewards: z.array(Reward),
    /** The trader's next midnight. */
    expires_at: shape.Seconds,
  }),
)

export const DailyMissions = whenUsed(() =>
  z.strictObject({
    /** The trader's own day. */
    day: z.string(),
    missions: z.array(DailyMission),
  }),
)
export type DailyMissions = z.infer<typeof DailyMissions>

export const PersonalRecord = whenUsed(() =>
  z.strictObject({
    record_type: RecordType,
    meaning: z.string(),
    unit: z.enum(['points', 'count', 'market_minutes', 'r_multiple']),
    better: z.enum(['higher', 'lower']),
    value: z.number(),
    previous_value: z.number().nullable(),
    achieved_at: shape.Seconds,
    signal_id: shape.Id.nullable(),
  }),
)

/** A box; what is in it is told once it is open. */
export const MysteryBox = whenUsed(() =>
  z.strictObject({
    box_id: shape.Id,
    rarity: Rarity.nullable(),
    contents: z.array(Reward).nullable(),
    source: z.string(),
    created_at: shape.Seconds,
    opened_at: shape.Seconds.nullable(),
  }),
)

const Range = whenUsed(() => z.strictObject({ min: z.number().int(), max: z.number().int() }))
export const BoxOdds = whenUsed(() =>
  z.strictObject({
    rarities: z.array(
      z.strictObject({
        rarity: Rarity,
        /** Fraction of drawn boxes, 0 to 1, where the pity rule does not step in. */
        odds: z.number(),
        points: Range,
        xp: Range,
        /** Rarity of the item in it; null where there is none. */
        item: Rarity.nullable(),
        extra: z.enum(['portrait', 'analyst']).nullable(),
      }),
    ),
    /** Among so many drawn boxes in a row at least one is of this rarity or a better one. */
    pity: z.array(z.strictObject({ rarity: Rarity, within: z.number().int() })),
  }),
)

/** How a trader stands with one line of the pity rule, as far as the boxes before his oldest closed one tell. */
export const PityStanding = whenUsed(() =>
  z.strictObject({
    rarity: Rarity,
    /** The rule: among so many drawn boxes in a row at least one is of this rarity or a better one. */
    within: z.number().int(),
    /** Drawn boxes in a row that fell short of it. */
    since: z.number().int(),
    /** From his oldest closed box on, or else the next: among so many drawn boxes one is of this rarity or a better one. */
    sure_within: z.number().int(),
  }),
)

export const Milestone = whenUsed(() =>
  z.strictObject({
    xp: z.number().int().min(1).max(MILESTONE_XP_MAX),
    rewards: z.array(rewardUpTo(REWARD_AMOUNT_MAX)).min(1).max(REWARDS_PER_MILESTONE_MAX),
  }),
)

export const CampaignStatus = z.enum(['upcoming', 'active', 'over', 'archived'])
export const Campaign = whenUsed(() =>
  z.strictObject({
    campaign_id: shape.Id,
    name: z.string(),
    description: z.string(),
    starts_at: shape.Seconds,
    ends_at: shape.Seconds,
    status: CampaignStatus,
    milestones: z.array(Milestone),
  }),
)
export type Campaign = z.infer<typeof Campaign>

/** What an operator decides of a campaign. Without a start it begins at once. */
export const CampaignRequest = whenUsed(() =>
  z.strictObject({
    name: z.string().min(1).max(CAMPAIGN_NAME_LENGTH_MAX),
    description: z.string().max(CAMPAIGN_TEXT_LENGTH_MAX).default(''),
    starts_at: shape.Seconds.optional(),
    ends_at: shape.Seconds,
    milestones: z.array(Milestone).min(1).max(CAMPAIGN_MILESTONES_MAX),
  }),
)

/** A trader's way through one campaign. */
export const CampaignProgress = whenUsed(() =>
  z.strictObject({
    campaign_id: shape.Id,
    name: z.string(),
    status: CampaignStatus,
    current_progress: z.number().int(),
    completed_milestones: z.number().int(),
    total_milestones: z.number().int(),
    /** Completed of all milestones, 0 to 100. */
    progress_percentage: z.number(),
    next_milestone: Milestone.nullable(),
    /** Whole days until it ends, rounded up; 0 where it is over. */
    days_remaining: z.number().int(),
    completed_at: shape.Seconds.nullable(),
  }),
)
export type CampaignProgress = z.infer<typeof CampaignProgress>

export const Claim = whenUsed(() =>
  z.strictObject({
    claim: z.number().int(),
    reward: Reward,
    cause: z.string(),
    claimed_at: shape.Seconds,
  }),
)
export const Honour = whenUsed(() =>
  z.strictObject({
    honour: HonourKind,
    name: z.string(),
    count: z.number().int(),
    since: shape.Seconds,
  }),
)

/** Names, numbers, words somebody wrote. */
const Put = z.union([z.string(), z.number()])
/** What a sentence is made of: its key, and what is put in; pieces are said by their own keys and joined with commas. */
const SaidBy = whenUsed(() =>
  z.strictObject({
    key: z.string(),
    values: z.record(
      z.string(),
      z.union([Put, z.array(z.strictObject({ key: z.string(), values: z.record(z.string(), Put) }))]),
    ),
  }),
)
export type SaidBy = z.infer<typeof SaidBy>

export const EngagementEvent = whenUsed(() =>
  z.strictObject({
    event_id: z.string(),
    event_type: z.string(),
    /** In English. */
    sentence: z.string(),
    /** The same for who speaks another language. */
    said_by: SaidBy,
    timestamp: shape.Seconds,
  }),
)

/** A trader's quests in one view of his progress. */
export const QuestSections = whenUsed(() =>
  z.strictObject({
    daily_missions: DailyMissions,
    /** The ten newest. */
    personal_records: z.array(PersonalRecord),
    /** The five newest, and how many wait to be opened. */
    mystery_boxes: z.strictObject({ unopened_count: z.number().int(), boxes: z.array(MysteryBox) }),
    /** The campaign he was last in. */
    seasonal_campaign: CampaignProgress.nullable(),
  }),
)
export type QuestSections = z.infer<typeof QuestSections>
