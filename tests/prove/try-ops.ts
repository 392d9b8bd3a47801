import { mkdtempSync } from 'node:fs'
import { liveThrough } from './operations/world.ts'
const folder = mkdtempSync('/tmp/ops-try-')
const t = performance.now()
const [ops = '1000', crashes = '100', seed = 'a'] = process.argv.slice(2)
const found = await liveThrough({ seed, file: `${folder}/desk.db`, operations: Number(ops), crashes: Number(crashes), bug: null })
console.log(found, ((performance.now() - t) / 1000).toFixed(1), 's', folder)
