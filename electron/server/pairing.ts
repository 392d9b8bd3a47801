import { hash, randomBytes } from 'node:crypto'
import type { DeviceRole } from '#core/devices/command.ts'
import type { DeviceId, UserId } from '#core/kernel/ids.ts'
import { newCode, newSecret, readCode, same, sasOf } from './pairing-code.ts'
import type { Problem } from './problems.ts'
import { openRateLimiter, type Rate } from './rate-limit.ts'
import type { RefreshToken } from './refresh-tokens.ts'

/** A device may come for so long after the operator opened, and be let in for so long after it came. */
export const WINDOW_MS = 120_000
/** Wrong codes and wrong verifiers that one window takes. */
export const TRIES_MAX = 5
/** Devices that come with a code, right or wrong, from all sides together: 10 a minute. */
export const CLAIMS: Rate = { perSecond: 10 / 60, burst: 10 }

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
}

/** What became of a window. */
export interface PairingEnd {
  readonly id: string
  /** `failed`: the device was let in and the station could not take it. */
  readonly how: 'paired' | 'refused' | 'over' | 'failed'
  /** Why not, where it failed. */
  readonly problem: Problem | null
}

/** What a device has taken: its session, as it began. */
export interface Taken {
  readonly deviceId: DeviceId
  readonly refresh: RefreshToken
}

/** Makes a device of who was let in. */
export type Take = (grant: Grant, claim: Claim) => Promise<Said<Taken>>

type No = Problem & {
  readonly id?: never
  readonly claim?: never
  readonly deviceId?: never
  readonly refresh?: never
}
type Said<Value> = Value | No

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

interface Window {
  readonly id: string
  readonly code: string
  closesMs: number
  tries: number
  claim: Claim | null
  grant: Grant | null
  /** The device is being made at this moment; until that is settled the window neither closes nor is answered. */
  taking: boolean
  refused: boolean
  paired: boolean
  failed: Problem | null
  closed: boolean
}

/** The newest device that came to its end of a pairing, and what it was told. */
interface Taking {
  readonly claim: Claim
  readonly untilMs: number
  readonly outcome: Promise<Said<Taken>>
}

/**
 * @param fingerprint  of the certificate that other machines see now
 * @param nowMs        monotonic clock, milliseconds
 */
export function openPairingDesk(
  fingerprint: () => string | null,
  nowMs: () => number = () => performance.now(),
): PairingDesk {
  return new PairingRoom(fingerprint, nowMs)
}

class PairingRoom implements PairingDesk {
  readonly #fingerprint: () => string | null
  readonly #nowMs: () => number
  readonly #claims
  #window: Window | null = null
  #taking: Taking | null = null

  constructor(fingerprint: () => string | null, nowMs: () => number) {
    this.#fingerprint = fingerprint
    this.#nowMs = nowMs
    this.#claims = openRateLimiter(CLAIMS, nowMs)
  }

