import { HOUR_MS, MINUTE_MS, type TimestampMs } from '#core/kernel/time.ts'
import type { AbusePolicy } from './abuse-policy.ts'
import type { Activity, Facts } from './deed.ts'
import type { Violation } from './points-event.ts'

/** Earned awards kept, newest last. What is withheld beyond the day's cap keeps a day from ever holding more. */
export const AWARDS_KEPT_MAX = 2_048
/** Violations kept, newest last. */
export const VIOLATIONS_KEPT_MAX = 64

/** An award of the last day, as the rules look at it. */
export interface EarnedAward {
  readonly at: TimestampMs
  readonly activity: string
  readonly base: number
  readonly amount: number
  /** What tells one doing from another of the same kind. */
  readonly context: string
  readonly suspicious: boolean
}

/** The abuse rules' part of a trader. It follows from his points record, so a restart forgets nothing. */
export interface AbusePart {
  readonly awards: readonly EarnedAward[]
  readonly violations: readonly TimestampMs[]
}

export const NO_ABUSE: AbusePart = { awards: [], violations: [] }

/** What is about to be earned. */
export interface Earning {
  /** An activity, or the word of whoever awards. */
  readonly activity: string
  readonly facts: Facts
  readonly base: number
  readonly amount: number
}

/** What the rules say of an award. */
export type Verdict =
  | { readonly kind: 'allowed'; readonly halved: boolean; readonly suspicious: boolean }
  | {
      readonly kind: 'withheld'
      readonly violation: Violation
      readonly retryAt: TimestampMs
      /** A rule was broken; while points pause anyhow, nothing is. */
      readonly counted: boolean
    }

/**
 * Judges an award in this order: a pause that runs, the limit of the activity, the minute, the hour, the day; then what
 * only has to be looked at.
 *
 * Looks at awards only, so what was withheld uses up nothing.
 *
 * Source: seed Diana 2.5. Rules ABUSE-1 to ABUSE-9.
 */
export function judge(part: AbusePart, earning: Earning, policy: AbusePolicy, now: TimestampMs): Verdict {
  const penalty = penaltyAt(part, policy, now)
  if (penalty?.kind === 'pause')
    return { kind: 'withheld', violation: 'gaming_behavior', retryAt: penalty.until, counted: false }
  const broken =
    actionLimit(part, earning, policy, now) ??
    minuteLimit(part, policy, now) ??
    hourLimit(part, earning, policy, now) ??
    dayLimit(part, earning, policy, now) ??
    unreadChapter(part, earning, policy, now)
  if (broken !== null) return { kind: 'withheld', ...broken, counted: true }
  return {
    kind: 'allowed',
    halved: penalty?.kind === 'half',
    suspicious: looksOdd(part, earning, policy, now),
  }
}

/** A pause of all points, or a time at half of them. */
export interface Penalty {
  readonly kind: 'pause' | 'half'
  readonly until: TimestampMs
}

/**
 * The penalty that runs at an instant. It hangs on the newest violation and on how many there were in the day before
 * it, so that what was said of its end stays true. Rule ABUSE-7.
 */
export function penaltyAt({ violations }: AbusePart, policy: AbusePolicy, now: TimestampMs): Penalty | null {
  const last = violations.at(-1)
  if (last === undefined) return null
  const count = violations.filter((at) => last - at < policy.memoryMs).length
  const until = (ms: number) => (now - last < ms ? last + ms : null)
  if (count >= policy.violationsToHalve) return penaltyUntil('half', until(policy.halveMs))
  return count >= policy.violationsToPause ? penaltyUntil('pause', until(policy.pauseMs)) : null
}

function penaltyUntil(kind: Penalty['kind'], until: TimestampMs | null): Penalty | null {
  return until === null ? null : { kind, until }
}

type Broken = { readonly violation: Violation; readonly retryAt: TimestampMs }

function actionLimit(
  { awards }: AbusePart,
  { activity }: Earning,
  policy: AbusePolicy,
  now: TimestampMs,
): Broken | null {
  const limit = policy.actionLimits.get(activity as Activity)
  if (limit === undefined) return null
  const within = awards.filter((award) => award.activity === activity && now - award.at < limit.windowMs)
  return overLimit(within, limit.count, limit.windowMs)
}

function minuteLimit({ awards }: AbusePart, policy: AbusePolicy, now: TimestampMs): Broken | null {
  const within = awards.filter((award) => now - award.at < MINUTE_MS)
  return overLimit(within, policy.perMinuteMax, MINUTE_MS)
}

