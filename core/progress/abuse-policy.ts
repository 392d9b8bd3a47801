import { HOUR_MS, MINUTE_MS, SECOND_MS } from '#core/kernel/time.ts'
import type { Activity } from './deed.ts'

const DAY_MS = 24 * HOUR_MS

/** So many of one activity in a sliding window earn points. */
export interface ActionLimit {
  readonly count: number
  readonly windowMs: number
}

/** The numbers of abuse protection. Source: seed Diana 2.5 with its proposed values. */
export interface AbusePolicy {
  /** So many of one activity earn points on one of the trader's own days. What comes on top counts and is nothing wrong. */
  readonly dayAllowances: ReadonlyMap<Activity, number>
  readonly actionLimits: ReadonlyMap<Activity, ActionLimit>
  /** Activities of all kinds that earn points in any minute. */
  readonly perMinuteMax: number
  /** Base points of a clock hour. */
  readonly hourBaseMax: number
  /** Activities that the hour does not count: each is rare and large. */
  readonly hourExempt: ReadonlySet<Activity>
  /** Earned in the last 24 hours: above the first it is looked at, above the second no more is earned. */
  readonly dayFlaggedOver: number
  readonly dayEarnedMax: number
  /** So many activities within so short a time are looked at. */
  readonly rapidCount: number
  readonly rapidMs: number
  /** So many alike within an hour are looked at. */
  readonly alikeCount: number
  readonly alikeMs: number
  /** A chapter that ends so soon after a decision in it was not read. */
  readonly chapterMsMin: number
  /** Violations of a day from which points pause for an hour, and from which they are halved for a day. */
  readonly violationsToPause: number
  readonly pauseMs: number
  readonly violationsToHalve: number
  readonly halveMs: number
  /** Violations and marks are forgotten after so long. */
  readonly memoryMs: number
  /** Busy in so many of the last hours is looked at; null where nobody looks: a shift at a desk is as long. */
  readonly busyHours: { readonly of: number; readonly share: number } | null
}

/**
 * What one day's work is. The seeds limit the pace, not the day; without these, whoever clicks, claims or passes on
 * everything earns twice what others do (docs/economy.md). What a service knows by itself has no need of one.
 */
const DAY_ALLOWANCES = new Map<Activity, number>([
  ['session_start', 1],
  ['session_long', 1],
  ['button_click', 1],
  ['menu_navigation', 1],
  ['feature_usage', 1],
  ['content_share', 1],
  ['friend_helped', 1],
  ['briefing_opened', 2],
  ['plan_saved', 2],
  ['decision_made', 2],
  ['chapter_completed', 2],
  ['outcome_reviewed', 2],
])

export const DEFAULT_ABUSE_POLICY: AbusePolicy = {
  dayAllowances: DAY_ALLOWANCES,
  actionLimits: new Map<Activity, ActionLimit>([
    ['session_start', { count: 10, windowMs: HOUR_MS }],
    ['session_long', { count: 10, windowMs: HOUR_MS }],
    ['trivia_completed', { count: 20, windowMs: HOUR_MS }],
    ['chapter_completed', { count: 10, windowMs: HOUR_MS }],
    ['decision_made', { count: 50, windowMs: HOUR_MS }],
    ['content_share', { count: 50, windowMs: HOUR_MS }],
    ['friend_invite', { count: 5, windowMs: DAY_MS }],
    ['friend_helped', { count: 5, windowMs: DAY_MS }],
    ['subscription_purchase', { count: 10, windowMs: DAY_MS }],
    ['story_completed', { count: 1, windowMs: MINUTE_MS }],
  ]),
  perMinuteMax: 10,
  hourBaseMax: 1_000,
  hourExempt: new Set<Activity>(['friend_invite', 'subscription_purchase', 'story_completed']),
  dayFlaggedOver: 5_000,
  dayEarnedMax: 10_000,
  rapidCount: 5,
  rapidMs: 30 * SECOND_MS,
  alikeCount: 5,
  alikeMs: HOUR_MS,
  chapterMsMin: MINUTE_MS,
  violationsToPause: 3,
  pauseMs: HOUR_MS,
  violationsToHalve: 5,
  halveMs: DAY_MS,
  memoryMs: DAY_MS,
  busyHours: null,
}
