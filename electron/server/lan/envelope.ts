import { createCipheriv, createDecipheriv, hash, randomBytes } from 'node:crypto'

/** 32 bytes that seal what must not be read from a copy of the data folder. */
export interface SealingKey {
  /** Names the key without telling it. */
  readonly id: string
  readonly bytes: Buffer
}

/** Something sealed, with the name of the key that opens it; base64. */
export interface Envelope {
  readonly keyId: string
  readonly iv: string
  readonly tag: string
  readonly sealed: string
}

/** An envelope that this key does not open. */
export class Locked extends Error {
  override readonly name = 'Locked'
}

const CIPHER = 'aes-256-gcm'
const IV_BYTES = 12
const ID_LENGTH = 16

export function sealingKey(bytes: Buffer): SealingKey {
  return {
    id: hash('sha256', Buffer.concat([Buffer.from('fusion-desk key id'), bytes])).slice(0, ID_LENGTH),
    bytes,
  }
}

/** Seals a text; `purpose` has to be said again to open it, so that one envelope never passes for another. */
export function seal({ id, bytes }: SealingKey, purpose: string, text: string): Envelope {
  const iv = randomBytes(IV_BYTES)
  const cipher = createCipheriv(CIPHER, bytes, iv).setAAD(Buffer.from(purpose))
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return {
    keyId: id,
    iv: iv.toString('base64'),
    tag: cipher.getAuthTag().toString('base64'),
    sealed: sealed.toString('base64'),
  }
}

/** @throws Locked for another key, another purpose, and where a bit was changed */
export function unseal({ id, bytes }: SealingKey, purpose: string, envelope: Envelope): string {
  if (envelope.keyId !== id) throw new Locked(`it was sealed by key ${envelope.keyId}, and this one is ${id}`)
  try {
    const decipher = createDecipheriv(CIPHER, bytes, Buffer.from(envelope.iv, 'base64'))
      .setAAD(Buffer.from(purpose))
      .setAuthTag(Buffer.from(envelope.tag, 'base64'))
    return Buffer.concat([
      decipher.update(Buffer.from(envelope.sealed, 'base64')),
      decipher.final(),
    ]).toString()
  } catch {
    throw new Locked('it was changed after it was sealed')
  }
}
