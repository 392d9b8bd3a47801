import { renameSync, writeFileSync } from 'node:fs'

// Loaded before a program: at once, and whenever a signal asks, it collects what nobody holds and tells what is left.

const file = process.env.FUSION_MEMORY_FILE ?? ''

function tell(): void {
  globalThis.gc?.()
  // Whole or not at all: somebody waits for it.
  writeFileSync(`${file}.new`, JSON.stringify(process.memoryUsage()))
  renameSync(`${file}.new`, file)
}

process.on('SIGUSR2', tell)
tell()
