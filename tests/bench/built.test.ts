import { readdirSync, readFileSync } from 'node:fs'
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

test('[SETUP-16] what the station runs is written in ASCII alone; a letter beyond it is an escape', () => {
  const folder = join(ROOT, 'dist', 'main')
  const programs = readdirSync(folder).filter((name) => name.endsWith('.js'))
  const notAscii = programs.filter((name) => /[^\0-\x7f]/.test(readFileSync(join(folder, name), 'utf8')))
  expect({ programs: programs.length > 0, notAscii }).toEqual({ programs: true, notAscii: [] })
  // The quotation marks of a reward's name are in a text of the log's words.
  const words = programs.filter((name) =>
    readFileSync(join(folder, name), 'utf8').includes('\\u201c{{name}}\\u201d'),
  )
  expect(words).toHaveLength(1)
})
