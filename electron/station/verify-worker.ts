import { parentPort, workerData } from 'node:worker_threads'
import { openReadable } from '#db/open.ts'
import { verify, verifyReplay } from '#db/verify.ts'

/** What the worker is asked to look at. */
export interface VerifyRequest {
  readonly file: string
  readonly what: 'check' | 'replay'
}

// A connection of its own: reading a large database must not hold up the writer.
const { file, what } = workerData as VerifyRequest
const db = openReadable(file)
try {
  parentPort?.postMessage(what === 'check' ? verify(db) : verifyReplay(db))
} finally {
  db.close()
}
