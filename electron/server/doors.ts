import { type Door, type DoorParts, openDoor, type Within } from './door.ts'

export type { Within }

/** The port cannot be had. One sentence for the person who started the station. */
export class PortInUse extends Error {
  override readonly name = 'PortInUse'
}

export interface DoorPlan extends DoorParts {
  /** 0 lets the system pick one. */
  readonly port: number
}

/** The open port, on both loopback addresses. */
export interface Doors {
  readonly port: number
  /** The addresses that listen. */
  readonly places: readonly Pick<Door, 'address' | 'port'>[]
  /** Lets people in; until then requests wait. */
  open(within: Within): void
  /** Stops listening, gives requests under way a moment, then cuts what is left. */
  close(): Promise<void>
}

/** How long answers under way may take once the station stops. */
const CLOSING_GRACE_MS = 500

/**
 * Listens on 127.0.0.1, and on ::1 where this machine has it: `localhost` may mean either.
 *
 * @throws PortInUse
 */
export async function openDoors(plan: DoorPlan): Promise<Doors> {
  const first = await openDoor({ address: '127.0.0.1', port: plan.port, credentials: null }, plan).catch(
    (error) => {
      throw portProblem(error, plan.port)
    },
  )
  const doors = [first]
  try {
    doors.push(await openDoor({ address: '::1', port: first.port, credentials: null }, plan))
  } catch (error) {
    plan.log.info({ code: (error as NodeJS.ErrnoException).code, address: '::1' }, 'address_not_bound')
  }
  return {
    port: first.port,
    places: doors,
    open(within) {
      for (const door of doors) door.open(within)
    },
    close: () => closeAll(doors),
  }
}

function portProblem(error: NodeJS.ErrnoException, port: number): Error {
  if (error.code === 'EADDRINUSE')
    return new PortInUse(`Port ${port} is in use: stop what listens there, or choose another with --port.`)
  if (error.code === 'EACCES')
    return new PortInUse(
      `Port ${port} needs rights that this user does not have: choose another with --port.`,
    )
  return error
}

async function closeAll(doors: readonly Door[]): Promise<void> {
  const closed = Promise.all(doors.map((door) => door.stop()))
  const cut = setTimeout(() => {
    for (const door of doors) door.cut()
  }, CLOSING_GRACE_MS)
  await closed
  clearTimeout(cut)
}
