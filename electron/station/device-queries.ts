import type { SealedCode } from '#core/devices/command.ts'
import type { DeviceSheet } from '#core/devices/devices.ts'
import type { DeviceId, UserId } from '#core/kernel/ids.ts'
import type { Readable } from '#db/open.ts'
import {
  type DeviceLine,
  readDevice,
  readDevices,
  readDevicesOf,
  readRecovery,
  readSession,
} from '#db/stores/devices.ts'

export type { DeviceLine }

/** Paired devices, and whether there is a way back in. */
export interface DeviceQueries {
  /** A device, ended ones too, or null. */
  device(id: DeviceId): DeviceSheet | null
  /** Whether the refresh token with this hash is the one a device holds: neither exchanged yet nor made up. */
  isCurrent(id: DeviceId, refreshHash: string): boolean
  /** Devices that were not ended, newest first; of one user, or of everybody where null is given. */
  list(userId: UserId | null, limit: number): readonly DeviceLine[]
  /** Every device of a user, ended ones too, newest first. */
  all(userId: UserId, limit: number): readonly DeviceLine[]
  /** The recovery code as it is kept; null where there is none. */
  recovery(): SealedCode | null
}

export function deviceSide(db: Readable): DeviceQueries {
  return {
    device: (id) => readDevice(db, id),
    isCurrent: (id, refreshHash) => readSession(db, id)?.currentHash === refreshHash,
    list: (userId, limit) => readDevices(db, userId, limit),
    all: (userId, limit) => readDevicesOf(db, userId, limit),
    recovery: () => readRecovery(db),
  }
}
