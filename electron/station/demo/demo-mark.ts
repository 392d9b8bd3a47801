import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ConfigRefused } from '../settings.ts'
import { DATABASE_FILE } from '../storage.ts'

/** Marks a data folder whose people and trades are made up. */
const MARK = 'demo.json'
/** The database while it is written; a demo that was broken off leaves no more than this. */
export const DRAFT_FILE = `${DATABASE_FILE}.making`
const MAY_BE_THERE: ReadonlySet<string> = new Set([
  'config.json',
  MARK,
  DRAFT_FILE,
  'station.lock',
  'station.pid',
])

/** Whether a data folder is that of a demo. */
export function isDemo(folder: string): boolean {
  return existsSync(join(folder, MARK))
}

/** Whether the demo of a folder is there, whole. */
export function hasDemo(folder: string): boolean {
  return isDemo(folder) && existsSync(join(folder, DATABASE_FILE))
}

/**
 * Makes room for a demo: a folder that is new or empty, or one where making a demo was broken off. A desk of
 * somebody's own is never touched.
 *
 * @throws ConfigRefused where the folder holds anything else
 */
export function makeRoom(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const foreign = readdirSync(folder).find((name) => !MAY_BE_THERE.has(name))
  if (foreign === undefined) return
  throw new ConfigRefused(
    `${folder} holds ${foreign} already and is no demo: a demo wants a folder of its own, so name an empty one with --data or none`,
  )
}

/** Says that everything in the folder is made up, before any of it is there. */
export function markDemo(folder: string, madeAt: number): void {
  writeFileSync(join(folder, MARK), `${JSON.stringify({ madeAt: new Date(madeAt).toISOString() })}\n`, {
    mode: 0o600,
  })
}

/** Takes a demo away with its folder, whole. False where the folder is none of a demo, which is left alone. */
export function removeDemo(folder: string): boolean {
  if (!isDemo(folder)) return false
  rmSync(folder, { recursive: true, force: true })
  return true
}
