import type { Command, Role } from '#core/command.ts'
import type { UserId } from '#core/kernel/ids.ts'
import type { Activity } from '#core/progress/deed.ts'
import type { ActivityDetails } from '#core/progress/prices.ts'
import type { ReceiptKey } from '#db/receipts.ts'

/** A command as it reaches the station's door. */
export interface Ask {
  /** Who sends it: a trader for himself, or a service that passes on what it was told. */
  readonly role: Extract<Role, 'trader' | 'service'>
  readonly command: Command
  readonly receipt?: ReceiptKey
  /** How far the station's clock is wrong meanwhile, in milliseconds. */
  readonly clockOffMs?: number
}

/** What happens in one minute of a visit. Asked for when it comes, because it may hang on what came before. */
export interface Step {
  /** Of the UTC day. */
  readonly minute: number
  readonly asks: () => readonly Ask[]
}

/** A trader tells of what he did. */
export function tells(
  userId: UserId,
  activity: Activity,
  eventId: string,
  details: ActivityDetails = {},
): Ask {
  return { role: 'trader', command: { kind: 'record_activity', userId, activity, eventId, details } }
}

/** A service tells of what somebody did, as it was told. */
export function passesOn(ask: Ask): Ask {
  return { ...ask, role: 'service' }
}

/** A trader commands for himself. */
export function commands(command: Command): Ask {
  return { role: 'trader', command }
}
