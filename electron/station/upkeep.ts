import { Worker } from 'node:worker_threads'
import { HOUR_MS, type TimestampMs } from '#core/kernel/time.ts'
import { foldLog, sizeBytes, type Writable } from '#db/open.ts'
import { dropReceipts, type ReceiptPlace } from '#db/receipts.ts'
import type { CheckReport } from '#db/verify.ts'
import type { Upkeep } from './station.ts'
import type { VerifyRequest } from './verify-worker.ts'

const RECEIPTS_PER_STEP = 2_000

export interface UpkeepParts {
  readonly db: Writable
  readonly file: string
  readonly receiptHours: number
  readonly now: () => TimestampMs
}

/**
 * Checks and tidies the database of a station, running or not.
 *
 * Whoever asks for a check while one is under way gets its answer: each rebuilds all tables in memory.
 */
export function upkeep({ db, file, receiptHours, now }: UpkeepParts): Upkeep {
  const underWay = new Map<VerifyRequest['what'], Promise<CheckReport>>()

  function look(what: VerifyRequest['what']): Promise<CheckReport> {
    const known = underWay.get(what)
    if (known) return known
    const found = inWorker({ file, what }).finally(() => underWay.delete(what))
    underWay.set(what, found)
    return found
  }

  return {
    check: () => look('check'),
    replay: () => look('replay'),
    clearLog: () => foldLog(db),
    async maintain() {
      const receiptsDropped = await dropOldReceipts(db, now() - receiptHours * HOUR_MS)
      db.raw.pragma('optimize')
      foldLog(db)
      return { receiptsDropped, bytes: sizeBytes(db) }
    },
  }
}

/** A bounded piece at a time, so that the writer is never kept waiting long. */
async function dropOldReceipts(db: Writable, before: TimestampMs): Promise<number> {
  let droppedInAll = 0
  let place: ReceiptPlace | null = null
  for (;;) {
    const { dropped, next } = dropReceipts(db, before, place, RECEIPTS_PER_STEP)
    droppedInAll += dropped
    if (next === null) return droppedInAll
    place = next
    await new Promise((resume) => setImmediate(resume))
  }
}

function inWorker(request: VerifyRequest): Promise<CheckReport> {
  // From the sources the worker is a .ts file; in the bundle it lies beside it as .js.
  const entry = import.meta.url.endsWith('.ts') ? './verify-worker.ts' : './verify-worker.js'
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL(entry, import.meta.url), { workerData: request })
    worker.once('message', resolve)
    worker.once('error', reject)
    worker.once('exit', (code) => reject(new Error(`the check ended with ${code} and no answer`)))
  })
}
