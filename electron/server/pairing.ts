import { hash, randomBytes } from 'node:crypto'
import { newCode, newSecret, readCode, same, sasOf } from './pairing-code.ts'
import type {
  Claim,
  ClaimAsked,
  Grant,
  PairingDesk,
  PairingEnd,
  PairingWindow,
  Said,
  Take,
  Taken,
} from './pairing-shapes.ts'
import type { Problem } from './problems.ts'
import { openRateLimiter, type Rate } from './rate-limit.ts'
import { openWrongCodes } from './wrong-codes.ts'

/** A device may come for so long after the operator opened, and be let in for so long after it came. */
export const WINDOW_MS = 120_000
/** A device that was let in has so long to take its session, however late that was. */
export const TAKE_MS_MIN = 15_000
/** Wrong codes and wrong verifiers that one window takes. */
export const TRIES_MAX = 5
/** Devices that come to an open window, with a right code or a wrong one, from all sides together: 10 a minute. */
export const CLAIMS: Rate = { perSecond: 10 / 60, burst: 10 }

interface Window {
  readonly id: string
  readonly code: string
  closesMs: number
  tries: number
  claim: Claim | null
  grant: Grant | null
  /** Something is done for who waits at this moment; until that is settled the window neither closes nor is answered. */
  busy: boolean
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
  readonly #wrongCodes
  #window: Window | null = null
  #taking: Taking | null = null

  constructor(fingerprint: () => string | null, nowMs: () => number) {
    this.#fingerprint = fingerprint
    this.#nowMs = nowMs
    this.#claims = openRateLimiter(CLAIMS, nowMs)
    this.#wrongCodes = openWrongCodes(nowMs)
  }

  open(): PairingWindow {
    this.#wrongCodes.begin()
    this.#window = {
      id: randomBytes(16).toString('hex'),
      code: newCode(),
      closesMs: this.#nowMs() + WINDOW_MS,
      tries: 0,
      claim: null,
      grant: null,
      busy: false,
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
    return {
      id: window.id,
      how: howOf(window),
      problem: window.failed,
      wrongFrom: this.#wrongCodes.addresses,
    }
  }

  claim(asked: ClaimAsked): Said<PairingWindow & { readonly claim: Claim }> {
    const window = this.#opened()
    // Where nothing is open there is nothing to guess: who knocks then takes nothing from who comes later.
    if (window === null) return { code: 'pairing_not_found' }
    const { id, code, ...facts } = asked
    const waitS = this.#waitS(window, facts.address)
    if (waitS > 0) return { code: 'rate_limited', retryAfterS: Math.ceil(waitS) }
    if ((id !== null && id !== window.id) || !same(readCode(code), window.code)) {
      this.#wrongCodes.count(facts.address)
      return this.#wrong(window)
    }
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

  async hold(id: string, sas: string, work: () => Promise<Problem | null>): Promise<Problem | null> {
    const problem = this.waits(id, sas)
    const window = this.#window
    if (problem !== null || window === null) return problem
    window.busy = true
    try {
      return await work()
    } finally {
      window.busy = false
    }
  }

  approve(id: string, sas: string, grant: Grant): Problem | null {
    const problem = this.waits(id, sas)
    if (problem !== null) return problem
    const window = this.#window
    if (window === null) return { code: 'pairing_over' }
    window.grant = grant
    // Who was let in at the last moment has the time to hear of it.
    window.closesMs = Math.max(window.closesMs, this.#nowMs() + TAKE_MS_MIN)
    return null
  }

  refuse(id: string): Problem | null {
    const window = this.#opened()
    if (window === null || window.id !== id || window.busy) return { code: 'pairing_over' }
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

  /** One address is stopped before it takes from what is there for all. */
  #waitS({ closesMs }: Window, address: string): number {
    const waitS = this.#wrongCodes.waitS(address, closesMs - this.#nowMs())
    return waitS > 0 ? waitS : this.#claims.take('all').waitS
  }

  #wrong(window: Window): { readonly code: 'pairing_not_found' } {
    window.tries += 1
    if (window.tries >= TRIES_MAX && !window.busy) window.closed = true
    return { code: 'pairing_not_found' }
  }

  #opened(): Window | null {
    const window = this.#window
    if (window === null || window.closed) return null
    return window.busy || this.#nowMs() < window.closesMs ? window : null
  }

  #shown({ id, code, tries, closesMs, claim, grant }: Window): PairingWindow {
    return {
      id,
      code,
      triesLeft: Math.max(0, TRIES_MAX - tries),
      leftMs: closesMs - this.#nowMs(),
      claim,
      approved: grant !== null,
      wrongFrom: this.#wrongCodes.addresses,
    }
  }
}

/** A window is over once the station knows whether it has the device, and not before. */
async function settle(window: Window, taken: Promise<Said<Taken>>): Promise<Said<Taken>> {
  window.busy = true
  try {
    const said = await taken
    if (said.deviceId === undefined) window.failed = said
    else window.paired = true
    return said
  } finally {
    window.busy = false
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
