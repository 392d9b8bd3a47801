import { hash, randomBytes } from 'node:crypto'
import { crc32 } from 'node:zlib'
import { v7 } from 'uuid'
import type { TokenId } from '#core/kernel/ids.ts'
import { invariant } from '#core/kernel/result.ts'

/** What a token is for: programs and people who paste it, a quarter of an hour of a device, the next quarter. */
export type TokenKind = 'api' | 'acc' | 'ref'

/** A new token: shown once, stored as its hash. */
export interface MintedToken {
  readonly tokenId: TokenId
  readonly token: string
  readonly secretHash: string
}

/** A token of the right form, before anybody looked it up. */
export interface ParsedToken {
  readonly kind: TokenKind
  /** Of the token; of a refresh token that of its device. */
  readonly id: string
}

export const SECRET_BYTES = 32
const CHECK_DIGITS = 8
const FORM = /^(fd1_(api|acc|ref)_([0-9A-Za-z.:-]{1,64})_[A-Za-z0-9_-]{43})_([0-9a-f]{8})$/
/** As tokens were made before they had a kind and a check. */
const OLDER_FORM = /^fd1_([0-9A-Za-z.:-]{1,64})_[A-Za-z0-9_-]{43}$/

/**
 * Makes a token: `fd1_<kind>_<id>_<43 characters of 256 bits>_<CRC-32>`.
 *
 * @param secretOf  the 32 secret bytes of an id; random where none is given
 */
export function mintToken(
  kind: TokenKind = 'api',
  secretOf: (tokenId: TokenId) => Buffer = () => randomBytes(SECRET_BYTES),
): MintedToken {
  const tokenId = v7() as TokenId
  return { tokenId, ...tokenOf(kind, tokenId, secretOf(tokenId)) }
}

/** The token that a kind, an id and a secret make, with its hash. */
export function tokenOf(
  kind: TokenKind,
  id: string,
  secret: Buffer,
): Pick<MintedToken, 'token' | 'secretHash'> {
  invariant(secret.length === SECRET_BYTES, 'a token carries 256 bits')
  const body = `fd1_${kind}_${id}_${secret.toString('base64url')}`
  const token = `${body}_${checkOf(body)}`
  return { token, secretHash: hashToken(token) }
}

/**
 * The kind and id of a token; null for a text that is none.
 *
 * The check at its end finds a typing error before anything is looked up, and tells programs that search for leaked
 * secrets what is one. It proves nothing: the hash of the whole token does.
 */
export function parseToken(text: string): ParsedToken | null {
  const match = FORM.exec(text)
  if (match !== null) {
    const [, body = '', kind, id = '', check] = match
    return checkOf(body) === check ? { kind: kind as TokenKind, id } : null
  }
  const id = OLDER_FORM.exec(text)?.[1]
  return id === undefined ? null : { kind: 'api', id }
}

/** The secret bytes of a token that was parsed. */
export function secretOf(token: string): Buffer {
  const [, secret = ''] = /_([A-Za-z0-9_-]{43})_[0-9a-f]{8}$/.exec(token) ?? []
  return Buffer.from(secret, 'base64url')
}

/** SHA-256 of a token, hex: 256 random bits need no slow hash. */
export function hashToken(token: string): string {
  return hash('sha256', token, 'hex')
}

function checkOf(body: string): string {
  return crc32(body).toString(16).padStart(CHECK_DIGITS, '0')
}
