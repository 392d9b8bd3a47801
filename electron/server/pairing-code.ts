import { hash, randomBytes, timingSafeEqual } from 'node:crypto'

const CODE_LENGTH = 8
/** Crockford's letters: none that is taken for another. */
const CODE_LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const SAS_DIGITS = 6

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

/** A code that nobody guesses in five tries. */
export function newCode(): string {
  return Array.from(randomBytes(CODE_LENGTH), (byte) => CODE_LETTERS[byte % CODE_LETTERS.length]).join('')
}

/** A code as people type it: in any case, with blanks and dashes, and with the letters that look like digits. */
export function readCode(typed: string): string {
  return typed.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1')
}

/** 256 bits. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url')
}

/** In the same time wherever two texts differ. */
export function same(one: string, other: string): boolean {
  return timingSafeEqual(hash('sha256', one, 'buffer'), hash('sha256', other, 'buffer'))
}
