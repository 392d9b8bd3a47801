import { hash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const NAME_LENGTH = 16

/**
 * Where the windows of one data folder keep what is theirs: never inside it, because a folder that is in use is not
 * written to, and a copy of the desk holds no browser's files.
 *
 * One folder, one profile: Electron allows one instance for each.
 *
 * @param dataFolder  absolute; null where the settings that name it could not be read
 */
export function profileFolder(appData: string, dataFolder: string | null): string {
  const name = dataFolder === null ? 'no-settings' : hash('sha256', dataFolder, 'hex').slice(0, NAME_LENGTH)
  return join(appData, 'fusion-desk', name)
}

/** The process that says in `station.json` that it runs this data folder's station. */
export function ownerOf(dataFolder: string): string {
  try {
    const { pid } = JSON.parse(readFileSync(join(dataFolder, 'station.json'), 'utf8'))
    return String(pid)
  } catch {
    return 'not known yet'
  }
}
