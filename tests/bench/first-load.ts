import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { ROOT } from '#tests/prove/support/station-child.ts'
import type { Bench, Values } from './figures.ts'

const RENDERER = join(ROOT, 'dist', 'renderer')
const SCRIPT = /(?:src|href)="\/(assets\/[^"]+\.js)"/g
/** Names of other pieces, as an import or in a list of what to load with one. */
const PIECE = /["'`](?:\.\/|\/?assets\/)([\w.-]+\.js)["'`]/g
const KB = 1_000

/** All JavaScript of the page `/`, compressed: what `index.html` names and everything that asks for, later pieces too. */
export async function measureFirstLoad({ note }: Bench): Promise<Values> {
  const html = readFileSync(join(RENDERER, 'index.html'), 'utf8')
  const waiting = [...html.matchAll(SCRIPT)].map((match) => match[1] ?? '')
  if (waiting.length === 0) throw new Error('index.html names no script')
  const pieces = new Map<string, number>()
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    const name = basename(path)
    if (pieces.has(name)) continue
    const code = readFileSync(join(RENDERER, 'assets', name))
    pieces.set(name, gzipSync(code).length / KB)
    for (const match of code.toString().matchAll(PIECE)) waiting.push(match[1] ?? '')
  }
  for (const [name, kb] of pieces) note(`${name}: ${kb.toFixed(1)} kB`)
  return { first_load: [...pieces.values()].reduce((sum, kb) => sum + kb, 0) }
}
