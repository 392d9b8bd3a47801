import { readFileSync, realpathSync, statSync } from 'node:fs'
import { sep } from 'node:path'
import { ConfigRefused } from './settings.ts'

const BYTES_MIN = 32
const BYTES_MAX = 4_096
const OTHERS = 0o077
const HOW_TO_MAKE = 'make one with: (umask 077; head -c 32 /dev/urandom > FILE)'

/**
 * Reads the file that seals the station's keys.
 *
 * It has to be its owner's alone, and to lie where a copy of the data folder does not take it along.
 *
 * @throws ConfigRefused with what is wrong, in one line
 */
export function readKeyFile(path: string, dataFolder: string): Buffer {
  const refuse = (why: string) => new ConfigRefused(`FD_KEY_FILE: ${path} ${why}`)
  let facts: ReturnType<typeof statSync>
  try {
    facts = statSync(path)
  } catch (error) {
    throw refuse(`cannot be read (${(error as NodeJS.ErrnoException).code}); ${HOW_TO_MAKE}`)
  }
  if (!facts.isFile()) throw refuse('is no file')
  // Windows keeps rights in lists of its own, which a mode does not show.
  if (process.platform !== 'win32') {
    if ((facts.mode & OTHERS) !== 0) throw refuse('can be read by others; chmod 600 it')
    if (facts.uid !== process.getuid?.()) throw refuse('belongs to another user')
  }
  if (facts.size < BYTES_MIN || facts.size > BYTES_MAX)
    throw refuse(`has ${facts.size} bytes; a key has ${BYTES_MIN} to ${BYTES_MAX}; ${HOW_TO_MAKE}`)
  if (isWithin(realpathSync(path), dataFolder))
    throw refuse('lies in the data folder, where every copy of the data takes it along')
  return readFileSync(path)
}

function isWithin(path: string, folder: string): boolean {
  try {
    return path.startsWith(realpathSync(folder) + sep)
  } catch {
    return false
  }
}
