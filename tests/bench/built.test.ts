import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ROOT } from '#tests/prove/support/station-child.ts'
import { firstLoadPieces } from './first-load.ts'

test('[SETUP-15] the page is built as it is shipped, also when tests are what asks for it', () => {
  const scripts = [...firstLoadPieces().keys()].map((name) =>
    readFileSync(join(ROOT, 'dist', 'renderer', 'assets', name), 'utf8'),
  )
  // Only the version of React for users speaks of errors by number.
  expect(scripts.filter((code) => code.includes('Minified React error'))).not.toEqual([])
})
