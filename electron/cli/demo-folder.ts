import { PROBLEMS } from '#contracts/problems.ts'
import { takeLock } from '#db/lock.ts'
import { isDemo, removeDemo } from '#station/demo/demo-mark.ts'
import type { Outcome } from './commands.ts'

/**
 * Takes a demo away whose station does not run. A folder that is none of a demo is left as it is.
 *
 * @throws DataFolderInUse while somebody owns it
 */
export function removeDemoFolder(dataFolder: string): Outcome {
  if (!isDemo(dataFolder)) return noDemo(dataFolder)
  takeLock(dataFolder).release()
  removeDemo(dataFolder)
  return {
    kind: 'done',
    value: 'removed',
    json: { removed: true },
    words: [`the demo in ${dataFolder} is removed`],
    fine: true,
  }
}

function noDemo(dataFolder: string): Outcome {
  const code = 'not_found'
  const message = `there is no demo in ${dataFolder}; nothing was removed`
  return { kind: 'refused', problem: { code, message, status: PROBLEMS[code].status, error: null } }
}
