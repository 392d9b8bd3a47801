import { randomBytes, scrypt } from 'node:crypto'
import type { SealedCode } from '#core/devices/command.ts'

/** Letters of a recovery code: 100 bits, in groups of five. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const CODE_LENGTH = 20
const GROUP = 5
const SALT_BYTES = 16
const HASH_BYTES = 32
/** 32 MiB and some tens of milliseconds for each guess. */
const COST = { N: 32_768, r: 8, p: 1, maxmem: 64 * 1024 * 1024 } as const

/** A new recovery code, and what is kept of it. */
export interface NewCode {
  /** `ABCDE-FGHJK-...`: shown once. */
  readonly code: string
  readonly sealed: SealedCode
}

export async function newRecoveryCode(): Promise<NewCode> {
  const letters = Array.from(randomBytes(CODE_LENGTH), (byte) => LETTERS[byte % LETTERS.length]).join('')
  const code = letters.replaceAll(new RegExp(`.{${GROUP}}(?=.)`, 'g'), '$&-')
  const salt = randomBytes(SALT_BYTES).toString('hex')
  return { code, sealed: { salt, hash: await sealCode(code, salt) } }
}

/** What a code comes to under a salt, typed in any case and with or without its dashes. */
export function sealCode(typed: string, salt: string): Promise<string> {
  const code = typed.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1')
  return new Promise((resolve, reject) => {
    scrypt(code, Buffer.from(salt, 'hex'), HASH_BYTES, COST, (error, key) => {
      if (error) reject(error)
      else resolve(key.toString('hex'))
    })
  })
}
