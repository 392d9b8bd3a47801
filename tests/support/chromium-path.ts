import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const NOTE = join(import.meta.dirname, '..', '..', '.cache', 'chromium.path')

/** The Chromium to drive: the one named by FUSION_CHROMIUM, else the one set-up found; undefined is Playwright's own. */
export function chromiumPath(): string | undefined {
  const noted = existsSync(NOTE) ? readFileSync(NOTE, 'utf8').trim() : ''
  return process.env.FUSION_CHROMIUM || noted || undefined
}
