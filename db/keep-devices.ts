import type { DeviceCommand, PairDevice, RefreshSession, SealedCode } from '#core/devices/command.ts'
import type { TimestampMs } from '#core/kernel/time.ts'
import type { Writable } from './open.ts'

/** Keeps what is private of devices: names, places, and the hashes by which sessions and codes are recognised. */
export function keepDevice(db: Writable, command: DeviceCommand, at: TimestampMs): void {
  switch (command.kind) {
    case 'pair_device':
      addSession(db, command, at)
      return
    case 'refresh_session':
      exchange(db, command, at)
      return
    case 'change_device':
      if (command.name === null) return
      db.run('UPDATE device_sessions SET name = ? WHERE device_id = ?', command.name, command.deviceId)
      return
    case 'set_recovery':
      keepCode(db, command.recovery)
      return
    case 'recover_operator':
      db.run(
        'INSERT INTO token_secrets (token_id, secret_hash, label) VALUES (?, ?, ?)',
        command.tokenId,
        command.secretHash,
        command.label,
      )
      keepCode(db, command.recovery)
      return
    case 'end_device':
    case 'change_role':
      return // Nothing of theirs is private.
  }
}

function addSession(db: Writable, { deviceId, name, place, refreshHash }: PairDevice, at: TimestampMs): void {
  db.run(
    `INSERT INTO device_sessions (device_id, name, browser, address, seen_at, current_hash, rotated_at, rotated_from,
       repeated) VALUES (?, ?, ?, ?, ?, ?, ?, '', 0)`,
    deviceId,
    name,
    place.browser,
    place.address,
    at,
    refreshHash,
    at,
  )
}

/**
 * The token that is current gives way to the next; the one before is noted as answered again. Neither matches where the
 * rule ended the device instead.
 *
 * Where the device was seen is written here and nowhere else: this write is made anyway, once in a quarter of an hour.
 */
function exchange(db: Writable, command: RefreshSession, at: TimestampMs): void {
  const { deviceId, presentedHash, nextHash, from, place } = command
  db.run(
    'UPDATE device_sessions SET repeated = 1 WHERE device_id = ? AND previous_hash = ? AND current_hash = ?',
    deviceId,
    presentedHash,
    nextHash,
  )
  db.run(
    `UPDATE device_sessions SET current_hash = ?, previous_hash = ?, rotated_at = ?, rotated_from = ?, repeated = 0,
       browser = ?, address = ?, seen_at = ? WHERE device_id = ? AND current_hash = ?`,
    nextHash,
    presentedHash,
    at,
    from,
    place.browser,
    place.address,
    at,
    deviceId,
    presentedHash,
  )
}

function keepCode(db: Writable, { salt, hash }: SealedCode): void {
  db.run(
    `INSERT INTO recovery (only, salt, hash) VALUES (1, ?, ?)
     ON CONFLICT (only) DO UPDATE SET salt = excluded.salt, hash = excluded.hash`,
    salt,
    hash,
  )
}
