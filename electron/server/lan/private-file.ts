import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** Writes a file that only its owner reads, whole or not at all. */
export function writePrivately(path: string, content: string | Buffer): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  const made = `${path}.new`
  writeFileSync(made, content, { mode: 0o600, flush: true })
  renameSync(made, path)
}