/** The next is let through when the one that fills the window leaves it. */
function overLimit(within: readonly EarnedAward[], max: number, windowMs: number): Broken | null {
  const filling = within[within.length - max]
  return filling === undefined ? null : { violation: 'rate_limit_exceeded', retryAt: filling.at + windowMs }
}

function hourLimit(
  { awards }: AbusePart,
  { activity, base }: Earning,
  policy: AbusePolicy,
  now: TimestampMs,
): Broken | null {
  if (policy.hourExempt.has(activity as Activity)) return null
  const hour = Math.floor(now / HOUR_MS) * HOUR_MS
  const sum = awards
    .filter((award) => award.at >= hour && !policy.hourExempt.has(award.activity as Activity))
    .reduce((total, award) => total + award.base, 0)
  return sum + base > policy.hourBaseMax
    ? { violation: 'rate_limit_exceeded', retryAt: hour + HOUR_MS }
    : null
}

function dayLimit(
  { awards }: AbusePart,
  { amount }: Earning,
  policy: AbusePolicy,
  now: TimestampMs,
): Broken | null {
  let over = earnedOfDay(awards, policy, now) + amount - policy.dayEarnedMax
  if (over <= 0) return null
  for (const award of awards) {
    if (now - award.at >= policy.memoryMs) continue
    over -= award.amount
    if (over <= 0) return { violation: 'rate_limit_exceeded', retryAt: award.at + policy.memoryMs }
  }
  return { violation: 'rate_limit_exceeded', retryAt: now + policy.memoryMs }
}

function earnedOfDay(awards: readonly EarnedAward[], policy: AbusePolicy, now: TimestampMs): number {
  return awards
    .filter((award) => now - award.at < policy.memoryMs)
    .reduce((total, award) => total + award.amount, 0)
}

/** What a service tells of a chapter it calls read; what the station saw itself needs no such check. */
function unreadChapter(
  { awards }: AbusePart,
  { activity, facts }: Earning,
  policy: AbusePolicy,
  now: TimestampMs,
): Broken | null {
  if (activity !== 'chapter_completed' || facts.decision !== undefined || facts.chapterId === undefined)
    return null
  const context = contextOf(facts)
  const decision = awards.findLast((award) => award.activity === 'decision_made' && award.context === context)
  return decision !== undefined && now - decision.at < policy.chapterMsMin
    ? { violation: 'suspicious_pattern', retryAt: decision.at + policy.chapterMsMin }
    : null
}

function looksOdd(part: AbusePart, earning: Earning, policy: AbusePolicy, now: TimestampMs): boolean {
  const { awards } = part
  const rapid = awards.filter(({ at }) => now - at < policy.rapidMs).length + 1 >= policy.rapidCount
  const context = contextOf(earning.facts)
  const alike = awards.filter(
    (award) =>
      context !== NO_CONTEXT &&
      award.activity === earning.activity &&
      award.context === context &&
      now - award.at < policy.alikeMs,
  ).length
  const much = earnedOfDay(awards, policy, now) + earning.amount > policy.dayFlaggedOver
  return rapid || much || alike + 1 >= policy.alikeCount || tooBusy(awards, policy, now)
}

function tooBusy(awards: readonly EarnedAward[], { busyHours }: AbusePolicy, now: TimestampMs): boolean {
  if (busyHours === null) return false
  const slots = new Set(
    awards
      .filter(({ at }) => now - at < busyHours.of * HOUR_MS)
      .map(({ at }) => Math.floor((now - at) / HOUR_MS)),
  )
  return slots.size >= Math.ceil(busyHours.share * busyHours.of)
}

/** Of an activity that says nothing about itself: two such cannot be told apart, so they are not called alike. */
const NO_CONTEXT = '|||'

/** What tells one doing from another of the same kind; the clock and the session do not. */
export function contextOf({ signalId, storyId, chapterId, friendId }: Facts): string {
  return [signalId, storyId, chapterId, friendId].map((part) => part ?? '').join('|')
}

/** The part with one more award; what is older than the memory is dropped. */
export function withAward(part: AbusePart, award: EarnedAward, memoryMs: number): AbusePart {
  const kept = part.awards.filter(({ at }) => award.at - at < memoryMs)
  return { ...part, awards: [...kept, award].slice(-AWARDS_KEPT_MAX) }
}

/** The part with one more violation. */
export function withViolation(part: AbusePart, at: TimestampMs, memoryMs: number): AbusePart {
  const kept = part.violations.filter((earlier) => at - earlier < memoryMs)
  return { ...part, violations: [...kept, at].slice(-VIOLATIONS_KEPT_MAX) }
}
