import { describe, expect, test } from 'vitest'
import {
  type AbusePart,
  type EarnedAward,
  type Earning,
  judge,
  NO_ABUSE,
  penaltyAt,
  withAward,
  withViolation,
} from '#core/progress/abuse.ts'
import { DEFAULT_ABUSE_POLICY } from '#core/progress/abuse-policy.ts'

/** 2026-01-05 12:00 UTC: a clock hour begins. */
const NOON = Date.UTC(2026, 0, 5, 12)
const S = 1_000
const MIN = 60 * S
const HOUR = 60 * MIN

const click: Earning = { activity: 'button_click', facts: {}, base: 5, amount: 7 }
const award = (at: number, more: Partial<EarnedAward> = {}): EarnedAward => ({
  at,
  activity: 'button_click',
  base: 5,
  amount: 7,
  context: '|||',
  suspicious: false,
  ...more,
})
const having = (...awards: readonly EarnedAward[]): AbusePart =>
  awards.reduce((part, each) => withAward(part, each, 24 * HOUR), NO_ABUSE)
const violated = (...ats: readonly number[]): AbusePart =>
  ats.reduce((part, at) => withViolation(part, at, 24 * HOUR), NO_ABUSE)
const judged = (part: AbusePart, earning: Earning, now: number) =>
  judge(part, earning, DEFAULT_ABUSE_POLICY, now)

describe('limits', () => {
  test('[ABUSE-1] ten in a minute are let through, the eleventh is not, and a minute after the first it is', () => {
    const nine = Array.from({ length: 9 }, (_, index) => award(NOON + index * S))
    expect(judged(having(...nine), click, NOON + 9 * S).kind).toBe('allowed')
    const ten = having(...nine, award(NOON + 9 * S))
    expect(judged(ten, click, NOON + 10 * S)).toEqual({
      kind: 'withheld',
      violation: 'rate_limit_exceeded',
      retryAt: NOON + MIN,
      counted: true,
    })
    expect(judged(ten, click, NOON + MIN).kind).toBe('allowed')
  })

  test('[ABUSE-2] a clock hour holds 1,000 base points; the next begins anew', () => {
    const part = having(award(NOON, { base: 900, amount: 900, activity: 'content_share' }))
    const hundred: Earning = { activity: 'tutorial_completed', facts: {}, base: 100, amount: 102 }
    expect(judged(part, hundred, NOON + 2 * MIN).kind).toBe('allowed')
    expect(judged(part, { ...hundred, base: 101 }, NOON + 2 * MIN)).toMatchObject({
      kind: 'withheld',
      retryAt: NOON + HOUR,
    })
    expect(judged(part, { ...hundred, base: 101 }, NOON + HOUR).kind).toBe('allowed')
  })

  test('[ABUSE-2] what is rare and large does not count towards the hour', () => {
    const story: Earning = { activity: 'story_completed', facts: {}, base: 500, amount: 1_100 }
    const part = having(award(NOON, { base: 990, activity: 'content_share' }))
    expect(judged(part, story, NOON + 2 * MIN).kind).toBe('allowed')
    const invited = having(award(NOON, { base: 2_000, activity: 'subscription_purchase' }))
    expect(judged(invited, click, NOON + 2 * MIN).kind).toBe('allowed')
  })

  test('[ABUSE-3] 10,000 points are the most that 24 hours earn', () => {
    const part = having(award(NOON, { base: 1, amount: 9_990 }))
    expect(judged(part, { ...click, amount: 10 }, NOON + 2 * HOUR).kind).toBe('allowed')
    expect(judged(part, { ...click, amount: 11 }, NOON + 2 * HOUR)).toMatchObject({
      kind: 'withheld',
      retryAt: NOON + 24 * HOUR,
    })
    expect(judged(part, { ...click, amount: 11 }, NOON + 24 * HOUR).kind).toBe('allowed')
  })

  test.each([
    ['trivia_completed', 20, HOUR],
    ['chapter_completed', 10, HOUR],
    ['decision_made', 50, HOUR],
    ['friend_invite', 5, 24 * HOUR],
    ['subscription_purchase', 10, 24 * HOUR],
    ['story_completed', 1, MIN],
  ] as const)('[ABUSE-4] %s earns %i times in its window', (activity, count, windowMs) => {
    const step = Math.floor(windowMs / (count + 1))
    const one: Earning = { activity, facts: {}, base: 1, amount: 1 }
    const many = Array.from({ length: count }, (_, index) =>
      award(NOON + index * step, { activity, amount: 1, base: 1 }),
    )
    expect(judged(having(...many.slice(1)), one, NOON + count * step).kind).toBe('allowed')
    expect(judged(having(...many), one, NOON + count * step)).toMatchObject({
      kind: 'withheld',
      retryAt: NOON + windowMs,
    })
  })

  test('[ABUSE-5] a chapter that is told to end within a minute of a decision in it was not read', () => {
    const facts = { storyId: 's', chapterId: 'c' }
    const part = having(award(NOON, { activity: 'decision_made', context: '|s|c|' }))
    const chapter: Earning = { activity: 'chapter_completed', facts, base: 150, amount: 152 }
    expect(judged(part, chapter, NOON + 59 * S)).toMatchObject({ violation: 'suspicious_pattern' })
    expect(judged(part, chapter, NOON + 60 * S).kind).toBe('allowed')
    // What the station saw itself needs no such check.
    expect(judged(part, { ...chapter, facts: { ...facts, decision: 'fire' } }, NOON).kind).toBe('allowed')
  })
})

