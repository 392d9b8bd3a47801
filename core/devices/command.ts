import type { Role } from '#core/command.ts'
import type { DeviceId, TokenId, UserId } from '#core/kernel/ids.ts'
import type { TimestampMs } from '#core/kernel/time.ts'

/** What a service token may be made for. Each endpoint that takes services names one. */
export type Scope =
  | 'read'
  | 'metrics:read'
  | 'signals:write'
  | 'fires:write'
  | 'trades:close'
  | 'points:write'
  | 'users:write'

/** What somebody at a device can be: a service is a program and holds a token of its own. */
export type DeviceRole = Exclude<Role, 'service'>

/** What is seen of a device when it asks. Private: it names a person's things and places. */
export interface DevicePlace {
  /** What the browser calls itself. */
  readonly browser: string
  readonly address: string
}

/** Takes a device in that an operator has approved. */
export interface PairDevice {
  readonly kind: 'pair_device'
  readonly deviceId: DeviceId
  readonly userId: UserId
  readonly role: DeviceRole
  readonly by: UserId
  readonly name: string
  readonly place: DevicePlace
  /** SHA-256 of its first refresh token, hex. */
  readonly refreshHash: string
}

/** A device gives its refresh token for the next one. */
export interface RefreshSession {
  readonly kind: 'refresh_session'
  readonly deviceId: DeviceId
  /** SHA-256 of the token that it gives, and of the one that follows on it; hex. */
  readonly presentedHash: string
  readonly nextHash: string
  /** Whether this station made the token that is given, at whatever time: a made-up one ends nobody's session. */
  readonly genuine: boolean
  /** The same text for the same browser at the same address. */
  readonly from: string
  /** Since when the station answers: while it was off it could lose no answer. */
  readonly servingSince: TimestampMs
  readonly place: DevicePlace
}

/** Gives a device another name or another role. */
export interface ChangeDevice {
  readonly kind: 'change_device'
  readonly deviceId: DeviceId
  readonly name: string | null
  readonly role: DeviceRole | null
  readonly by: UserId
}

/** Takes a device's access away, by an operator or by whoever signs out there. */
export interface EndDevice {
  readonly kind: 'end_device'
  readonly deviceId: DeviceId
  readonly reason: 'revoked' | 'signed_out'
  readonly by: UserId
}

/** Somebody has another role from now on, at each of his devices and with each of his own tokens. */
export interface ChangeRole {
  readonly kind: 'change_role'
  readonly userId: UserId
  readonly role: DeviceRole
  readonly by: UserId
}

/** A recovery code as it is kept. */
export interface SealedCode {
  readonly salt: string
  /** scrypt of the code, hex. */
  readonly hash: string
}

/** Puts another recovery code in the place of the one before. */
export interface SetRecovery {
  readonly kind: 'set_recovery'
  readonly recovery: SealedCode
}

/** Makes a new token for the station's operator, ends every operator's access, and uses the recovery code up. */
export interface RecoverOperator {
  readonly kind: 'recover_operator'
  /** What the code came to that was given. */
  readonly presentedHash: string
  readonly tokenId: TokenId
  readonly label: string
  readonly secretHash: string
  /** The code that counts from now on. */
  readonly recovery: SealedCode
}

/** What can be asked about devices, their sessions, and who may do what. */
export type DeviceCommand =
  | PairDevice
  | RefreshSession
  | ChangeDevice
  | EndDevice
  | ChangeRole
  | SetRecovery
  | RecoverOperator

const KINDS: ReadonlySet<string> = new Set<DeviceCommand['kind']>([
  'pair_device',
  'refresh_session',
  'change_device',
  'end_device',
  'change_role',
  'set_recovery',
  'recover_operator',
])

/** Whether a command is about devices, sessions or roles. */
export function isDeviceCommand(command: { readonly kind: string }): command is DeviceCommand {
  return KINDS.has(command.kind)
}
