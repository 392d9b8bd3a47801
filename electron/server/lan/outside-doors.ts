import { createServer } from 'node:net'
import { type Credentials, type Door, type DoorParts, openDoor, type Within } from '../door.ts'
import { badField, type Problem } from '../problems.ts'

/** How every door to others is: one port, one certificate. */
export interface DoorWay {
  readonly port: number
  /** Null speaks without TLS. */
  readonly credentials: Credentials | null
}

/** Why a door could not be opened. */
export interface DoorFault {
  readonly code: 'port_in_use' | 'address_unknown'
  readonly address: string
}

/** Doors that are open and let nobody in yet. */
export type Brought =
  | { readonly ok: true; enter(): void; abandon(): void }
  | { readonly ok: false; readonly fault: DoorFault }

/** The doors to other machines. None is open at first. */
export interface OutsideDoors {
  /** The addresses that listen. */
  readonly places: readonly Pick<Door, 'address' | 'port' | 'visited'>[]
  /**
   * Opens what of these addresses is not open this way yet. `enter` lets people in there and closes every other door;
   * `abandon` leaves all as it was.
   */
  bring(addresses: readonly string[], way: DoorWay): Promise<Brought>
  /** Closes the doors of all other addresses, and cuts who came through them. */
  keepOnly(addresses: readonly string[]): void
  renew(credentials: Credentials): void
}

/** The first of these addresses that is not among the choices, or null. */
export function strangeAmong(addresses: readonly string[], choices: readonly string[]): DoorFault | null {
  const unknown = addresses.find((address) => !choices.includes(address))
  return unknown === undefined ? null : { code: 'address_unknown', address: unknown }
}

/** The refusal of an address. */
export function addressProblem(code: Problem['code'], address: string): Problem {
  return { code, fields: badField('addresses', address).fields ?? [] }
}

/** Why a door is shut, for a person. */
export function sentenceOf({ code, address }: DoorFault, port: number): string {
  return code === 'port_in_use'
    ? `Port ${port} is in use on ${address}.`
    : `This machine does not have the address ${address}.`
}

/** Ports that are tried where one is taken. */
const PORTS_TRIED_MAX = 100
const PORT_MAX = 65_535

export function openOutsideDoors(parts: DoorParts, within: Within): OutsideDoors {
  let doors: readonly Door[] = []
  let way: { readonly port: number; readonly plain: boolean } | null = null

  async function openAll(addresses: readonly string[], { port, credentials }: DoorWay) {
    const opened: Door[] = []
    for (const address of addresses) {
      try {
        opened.push(await openDoor({ address, port, credentials }, parts))
      } catch (error) {
        closeAll(opened)
        return { code: faultOf(error), address }
      }
    }
    return opened
  }

  return {
    get places() {
      return doors
    },
    async bring(addresses, { port, credentials }) {
      const plain = credentials === null
      const alike = way !== null && way.port === port && way.plain === plain
      // One address and port cannot speak two languages: what stands in the way goes first.
      if (!alike && way?.port === port) {
        closeAll(doors)
        doors = []
      }
      const kept = alike ? doors.filter(({ address }) => addresses.includes(address)) : []
      const missing = addresses.filter((address) => !kept.some((door) => door.address === address))
      const opened = await openAll(missing, { port, credentials })
      if ('code' in opened) return { ok: false, fault: opened }
      return {
        ok: true,
        enter() {
          closeAll(doors.filter((door) => !kept.includes(door)))
          doors = addresses.flatMap((address) =>
            [...kept, ...opened].filter((door) => door.address === address),
          )
          way = { port, plain }
          if (credentials !== null) for (const door of kept) door.renew(credentials)
          for (const door of opened) door.open(within)
        },
        abandon: () => closeAll(opened),
      }
    },
    keepOnly(addresses) {
      const gone = doors.filter(({ address }) => !addresses.includes(address))
      doors = doors.filter((door) => !gone.includes(door))
      closeAll(gone)
    },
    renew(credentials) {
      for (const door of doors) door.renew(credentials)
    },
  }
}

/** The refusal of a door that did not open; of a port that is taken, with the next that is free. */
export async function shutProblem(
  { code, address }: DoorFault,
  addresses: readonly string[],
  port: number,
): Promise<Problem> {
  if (code !== 'port_in_use') return addressProblem(code, address)
  const free = await nextFreePort(addresses, port)
  const next = free === null ? 'no port near it is free' : `the next free one is ${free}`
  const message = `Port ${port} is in use on ${address}: ${next}.`
  return { code, message, ...(free !== null && { freePort: free }) }
}

/** The first port after this one that is free on all of these addresses, or null. */
async function nextFreePort(addresses: readonly string[], after: number): Promise<number | null> {
  const last = Math.min(PORT_MAX, after + PORTS_TRIED_MAX)
  for (let port = after + 1; port <= last; port++) if (await isFree(addresses, port)) return port
  return null
}

async function isFree(addresses: readonly string[], port: number): Promise<boolean> {
  for (const host of addresses) {
    const probe = createServer()
    const free = await new Promise<boolean>((told) => {
      probe.once('error', () => told(false))
      probe.listen({ host, port, ipv6Only: true }, () => probe.close(() => told(true)))
    })
    if (!free) return false
  }
  return true
}

function closeAll(doors: readonly Door[]): void {
  for (const door of doors) {
    void door.stop()
    door.cut()
  }
}

function faultOf(error: unknown): DoorFault['code'] {
  const { code } = error as NodeJS.ErrnoException
  if (code === 'EADDRNOTAVAIL' || code === 'EINVAL') return 'address_unknown'
  if (code === 'EADDRINUSE' || code === 'EACCES') return 'port_in_use'
  throw error
}
