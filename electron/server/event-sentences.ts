import { HISTORY, type HistoryKey } from '#contracts/history.ts'
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
import { englishOf, type Piece, piece, type Saying, saying } from './saying.ts'
import { socialSaying } from './social-sentences.ts'

/** What happened, as `sayingOf` tells it, in the station's own English; null where it tells nothing. */
export function sentenceOfEvent(event: ProgressEvent): string | null {
  const said = sayingOf(event)
  return said === null ? null : englishOf(said)
}

/**
 * What happened, as a sentence for the one it happened to; null for counts that say nothing by themselves.
 *
 * Of a box that is not open yet it tells nothing but that it is there.
 */
export function sayingOf(event: ProgressEvent): Saying | null {
  switch (event.kind) {
    case 'activity_recorded':
      return activitySaying(event)
    case 'points_awarded':
    case 'points_deducted':
    case 'points_withheld':
    case 'vip_changed':
    case 'abuse_reset':
      return pointsSaying(event)
    case 'streak_updated':
    case 'streak_milestone_reached':
    case 'streak_frozen':
      return streakSaying(event)
    case 'achievement_unlocked':
      return saying('unlocked', { name: event.name })
    case 'zone_changed':
      return saying('zone', { zone: event.zone, previous: event.previous })
    case 'board_result': {
      const { rank, participants, period } = event
      return saying('board_closed', { rank, all: participants, board: piece(`board_${event.board}`), period })
    }
    case 'daily_bonus_claimed':
      return saying('bonus', { count: event.amount, day: event.consecutiveDays })
    case 'rank_moved':
      return rankSaying(event)
    case 'board_display_changed':
      return saying(event.shown ? 'on_boards' : 'off_boards')
    case 'feats_counted':
      return null
    case 'friendship_changed':
    case 'challenge_changed':
    case 'challenge_ended':
      return socialSaying(event)
    default:
      return questSaying(event)
  }
}

function rankSaying({ board, period, previousRank, rank, personalBest }: RankMoved): Saying {
  const values = { rank, period, board: piece(`board_${board}`) }
  if (previousRank === null) return saying(personalBest ? 'rank_is_best' : 'rank_is', values)
  return saying(personalBest ? 'rank_went_best' : 'rank_went', { ...values, from: previousRank })
}

function activitySaying({ activity, facts: { symbol, outcome } }: ActivityRecorded): Saying {
  const values = {
    deed: piece(`did_${activity}`),
    ...(symbol !== undefined && { symbol }),
    ...(outcome !== undefined && { outcome: piece(`outcome_${outcome}`) }),
  }
  if (symbol === undefined) return saying(outcome === undefined ? 'did' : 'did_with', values)
  return saying(outcome === undefined ? 'did_on' : 'did_on_with', values)
}

function pointsSaying(event: PointsEvent): Saying {
  switch (event.kind) {
    case 'points_awarded':
      return awardSaying(event)
    case 'points_deducted':
      return saying('points_lost', { count: event.amount, reason: event.reason })
    case 'points_withheld':
      return withheldSaying(event)
    case 'vip_changed':
      return event.vip === 'none'
        ? saying('member_ended')
        : saying('member', { vip: piece(`vip_${event.vip}`) })
    case 'abuse_reset':
      return saying('abuse_cleared')
  }
}

/** More than a day's work is no violation, and is not called one. */
function withheldSaying({ violation, counted }: PointsWithheld): Saying {
  return violation === 'rate_limit_exceeded' && !counted
    ? saying('no_more_today')
    : saying('withheld', { violation: piece(`violation_${violation}`) })
}

function awardSaying({ amount, xpGained, action }: PointsAwarded): Saying {
  const what = earnedBy(action)
  if (amount === 0) return saying('only_xp', { xp: xpGained, what })
  if (amount === xpGained) return saying('points', { count: amount, what })
  return saying('points_and_xp', { count: amount, xp: xpGained, what })
}

/** What points were for; what an operator or a program named stays in its own words. */
function earnedBy(action: string): string | Piece[] {
  const key = `for_${action.replace(/_reward$/, '')}`
  return Object.hasOwn(HISTORY, key) ? piece(key as HistoryKey) : action
}

function streakSaying(event: StreakEvent): Saying | null {
  switch (event.kind) {
    case 'streak_updated': {
      const { type, count } = event.record
      if (event.change === 'restated' || event.change === 'held') return null
      const streak = piece(`streak_${type}`)
      return event.broken ? saying('streak_anew', { streak }) : saying('streak_now', { streak, n: count })
    }
    case 'streak_milestone_reached':
      return saying('streak_reached', { streak: piece(`streak_${event.streak}`), n: event.milestone })
    case 'streak_frozen':
      return saying('streak_frozen', { streak: piece(`streak_${event.streak}`) })
  }
}

function questSaying(event: QuestEvent): Saying | null {
  switch (event.kind) {
    case 'missions_drawn':
      return saying('missions_drawn', {
        missions: event.missions.flatMap(({ type }) => piece(`mission_${type}`)),
      })
    case 'mission_progressed': {
      const mission = missionPiece(event.missionId)
      return event.completed
        ? saying('mission_completed', { mission })
        : saying('mission_so_far', { mission, n: event.progress })
    }
    case 'mission_claimed':
      return saying('mission_paid', {
        mission: missionPiece(event.missionId),
        rewards: event.rewards.map(rewardPiece),
      })
    case 'missions_expired':
      return saying('missions_expired', { missions: event.missionIds.flatMap(missionPiece) })
    case 'record_set':
      return recordSaying(event)
    case 'box_granted':
      return saying('box_arrived')
    case 'box_opened':
      return boxSaying(event)
    case 'campaign_milestone_reached':
      return saying('campaign_reached', { n: event.milestone, xp: event.xp })
    case 'campaign_progressed':
      return event.completed ? saying('campaign_completed') : null
    case 'tally_moved':
    case 'reward_claimed':
      return null
  }
}

function boxSaying({ rarity, rewards }: BoxOpened): Saying {
  return saying('box_opened', { rarity: piece(`rarity_${rarity}`), rewards: rewards.map(rewardPiece) })
}

function recordSaying({ type, value, previous }: RecordSet): Saying {
  const inR = RECORD_TABLE.get(type)?.unit === 'r_thousandths'
  const shown = (number: number) => (inR ? number / R_THOUSANDTHS : number)
  const values = { record: piece(`record_${type}`), value: shown(value) }
  if (previous === null) return saying(inR ? 'record_first_r' : 'record_first', values)
  return saying(inR ? 'record_before_r' : 'record_before', { ...values, previous: shown(previous) })
}

const R_THOUSANDTHS = 1_000

function missionPiece(missionId: MissionId): Piece[] {
  return piece(`mission_${keyOf(missionId).type as MissionType}`)
}

function rewardPiece(reward: Reward): Piece {
  switch (reward.kind) {
    case 'points':
      return { key: 'reward_points', values: { count: reward.amount } }
    case 'xp':
      return { key: 'reward_xp', values: { xp: reward.amount } }
    case 'box':
      return { key: reward.rarity === 'drawn' ? 'reward_box' : `reward_box_${reward.rarity}`, values: {} }
    case 'honour':
      return { key: 'reward_honour', values: { name: reward.name } }
  }
}
