import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { ROOT } from '#tests/prove/support/station-child.ts'
import type { Bench, Values } from './figures.ts'

const RENDERER = join(ROOT, 'dist', 'renderer')
const SCRIPT = /(?:src|href)="\/(assets\/[^"]+\.js)"/g
/** What a piece cannot run without. */
const NEEDED = /(?:\bfrom|\bimport)\s*["'`]\.\/([\w.-]+\.js)["'`]/g
/** What a piece may fetch later. */
const LATER = /\bimport\(\s*["'`]\.\/([\w.-]+\.js)["'`]/g
/** The later pieces that `/` fetches by itself; a browser test compares them with what a browser fetches. */
const ON_ARRIVAL = ['dashboard', 'dashboard.en', 'decide.en', 'candle-canvas', 'around-the-page']
const KB = 1_000

/**
 * The scripts of the page `/`, as a browser fetches them before anybody touches anything.
 *
 * @returns file names of `dist/renderer/assets` with their compressed size in kB
 */
export function firstLoadPieces(): ReadonlyMap<string, number> {
  const html = readFileSync(join(RENDERER, 'index.html'), 'utf8')
  const waiting = [...html.matchAll(SCRIPT)].map((match) => basename(match[1] ?? ''))
  if (waiting.length === 0) throw new Error('index.html names no script')
  const pieces = new Map<string, number>()
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (pieces.has(name)) continue
    const code = readFileSync(join(RENDERER, 'assets', name))
    pieces.set(name, gzipSync(code).length / KB)
    waiting.push(...named(code.toString(), NEEDED), ...named(code.toString(), LATER).filter(comesAtOnce))
  }
  return pieces
}

/** All JavaScript that `/` fetches by itself, compressed. */
export async function measureFirstLoad({ note }: Bench): Promise<Values> {
  const pieces = firstLoadPieces()
  for (const [name, kb] of pieces) note(`${name}: ${kb.toFixed(1)} kB`)
  return { first_load: [...pieces.values()].reduce((sum, kb) => sum + kb, 0) }
}

const named = (code: string, pattern: RegExp): readonly string[] =>
  [...code.matchAll(pattern)].map((match) => match[1] ?? '')

function comesAtOnce(name: string): boolean {
  return ON_ARRIVAL.some((piece) => name.startsWith(`${piece}-`))
}
