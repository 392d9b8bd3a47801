import type { DeviceEvent } from '#core/devices/events.ts'
import type { TimestampMs } from '#core/kernel/time.ts'
import type { Writable } from '../open.ts'

/** The table of this part that is a copy of the journal, and the key it is compared by. */
export const DEVICE_KEYS = { devices: 'device_id' } as const

/** Copies what is told of devices and roles. */
export function copyDevices(db: Writable, told: DeviceEvent, at: TimestampMs): void {
  switch (told.kind) {
    case 'device_paired':
      db.run(
        'INSERT INTO devices (device_id, user_id, role, paired_at, ends_at, revoked) VALUES (?, ?, ?, ?, ?, 0)',
        told.deviceId,
        told.userId,
        told.role,
        at,
        told.endsAt,
      )
      return
    case 'device_changed':
      db.run('UPDATE devices SET role = ? WHERE device_id = ?', told.role, told.deviceId)
      return
    case 'device_ended':
      db.run('UPDATE devices SET revoked = 1 WHERE device_id = ?', told.deviceId)
      return
    case 'user_role_changed':
      db.run('UPDATE devices SET role = ? WHERE user_id = ? AND revoked = 0', told.role, told.userId)
      db.run(
        "UPDATE tokens SET role = ? WHERE user_id = ? AND revoked = 0 AND role <> 'service'",
        told.role,
        told.userId,
      )
      return
    case 'recovery_set':
      return // The code itself is private; the journal tells when it was made.
  }
}
