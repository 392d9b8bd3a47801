import { hostname, networkInterfaces } from 'node:os'
import { addressKind } from '#core/kernel/address.ts'

/** An address of this machine on which the station can be open to others. */
export interface MachineAddress {
  /** The system's name of the network card. */
  readonly card: string
  readonly address: string
}

/** The machine, as far as others can see it. */
export interface Machine {
  /** Its addresses at this moment that are of a private network. */
  addresses(): readonly MachineAddress[]
  /** Its name under multicast DNS: `<host>.local`. */
  localName(): string
}

const LABEL_LENGTH_MAX = 63
/** Beside 127.0.0.1, which is always open. */
const FURTHER_LOOPBACK = ['127.0.0.2', '127.0.0.3'] as const

/**
 * The machine the station runs on.
 *
 * @param onLoopback  further addresses of the loopback network count as well
 */
export function thisMachine(onLoopback: boolean): Machine {
  return {
    addresses() {
      const cards = Object.entries(networkInterfaces())
      const found = cards.flatMap(([card, addresses = []]) =>
        addresses
          .filter(({ address, internal }) => !internal && addressKind(address) === 'private')
          .map(({ address }) => ({ card, address })),
      )
      return onLoopback
        ? [...found, ...FURTHER_LOOPBACK.map((address) => ({ card: 'loopback', address }))]
        : found
    },
    localName: () => `${labelOf(hostname())}.local`,
  }
}

/** The first part of a machine's name, in what a name of a network may hold. */
export function labelOf(hostName: string): string {
  const [first = ''] = hostName.toLowerCase().split('.')
  const label = first
    .replace(/[^a-z0-9-]/g, '-')
    .slice(0, LABEL_LENGTH_MAX)
    .replace(/^-+|-+$/g, '')
  return label === '' ? 'fusion-desk' : label
}
