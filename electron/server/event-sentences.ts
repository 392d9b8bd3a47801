import type { RankMoved } from '#core/progress/board-event.ts'
import type { BoxOpened } from '#core/progress/boxes-event.ts'
import { keyOf } from '#core/progress/daily-mission-table.ts'
import type { MissionId, MissionType } from '#core/progress/daily-missions-event.ts'
import type { PointsAwarded, PointsEvent, PointsWithheld } from '#core/progress/points-event.ts'
import type { ActivityRecorded, ProgressEvent } from '#core/progress/progress-event.ts'
import type { QuestEvent } from '#core/progress/quest-event.ts'
import { RECORD_TABLE } from '#core/progress/records.ts'
import type { RecordSet } from '#core/progress/records-event.ts'
import type { Reward } from '#core/progress/reward.ts'
import type { StreakEvent } from '#core/progress/streak-event.ts'
import { BOARD_NAMES, DEEDS, earnedBy, MISSION_NAMES, STREAK_NAMES, VIOLATIONS } from './event-words.ts'
import { socialSentence } from './social-sentences.ts'

/**
 * What happened, in a sentence for the one it happened to; null for counts that say nothing by themselves.
 *
 * Of a box that is not open yet it tells nothing but that it is there.
 */
export function sentenceOfEvent(event: ProgressEvent): string | null {
  switch (event.kind) {
    case 'activity_recorded':
      return activitySentence(event)
    case 'points_awarded':
    case 'points_deducted':
    case 'points_withheld':
    case 'vip_changed':
    case 'abuse_reset':
      return pointsSentence(event)
    case 'streak_updated':
    case 'streak_milestone_reached':
    case 'streak_frozen':
      return streakSentence(event)
    case 'achievement_unlocked':
      return `Unlocked ${event.name}.`
    case 'zone_changed':
      return `Lives in ${event.zone} from now on, before in ${event.previous}.`
    case 'board_result':
      return `Came ${event.rank} of ${event.participants} on the board ${BOARD_NAMES[event.board]}, ${event.period}.`
    case 'daily_bonus_claimed':
      return `The bonus of the day: ${event.amount} points, day ${event.consecutiveDays} in a row.`
    case 'rank_moved':
      return rankSentence(event)
    case 'board_display_changed':
      return event.shown ? 'Is on the boards again.' : 'Is on no board any more.'
    case 'feats_counted':
      return null
    case 'friendship_changed':
    case 'challenge_changed':
    case 'challenge_ended':
      return socialSentence(event)
    default:
      return questSentence(event)
  }
}

function rankSentence({ board, period, previousRank, rank, personalBest }: RankMoved): string {
  const moved = previousRank === null ? `Is ${rank}` : `Went from ${previousRank} to ${rank}`
  return `${moved} on the board ${BOARD_NAMES[board]}, ${period}${personalBest ? ', with a personal best' : ''}.`
}

function activitySentence({ activity, facts }: ActivityRecorded): string {
  const on = facts.symbol === undefined ? '' : ` on ${facts.symbol}`
  const how = facts.outcome === undefined ? '' : `: ${facts.outcome}`
  return `${DEEDS[activity][0]}${on}${how}.`
}

function pointsSentence(event: PointsEvent): string {
  switch (event.kind) {
    case 'points_awarded':
      return `${amountWords(event)} for ${earnedBy(event.action)}.`
    case 'points_deducted':
      return `Lost ${event.amount} points: ${event.reason}`
    case 'points_withheld':
      return withheldWords(event)
    case 'vip_changed':
      return event.vip === 'none' ? 'The membership ended.' : `The membership is ${event.vip} now.`
    case 'abuse_reset':
      return 'An operator cleared the record of abuse.'
  }
}

/** More than a day's work is no violation, and is not called one. */
function withheldWords({ violation, counted }: PointsWithheld): string {
  return violation === 'rate_limit_exceeded' && !counted
    ? 'This earns no more points today; what was done stands.'
    : `Points were withheld: ${VIOLATIONS[violation]}. What was done stands.`
}

function amountWords({ amount, xpGained }: PointsAwarded): string {
  if (amount === 0) return `Gained ${xpGained} XP`
  return amount === xpGained ? `Got ${amount} points` : `Got ${amount} points and ${xpGained} XP`
}

function streakSentence(event: StreakEvent): string | null {
  switch (event.kind) {
    case 'streak_updated': {
      const { type, count } = event.record
      if (event.change === 'restated' || event.change === 'held') return null
      return event.broken
        ? `The streak ${STREAK_NAMES[type]} began anew.`
        : `The streak ${STREAK_NAMES[type]} is ${count} now.`
    }
    case 'streak_milestone_reached':
      return `The streak ${STREAK_NAMES[event.streak]} reached ${event.milestone}.`
    case 'streak_frozen':
      return `The streak ${STREAK_NAMES[event.streak]} was frozen for one pause.`
  }
}

function questSentence(event: QuestEvent): string | null {
  switch (event.kind) {
    case 'missions_drawn':
      return `Today's missions: ${event.missions.map(({ type }) => MISSION_NAMES[type]).join('; ')}.`
    case 'mission_progressed':
      return `Mission, ${nameOf(event.missionId)}: ${event.completed ? 'completed' : `${event.progress} so far`}.`
    case 'mission_claimed':
      return `The mission of ${nameOf(event.missionId)} paid ${rewardWords(event.rewards)}.`
    case 'missions_expired':
      return `Missions that ended unfinished: ${event.missionIds.map(nameOf).join('; ')}.`
    case 'record_set':
      return recordSentence(event)
    case 'box_granted':
      return 'A mystery box arrived.'
    case 'box_opened':
      return boxSentence(event)
    case 'campaign_milestone_reached':
      return `Reached milestone ${event.milestone} of the campaign, at ${event.xp} XP.`
    case 'campaign_progressed':
      return event.completed ? 'Completed every milestone of the campaign.' : null
    case 'tally_moved':
    case 'reward_claimed':
      return null
  }
}

function boxSentence({ rarity, rewards }: BoxOpened): string {
  return `Opened a mystery box (${rarity}): ${rewardWords(rewards)}.`
}

function recordSentence({ type, value, previous }: RecordSet): string {
  const terms = RECORD_TABLE.get(type)
  const shown = (number: number) => (terms?.unit === 'r_thousandths' ? `${number / 1_000} R` : `${number}`)
  const before = previous === null ? 'the first' : `before ${shown(previous)}`
  return `Personal record. ${terms?.meaning}: ${shown(value)} (${before}).`
}

function nameOf(missionId: MissionId): string {
  return MISSION_NAMES[keyOf(missionId).type as MissionType]
}

function rewardWords(rewards: readonly Reward[]): string {
  return rewards.map(rewardWord).join(', ')
}

function rewardWord(reward: Reward): string {
  switch (reward.kind) {
    case 'points':
      return `${reward.amount} points`
    case 'xp':
      return `${reward.amount} XP`
    case 'box':
      return reward.rarity === 'drawn' ? 'a mystery box' : `a mystery box (${reward.rarity})`
    case 'honour':
      return `"${reward.name}"`
  }
}
