import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Serving } from '#server/serving.ts'

/**
 * Gives the operator's token to each window once for each start of the station.
 *
 * Once: a page that signed out stays signed out, and code that comes into a page later finds nothing to take.
 */
export function openHandover(): (windowId: number, serving: Serving) => string | null {
  const given = new Map<number, Serving>()
  return (windowId, serving) => {
    if (given.get(windowId) === serving) return null
    given.set(windowId, serving)
    return readFileSync(join(serving.dataFolder, 'operator.token'), 'utf8').trim()
  }
}
