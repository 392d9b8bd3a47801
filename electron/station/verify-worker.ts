import { dirname } from 'node:path'
import { parentPort, workerData } from 'node:worker_threads'
import { openReadable } from '#db/open.ts'
import { verify, verifyAuditLog, verifyReplay } from '#db/verify.ts'
import { fileKey } from './audit-key.ts'
import { readKeptSeals } from './audit-seals.ts'

/** What the worker is asked to look at. */
export interface VerifyRequest {
  readonly file: string
  readonly what: 'check' | 'replay' | 'audit'
}

// A connection of its own: reading a large database must not hold up the writer.
const { file, what } = workerData as VerifyRequest
const folder = dirname(file)
const db = openReadable(file)
try {
  parentPort?.postMessage(look())
} finally {
  db.close()
}

function look() {
  if (what === 'replay') return verifyReplay(db)
  const kept = readKeptSeals(folder, fileKey(folder))
  return what === 'audit' ? verifyAuditLog(db, kept) : verify(db, kept)
}
