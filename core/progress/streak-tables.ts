import type { UserId } from '#core/kernel/ids.ts'
import type { VipTier } from './points-event.ts'
import type { Reward } from './reward.ts'
import type { StreakMilestoneReached, StreakType } from './streak-event.ts'

type Milestones = ReadonlyMap<number, readonly Reward[]>

const points = (amount: number): Reward => ({ kind: 'points', amount })
const pays = (amount: number): readonly Reward[] => [points(amount)]

/**
 * What each milestone pays, ascending.
 *
 * Source: daily_login by seed HydraX, day 365 by seed Diana (decision 27); the other three by seed Diana.
 */
const MILESTONES: ReadonlyMap<StreakType, Milestones> = new Map<StreakType, Milestones>([
  [
    'daily_login',
    new Map<number, readonly Reward[]>([
      [3, [points(500), { kind: 'xp', amount: 100 }]],
      [7, [points(1_000), { kind: 'box', rarity: 'common' }]],
      [14, [points(2_000), { kind: 'honour', honour: 'item', name: 'Rare chart skin' }]],
      [30, [points(5_000), { kind: 'box', rarity: 'legendary' }]],
      [60, [points(10_000), { kind: 'honour', honour: 'analyst', name: 'Exclusive analyst' }]],
      [100, [points(20_000), { kind: 'honour', honour: 'title', name: 'Dedicated Player' }]],
      [365, [points(25_000), { kind: 'honour', honour: 'badge', name: 'hall_of_fame' }]],
    ]),
  ],
  [
    'story_progress',
    new Map([
      [5, pays(250)],
      [15, pays(750)],
      [30, pays(2_000)],
      [60, pays(5_000)],
    ]),
  ],
  [
    'interaction',
    new Map([
      [10, pays(100)],
      [25, pays(300)],
      [50, pays(750)],
      [100, pays(2_000)],
    ]),
  ],
  [
    'achievement_unlock',
    new Map([
      [3, pays(300)],
      [10, pays(1_000)],
      [20, pays(2_500)],
      [50, pays(7_500)],
    ]),
  ],
])

/** The milestones of a type, ascending. */
export function milestonesOf(type: StreakType): readonly number[] {
  return [...(MILESTONES.get(type)?.keys() ?? [])]
}

/** What a milestone of a type pays. */
export function rewardsOf(type: StreakType, milestone: number): readonly Reward[] {
  return MILESTONES.get(type)?.get(milestone) ?? []
}

/** The next milestone above a count, or null above the last. */
export function nextMilestone(type: StreakType, count: number): number | null {
  return milestonesOf(type).find((milestone) => milestone > count) ?? null
}

/**
 * Every milestone between two counts that was not reached before: `before < milestone <= after`.
 *
 * A jump reaches several, a fall none, and a second way up none that was reached on the first. Rule STREAK-6.
 */
export function milestonesReached(
  type: StreakType,
  { before, after }: { readonly before: number; readonly after: number },
  known: readonly number[],
): readonly number[] {
  return milestonesOf(type).filter(
    (milestone) => before < milestone && milestone <= after && !known.includes(milestone),
  )
}

/** Tells of a milestone that was reached, with what it pays and the cause it is paid once under. */
export function milestoneEvent(
  userId: UserId,
  streak: StreakType,
  milestone: number,
): StreakMilestoneReached {
  return {
    kind: 'streak_milestone_reached',
    userId,
    streak,
    milestone,
    rewards: rewardsOf(streak, milestone),
    cause: { engine: 'streak', id: `streak:${streak}:${milestone}` },
  }
}

/** Multiplier by count: from this count on, this many hundredths. */
const BY_COUNT: readonly (readonly [from: number, hundredths: number])[] = [
  [31, 150],
  [15, 130],
  [8, 120],
  [1, 110],
  [0, 100],
]

/** What a type adds from a count on. */
const BY_TYPE: ReadonlyMap<StreakType, readonly [from: number, hundredths: number]> = new Map([
  ['daily_login', [30, 5]],
  ['story_progress', [10, 10]],
  ['interaction', [20, 2]],
  ['achievement_unlock', [5, 15]],
])

const MEMBER_HUNDREDTHS = 10

/**
 * What a streak multiplies points by, in whole hundredths.
 *
 * By count 1.0, 1.1, 1.2, 1.3, 1.5; more by type from a count on; 0.10 more for members. A streak of none multiplies
 * nothing, whoever has it.
 *
 * Source: seed Diana, multiplier of streaks. Rule STREAK-5.
 */
export function multiplierHundredths(type: StreakType, count: number, vip: VipTier): number {
  if (count <= 0) return 100
  const base = BY_COUNT.find(([from]) => count >= from)?.[1] ?? 100
  const [from, more] = BY_TYPE.get(type) ?? [Number.POSITIVE_INFINITY, 0]
  return base + (count >= from ? more : 0) + (vip === 'none' ? 0 : MEMBER_HUNDREDTHS)
}
