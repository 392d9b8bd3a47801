import type { UseFreeze } from '#core/command.ts'
import { accept, type Result, reject } from '#core/kernel/result.ts'
import type { ProgressContext } from './engine.ts'
import type { Progress } from './progress.ts'
import type { FreezeAccount, StreakFrozen, StreakRecord, StreakType } from './streak-event.ts'
import { coveredBy, type Moment, momentIn, phaseOf, windowsOf } from './streak-windows.ts'
import type { StreaksPart } from './streaks.ts'

/** Freezes a member may use in a calendar month of his zone, over all streaks. Source: seed Diana. */
export const FREEZES_PER_MONTH = 3
/** A streak shorter than this is not worth one. Source: seed Diana. */
export const FREEZE_COUNT_MIN = 7
/** So many days of login in a row earn a member one freeze more. */
export const FREEZE_EARNED_EVERY_DAYS = 30
/** Earned freezes that can be kept for later. */
export const FREEZES_EARNED_MAX = 3

/** Why a freeze cannot be used, in the order in which it is checked. */
export const FREEZE_REASONS = [
  'members_only',
  'no_streak',
  'streak_lost',
  'none_left',
  'streak_too_short',
  'already_frozen',
] as const
export type FreezeReason = (typeof FREEZE_REASONS)[number]

export type FreezeRejection =
  | { readonly code: 'user_not_found' }
  | { readonly code: 'freeze_unavailable'; readonly reason: FreezeReason }

/**
 * Decides whether a freeze may be used on a streak, from the day that counted last to the end of the hold.
 *
 * The month's allowance pays before an earned freeze, because it lapses. One freeze at a time: what counts next for the
 * streak ends it, needed or not.
 *
 * Source: seed Diana, freezes. Rules STREAK-8, STREAK-9.
 */
export function decideFreeze(
  { streak }: UseFreeze,
  progress: Progress | null,
  { now }: ProgressContext,
): Result<readonly [StreakFrozen], FreezeRejection> {
  if (progress === null) return reject({ code: 'user_not_found' })
  const moment = momentIn(progress.zone, now)
  const record = progress.streaks.records[streak]
  if (record === undefined || progress.points.vip === 'none') {
    const reason = progress.points.vip === 'none' ? 'members_only' : 'no_streak'
    return reject({ code: 'freeze_unavailable', reason })
  }
  const reason = whyNot(record, progress, moment)
  if (reason !== null) return reject({ code: 'freeze_unavailable', reason })

  const account = accountIn(progress.streaks.freezes, moment)
  const paidBy = account.used < FREEZES_PER_MONTH ? 'month' : 'earned'
  const freezes: FreezeAccount =
    paidBy === 'month' ? { ...account, used: account.used + 1 } : { ...account, earned: account.earned - 1 }
  const { from, until } = coveredBy(record, progress.zone)
  const freeze = { usedAt: now, coversFrom: from, coversUntil: until }
  const frozenUntil = windowsOf({ ...record, freeze }, progress.zone).lostAt
  const { userId } = progress
  const remaining = leftOf(freezes)
  return accept([{ kind: 'streak_frozen', userId, streak, freeze, frozenUntil, paidBy, freezes, remaining }])
}

/** Whether a freeze may be used on a streak now. */
export function canFreeze(record: StreakRecord, progress: Progress, moment: Moment): boolean {
  return progress.points.vip !== 'none' && whyNot(record, progress, moment) === null
}

function whyNot(record: StreakRecord, { streaks }: Progress, moment: Moment): FreezeReason | null {
  if (phaseOf(record, moment) === 'lost') return 'streak_lost'
  if (freezesLeft(streaks, moment) === 0) return 'none_left'
  if (record.count < FREEZE_COUNT_MIN) return 'streak_too_short'
  return record.freeze === null ? null : 'already_frozen'
}

/** What a member can still use this month: the rest of the allowance, and what he has earned. */
export function freezesLeft({ freezes }: StreaksPart, moment: Moment): number {
  return leftOf(accountIn(freezes, moment))
}

function leftOf({ used, earned }: FreezeAccount): number {
  return FREEZES_PER_MONTH - used + earned
}

/**
 * The account as of the month of a moment: a new month has its allowance whole.
 *
 * A month does not come back: neither a clock set back nor a flight to where it is still yesterday brings a second
 * allowance. Rule STREAK-8.
 */
export function accountIn(freezes: FreezeAccount, { day }: Moment): FreezeAccount {
  const month = day.slice(0, 'yyyy-mm'.length)
  return month > freezes.month ? { ...freezes, month, used: 0 } : freezes
}

/** The freezes after something counted: each thirtieth day of login in a row earns a member one, up to a limit. */
export function freezesAfter(
  { streaks, points }: Progress,
  { type, grew, count }: { readonly type: StreakType; readonly grew: boolean; readonly count: number },
): FreezeAccount {
  const { freezes } = streaks
  const earns =
    grew && type === 'daily_login' && points.vip !== 'none' && count % FREEZE_EARNED_EVERY_DAYS === 0
  if (!earns || freezes.earned >= FREEZES_EARNED_MAX) return freezes
  return { ...freezes, earned: freezes.earned + 1 }
}
