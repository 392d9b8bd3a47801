import { beforeAll, describe, expect, test } from 'vitest'
import { DEFAULT_PROGRESS_POLICY } from '#core/progress/policy.ts'
import { EXPLOITS } from './exploits.ts'
import { figuresOf } from './figures.ts'
import { findingsOf, overCap, quantile } from './verdict.ts'
import { type Lived, liveWorld } from './world.ts'

/** Small, so that every run of the tests lives it; `npm run prove -- economy` lives half a year of 2,000 people. */
const SMALL = { seed: 'economy', people: 20, cheatsEach: 1, days: 8 }
const TINY = { seed: 'economy', people: 6, cheatsEach: 1, days: 2 }

describe('eight days at a desk', () => {
  let lived: Lived
  beforeAll(async () => {
    lived = await liveWorld(SMALL)
  })

  // What many accounts bring comes once for each of them: in eight days it looks large, in half a year it is not.
  const steady = EXPLOITS.filter(({ comesOnce }) => comesOnce !== true)
  test.each(steady.map(({ name, says }) => [name, says]))('[LIFE-1] %s does not pay: %s', (name) => {
    const found = findingsOf([lived]).find(({ exploit }) => exploit === name)
    expect(found).toMatchObject({ judged: true, pays: false })
    expect(found?.accounts).toBeGreaterThan(0)
  })

  test('[LIFE-10] an account that serves another brings it one invitation, once', () => {
    const served = lived.standings.filter(({ group }) => group === 'many accounts')
    const invitations = served.map(({ awards }) => awards.get('friend_invite') ?? 0)
    // Six accounts each: the first came before the other five, the second before four, and nobody before the first.
    const ofOne = [5, 4, 3, 2, 1, 0]
    expect(invitations.length).toBe(ofOne.length * SMALL.cheatsEach)
    for (const [index, count] of invitations.entries())
      expect(count).toBeLessThanOrEqual(ofOne[index % ofOne.length] as number)
    expect(Math.max(...invitations)).toBe(5)
  })

  test('[LIFE-2] nothing earns beyond its allowance, on no day of no account', () => {
    expect(overCap([lived], DEFAULT_PROGRESS_POLICY)).toEqual([])
  })

  test('[LIFE-3] nothing is paid twice, whatever is repeated and wherever the clock stands', () => {
    expect(lived.paidTwice).toEqual([])
    const tried = lived.refusals.get('replay')
    expect(tried?.get('already_claimed')).toBeGreaterThan(0)
    expect(lived.refusals.get('clock travel')?.get('clock_skew')).toBeGreaterThan(0)
  })

  test('[LIFE-4] whoever means well is refused nothing and breaks no rule', () => {
    const { honestViolations, honestRefusals } = figuresOf([lived])
    expect([honestViolations, honestRefusals]).toEqual([0, 0])
  })

  test('[LIFE-5] what was counted from what the station told is what its tables say', () => {
    expect(lived.wrongBalances).toEqual([])
  })

  test('[LIFE-6] who invites himself is turned away at the door and by the desk', () => {
    const codes = lived.refusals.get('self-referral')
    expect([...(codes?.keys() ?? [])].sort()).toEqual([
      'forbidden',
      'friend_oneself',
      'here_before',
      'user_not_found',
    ])
  })
})

test('[LIFE-7] on a desk without allowances it is found that clicks and passes pay', async () => {
  const abuse = { ...DEFAULT_PROGRESS_POLICY.abuse, dayAllowances: new Map() }
  const policy = { progress: { ...DEFAULT_PROGRESS_POLICY, abuse } }
  const lived = await liveWorld({ ...SMALL, people: 12, days: 5, policy })
  const paying = findingsOf([lived]).filter(({ pays }) => pays)
  expect(paying.map(({ exploit }) => exploit)).toEqual(expect.arrayContaining(['click spam', 'pass farm']))
  expect(overCap([lived], DEFAULT_PROGRESS_POLICY).length).toBeGreaterThan(0)
})

test('[LIFE-8] the same seed lives the same days, another one others', async () => {
  const [one, same, other] = [
    figuresOf([await liveWorld(TINY)]),
    figuresOf([await liveWorld(TINY)]),
    figuresOf([await liveWorld({ ...TINY, seed: 'other' })]),
  ]
  expect(same).toEqual(one)
  expect(other).not.toEqual(one)
})

test('[LIFE-9] a quantile is a value of the list, by the nearest rank; of none it is nought', () => {
  expect([0.1, 0.5, 0.9].map((share) => quantile([5, 1, 4, 2, 3], share))).toEqual([1, 3, 5])
  expect(quantile([], 0.5)).toBe(0)
})
