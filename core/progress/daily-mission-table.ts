import { drawDistinct, drawInteger, drawOne } from '#core/kernel/draw.ts'
import type { UserId } from '#core/kernel/ids.ts'
import { randomStream } from '#core/kernel/random.ts'
import type { Day } from '#core/kernel/time.ts'
import type { DailyMission, MissionId, MissionsDrawn, MissionType } from './daily-missions-event.ts'
import { drawItem } from './honours.ts'
import type { Reward } from './reward.ts'

/** Missions drawn for one day. */
export const MISSIONS_PER_DAY = 3

/** The analysts that give missions: the station's own sources of signals. */
export const ANALYSTS = [
  'ema_trend',
  'macd_flip',
  'rsi_revert',
  'squeeze_break',
  'donchian_break',
  'busy_momentum',
  'stretch_fade',
  'london_break',
  'hour_drift',
  'candle_pattern',
  'trend_pullback',
] as const

/** What a type asks for and pays. */
interface MissionTerms {
  /** Bounds of the target, both included. */
  readonly target: readonly [number, number]
  readonly rewards: readonly Reward[]
  /** It pays a rare item on top, drawn with the mission. */
  readonly rareItem: boolean
  readonly says: (target: number, analyst: string) => string
}

/**
 * Targets and rewards of each type.
 *
 * Source: seed HydraX, daily missions (targets, rewards); decisions of the desk, 7 (meaning).
 */
export const MISSION_TABLE: ReadonlyMap<MissionType, MissionTerms> = new Map<MissionType, MissionTerms>([
  ['battle_count', terms([3, 10], paid(200, 50), (n) => `Decide ${n} briefings, by a fire or a pass.`)],
  ['win_streak', terms([2, 5], paid(300, 75), (n) => `Close ${n} trades in a row at their target.`)],
  ['use_ability', terms([10, 20], paid(150, 40), (n) => `Save ${n} position plans, each before you decide.`)],
  [
    'collect_bits',
    terms([500, 2_000], [{ kind: 'box', rarity: 'drawn' }], (n) => `Earn ${n} points by what you do.`),
  ],
  ['social_share', terms([1, 1], paid(100, 25), () => 'Share a briefing with a desk mate.')],
  [
    'friend_battle',
    terms([1, 3], paid(250, 60), (n) =>
      n === 1
        ? 'Decide a signal that a friend decides too.'
        : `Decide ${n} signals that a friend decides too.`,
    ),
  ],
  [
    'explore_area',
    {
      ...terms(
        [2, 5],
        [{ kind: 'points', amount: 200 }],
        (n) => `Review ${n} times a symbol or session new today.`,
      ),
      rareItem: true,
    },
  ],
  [
    'upgrade_bot',
    terms([1, 3], paid(300, 100), (n, analyst) =>
      n === 1 ? `Review an outcome of ${analyst}.` : `Review ${n} outcomes of ${analyst}.`,
    ),
  ],
])

export const MISSION_TYPES: readonly MissionType[] = [...MISSION_TABLE.keys()]

/**
 * The three missions of a trader's day: different types, targets within the table, an analyst for each.
 *
 * Anybody who knows the seed can draw them again. Rule DAILY-1.
 */
export function drawMissions(userId: UserId, day: Day): MissionsDrawn {
  const seed = `${userId}:${day}`
  const stream = randomStream(`daily missions ${seed}`)
  const missions = drawDistinct(stream, MISSION_TYPES, MISSIONS_PER_DAY).map((type): DailyMission => {
    const { target, rewards, rareItem } = termsOf(type)
    return {
      missionId: `${day}:${type}`,
      type,
      analyst: drawOne(stream, ANALYSTS),
      target: drawInteger(stream, ...target),
      rewards: rareItem ? [...rewards, drawItem(stream, 'rare')] : rewards,
    }
  })
  return { kind: 'missions_drawn', userId, day, seed, missions }
}

/** What a mission asks for, in a sentence. */
export function missionSentence({ type, target, analyst }: DailyMission): string {
  return termsOf(type).says(target, analyst)
}

function termsOf(type: MissionType): MissionTerms {
  return MISSION_TABLE.get(type) as MissionTerms
}

function terms(
  target: MissionTerms['target'],
  rewards: readonly Reward[],
  says: MissionTerms['says'],
): MissionTerms {
  return { target, rewards, rareItem: false, says }
}

function paid(points: number, xp: number): readonly Reward[] {
  return [
    { kind: 'points', amount: points },
    { kind: 'xp', amount: xp },
  ]
}

/** The day and the type of a mission's id; of other text, whatever stands there. */
export function keyOf(missionId: MissionId): { readonly day: Day; readonly type: string } {
  return { day: missionId.slice(0, DAY_LENGTH), type: missionId.slice(DAY_LENGTH + 1) }
}

const DAY_LENGTH = '2026-11-28'.length