  open(): PairingWindow {
    this.#window = {
      id: randomBytes(16).toString('hex'),
      code: newCode(),
      closesMs: this.#nowMs() + WINDOW_MS,
      tries: 0,
      claim: null,
      grant: null,
      taking: false,
      refused: false,
      paired: false,
      failed: null,
      closed: false,
    }
    return this.#shown(this.#window)
  }

  current(): PairingWindow | null {
    const window = this.#opened()
    return window && this.#shown(window)
  }

  ended(): PairingEnd | null {
    const window = this.#window
    if (window === null || this.#opened() !== null) return null
    return { id: window.id, how: howOf(window), problem: window.failed }
  }

  claim(asked: ClaimAsked): Said<PairingWindow & { readonly claim: Claim }> {
    const { waitS } = this.#claims.take('all')
    if (waitS > 0) return { code: 'rate_limited', retryAfterS: Math.ceil(waitS) }
    const window = this.#opened()
    if (window === null) return { code: 'pairing_not_found' }
    const { id, code, ...facts } = asked
    if ((id !== null && id !== window.id) || !same(readCode(code), window.code)) return this.#wrong(window)
    const { claim: earlier } = window
    if (earlier !== null && (earlier.challenge !== facts.challenge || earlier.nonce !== facts.nonce))
      return { code: 'pairing_taken' }
    if (earlier !== null) return { ...this.#shown(window), claim: earlier }
    const sas = sasOf(this.#fingerprint(), facts.nonce, window.id)
    const claim = { ...facts, claim: newSecret(), sas, claimedMs: this.#nowMs() }
    window.claim = claim
    // Who came at the last moment has the same time to be looked at as who came at once.
    window.closesMs = claim.claimedMs + WINDOW_MS
    return { ...this.#shown(window), claim }
  }

  status(claim: string): 'waiting' | 'approved' | 'refused' | 'over' {
    if (this.#takingOf(claim) !== null) return 'approved'
    const window = this.#window
    if (window?.claim == null || !same(claim, window.claim.claim)) return 'over'
    if (window.refused) return 'refused'
    if (this.#opened() === null) return 'over'
    return window.grant === null ? 'waiting' : 'approved'
  }

  waits(id: string, sas: string): Problem | null {
    const window = this.#opened()
    if (window?.claim == null || window.id !== id) return { code: 'pairing_over' }
    return window.claim.sas === sas ? null : { code: 'pairing_not_found', message: OTHER_DEVICE }
  }

  approve(id: string, sas: string, grant: Grant): Problem | null {
    const problem = this.waits(id, sas)
    if (problem !== null) return problem
    if (this.#window !== null) this.#window.grant = grant
    return null
  }

  refuse(id: string): Problem | null {
    const window = this.#opened()
    if (window === null || window.id !== id || window.taking) return { code: 'pairing_over' }
    window.refused = window.claim !== null
    window.closed = true
    return null
  }

  async redeem(claim: string, verifier: string, take: Take): Promise<Said<Taken>> {
    const earlier = this.#takingOf(claim)
    if (earlier !== null)
      return provedBy(verifier, earlier.claim) ? earlier.outcome : { code: 'pairing_not_found' }
    const state = this.status(claim)
    if (state === 'over') return { code: 'pairing_over' }
    if (state === 'refused') return { code: 'pairing_refused' }
    const window = this.#opened()
    if (window?.claim == null) return { code: 'pairing_over' }
    if (!provedBy(verifier, window.claim)) return this.#wrong(window)
    if (window.grant === null) return { code: 'pairing_waiting' }
    const outcome = settle(window, take(window.grant, window.claim))
    this.#taking = { claim: window.claim, untilMs: this.#nowMs() + WINDOW_MS, outcome }
    return outcome
  }

  #takingOf(claim: string): Taking | null {
    const taking = this.#taking
    if (taking === null || !same(claim, taking.claim.claim)) return null
    return this.#nowMs() < taking.untilMs ? taking : null
  }

  #wrong(window: Window): { readonly code: 'pairing_not_found' } {
    window.tries += 1
    if (window.tries >= TRIES_MAX) window.closed = true
    return { code: 'pairing_not_found' }
  }

  #opened(): Window | null {
    const window = this.#window
    if (window === null || window.closed) return null
    return window.taking || this.#nowMs() < window.closesMs ? window : null
  }

  #shown({ id, code, tries, closesMs, claim, grant }: Window): PairingWindow {
    return {
      id,
      code,
      triesLeft: TRIES_MAX - tries,
      leftMs: closesMs - this.#nowMs(),
      claim,
      approved: grant !== null,
    }
  }
}

/** A window is over once the station knows whether it has the device, and not before. */
async function settle(window: Window, taken: Promise<Said<Taken>>): Promise<Said<Taken>> {
  window.taking = true
  try {
    const said = await taken
    if (said.deviceId === undefined) window.failed = said
    else window.paired = true
    return said
  } finally {
    window.taking = false
    window.closed = true
  }
}

function howOf({ paired, failed, refused }: Window): PairingEnd['how'] {
  if (paired) return 'paired'
  if (failed !== null) return 'failed'
  return refused ? 'refused' : 'over'
}

function provedBy(verifier: string, { challenge }: Claim): boolean {
  return same(hash('sha256', verifier, 'base64url'), challenge)
}

const OTHER_DEVICE = 'The device that waits shows other digits: look again, or turn it away.'
