import { randomBytes } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const KEY_FILE = 'audit.key'
const KEY_BYTES = 32

/** Where the key comes from that heads of the audit log are sealed with. */
export interface AuditKey {
  /** The key, or null where there is none yet or no more. */
  read(): Buffer | null
  /** Makes a new one and returns it. */
  make(): Buffer
}

/** The key in a file of the data folder that only its owner can read: not in the database, nor in copies of it. */
export function fileKey(dataFolder: string): AuditKey {
  const path = join(dataFolder, KEY_FILE)
  return {
    read() {
      try {
        const key = Buffer.from(readFileSync(path, 'utf8').trim(), 'base64url')
        return key.length === KEY_BYTES ? key : null
      } catch (failure) {
        if ((failure as NodeJS.ErrnoException).code === 'ENOENT') return null
        throw failure
      }
    },
    make() {
      const key = randomBytes(KEY_BYTES)
      writeFileSync(path, `${key.toString('base64url')}\n`, { mode: 0o600, flag: 'w', flush: true })
      return key
    },
  }
}
