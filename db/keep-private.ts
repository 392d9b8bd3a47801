import type { Command } from '#core/command.ts'
import { isDeviceCommand } from '#core/devices/command.ts'
import type { TimestampMs } from '#core/kernel/time.ts'
import { erasePrivate } from './erase.ts'
import { keepDevice } from './keep-devices.ts'
import type { Writable } from './open.ts'

/**
 * Keeps what a command brought that is no fact of the journal: names, notes, hashes of secrets; or removes it.
 *
 * In the same transaction as the events, in tables that can be emptied without touching history.
 */
export function keepPrivate(db: Writable, command: Command, at: TimestampMs): void {
  if (isDeviceCommand(command)) {
    keepDevice(db, command, at)
    return
  }
  switch (command.kind) {
    case 'add_user':
      if (command.name === null) return
      db.run(
        'INSERT INTO trader_names (user_no, name) SELECT user_no, ? FROM traders WHERE user_id = ?',
        command.name,
        command.userId,
      )
      return
    case 'erase_user':
      erasePrivate(db, command.userId)
      return
    case 'create_token':
      db.run(
        'INSERT INTO token_secrets (token_id, secret_hash, label) VALUES (?, ?, ?)',
        command.tokenId,
        command.secretHash,
        command.label,
      )
      return
    case 'pass_signal':
      if (command.note === null) return
      db.run(
        `INSERT INTO pass_notes (user_no, signal_no, note)
         SELECT t.user_no, s.signal_no, ? FROM traders t, signals s WHERE t.user_id = ? AND s.signal_id = ?`,
        command.note,
        command.userId,
        command.signalId,
      )
      return
    default:
      return
  }
}
