import type { DeviceRole } from '#core/devices/command.ts'
import type { DeviceId, UserId } from '#core/kernel/ids.ts'
import type { Problem } from './problems.ts'
import type { RefreshToken } from './refresh-tokens.ts'

/** What a device says of itself when it comes. */
export interface ClaimAsked {
  /** The pairing it was sent to, where it knows it. */
  readonly id: string | null
  readonly code: string
  /** SHA-256 of a verifier that it keeps, base64url. */
  readonly challenge: string
  readonly nonce: string
  readonly name: string
  readonly browser: string
  readonly address: string
  /** The time zone of the IANA list that it is in; null where it names none that is known here. */
  readonly zone: string | null
}

/** A device that has come with the right code. */
export interface Claim extends Omit<ClaimAsked, 'id' | 'code'> {
  readonly claim: string
  readonly sas: string
  readonly claimedMs: number
}

/** Whom an operator lets in, as what. */
export interface Grant {
  readonly userId: UserId
  readonly role: DeviceRole
  readonly by: UserId
}

/** A window as it stands. `leftMs` until it closes. */
export interface PairingWindow {
  readonly id: string
  readonly code: string
  readonly triesLeft: number
  readonly leftMs: number
  readonly claim: Claim | null
  readonly approved: boolean
  /** Addresses that came with a wrong code. */
  readonly wrongFrom: readonly string[]
}

/** What became of a window. */
export interface PairingEnd {
  readonly id: string
  /** `failed`: the device was let in and the station could not take it. */
  readonly how: 'paired' | 'refused' | 'over' | 'failed'
  /** Why not, where it failed. */
  readonly problem: Problem | null
  /** Addresses that came with a wrong code. */
  readonly wrongFrom: readonly string[]
}

/** What a device has taken: its session, as it began. */
export interface Taken {
  readonly deviceId: DeviceId
  readonly refresh: RefreshToken
}

/** Makes a device of who was let in. */
export type Take = (grant: Grant, claim: Claim) => Promise<Said<Taken>>

export type No = Problem & {
  readonly id?: never
  readonly claim?: never
  readonly deviceId?: never
  readonly refresh?: never
}
/** A value, or why not. */
export type Said<Value> = Value | No

/** Pairing, in memory alone: a restart closes every window. */
export interface PairingDesk {
  /** Opens a window; an open one closes, and whoever waited in it with it. */
  open(): PairingWindow
  current(): PairingWindow | null
  /** How the last window ended; null while one is open, and before the first. */
  ended(): PairingEnd | null
  /** A device comes with a code. The same device coming again is answered as before. */
  claim(asked: ClaimAsked): Said<PairingWindow & { readonly claim: Claim }>
  status(claim: string): 'waiting' | 'approved' | 'refused' | 'over'
  /** Whether this very device waits: what an operator looked at is what he lets in. */
  waits(id: string, sas: string): Problem | null
  /** Does what letting a device in needs first; while that is done the window neither ends nor is answered. */
  hold(id: string, sas: string, work: () => Promise<Problem | null>): Promise<Problem | null>
  approve(id: string, sas: string, grant: Grant): Problem | null
  refuse(id: string): Problem | null
  /**
   * Ends a pairing that was approved, by who shows the verifier of its challenge.
   *
   * The device is made once. The answer may get lost on its way: for 120 s who shows the same verifier again is told
   * the same.
   */
  redeem(claim: string, verifier: string, take: Take): Promise<Said<Taken>>
}
