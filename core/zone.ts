import type { ChangeZone } from './command.ts'
import type { Context } from './context.ts'
import type { DomainEvent } from './event.ts'
import type { UserId } from './kernel/ids.ts'
import { accept, type Result, reject } from './kernel/result.ts'
import { HOUR_MS, knownZone, type TimestampMs } from './kernel/time.ts'
import type { Rejection } from './rejection.ts'

/** Whoever goes round the world changes zones less often; a day of a zone is never lived twice by changing it. */
export const ZONE_CHANGE_EVERY_MS = 24 * HOUR_MS

/** A person's days begin at another midnight from now on. */
export interface ZoneChanged {
  readonly kind: 'zone_changed'
  readonly userId: UserId
  readonly zone: string
  readonly previous: string
}

/** What a change of zone depends on; null for an unknown user. */
export interface ZoneView {
  readonly zone: string
  /** When it was changed last; null where it never was. */
  readonly changedAt: TimestampMs | null
}

/**
 * Decides whether somebody's days follow another zone from now on. The zone he is in already changes nothing.
 *
 * Refuses an unknown user, a zone this build does not know, and a second change within 24 hours. What he has done keeps
 * the days it was counted on.
 *
 * Rules USER-5 and USER-6. Source: decision 27.
 */
export function decideChangeZone(
  { userId, zone }: ChangeZone,
  view: ZoneView | null,
  { now }: Pick<Context, 'now'>,
): Result<readonly DomainEvent[], Rejection> {
  if (view === null) return reject({ code: 'user_not_found' })
  if (!knownZone(zone)) return reject({ code: 'bad_zone' })
  if (zone === view.zone) return accept([])
  const waitMs = view.changedAt === null ? 0 : view.changedAt + ZONE_CHANGE_EVERY_MS - now
  if (waitMs > 0) return reject({ code: 'zone_changed_recently', waitMs })
  return accept([{ kind: 'zone_changed', userId, zone, previous: view.zone }])
}
