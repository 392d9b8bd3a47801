import Database from 'better-sqlite3'
import { type Asker, type AuditNote, STATION_ASKS } from '#core/audit/entry.ts'
import { judge } from '#core/audit/judged.ts'
import type { Command } from '#core/command.ts'
import type { Context, MarketClock, Policy } from '#core/context.ts'
import { accept, type Result, reject } from '#core/kernel/result.ts'
import type { TimestampMs } from '#core/kernel/time.ts'
import type { Rejection } from '#core/rejection.ts'
import { type AuditHead, type AuditWriter, auditWriter, type Noted } from '#db/audit.ts'
import { type Appended, type JournalWriter, journalWriter, type Recorded } from '#db/journal.ts'
import { keepPrivate } from '#db/keep-private.ts'
import { foldLog, type Writable } from '#db/open.ts'
import { type Projector, projector } from '#db/project.ts'
import { findReceipt, keepReceipt, type ReceiptKey } from '#db/receipts.ts'
import { type Askers, openAskers } from './askers.ts'
import type { Decider } from './decide.ts'
import { Durations } from './durations.ts'
import type { Log } from './log.ts'
import type { CommitListener, Execute, Executed, StorageFailure } from './station.ts'

/** Commands that share one transaction, and so one fsync. */
export const COMMANDS_PER_BATCH_MAX = 64
/** Turns of the event loop in which a batch may grow; it ends with the first that brings nothing. */
const GATHERING_TURNS_MAX = 8
/** Commands that may wait; beyond it the station says `overloaded`. */
export const COMMANDS_WAITING_MAX = 10_000

export interface WriterParts {
  readonly db: Writable
  readonly decide: Decider
  readonly now: () => TimestampMs
  readonly market: () => MarketClock
  readonly policy: Policy
  readonly log: Log
  /** Who asks at this moment; the station itself where they are left out. */
  readonly askers?: Askers
  /** Told after every commit that added to the audit log. */
  readonly audited?: (head: AuditHead) => void
}

type Answer = Result<Executed, Rejection | StorageFailure>
type Health = 'ok' | 'full' | 'broken'

interface Waiting {
  readonly command: Command
  readonly receipt: ReceiptKey | null
  readonly asker: Asker
  readonly settle: (answer: Answer) => void
}

/**
 * The station's one writer.
 *
 * Commands are applied one after another. Those that arrived in the same turn of the event loop, or in turns that
 * follow on each other, share a transaction (group commit) and each is answered after that commit: an answer means
 * it is on disk. If a write fails, the batch is rolled back and its commands run one by one, so that nobody is
 * spoiled by another's.
 */
export class Writer {
  readonly #parts: WriterParts
  readonly #journal: JournalWriter
  readonly #tables: Projector
  readonly #audit: AuditWriter
  readonly #askers: Askers
  #auditedTo: number
  readonly #listeners = new Set<CommitListener>()
  readonly #waiting: Waiting[] = []
  #scheduled = false
  #closed: (() => void) | null = null
  #health: Health = 'ok'
  #commits = 0
  #commands = 0
  readonly #commitMs = new Durations()

  constructor(parts: WriterParts) {
    this.#parts = parts
    this.#journal = journalWriter(parts.db)
    this.#tables = projector(parts.db)
    this.#audit = auditWriter(parts.db)
    this.#askers = parts.askers ?? openAskers()
    this.#auditedTo = this.#audit.head().number
  }

