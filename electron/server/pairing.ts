import { hash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { DeviceRole } from '#core/devices/command.ts'
import type { UserId } from '#core/kernel/ids.ts'
import type { Problem } from './problems.ts'
import { openRateLimiter, type Rate } from './rate-limit.ts'

/** A device may come for so long after the operator opened, and be let in for so long after it came. */
export const WINDOW_MS = 120_000
/** Wrong codes and wrong verifiers that one window takes. */
export const TRIES_MAX = 5
/** Devices that come with a code, right or wrong, from all sides together: 10 a minute. */
export const CLAIMS: Rate = { perSecond: 10 / 60, burst: 10 }

const CODE_LENGTH = 8
/** Crockford's letters: none that is taken for another. */
const CODE_LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const SAS_DIGITS = 6

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
  readonly how: 'paired' | 'refused' | 'over'
}

type Said<Value> = Value | (Problem & { readonly id?: never; readonly claim?: never; readonly grant?: never })

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
  /** Ends a pairing that was approved, once, by who shows the verifier of its challenge. */
  redeem(claim: string, verifier: string): Said<{ readonly grant: Grant; readonly claim: Claim }>
}

interface Window {
  readonly id: string
  readonly code: string
  closesMs: number
  tries: number
  claim: Claim | null
  grant: Grant | null
  refused: boolean
  paired: boolean
  closed: boolean
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
      refused: false,
      paired: false,
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
    return { id: window.id, how: window.paired ? 'paired' : window.refused ? 'refused' : 'over' }
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
    if (window === null || window.id !== id) return { code: 'pairing_over' }
    window.refused = window.claim !== null
    window.closed = true
    return null
  }

  redeem(claim: string, verifier: string): Said<{ readonly grant: Grant; readonly claim: Claim }> {
    const state = this.status(claim)
    if (state === 'over') return { code: 'pairing_over' }
    if (state === 'refused') return { code: 'pairing_refused' }
    const window = this.#opened()
    if (window?.claim == null) return { code: 'pairing_over' }
    if (!same(hash('sha256', verifier, 'base64url'), window.claim.challenge)) return this.#wrong(window)
    if (window.grant === null) return { code: 'pairing_waiting' }
    window.closed = true
    window.paired = true
    return { grant: window.grant, claim: window.claim }
  }

  #wrong(window: Window): Problem & { readonly id?: never; readonly claim?: never; readonly grant?: never } {
    window.tries += 1
    if (window.tries >= TRIES_MAX) window.closed = true
    return { code: 'pairing_not_found' }
  }

  #opened(): Window | null {
    const window = this.#window
    return window === null || window.closed || this.#nowMs() >= window.closesMs ? null : window
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

const OTHER_DEVICE = 'The device that waits shows other digits: look again, or turn it away.'

/** A code in the way people read it, `ABCD-1234`. */
export function spelled(code: string): string {
  return `${code.slice(0, 4)}-${code.slice(4)}`
}

/**
 * Six digits of the certificate, the device's nonce and the pairing: they are the same on both screens where both see
 * the same station, and another device that comes with the same code shows others.
 */
export function sasOf(fingerprint: string | null, nonce: string, id: string): string {
  const digest = hash('sha256', JSON.stringify(['fusion-desk pairing', fingerprint, nonce, id]), 'buffer')
  // 48 bits, so that no rest is likelier than another by more than one in 10^8.
  return String(digest.readUIntBE(0, 6) % 10 ** SAS_DIGITS).padStart(SAS_DIGITS, '0')
}

function newCode(): string {
  return Array.from(randomBytes(CODE_LENGTH), (byte) => CODE_LETTERS[byte % CODE_LETTERS.length]).join('')
}

/** A code as people type it: in any case, with blanks and dashes, and with the letters that look like digits. */
function readCode(typed: string): string {
  return typed.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1')
}

function newSecret(): string {
  return randomBytes(32).toString('base64url')
}

/** In the same time wherever two texts differ. */
function same(one: string, other: string): boolean {
  return timingSafeEqual(hash('sha256', one, 'buffer'), hash('sha256', other, 'buffer'))
}
