import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const RENDERER = join(import.meta.dirname, '..', '..', 'renderer')
const TABLE = /<table\b|role="(?:table|grid|treegrid)"/
const SAVED = /<SaveTable\b/

/** Tables that have their saving elsewhere, or are nothing to save; each with the reason. */
const EXCEPTIONS: ReadonlyMap<string, string> = new Map([
  ['parts/trades.tsx', 'save-trades.tsx, which comes after the dashboard'],
  ['parts/queue-table.tsx', 'save-queue.tsx, in the dialog of columns and views'],
  ['parts/board-panel.tsx', 'the best of a board; the board that it leads to'],
  ['settings/alerts.tsx', 'switches; settings have a file of their own'],
  ['parts/routing-editor.tsx', 'fields of a form'],
  ['pages/wall.tsx', 'a screen that nobody sits at; the queue has the same signals'],
])

test('[PAGE-361] every table of the desk can be saved', () => {
  const files = readdirSync(RENDERER, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.tsx'),
  )
  const unsaved = files.filter((name) => {
    const text = readFileSync(join(RENDERER, name), 'utf8')
    return TABLE.test(text) && !SAVED.test(text)
  })
  expect(unsaved.map((name) => name.replaceAll('\\', '/')).sort()).toEqual([...EXCEPTIONS.keys()].sort())
})
