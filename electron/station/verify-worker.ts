import { dirname } from 'node:path'
import { parentPort, workerData } from 'node:worker_threads'
import { countRows, quickCheck } from '#db/look.ts'
import { openReadable } from '#db/open.ts'
import { verify, verifyAuditLog, verifyReplay } from '#db/verify.ts'
import { fileKey } from './audit-key.ts'
import { readKeptSeals } from './audit-seals.ts'

/** What the worker is asked to look at. */
export interface VerifyRequest {
  readonly file: string
  readonly what: 'check' | 'replay' | 'audit' | 'rows' | 'quick'
}

/** A quick check takes no further table after this. */
const QUICK_MS_MAX = 30_000

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
  if (what === 'rows') return countRows(db)
  if (what === 'quick') {
    const until = performance.now() + QUICK_MS_MAX
    return quickCheck(db, () => performance.now() < until)
  }
  if (what === 'replay') return verifyReplay(db)
  const kept = readKeptSeals(folder, fileKey(folder))
  return what === 'audit' ? verifyAuditLog(db, kept) : verify(db, kept)
}
