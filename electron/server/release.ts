import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { isNewer } from '#contracts/versions.ts'
import type { UserId } from '#core/kernel/ids.ts'
import { writePrivately } from './lan/private-file.ts'

const RELEASE_FILE = 'release.json'
/** What all versions called themselves that kept no such file. */
const BEFORE_THE_FILE = '0.1.0'

const Kept = z.object({
  /** The newest version that has run in this data folder. */
  version: z.string(),
  /** The one that ran before it; null where nothing did. */
  since: z.string().nullable(),
  /** Who has seen what is new in it. */
  seen: z.array(z.string()),
})
type Kept = z.output<typeof Kept>

/** Puts down which version runs, where it is newer than every one before. An older one changes nothing. */
export function noteRelease(dataFolder: string, version: string, isNewFolder: boolean): void {
  const kept = isNewFolder ? null : (read(dataFolder) ?? { version: BEFORE_THE_FILE, since: null, seen: [] })
  if (kept === null) write(dataFolder, { version, since: null, seen: [] })
  else if (isNewer(version, kept.version)) write(dataFolder, { version, since: kept.version, seen: [] })
}

/** The version before the one that runs, while there is something new that this user has not seen; else null. */
export function newsSince(dataFolder: string, version: string, userId: UserId): string | null {
  const kept = read(dataFolder)
  if (kept === null || kept.version !== version || kept.seen.includes(userId)) return null
  return kept.since
}

/**
 * Puts down that a user has seen what is new.
 *
 * @throws where the disk does not take it
 */
export function seeNews(dataFolder: string, version: string, userId: UserId): void {
  const kept = read(dataFolder)
  if (kept === null || newsSince(dataFolder, version, userId) === null) return
  write(dataFolder, { ...kept, seen: [...kept.seen, userId] })
}

function read(dataFolder: string): Kept | null {
  try {
    const { success, data } = Kept.safeParse(JSON.parse(readFileSync(join(dataFolder, RELEASE_FILE), 'utf8')))
    return success ? data : null
  } catch {
    // Nothing is decided by it but whether a line is shown.
    return null
  }
}

function write(dataFolder: string, kept: Kept): void {
  writePrivately(join(dataFolder, RELEASE_FILE), `${JSON.stringify(kept)}\n`)
}
