import { expect, test } from 'vitest'
import { claimsEngine } from '#core/progress/claims.ts'
import type { Reward } from '#core/progress/reward.ts'
import { ADA, at, deed, does, evolved, NOON, only, points, trader } from './quest-kit.ts'

const REWARDS: readonly Reward[] = [
  { kind: 'points', amount: 200 },
  { kind: 'honour', honour: 'item', name: 'Brass ruler' },
]
const CLAIMED = {
  kind: 'mission_claimed',
  userId: ADA,
  missionId: '2026-11-28:explore_area',
  auto: false,
  rewards: REWARDS,
  cause: { engine: 'mission', id: 'mission:2026-11-28:explore_area' },
} as const

test('[CLAIM-1] whatever is paid is a line of one history, numbered, with its cause', () => {
  const first = claimsEngine(CLAIMED, trader(), at(NOON))
  expect(first).toEqual([
    { kind: 'reward_claimed', userId: ADA, claimNo: 1, paid: REWARDS, cause: CLAIMED.cause },
  ])
  const later = first.reduce(evolved, trader())
  expect(claimsEngine(CLAIMED, later, at(NOON))).toMatchObject([{ claimNo: 2 }])
})

test('[CLAIM-1] what pays nothing is no line: a deed, points by themselves, a record without a reward', () => {
  expect(only(does(trader(), deed('decision_made', {}, 25)).events, 'reward_claimed')).toEqual([])
  expect(claimsEngine(points(40, { type: 'bonus', cause: CLAIMED.cause }), trader(), at(NOON))).toEqual([])
  expect(claimsEngine({ ...CLAIMED, rewards: [] }, trader(), at(NOON))).toEqual([])
})
