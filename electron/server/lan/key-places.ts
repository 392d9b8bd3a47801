import { hkdfSync, randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readKeyFile } from '#station/key-file.ts'
import { Locked, type SealingKey, sealingKey } from './envelope.ts'
import { writePrivately } from './private-file.ts'

/**
 * Where the key is that seals the others: with the system's own keeper of secrets, in a file of the operator's outside
 * the data folder, or in the data folder, where whoever copies the one copies the other.
 */
export type KeyPlace = 'system' | 'key_file' | 'data_folder'

/** The system's own keeper of secrets; only a desktop has one. */
export interface Keychain {
  available(): Promise<boolean>
  seal(text: string): Promise<Buffer>
  unseal(sealed: Buffer): Promise<string>
}

/** What is asked where the key is. */
export interface KeyPlan {
  readonly dataFolder: string
  /** Where the station keeps what is of its certificates. */
  readonly folder: string
  readonly keyFile: string | null
  readonly keychain: Keychain | null
}

const KEY_BYTES = 32

/**
 * The key that seals this station's others, made at the first call.
 *
 * @throws Locked where it is there and cannot be opened; ConfigRefused for a key file that cannot be used
 */
export async function openSealingKey(plan: KeyPlan): Promise<SealingKey & { readonly kept: KeyPlace }> {
  if (plan.keyFile !== null) {
    const content = readKeyFile(plan.keyFile, plan.dataFolder)
    const derived = hkdfSync('sha256', content, '', 'fusion-desk sealing key', KEY_BYTES)
    return { ...sealingKey(Buffer.from(derived)), kept: 'key_file' }
  }
  if (plan.keychain !== null && (await plan.keychain.available()))
    return {
      ...sealingKey(await keptBySystem(plan.keychain, join(plan.folder, 'key.sealed'))),
      kept: 'system',
    }
  return { ...sealingKey(keptHere(join(plan.folder, 'key'))), kept: 'data_folder' }
}

async function keptBySystem(keychain: Keychain, path: string): Promise<Buffer> {
  const kept = contentOf(path)
  if (kept !== null) {
    try {
      return Buffer.from(await keychain.unseal(kept), 'base64')
    } catch {
      throw new Locked('this user of this system cannot open the key that sealed it')
    }
  }
  const made = randomBytes(KEY_BYTES)
  writePrivately(path, await keychain.seal(made.toString('base64')))
  return made
}

function keptHere(path: string): Buffer {
  const kept = contentOf(path)
  if (kept !== null) return kept
  const made = randomBytes(KEY_BYTES)
  writePrivately(path, made)
  return made
}

function contentOf(path: string): Buffer | null {
  try {
    return readFileSync(path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}