  readonly execute: Execute = (command, receipt) =>
    new Promise((settle) => {
      if (this.#closed) return settle(reject({ code: 'not_ready' }))
      if (this.#waiting.length >= COMMANDS_WAITING_MAX) return settle(reject({ code: 'overloaded' }))
      const asker = this.#askers.current()
      this.#waiting.push({ command, receipt: receipt ?? null, asker, settle })
      this.#schedule()
    })

  /** Calls the listener after every commit that recorded something, before the commands are answered. */
  readonly onCommit = (listener: CommitListener): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** False after a write failed, until one succeeds again; for good after an I/O error. */
  readonly writable = (): boolean => this.#health === 'ok'

  readonly counts = () => ({
    commits: this.#commits,
    commands: this.#commands,
    commitMs: this.#commitMs.last(),
    waiting: this.#waiting.length,
  })

  /** Takes no further command and settles when the last batch is on disk. */
  close(): Promise<void> {
    return new Promise((done) => {
      this.#closed = done
      this.#schedule()
    })
  }

  #schedule(): void {
    if (this.#scheduled) return
    this.#scheduled = true
    // After the poll phase: every request that was read in this turn is in the batch.
    // What follows from a commit is the station's own doing, whoever came first in the batch.
    this.#askers.askedBy(STATION_ASKS, () => setImmediate(() => this.#gather(0, 0)))
  }

  /** A turn that brought commands is followed by another look: those who come together share one fsync. */
  #gather(before: number, turns: number): void {
    const waiting = this.#waiting.length
    const grows = waiting > before && waiting < COMMANDS_PER_BATCH_MAX
    if (grows && turns < GATHERING_TURNS_MAX) setImmediate(() => this.#gather(waiting, turns + 1))
    else this.#turn()
  }

  #turn(): void {
    this.#scheduled = false
    const batch = this.#waiting.splice(0, COMMANDS_PER_BATCH_MAX)
    if (batch.length > 0) this.#run(batch)
    if (this.#waiting.length > 0) this.#schedule()
    else this.#closed?.()
  }

  #run(batch: readonly Waiting[]): void {
    const answers = this.#attempt(batch)
    if (!Array.isArray(answers)) {
      if (batch.length > 1) for (const one of batch) this.#run([one])
      else batch[0]?.settle(reject(answers as StorageFailure))
      return
    }
    // A batch that wrote nothing says nothing about the disk.
    if (answers.some(wrote)) this.#health = 'ok'
    this.#commits += 1
    this.#commands += batch.length
    this.#tellAudit()
    this.#publish(answers)
    for (const [index, answer] of answers.entries()) batch[index]?.settle(answer)
  }

  /** The answers of a committed batch; after a failed one, with nothing of it left behind, the reason. */
  #attempt(batch: readonly Waiting[]): Answer[] | StorageFailure {
    if (this.#health === 'broken') return { code: 'not_ready' }
    try {
      // A full disk frees space only when the log is folded back into the database.
      if (this.#health === 'full') foldLog(this.#parts.db)
      return this.#transaction(batch)
    } catch (failure) {
      this.#journal.forget()
      this.#tables.forget()
      this.#audit.forget()
      this.#parts.decide.forget()
      this.#parts.log.error(
        { err: failure, commands: batch.map(({ command }) => command.kind) },
        'batch_failed',
      )
      return this.#classify(failure)
    }
  }

  #transaction(batch: readonly Waiting[]): Answer[] {
    const { db, now, market, policy } = this.#parts
    db.run('BEGIN IMMEDIATE')
    try {
      const context: Context = { now: now(), market: market(), policy }
      const answers = batch.map((one) => this.#apply(one, context))
      this.#parts.decide.fusion.checkpoint(db)
      const began = performance.now()
      db.run('COMMIT')
      // Without a write there is nothing to wait for.
      if (answers.some(wrote)) this.#commitMs.add(performance.now() - began)
      return answers
    } finally {
      if (db.raw.inTransaction) db.run('ROLLBACK')
    }
  }

  #apply({ command, receipt, asker }: Waiting, context: Context): Answer {
    const { db, decide } = this.#parts
    const earlier = receipt ? findReceipt(db, receipt) : null
    if (earlier?.sameInput === false) return reject({ code: 'idempotency_key_reused' })
    if (earlier) return accept({ events: earlier.events, replayed: true })

    const decision = decide.decide(command, context)
    if (!decision.ok) return decision

    const written = this.#journal.append(decision.value, context.now)
    for (const recorded of written.recorded) this.#tables.project(recorded)
    keepPrivate(db, command, context.now)
    this.#audit.append(notesOf(command, written), asker, context.now)
    if (receipt) keepReceipt(db, receipt, { ...written, at: context.now })
    return accept({ events: written.recorded, replayed: false })
  }

  #tellAudit(): void {
    const head = this.#audit.head()
    if (head.number === this.#auditedTo) return
    this.#auditedTo = head.number
    this.#parts.audited?.(head)
  }

  #publish(answers: readonly Answer[]): void {
    const told: Recorded[] = []
    for (const answer of answers) if (answer.ok && !answer.value.replayed) told.push(...answer.value.events)
    if (told.length === 0) return
    for (const listener of this.#listeners) {
      try {
        listener(told)
      } catch (failure) {
        // A subscriber cannot undo a commit, nor keep the next one from hearing of it.
        this.#parts.log.error({ err: failure }, 'subscriber_failed')
      }
    }
  }

  #classify(failure: unknown): StorageFailure {
    const code = failure instanceof Database.SqliteError ? failure.code : ''
    if (code === 'SQLITE_FULL') {
      this.#health = 'full'
      return { code: 'storage_full' }
    }
    // After a failed fsync nobody knows what is on disk: stop writing until the next start.
    if (code.startsWith('SQLITE_IOERR') || code === 'SQLITE_CORRUPT' || code === 'SQLITE_READONLY') {
      this.#health = 'broken'
      return { code: 'not_ready' }
    }
    return { code: 'internal' }
  }
}

/** What a command puts on record: itself where it is nothing else, and what was decided of its events. */
function notesOf(command: Command, { recorded, firstNo }: Appended): readonly Noted[] {
  const notes: Noted[] = []
  if (command.kind === 'note_audit') notes.push({ note: command.note, journalNo: null })
  for (const [index, { event }] of recorded.entries()) {
    const note: AuditNote | null = judge(event)
    if (note !== null) notes.push({ note, journalNo: firstNo + index })
  }
  return notes
}

function wrote(answer: Answer): boolean {
  return answer.ok && !answer.value.replayed && answer.value.events.length > 0
}
