import { parentPort, workerData } from 'node:worker_threads'
import { BUGS } from './operations/bugs.ts'
import { liveThrough } from './operations/world.ts'
import type { AskedWorld } from './operations.ts'

// Lives one world in a thread of its own and hands over what was found in it; a bug comes by its name.
const { bug, ...world } = workerData as AskedWorld
parentPort?.postMessage(await liveThrough({ ...world, bug: BUGS.find(({ name }) => name === bug) ?? null }))
