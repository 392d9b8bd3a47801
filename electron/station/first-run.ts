import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

const FIRST_RUN_FILE = 'welcome.json'

/** What is set up when a desk is new, in the order in which it is offered. */
export const FIRST_RUN_STEPS = ['look', 'operator', 'feed', 'risk', 'alerts'] as const
export type FirstRunStep = (typeof FIRST_RUN_STEPS)[number]

const How = z.enum(['chosen', 'defaults'])
const Kept = z.object({
  /** It was shown to an operator: it does not open by itself any more. */
  opened: z.boolean(),
  finished: z.boolean(),
  /** How each step that is done was done. */
  steps: z.partialRecord(z.enum(FIRST_RUN_STEPS), How),
})

/** How far the first run of a data folder has come. */
export type FirstRun = z.output<typeof Kept>
/** What is new of it. */
export type FirstRunNews = { readonly [Key in keyof FirstRun]?: FirstRun[Key] | undefined }

/** A desk that was there before there was a first run, or one whose file cannot be read: nothing opens by itself. */
const NOT_OFFERED: FirstRun = { opened: true, finished: false, steps: {} }

/** Lets the first run of a new data folder open by itself, once. */
export function offerFirstRun(dataFolder: string): void {
  if (!existsSync(pathIn(dataFolder))) write(dataFolder, { ...NOT_OFFERED, opened: false })
}

/** How far it has come. */
export function readFirstRun(dataFolder: string): FirstRun {
  try {
    const { success, data } = Kept.safeParse(JSON.parse(readFileSync(pathIn(dataFolder), 'utf8')))
    return success ? data : NOT_OFFERED
  } catch {
    // Nothing is decided by it but which step is shown first.
    return NOT_OFFERED
  }
}

/**
 * Puts down what is new; the rest stays. The file is replaced whole.
 *
 * @throws where the disk does not take it
 */
export function keepFirstRun(dataFolder: string, news: FirstRunNews): FirstRun {
  const before = readFirstRun(dataFolder)
  const after = {
    opened: news.opened ?? before.opened,
    finished: news.finished ?? before.finished,
    steps: { ...before.steps, ...news.steps },
  }
  write(dataFolder, after)
  return after
}

function write(dataFolder: string, firstRun: FirstRun): void {
  const path = pathIn(dataFolder)
  const beside = `${path}.new`
  writeFileSync(beside, `${JSON.stringify(firstRun)}\n`, { mode: 0o600, flush: true })
  renameSync(beside, path)
}

const pathIn = (dataFolder: string): string => join(dataFolder, FIRST_RUN_FILE)
