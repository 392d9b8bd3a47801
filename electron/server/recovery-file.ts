import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Log } from '#station/log.ts'
import type { Station } from '#station/station.ts'
import { writePrivately } from './lan/private-file.ts'
import { newRecoveryCode } from './recovery.ts'

/** Where the first recovery code waits for its operator when there was nobody to show it to. */
export const RECOVERY_FILE = 'recovery.code'

/** Where the recovery code of a new data folder goes: to a person who looks, or into a file of his until he does. */
export type FirstCode =
  | { readonly to: 'person'; readonly tell: (code: string) => void }
  | { readonly to: 'file' }

/** The name of the file in the data folder; null where there is none. */
export function recoveryFileIn(dataFolder: string): string | null {
  return existsSync(join(dataFolder, RECOVERY_FILE)) ? RECOVERY_FILE : null
}

/** Deletes the file: its code was used, was kept elsewhere, or opens nothing any more. */
export function dropRecoveryFile(dataFolder: string): void {
  rmSync(join(dataFolder, RECOVERY_FILE), { force: true })
}

/**
 * Makes the code that lets the operator back in, where there is none, while the server starts; the answer keeps and shows
 * it. That happens before anybody hears that the station is ready, so that who is in has a way back in; and after the port
 * was had, so that a start that fails says why and nothing else. Where the disk does not take it nobody is shown a code
 * that opens nothing, and the next start makes one.
 *
 * @param first  null where the host can show none: then none is made
 */
export function prepareRecoveryCode(
  station: Station,
  log: Log,
  first: FirstCode | null,
): () => Promise<void> {
  if (first === null || station.queries.devices.recovery() !== null) return async () => undefined
  const made = newRecoveryCode()
  return async () => {
    const { code, sealed } = await made
    const { dataFolder } = station
    // A file that a start left which was killed before its code counted.
    dropRecoveryFile(dataFolder)
    if (first.to === 'file' && !writeCode(dataFolder, code, log)) return
    const executed = await station.execute({ kind: 'set_recovery', recovery: sealed })
    if (!executed.ok) return dropRecoveryFile(dataFolder)
    if (first.to === 'person') first.tell(code)
    else log.warn({ file: join(dataFolder, RECOVERY_FILE) }, 'recovery_code_in_file')
  }
}

/** Written before the code counts: killed in between, the station leaves a code that opens nothing, not one that is lost. */
function writeCode(dataFolder: string, code: string, log: Log): boolean {
  try {
    writePrivately(join(dataFolder, RECOVERY_FILE), `${code}\n`)
    return true
  } catch (error) {
    // No reason to end the start: the next one makes a code. A full disk ends it a moment later, at the station's own file.
    log.warn({ err: error }, 'recovery_code_not_written')
    return false
  }
}
