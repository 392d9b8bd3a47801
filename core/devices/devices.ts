import type { Role } from '#core/command.ts'
import type { Context } from '#core/context.ts'
import type { DomainEvent } from '#core/event.ts'
import type { DeviceId, TokenId, UserId } from '#core/kernel/ids.ts'
import { accept, type Result, reject } from '#core/kernel/result.ts'
import { DAY_MS, type TimestampMs } from '#core/kernel/time.ts'
import type { Rejection } from '#core/rejection.ts'
import { STATION_OPERATOR } from '#core/stats/erasure.ts'
import type {
  ChangeDevice,
  ChangeRole,
  DeviceRole,
  EndDevice,
  PairDevice,
  RecoverOperator,
} from './command.ts'

/** A session that is older ends, however often it was refreshed. */
export const SESSION_MS_MAX = 30 * DAY_MS
/** Devices of one user at a time. */
export const DEVICES_PER_USER_MAX = 20

/** A device as the rules see it. */
export interface DeviceSheet {
  readonly deviceId: DeviceId
  readonly userId: UserId
  readonly role: DeviceRole
  readonly pairedAt: TimestampMs
  readonly endsAt: TimestampMs
  readonly revoked: boolean
}

type Decision = Result<readonly DomainEvent[], Rejection>

/**
 * Takes a device in for a user.
 *
 * The event carries neither its name nor where it stands: those are private and can be erased.
 *
 * Rule DEV-1.
 */
export function decidePairDevice(
  { deviceId, userId, role, by }: PairDevice,
  { userExists, devices }: { readonly userExists: boolean; readonly devices: number },
  { now }: Context,
): Decision {
  if (!userExists) return reject({ code: 'user_not_found' })
  if (devices >= DEVICES_PER_USER_MAX) return reject({ code: 'too_many_devices' })
  return accept([{ kind: 'device_paired', deviceId, userId, role, endsAt: now + SESSION_MS_MAX, by }])
}

/**
 * Gives a device another role. A name alone is no event: it is private.
 *
 * Rule DEV-4.
 */
export function decideChangeDevice(
  { deviceId, role, by }: ChangeDevice,
  device: DeviceSheet | null,
): Decision {
  if (device === null || device.revoked) return reject({ code: 'device_not_found' })
  if (role === null || role === device.role) return accept([])
  return accept([{ kind: 'device_changed', deviceId, role, by }])
}

/**
 * Ends a device. One that has ended stays so, and nothing is told again.
 *
 * Rule DEV-5.
 */
export function decideEndDevice({ deviceId, reason, by }: EndDevice, device: DeviceSheet | null): Decision {
  if (device === null) return reject({ code: 'device_not_found' })
  return accept(device.revoked ? [] : [{ kind: 'device_ended', deviceId, reason, by }])
}

/**
 * Changes what somebody may do, everywhere at once.
 *
 * Refuses an unknown user, then the station's own operator: whoever holds the data folder must stay one.
 *
 * @param roles  of his live devices and tokens, those of services left out
 *
 * Rule DEV-6.
 */
export function decideChangeRole(
  { userId, role, by }: ChangeRole,
  { exists, roles }: { readonly exists: boolean; readonly roles: readonly Role[] },
): Decision {
  if (!exists) return reject({ code: 'user_not_found' })
  if (userId === STATION_OPERATOR) return reject({ code: 'user_needed' })
  return accept(roles.every((held) => held === role) ? [] : [{ kind: 'user_role_changed', userId, role, by }])
}

/** Whoever may do everything at this moment, and the code that is kept. */
export interface RecoveryView {
  /** Null where there is no code. */
  readonly keptHash: string | null
  readonly tokens: readonly TokenId[]
  readonly devices: readonly DeviceId[]
}

/**
 * Lets the owner of the recovery code in anew, and every operator out: a stranger who held one token may have made
 * himself others.
 *
 * Rule SESS-9.
 */
export function decideRecoverOperator(
  { presentedHash, tokenId }: RecoverOperator,
  { keptHash, tokens, devices }: RecoveryView,
): Decision {
  if (keptHash === null || presentedHash !== keptHash) return reject({ code: 'recovery_refused' })
  return accept([
    ...tokens.map((id): DomainEvent => ({ kind: 'token_revoked', tokenId: id })),
    ...devices.map(
      (deviceId): DomainEvent => ({ kind: 'device_ended', deviceId, reason: 'recovered', by: null }),
    ),
    {
      kind: 'token_created',
      tokenId,
      userId: STATION_OPERATOR,
      role: 'operator',
      expiresAt: null,
      mayActFor: [],
    },
    { kind: 'recovery_set' },
  ])
}
