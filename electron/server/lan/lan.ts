import type { UserId } from '#core/kernel/ids.ts'
import type { TimestampMs } from '#core/kernel/time.ts'
import type { LanState } from '#core/lan.ts'
import type { Config } from '#station/config.ts'
import type { Log } from '#station/log.ts'
import type { Station } from '#station/station.ts'
import type { Border } from '../border.ts'
import type { DoorParts, Within } from '../door.ts'
import type { Doors } from '../doors.ts'
import type { Problem } from '../problems.ts'
import type { Reach } from '../reach.ts'
import type { Shown } from './certificate-store.ts'
import type { Keychain } from './key-places.ts'
import type { SelfCheck } from './listening.ts'
import { type Machine, type MachineAddress, thisMachine } from './machine.ts'

/** How the LAN is asked to be. */
export interface LanWish {
  readonly addresses: readonly string[]
  /** Null takes the station's own. */
  readonly port: number | null
  /** Null is for as long as nobody switches it off; undefined for as long as was said before, or as is usual. */
  readonly lastsMs: number | null | undefined
  readonly plain: boolean
  readonly announce: boolean
  /** A new authority first: nobody trusts it yet. */
  readonly newAuthority: boolean
}

/** The LAN at a glance: for the tray, the title, the page's head and `/health`. */
export interface LanFace {
  readonly on: boolean
  readonly plain: boolean
  readonly until: TimestampMs | null
  readonly urls: readonly string[]
  /** Why an address that was chosen does not listen; one sentence, or null. */
  readonly fault: string | null
  /** What listens otherwise than it should. */
  readonly differences: readonly string[]
}

/** All that is told of the LAN. */
export interface LanView extends LanFace {
  readonly state: LanState
  readonly open: readonly string[]
  /** Since when the doors stand open as they do; null while none does. */
  readonly openedAt: TimestampMs | null
  /** Somebody came through one of them from another machine. */
  readonly visited: boolean
  /** Addresses of this machine that can be chosen. */
  readonly choices: readonly MachineAddress[]
  readonly certificate: Omit<Shown, 'key'> | null
  readonly check: SelfCheck
  /** What else the station answers to. */
  readonly localName: string
}

/** Opens the station to other machines, and sees to it that it is open no further than was said. */
export interface Lan {
  /** Opens what was open when the station stopped, and begins to look after it. */
  start(): Promise<void>
  switchOn(wish: LanWish, by: UserId): Promise<Problem | null>
  switchOff(by: UserId): Promise<Problem | null>
  face(): LanFace
  view(): Promise<LanView>
  reach(): Reach
  /** The authority's certificate, PEM, or null. */
  authority(): string | null
  /** Does what is due: its end, an address that is gone, a certificate that ends soon, and the look at what listens. */
  look(): Promise<void>
  onChange(listener: () => void): void
  stop(): Promise<void>
}

export interface LanParts {
  readonly station: Pick<Station, 'execute' | 'queries' | 'now' | 'dataFolder' | 'jobs'>
  readonly config: Pick<Config, 'hosts' | 'tls' | 'keyFile'>
  readonly log: Log
  readonly home: Pick<Doors, 'port' | 'places'>
  readonly door: DoorParts
  readonly within: Within
  readonly border: Pick<Border, 'admit'>
  readonly surroundings: Surroundings
}

/** What the host of a station gives it of the system around. */
export interface Surroundings {
  readonly machine: Machine
  /** Null where the system keeps no secrets for a program. */
  readonly keychain: Keychain | null
  /** Where multicast DNS is spoken; as everywhere where it is left out. */
  readonly multicast?: { readonly group: string; readonly port: number }
}

/** The surroundings of a station without a window. */
export function bareSurroundings({ lanOnLoopback }: Pick<Config, 'lanOnLoopback'>): Surroundings {
  return { machine: thisMachine(lanOnLoopback), keychain: null }
}
