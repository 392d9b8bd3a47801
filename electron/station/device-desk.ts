import type { Context } from '#core/context.ts'
import type { DeviceCommand } from '#core/devices/command.ts'
import {
  decideChangeDevice,
  decideChangeRole,
  decideEndDevice,
  decidePairDevice,
  decideRecoverOperator,
} from '#core/devices/devices.ts'
import { decideRefreshSession } from '#core/devices/session.ts'
import type { DomainEvent } from '#core/event.ts'
import { accept, type Result } from '#core/kernel/result.ts'
import type { Rejection } from '#core/rejection.ts'
import type { Readable } from '#db/open.ts'
import {
  countDevices,
  readDevice,
  readOperators,
  readRecovery,
  readRoles,
  readSession,
} from '#db/stores/devices.ts'
import { userExists } from '#db/stores/traders.ts'

/** Reads what the rules of devices, sessions and roles need, and asks them. */
export function decideDevices(
  db: Readable,
  command: DeviceCommand,
  context: Context,
): Result<readonly DomainEvent[], Rejection> {
  switch (command.kind) {
    case 'pair_device': {
      const { userId } = command
      const view = { userExists: userExists(db, userId), devices: countDevices(db, userId, context.now) }
      return decidePairDevice(command, view, context)
    }
    case 'refresh_session':
      return decideRefreshSession(command, readSession(db, command.deviceId), context)
    case 'change_device':
      return decideChangeDevice(command, readDevice(db, command.deviceId))
    case 'end_device':
      return decideEndDevice(command, readDevice(db, command.deviceId))
    case 'change_role': {
      const { userId } = command
      return decideChangeRole(command, { exists: userExists(db, userId), roles: readRoles(db, userId) })
    }
    case 'set_recovery':
      return accept([{ kind: 'recovery_set' }])
    case 'recover_operator':
      return decideRecoverOperator(command, {
        keptHash: readRecovery(db)?.hash ?? null,
        ...readOperators(db),
      })
  }
}
