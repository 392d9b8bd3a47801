/** How other machines reach the desk and which devices do, as an operator sees it. Times are milliseconds. */

export interface NetworkView {
  readonly on: boolean
  readonly plain: boolean
  /** Null for never. */
  readonly until: number | null
  readonly urls: readonly string[]
  readonly fault: string | null
  readonly differences: readonly string[]
  readonly choices: readonly { readonly card: string; readonly address: string }[]
  readonly addresses: readonly string[]
  readonly open: readonly string[]
  readonly lost: readonly string[]
  readonly port: number | null
  readonly announced: boolean
  readonly localName: string
  readonly fingerprint: string | null
  readonly caFingerprint: string | null
  readonly certificateEndsAt: number | null
  readonly keyPlace: 'system' | 'key_file' | 'data_folder' | null
  readonly openedAt: number | null
  readonly visited: boolean
  readonly listeningSeen: boolean
  readonly listening: readonly Listening[]
  /** Station time of what is said here. */
  readonly at: number
}

export interface Listening {
  readonly address: string
  readonly port: number
}

export type DeviceRole = 'operator' | 'trader' | 'viewer'
export const DEVICE_ROLES: readonly DeviceRole[] = ['operator', 'trader', 'viewer']

export interface DeviceView {
  readonly id: string
  readonly name: string
  readonly userId: string
  readonly role: DeviceRole
  readonly address: string
  /** What its browser calls itself. */
  readonly agent: string
  readonly pairedAt: number
  readonly lastSeen: number
  readonly sessionEndsAt: number
  readonly latencyMs: number | null
  readonly eventsPerSecond: number
  readonly state: 'online' | 'offline' | 'expired'
  /** The one this page is on. */
  readonly own: boolean
}

export interface PairingView {
  readonly window: {
    readonly id: string
    readonly code: string
    readonly links: readonly string[]
    readonly closesAt: number
    readonly triesLeft: number
    /** Addresses that came with a wrong code. */
    readonly wrongFrom: readonly string[]
    readonly claim: ClaimView | null
  } | null
  readonly ended: PairingEndView | null
}

/** How a window ended. `problem`: why the station did not take a device that was let in. */
export interface PairingEndView {
  readonly id: string
  readonly how: 'paired' | 'refused' | 'over' | 'failed'
  readonly problem: { readonly code: string; readonly message: string } | null
  readonly wrongFrom: readonly string[]
}

/** A device that asks to come in. */
export interface ClaimView {
  readonly name: string
  readonly agent: string
  readonly address: string
  /** Null where the device names none. */
  readonly zone: string | null
  readonly sas: string
  readonly approved: boolean
}

/** A window is open for so long, and as long again once a device has come. */
export const WINDOW_MS = 120_000
/** So long nobody may come before something is said to be in the way. */
export const UNREACHED_MS = 60_000

/** How long the LAN may stay open, in seconds; null for as long as nobody switches it off. The first is usual. */
export const LASTS_S: readonly (number | null)[] = [28_800, 3_600, 86_400, 604_800, null]

/** For how long nobody has come through the open doors, in milliseconds; null while that says nothing yet. */
export function unreachedMs({ on, open, openedAt, visited, at }: NetworkView): number | null {
  if (!on || open.length === 0 || visited || openedAt === null) return null
  const passed = at - openedAt
  return passed >= UNREACHED_MS ? passed : null
}

/** Whether only programs of this machine get to an address. */
export function isHome({ address }: Listening): boolean {
  return address === '127.0.0.1' || address === '::1'
}

/** An address with its port, as a link has it. */
export function placeText({ address, port }: Listening): string {
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`
}

/** A fingerprint in groups that two people can read to each other. */
export function grouped(fingerprint: string): string {
  return (fingerprint.toUpperCase().match(/.{1,4}/g) ?? []).join(' ')
}

const PORT_MAX = 65_535

/** A port as it is typed; null while it is none. */
export function readPort(typed: string): number | null {
  const port = /^\d{1,5}$/.test(typed.trim()) ? Number(typed) : 0
  return port >= 1 && port <= PORT_MAX ? port : null
}
