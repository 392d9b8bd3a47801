import { Worker } from 'node:worker_threads'
import { HOUR_MS, type TimestampMs } from '#core/kernel/time.ts'
import { type QuickReport, readSize, type TableRows } from '#db/look.ts'
import { foldLog, sizeBytes, type Writable } from '#db/open.ts'
import { dropReceipts, type ReceiptPlace } from '#db/receipts.ts'
import type { AuditReport, CheckReport } from '#db/verify.ts'
import { type JobTrack, UNTRACKED } from './jobs.ts'
import type { AuditSeen, Folded, QuickSeen, Upkeep } from './station.ts'
import type { VerifyRequest } from './verify-worker.ts'

const RECEIPTS_PER_STEP = 2_000

export interface UpkeepParts {
  readonly db: Writable
  readonly file: string
  readonly receiptHours: number
  readonly now: () => TimestampMs
  /** Seals the head of the audit log. */
  readonly seal?: () => void
  /** Where each tidying is put down. */
  readonly job?: JobTrack
}

/**
 * Checks and tidies the database of a station, running or not.
 *
 * Whoever asks for a check while one is under way gets its answer: each rebuilds all tables in memory.
 */
export function upkeep({ db, file, receiptHours, now, seal, job = UNTRACKED }: UpkeepParts): Upkeep {
  const checks = shared((what: 'check' | 'replay') => inWorker<CheckReport>({ file, what }))
  const audits = shared(() => inWorker<AuditReport>({ file, what: 'audit' }))
  const counts = shared(() => inWorker<readonly TableRows[]>({ file, what: 'rows' }))
  const quick = shared(() => inWorker<QuickReport>({ file, what: 'quick' }))
  let seen: AuditSeen | null = null
  let quickSeen: QuickSeen | null = null
  let folded: Folded | null = null

  function fold(): boolean {
    const whole = foldLog(db)
    folded = { at: now(), whole }
    return whole
  }

  async function tidy() {
    const receiptsDropped = await dropOldReceipts(db, now() - receiptHours * HOUR_MS)
    db.raw.pragma('optimize')
    fold()
    return { receiptsDropped, bytes: sizeBytes(db) }
  }

  return {
    check: () => checks('check'),
    replay: () => checks('replay'),
    async audit() {
      // What is looked at is under a seal as far as it goes.
      seal?.()
      const found = await audits('audit')
      seen = { ok: found.ok, to: found.entries, at: now() }
      return found
    },
    auditSeen: () => seen,
    clearLog: fold,
    async maintain() {
      let done = { receiptsDropped: 0, bytes: 0 }
      await job.run(async () => {
        done = await tidy()
        return { receipts: done.receiptsDropped, bytes: done.bytes }
      })
      return done
    },
    size: () => readSize(db, file),
    folded: () => folded,
    rows: () => counts('rows'),
    async quickCheck() {
      const began = performance.now()
      const report = await quick('quick')
      quickSeen = { ...report, at: now(), tookMs: Math.round(performance.now() - began) }
      return quickSeen
    },
    quickSeen: () => quickSeen,
  }
}

/** One look of a kind at a time, and its answer for everybody who asks meanwhile. */
function shared<What extends VerifyRequest['what'], Report>(look: (what: What) => Promise<Report>) {
  const underWay = new Map<What, Promise<Report>>()
  return (what: What): Promise<Report> => {
    const known = underWay.get(what)
    if (known) return known
    const found = look(what).finally(() => underWay.delete(what))
    underWay.set(what, found)
    return found
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

function inWorker<Report>(request: VerifyRequest): Promise<Report> {
  // From the sources the worker is a .ts file; in the bundle it lies beside it as .js.
  const entry = import.meta.url.endsWith('.ts') ? './verify-worker.ts' : './verify-worker.js'
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL(entry, import.meta.url), { workerData: request })
    worker.once('message', resolve)
    worker.once('error', reject)
    worker.once('exit', (code) => reject(new Error(`the check ended with ${code} and no answer`)))
  })
}
