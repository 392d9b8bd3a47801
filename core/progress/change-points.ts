import type { ChangePoints, ResetAbuse, SetVip } from '#core/command.ts'
import { accept, type Result, reject } from '#core/kernel/result.ts'
import { dayIn } from '#core/kernel/time.ts'
import type { Rejection } from '#core/rejection.ts'
import { judge } from './abuse.ts'
import type { ProgressContext } from './engine.ts'
import { amountOf, calculate, credited } from './points.ts'
import type { PointsAwarded, PointsDeducted } from './points-event.ts'
import type { Progress } from './progress.ts'
import type { ProgressEvent } from './progress-event.ts'

/** What a change of points depends on. */
export interface ChangeView {
  readonly progress: Progress | null
  /** The same change was made before. */
  readonly done: boolean
}

const HALF = 2

/**
 * Decides whether points come or go by somebody's word: an award (multiplied and judged as any), a deduction, something
 * bought, given back or set right.
 *
 * Refuses in this order: unknown user, more than there is (unless an operator lets a balance fall below zero), a rule
 * against abuse. The same change told twice is made once. XP and lifetime never fall.
 *
 * Source: seed Diana 2.6. Rules POINTS-7 to POINTS-10.
 */
export function decideChangePoints(
  command: ChangePoints,
  { progress, done }: ChangeView,
  context: ProgressContext,
): Result<readonly ProgressEvent[], Rejection> {
  if (progress === null) return reject({ code: 'user_not_found' })
  if (done) return accept([])
  switch (command.change) {
    case 'award':
      return awardByWord(command, progress, context)
    case 'refund':
      return accept([cameIn(command, progress, context)])
    case 'adjust':
      return command.amount > 0
        ? accept([cameIn(command, progress, context)])
        : takeAway(command, progress, 'admin_adjustment')
    case 'deduct':
      return takeAway(command, progress, 'penalty')
    case 'spend':
      return takeAway(command, progress, 'spent')
  }
}

/** Changes a membership; the same one again changes nothing. Rule POINTS-11. */
export function decideSetVip(
  { userId, vip, by }: SetVip,
  progress: Progress | null,
): Result<readonly ProgressEvent[], Rejection> {
  if (progress === null) return reject({ code: 'user_not_found' })
  return accept(progress.points.vip === vip ? [] : [{ kind: 'vip_changed', userId, vip, by }])
}

/** Forgives what the rules against abuse remember. Rule ABUSE-9. */
export function decideResetAbuse(
  { userId, by }: ResetAbuse,
  progress: Progress | null,
): Result<readonly ProgressEvent[], Rejection> {
  if (progress === null) return reject({ code: 'user_not_found' })
  return accept([{ kind: 'abuse_reset', userId, by }])
}

function awardByWord(
  command: ChangePoints,
  { points, zone }: Progress,
  { now, policy }: ProgressContext,
): Result<readonly PointsAwarded[], Rejection> {
  const calculation = calculate(
    {
      base: command.amount,
      bonus: command.bonus,
      callHundredths: command.callHundredths,
      vipHundredths: policy.vipHundredths[points.vip],
      streakHundredths: 100,
      level: points.totals.level,
    },
    policy,
  )
  const full = amountOf(calculation)
  const earning = { activity: command.action, facts: {}, base: command.amount, amount: full }
  const verdict = judge(points.abuse, earning, policy.abuse, now)
  if (verdict.kind === 'withheld')
    return reject({
      code: 'anti_abuse',
      violation: verdict.violation,
      retryAt: verdict.retryAt,
      waitMs: verdict.retryAt - now,
    })
  const amount = verdict.halved ? Math.floor(full / HALF) : full
  const credit = { amount, xpGained: amount, earned: amount, day: dayIn(zone, now) }
  return accept([
    {
      kind: 'points_awarded',
      userId: command.userId,
      type: 'earned',
      action: command.action,
      sourceId: command.eventId,
      amount,
      xpGained: amount,
      calculation,
      before: points.totals,
      totals: credited(points.totals, credit),
      suspicious: verdict.suspicious,
      context: '',
      cause: null,
      reason: command.reason,
      by: command.by,
    },
  ])
}

/** Given back or set right: the amount as it is. It was earned before or never, so it brings no XP. */
function cameIn(command: ChangePoints, { points }: Progress, _context: ProgressContext): PointsAwarded {
  const { totals } = points
  return {
    kind: 'points_awarded',
    userId: command.userId,
    type: command.change === 'refund' ? 'refund' : 'admin_adjustment',
    action: command.action,
    sourceId: command.eventId,
    amount: command.amount,
    xpGained: 0,
    calculation: null,
    before: totals,
    totals: { ...totals, balance: totals.balance + command.amount, transactions: totals.transactions + 1 },
    suspicious: false,
    context: null,
    cause: null,
    reason: command.reason,
    by: command.by,
  }
}

function takeAway(
  command: ChangePoints,
  { points }: Progress,
  type: PointsDeducted['type'],
): Result<readonly PointsDeducted[], Rejection> {
  const { totals } = points
  const amount = Math.abs(command.amount)
  if (totals.balance < amount && !command.mayFallBelowZero)
    return reject({ code: 'insufficient_points', balance: totals.balance })
  return accept([
    {
      kind: 'points_deducted',
      userId: command.userId,
      type,
      action: command.action,
      sourceId: command.eventId,
      amount,
      before: totals,
      totals: { ...totals, balance: totals.balance - amount, transactions: totals.transactions + 1 },
      reason: command.reason ?? '',
      by: command.by,
    },
  ])
}
