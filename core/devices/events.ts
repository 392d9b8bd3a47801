import type { DeviceId, UserId } from '#core/kernel/ids.ts'
import type { TimestampMs } from '#core/kernel/time.ts'
import type { DeviceRole } from './command.ts'

/** A device may ask in somebody's name until `endsAt`, as long as it comes by. */
export interface DevicePaired {
  readonly kind: 'device_paired'
  readonly deviceId: DeviceId
  readonly userId: UserId
  readonly role: DeviceRole
  readonly endsAt: TimestampMs
  readonly by: UserId
}

/** The role of a device from now on. */
export interface DeviceChanged {
  readonly kind: 'device_changed'
  readonly deviceId: DeviceId
  readonly role: DeviceRole
  readonly by: UserId
}

/** A device asks no more. `token_reused`: somebody came with a refresh token that was used before. */
export interface DeviceEnded {
  readonly kind: 'device_ended'
  readonly deviceId: DeviceId
  readonly reason: 'revoked' | 'signed_out' | 'token_reused' | 'recovered'
  /** Null where the station itself ended it. */
  readonly by: UserId | null
}

/** The role of each device and each own token of somebody from now on; tokens of services stay as they are. */
export interface UserRoleChanged {
  readonly kind: 'user_role_changed'
  readonly userId: UserId
  readonly role: DeviceRole
  readonly by: UserId
}

/** There is a new recovery code, and the one before opens nothing. */
export interface RecoverySet {
  readonly kind: 'recovery_set'
}

/** What is told of devices, roles and the way back in. */
export type DeviceEvent = DevicePaired | DeviceChanged | DeviceEnded | UserRoleChanged | RecoverySet

const KINDS: ReadonlySet<string> = new Set<DeviceEvent['kind']>([
  'device_paired',
  'device_changed',
  'device_ended',
  'user_role_changed',
  'recovery_set',
])

/** Whether an event tells of devices, roles or the way back in. */
export function isDeviceEvent(event: { readonly kind: string }): event is DeviceEvent {
  return KINDS.has(event.kind)
}
