import { parentPort, workerData } from 'node:worker_threads'
import { liveWorld } from '#tests/simulation/world.ts'

// Lives one world in a thread of its own and hands over what became of it.
parentPort?.postMessage(await liveWorld(workerData))
