// Takes the pictures of the README from the demo's desk: `npm run pictures [-- --out FOLDER]`.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { chromium } from '@playwright/test'
import { ROOT } from '#tests/prove/support/station-child.ts'
import { openPictureDesk } from './desk.ts'
import { takePictures } from './take.ts'

const USAGE = 'the pictures take one option: --out FOLDER (default docs/images)\n'

async function main(out: string): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'fusion-desk-pictures-'))
  const note = join(ROOT, '.cache', 'chromium.path')
  const executablePath =
    process.env.FUSION_CHROMIUM || (existsSync(note) && readFileSync(note, 'utf8').trim())
  const browser = await chromium.launch(executablePath ? { executablePath } : {})
  try {
    const desk = await openPictureDesk(folder)
    try {
      for (const file of await takePictures(browser, desk, out)) process.stdout.write(`${join(out, file)}\n`)
    } finally {
      await desk.close()
    }
  } finally {
    await browser.close()
    rmSync(folder, { recursive: true, force: true })
  }
  return 0
}

function readOut(): string | null {
  try {
    const { values } = parseArgs({ options: { out: { type: 'string' } } })
    return resolve(values.out ?? join(ROOT, 'docs', 'images'))
  } catch {
    return null
  }
}

const out = readOut()
if (out === null) process.stderr.write(USAGE)
process.exitCode = out === null ? 2 : await main(out)
