import type { Context } from '#core/context.ts'
import type { DomainEvent } from '#core/event.ts'
import { accept, type Result, reject } from '#core/kernel/result.ts'
import { DAY_MS, SECOND_MS, type TimestampMs } from '#core/kernel/time.ts'
import type { Rejection } from '#core/rejection.ts'
import type { RefreshSession } from './command.ts'
import type { DeviceSheet } from './devices.ts'

/** A device that has not come by for so long is to be paired anew. */
export const SESSION_IDLE_MS_MAX = 7 * DAY_MS
/** An answer may get lost on its way: for so long the token before is answered as it was. */
export const REFRESH_REPEAT_MS_MAX = 10 * SECOND_MS

/** A device with what its refresh tokens are recognised by. */
export interface SessionSheet {
  readonly device: DeviceSheet
  readonly currentHash: string
  /** The one that was given for the current one; null before the first exchange. */
  readonly previousHash: string | null
  /** When the current one was made, and for whom. */
  readonly rotatedAt: TimestampMs
  readonly rotatedFrom: string
  /** The one before was answered a second time. */
  readonly repeated: boolean
}

/**
 * Exchanges a refresh token for the next.
 *
 * One that was exchanged before is in two hands, of which one is a thief's, and nobody can tell which: the device is
 * ended. But an answer can get lost, and then an honest device has nothing but the token before. So that one is answered
 * once more, with the very token that it was exchanged for: within seconds, to the same browser at the same address. A
 * thief who is that quick and that close holds what the device holds, and the next exchange of either gives him away.
 * Asked a third time in those seconds (tabs of one browser) it opens nothing and ends nothing.
 *
 * That it was exchanged, and for what, is no event: it happens every quarter of an hour and says nothing of anybody.
 *
 * Rules SESS-1 to SESS-5.
 */
export function decideRefreshSession(
  { deviceId, presentedHash, nextHash, genuine, from, servingSince }: RefreshSession,
  session: SessionSheet | null,
  { now }: Context,
): Result<readonly DomainEvent[], Rejection> {
  if (session === null || !isOpen(session, now)) return reject({ code: 'session_ended' })
  if (presentedHash === session.currentHash) return accept([])
  if (!genuine) return reject({ code: 'session_ended' })
  const sinceMs = now - Math.max(session.rotatedAt, servingSince)
  const mayBeLost =
    presentedHash === session.previousHash &&
    nextHash === session.currentHash &&
    from === session.rotatedFrom &&
    sinceMs <= REFRESH_REPEAT_MS_MAX
  if (mayBeLost) return session.repeated ? reject({ code: 'refresh_repeated' }) : accept([])
  return accept([{ kind: 'device_ended', deviceId, reason: 'token_reused', by: null }])
}

/** Whether a session can still be refreshed. */
export function isOpen(
  { device, rotatedAt }: Pick<SessionSheet, 'device' | 'rotatedAt'>,
  now: TimestampMs,
): boolean {
  return !device.revoked && now < device.endsAt && now - rotatedAt < SESSION_IDLE_MS_MAX
}