describe('what is looked at', () => {
  const suspicious = (part: AbusePart, earning: Earning, now: number) => {
    const verdict = judged(part, earning, now)
    return verdict.kind === 'allowed' && verdict.suspicious
  }

  test('[ABUSE-6] five within half a minute, and not four', () => {
    const four = having(...[0, 1, 2, 3].map((index) => award(NOON + index * S)))
    expect(suspicious(four, click, NOON + 29 * S)).toBe(true)
    expect(suspicious(four, click, NOON + 30 * S)).toBe(false)
  })

  test('[ABUSE-6] five alike within an hour; what says nothing of itself is never alike', () => {
    const shared = { activity: 'content_share', context: 's1|||bob' }
    const four = having(...[0, 1, 2, 3].map((index) => award(NOON + index * MIN, shared)))
    const fifth: Earning = {
      activity: 'content_share',
      facts: { signalId: 's1' as never, friendId: 'bob' as never },
      base: 25,
      amount: 27,
    }
    expect(suspicious(four, fifth, NOON + 10 * MIN)).toBe(true)
    expect(suspicious(four, { ...fifth, facts: { signalId: 's2' as never } }, NOON + 10 * MIN)).toBe(false)
    const clicks = having(...[0, 1, 2, 3, 4, 5].map((index) => award(NOON + index * MIN)))
    expect(suspicious(clicks, click, NOON + 10 * MIN)).toBe(false)
  })

  test('[ABUSE-6] more than 5,000 in 24 hours', () => {
    const part = having(award(NOON, { amount: 4_993 }))
    expect(suspicious(part, click, NOON + HOUR)).toBe(false)
    expect(suspicious(part, { ...click, amount: 8 }, NOON + HOUR)).toBe(true)
  })
})

describe('penalties', () => {
  const penalty = (part: AbusePart, now: number) => penaltyAt(part, DEFAULT_ABUSE_POLICY, now)

  test('[ABUSE-7] the third violation of a day pauses points for an hour, in which nothing counts', () => {
    expect(penalty(violated(NOON, NOON + MIN), NOON + 2 * MIN)).toBeNull()
    const three = violated(NOON, NOON + MIN, NOON + 2 * MIN)
    expect(penalty(three, NOON + 3 * MIN)).toEqual({ kind: 'pause', until: NOON + 2 * MIN + HOUR })
    expect(judged(three, click, NOON + 3 * MIN)).toMatchObject({ kind: 'withheld', counted: false })
    expect(judged(three, click, NOON + 2 * MIN + HOUR)).toMatchObject({ kind: 'allowed', halved: false })
  })

  test('[ABUSE-7] the fifth halves them for a day, and does not stop them', () => {
    const five = violated(...[0, 1, 2, 3, 4].map((index) => NOON + index * HOUR))
    expect(penalty(five, NOON + 5 * HOUR)).toEqual({ kind: 'half', until: NOON + 28 * HOUR })
    expect(judged(five, click, NOON + 5 * HOUR)).toMatchObject({ kind: 'allowed', halved: true })
    expect(penalty(five, NOON + 28 * HOUR - 1)).toEqual({ kind: 'half', until: NOON + 28 * HOUR })
    expect(penalty(five, NOON + 28 * HOUR)).toBeNull()
  })
})
