import type { ReplyOf } from '#contracts/http.ts'
import type { Reward } from '#contracts/quest-shapes.ts'

/** The words of progress on the wire, as the page speaks: milliseconds, and names without underscores. */

const ms = (seconds: number): number => Math.round(seconds * 1_000)
const msOrNull = (seconds: number | null): number | null => (seconds === null ? null : ms(seconds))

export type RewardView = Reward

type WireMission = ReplyOf<'dailyMissions'>['missions'][number]
export type DailyMissionView = ReturnType<typeof readDailyMission>

export function readDailyMission(wire: WireMission) {
  return {
    id: wire.mission_id,
    type: wire.mission_type,
    giver: wire.bot_id,
    target: wire.target_value,
    progress: wire.current_progress,
    completed: wire.is_completed,
    claimed: wire.is_claimed,
    rewards: wire.rewards as readonly RewardView[],
    endsAt: ms(wire.expires_at),
  }
}

export type ChallengeView = ReturnType<typeof readChallenge>

export function readChallenge(wire: ReplyOf<'challenges'>['challenges'][number]) {
  return {
    id: wire.challenge_id,
    opponentId: wire.opponent.user_id,
    opponent: wire.opponent.name ?? wire.opponent.user_id,
    proposedBy: wire.proposed_by,
    state: wire.state,
    endsAt: msOrNull(wire.ends_at),
    standing: wire.standing,
    result: wire.result,
  }
}

export type FriendView = ReturnType<typeof readFriend>

export function readFriend(wire: ReplyOf<'friends'>['friends'][number]) {
  return { id: wire.user_id, name: wire.name ?? wire.user_id, since: ms(wire.since) }
}

export type BoxView = ReturnType<typeof readBox>

export function readBox(wire: ReplyOf<'userBoxes'>['boxes'][number]) {
  return {
    id: wire.box_id,
    rarity: wire.rarity,
    contents: wire.contents as readonly RewardView[] | null,
    source: wire.source,
    createdAt: ms(wire.created_at),
    openedAt: msOrNull(wire.opened_at),
  }
}

export type PityView = ReturnType<typeof readPity>

export function readPity(wire: ReplyOf<'userBoxes'>['pity'][number]) {
  return { rarity: wire.rarity, within: wire.within, since: wire.since, sureWithin: wire.sure_within }
}

export type ClaimView = ReturnType<typeof readClaim>

export function readClaim(wire: ReplyOf<'userClaims'>['claims'][number]) {
  return { id: wire.claim, reward: wire.reward as RewardView, cause: wire.cause, at: ms(wire.claimed_at) }
}

export type StreakView = ReturnType<typeof readStreak>

export function readStreak(wire: ReplyOf<'userStreaks'>['streaks'][number]) {
  return {
    type: wire.streak_type,
    phase: wire.phase,
    current: wire.current_count,
    longest: wire.longest_count,
    multiplier: wire.current_multiplier,
    startDay: wire.streak_start_date,
    lastDay: wire.last_activity_date,
    next: wire.next_milestone,
    growsUntil: ms(wire.grows_until),
    deadlineAt: ms(wire.deadline_at),
    frozen: wire.is_frozen,
  }
}

export type AchievementView = ReturnType<typeof readAchievement>

export function readAchievement(
  wire: ReplyOf<'userAchievements'>['achievements'][number],
  shares: ReplyOf<'userAchievements'>['shares'],
) {
  const share = shares.find((one) => one.achievement_id === wire.achievement_id)
  return {
    /** Of those who take part, 0 to 1; null where it is not told. */
    share: share === undefined ? null : share.share_percentage / 100,
    id: wire.achievement_id,
    name: wire.name,
    description: wire.description,
    category: wire.category,
    medal: wire.tier,
    points: wire.points_reward,
    secret: wire.is_secret,
    repeatable: wire.is_repeatable,
    done: wire.is_completed,
    times: wire.times,
    unlockedAt: msOrNull(wire.last_unlocked_at),
    progress: wire.progress_percentage / 100,
    /** What it takes once. */
    takes: wire.unlock_criteria,
    /** How far that is; of one that was had before, counted on from there. */
    criteria: wire.criteria_status.map((one) => ({
      stat: one.criterion,
      op: one.op,
      current: one.current,
      required: one.required,
      met: one.is_met,
    })),
  }
}

export type CampaignView = ReturnType<typeof readCampaign>

export function readCampaign(wire: ReplyOf<'campaigns'>['upcoming'][number]) {
  return {
    id: wire.campaign_id,
    name: wire.name,
    description: wire.description,
    startsAt: ms(wire.starts_at),
    endsAt: ms(wire.ends_at),
    status: wire.status,
    milestones: wire.milestones as readonly {
      readonly xp: number
      readonly rewards: readonly RewardView[]
    }[],
  }
}

export type CampaignProgressView = ReturnType<typeof readCampaignProgress>

export function readCampaignProgress(wire: ReplyOf<'userCampaigns'>['campaigns'][number]) {
  return {
    id: wire.campaign_id,
    name: wire.name,
    status: wire.status,
    xp: wire.current_progress,
    completed: wire.completed_milestones,
    total: wire.total_milestones,
  }
}

export type ClosedTradeView = NonNullable<ReturnType<typeof readClosedTrade>>

/** A trade that is over; null of one that is not. */
export function readClosedTrade(wire: ReplyOf<'userFires'>['fires'][number]) {
  const { r, pnl, closed_at: closedAt, outcome } = wire
  if (r === null || pnl === null || closedAt === null || outcome === null) return null
  return {
    id: wire.trade_id,
    symbol: wire.symbol,
    side: wire.direction === 'BUY' ? ('LONG' as const) : ('SHORT' as const),
    /** Where its signal came from: a feed of the station, of which `sim` is a simulation, or a provider. */
    source: wire.source,
    outcome,
    r,
    pnl,
    at: ms(closedAt),
    firedAt: ms(wire.fired_at),
  }
}
