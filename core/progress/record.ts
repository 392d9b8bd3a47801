import type { RecordActivity } from '#core/command.ts'
import { accept, type Result, reject } from '#core/kernel/result.ts'
import type { MarketTimeMs } from '#core/kernel/time.ts'
import type { Rejection } from '#core/rejection.ts'
import type { SignalSheet } from '#core/sheets.ts'
import { windowOpen } from '#core/signals/fire.ts'
import { DRIFT_PART, REGIME_PART } from '#core/signals/fusion/engine/admission.ts'
import type { Signal } from '#core/signals/signal.ts'
import { recordDeed } from './activity.ts'
import { cascade } from './cascade.ts'
import type { Deed } from './deed.ts'
import type { Engine, ProgressContext } from './engine.ts'
import { deedOf } from './intake.ts'
import type { Progress } from './progress.ts'
import type { ProgressEvent } from './progress-event.ts'

/** Somebody at the desk, as he stands to the one who tells of him. */
export interface Mate {
  readonly friend: boolean
  /** He came to the desk after him. */
  readonly later: boolean
}

/** What an activity depends on. */
export interface ActivityView {
  readonly progress: Progress | null
  /** The signal it speaks of; null where it names none or an unknown one. */
  readonly sheet: SignalSheet | null
  /** What the trader decided of it; null where he has not. */
  readonly decision: 'fire' | 'pass' | null
  readonly marketAt: MarketTimeMs
  /** The one it speaks of; null where it names nobody who is at the desk. */
  readonly mate: Mate | null
  /** Whether the deed was recorded before. */
  readonly done: (deed: Deed) => boolean
  readonly engines: readonly Engine[]
}

/**
 * Decides what an activity changes: nothing where it was recorded before, else its event and all that follows.
 *
 * Refuses in this order: unknown user, unknown signal, a plan for a signal that is decided or closed, a review of one
 * that has not settled, a friend's decision by somebody who is none; who was brought or helped and is nobody at the desk,
 * oneself, or was here before.
 *
 * Rules ACT-1 to ACT-5, ACT-8.
 */
export function decideRecordActivity(
  command: RecordActivity,
  view: ActivityView,
  context: ProgressContext,
): Result<readonly ProgressEvent[], Rejection> {
  const { progress, sheet } = view
  if (progress === null) return reject({ code: 'user_not_found' })
  const trouble = troubleOf(command, view)
  if (trouble !== null) return reject(trouble)

  const analyst = sheet === null ? null : leadingSource(sheet.signal)
  const details = analyst === null ? command.details : { ...command.details, analyst }
  const told = deedOf(
    { ...command, details },
    { zone: progress.zone, now: context.now, symbol: sheet?.signal.symbol ?? null },
  )
  const deed = withEnd(told, view)
  return accept(view.done(deed) ? [] : followDeeds([deed], progress, view.engines, context).events)
}

/** Why an activity cannot be what it is told to be, or null. */
function troubleOf(command: RecordActivity, view: ActivityView): Rejection | null {
  const { activity, details } = command
  const { sheet } = view
  if (details.signalId !== undefined && sheet === null) return { code: 'signal_not_found' }
  const social = troubleOfMate(command, view)
  if (social !== null) return social
  if (sheet === null) return null
  if (activity === 'plan_saved' && (view.decision !== null || !windowOpen(sheet, view.marketAt)))
    return { code: 'signal_expired' }
  if (activity === 'outcome_reviewed' && sheet.outcome === null) return { code: 'not_settled' }
  return null
}

/** Why the one it speaks of cannot be who he is told to be, or null. A service believes what it is told; the desk looks. */
function troubleOfMate(
  { userId, activity, details }: RecordActivity,
  { mate }: ActivityView,
): Rejection | null {
  if (activity === 'friend_decided' && mate?.friend !== true) return { code: 'not_friends' }
  if (activity !== 'friend_invite' && activity !== 'friend_helped') return null
  if (details.friendId === userId) return { code: 'friend_oneself' }
  if (mate === null) return { code: 'user_not_found' }
  return activity === 'friend_invite' && !mate.later ? { code: 'here_before' } : null
}

/** A review knows how the signal ended, and what the trader had decided of it. */
function withEnd(deed: Deed, { sheet, decision }: ActivityView): Deed {
  if (deed.activity !== 'outcome_reviewed') return deed
  const ended = sheet?.outcome ? { outcome: sheet.outcome } : {}
  return { ...deed, facts: { ...deed.facts, ...ended, ...(decision === null ? {} : { decision }) } }
}

/** Records deeds that are new, one after another, with all that follows from each. */
export function followDeeds(
  deeds: readonly Deed[],
  start: Progress,
  engines: readonly Engine[],
  context: ProgressContext,
): { readonly events: readonly ProgressEvent[]; readonly progress: Progress } {
  const events: ProgressEvent[] = []
  let progress = start
  for (const deed of deeds) {
    const followed = cascade([recordDeed(deed, progress, context)], progress, engines, context)
    events.push(...followed.events)
    progress = followed.progress
  }
  return { events, progress }
}

/** The source with the largest part in a signal's probability; null where no source has one. Regime and drift are none. */
export function leadingSource({ assessment, source, evidence }: Signal): string | null {
  const parts = Object.entries(assessment.parts).filter(
    ([part]) => part !== REGIME_PART && part !== DRIFT_PART,
  )
  if (parts.length === 0) return evidence === null ? source : null
  return parts.reduce((best, part) => (Math.abs(part[1]) > Math.abs(best[1]) ? part : best))[0]
}
