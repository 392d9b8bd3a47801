import type { ExtendWindows } from '#core/command.ts'
import type { Context, Policy } from '#core/context.ts'
import type { DomainEvent } from '#core/event.ts'
import { accept, type Result } from '#core/kernel/result.ts'
import type { MarketTimeMs } from '#core/kernel/time.ts'
import type { Rejection } from '#core/rejection.ts'
import type { SignalSheet } from '#core/sheets.ts'
import { windowOpen } from '#core/signals/fire.ts'

/** The signals a change of pace is asked about. */
export interface ExtendView {
  readonly sheets: readonly SignalSheet[]
}

/** Wall time that a window has at least: the promised minute, and what its telling may take. */
export function owedWallMs({ fireWindowWallMsMin, announcementWallMs }: Policy): number {
  return fireWindowWallMsMin + announcementWallMs
}

/**
 * Extends the windows that a change of pace would cut short.
 *
 * The wall time that is left after the change is at least what was left before it, or a whole minute where more was
 * left. So whatever the speeds are, wall time offered and wall time left never add up to less than a minute, and
 * nobody needs to keep count. At full speed, and while the station is down, a window offers nothing: what is still
 * open after it has the whole minute. No window shrinks, and one that is over stays over. The horizon stays where it
 * is: what settles first still ends a window.
 *
 * Source: interface rules of the desk, two clocks. Rules WIN-1 to WIN-4.
 */
export function decideExtendWindows(
  command: ExtendWindows,
  { sheets }: ExtendView,
  { policy }: Context,
): Result<readonly DomainEvent[], Rejection> {
  const events: DomainEvent[] = []
  for (const sheet of sheets) {
    if (!windowOpen(sheet, command.at)) continue
    const { signalId, expiresAt } = sheet.signal
    const end = owedEnd(expiresAt, command, policy)
    if (end > expiresAt)
      events.push({ kind: 'window_extended', signalId, expiresAt: end, at: Math.floor(command.at) })
  }
  return accept(events)
}

function owedEnd(
  expiresAt: MarketTimeMs,
  { at, landsAt, before, after }: ExtendWindows,
  policy: Policy,
): MarketTimeMs {
  // Reckoned there and back again, a millisecond could be gained where nothing changed.
  if (before === after && landsAt === at) return expiresAt
  const leftWallMs = typeof before === 'number' ? (expiresAt - at) / before : Number.POSITIVE_INFINITY
  return Math.ceil(landsAt + Math.min(leftWallMs, owedWallMs(policy)) * after)
}
