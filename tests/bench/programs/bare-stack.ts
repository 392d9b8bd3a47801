// The same stack as the station with nothing in it, in the same two pieces: compiled code is kept before the rest loads.
import { enableCompileCache } from 'node:module'

enableCompileCache()
await import('./bare-stack-serving.ts')
