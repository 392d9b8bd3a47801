import type { Context } from '#core/context.ts'
import type { UserId } from '#core/kernel/ids.ts'
import { accept, type Result, reject } from '#core/kernel/result.ts'
import type { TimestampMs } from '#core/kernel/time.ts'
import type { Rejection } from '#core/rejection.ts'
import { type AddressKind, addressKind } from './kernel/address.ts'

/** Whether other machines can reach the station, and how. */
export interface LanState {
  readonly on: boolean
  /** The addresses that listen, in the order they are shown; none while it is off. */
  readonly addresses: readonly string[]
  readonly port: number
  /** When it goes off by itself; null for never. */
  readonly until: TimestampMs | null
  /** Without TLS: everybody on the way reads and changes what is said. */
  readonly plain: boolean
  /** Named by multicast DNS. */
  readonly announce: boolean
  /** Addresses that this machine lost while they were open. They stay closed until somebody chooses them anew. */
  readonly lost: readonly string[]
}

/** As a desk begins. */
export const LAN_OFF: LanState = {
  on: false,
  addresses: [],
  port: 0,
  until: null,
  plain: false,
  announce: false,
  lost: [],
}

/** Why the LAN changed: somebody asked, its time was up, or the machine no longer has an address. */
export type LanCause = 'asked' | 'ended' | 'address_lost'

/** Opens or closes the station to other machines. */
export interface SetLan {
  readonly kind: 'set_lan'
  readonly lan: LanState
  readonly cause: LanCause
  /** Null where the station itself does what fell due. */
  readonly by: UserId | null
}

/** The LAN as it is from now on. */
export interface LanSet {
  readonly kind: 'lan_set'
  readonly lan: LanState
  readonly cause: LanCause
  readonly by: UserId | null
}

/** Why an address is never listened on. */
export type AddressFault = Extract<
  Rejection,
  { readonly code: 'address_wildcard' | 'address_link_local' | 'address_not_private' }
>

const FAULTS: Readonly<Partial<Record<AddressKind, AddressFault['code']>>> = {
  wildcard: 'address_wildcard',
  link: 'address_link_local',
  other: 'address_not_private',
}

/** The first address among them that no station may listen on for others, or null. */
export function addressFault(addresses: readonly string[]): AddressFault | null {
  for (const address of addresses) {
    const code = FAULTS[addressKind(address)]
    if (code !== undefined) return { code, address }
  }
  return null
}

/**
 * Decides whether the LAN can be as it is asked for.
 *
 * Whether this machine has an address, and whether its port is free, is seen where the doors are.
 */
export function decideSetLan(
  { lan, cause, by }: SetLan,
  { now }: Pick<Context, 'now'>,
): Result<readonly LanSet[], Rejection> {
  if (!lan.on) return accept([{ kind: 'lan_set', lan, cause, by }])
  const fault = addressFault(lan.addresses)
  if (fault !== null) return reject(fault)
  if (lan.until !== null && lan.until <= now) return reject({ code: 'lan_over' })
  return accept([{ kind: 'lan_set', lan, cause, by }])
}
