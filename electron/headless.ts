import { enableCompileCache } from 'node:module'

// The station without a window. Compiled code is kept from start to start, and must be so before the rest is loaded.
enableCompileCache()
process.umask(0o077)
const { runStation } = await import('./serve.ts')
await runStation(process.argv.slice(2))
