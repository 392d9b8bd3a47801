import { hash } from 'node:crypto'
import type { Asker, AuditEntry, AuditNote } from '#core/audit/entry.ts'
import { done } from '#core/audit/entry.ts'
import type { TimestampMs } from '#core/kernel/time.ts'
import type { Readable, Writable } from './open.ts'

/** What stands before the first entry. */
export const NO_HASH = '0'.repeat(64)

/** Where the chain ends. */
export interface AuditHead {
  readonly number: number
  readonly hash: string
}

/** Adds to the chain; knows its end. */
export interface AuditWriter {
  /** Adds what one command did, in its order. */
  append(notes: readonly Noted[], asker: Asker, at: TimestampMs): void
  /** The end of the chain, what is not yet committed included. */
  head(): AuditHead
  /** Forgets what it knows: to be called after every rollback. */
  forget(): void
}

/** Something to put on record, with the number of the event it tells of. */
export interface Noted {
  readonly note: AuditNote
  readonly journalNo: number | null
}

/**
 * A writer over an open connection; in the transaction of what it tells of.
 *
 * The first entry of all says how long the journal was: of what came before, nobody can know who asked for it.
 */
export function auditWriter(db: Writable): AuditWriter {
  let known: AuditHead | null = null

  function head(): AuditHead {
    known ??= readAuditHead(db)
    return known
  }

  function add({ note, journalNo }: Noted, asker: Asker, at: TimestampMs): void {
    const { number, hash: prev } = head()
    const row = { ...rowOf(note, asker), entry_no: number + 1, at, journal_no: journalNo, prev }
    known = { number: row.entry_no, hash: hashOf(row) }
    insert(db, { ...row, hash: known.hash })
  }

  return {
    append(notes, asker, at) {
      if (notes.length > 0 && head().number === 0)
        add(
          { note: done('audit_opened', null, { journalNo: journalBefore(db, notes) }), journalNo: null },
          asker,
          at,
        )
      for (const noted of notes) add(noted, asker, at)
    },
    head,
    forget() {
      known = null
    },
  }
}

/**
 * The hash of an entry: over the one before and everything the entry says, its keys in alphabetical order.
 *
 * Of the row as it stands, not of what it means: facts that are only written in another way are another entry.
 */
export function hashOf(row: Omit<AuditRow, 'hash'>): string {
  const said = JSON.stringify({
    about: row.about,
    at: row.at,
    correlation_id: row.correlation_id,
    facts: row.facts,
    journal_no: row.journal_no,
    number: row.entry_no,
    outcome: row.outcome,
    place: row.place,
    role: row.role,
    times: row.times,
    token_id: row.token_id,
    user_id: row.user_id,
    what: row.what,
  })
  return hash('sha256', `${row.prev}\n${said}`, 'hex')
}

/** Where the chain ends in the tables. */
export function readAuditHead(db: Readable): AuditHead {
  const row = db.get<AuditHead>('SELECT entry_no AS number, hash FROM audit ORDER BY entry_no DESC LIMIT 1')
  return row ?? { number: 0, hash: NO_HASH }
}

/** The hash of an entry; null where there is no such entry. */
export function readHashAt(db: Readable, number: number): string | null {
  return db.get<{ hash: string }>('SELECT hash FROM audit WHERE entry_no = ?', number)?.hash ?? null
}

/** Which entries are asked for. */
export interface AuditFilter {
  readonly userId: string | null
  readonly what: string | null
  readonly outcome: 'done' | 'refused' | null
  readonly from: TimestampMs | null
  readonly to: TimestampMs | null
}

/** Entries before a number, newest first. */
export function readAudit(
  db: Readable,
  { userId, what, outcome, from, to }: AuditFilter,
  { before, limit }: { readonly before: number; readonly limit: number },
): readonly AuditEntry[] {
  const looks: string[] = []
  const asked: (string | number)[] = []
  const only = (look: string, value: string | number | null) => {
    if (value === null) return
    looks.push(look)
    asked.push(value)
  }
  only('user_id = ?', userId)
  only('what = ?', what)
  only('at >= ?', from)
  only('at < ?', to)
  if (outcome !== null) looks.push(outcome === 'done' ? "outcome = 'done'" : "outcome <> 'done'")
  const where = looks.map((look) => `${look} AND `).join('')
  return db
    .all<AuditRow>(
      `SELECT * FROM audit WHERE ${where}entry_no < ? ORDER BY entry_no DESC LIMIT ?`,
      ...asked,
      before,
      limit,
    )
    .map(entryOf)
}

/** The newest entry of a kind; null where there is none. */
export function readNewestAudit(db: Readable, what: AuditNote['what']): AuditEntry | null {
  const row = db.get<AuditRow>('SELECT * FROM audit WHERE what = ? ORDER BY entry_no DESC LIMIT 1', what)
  return row ? entryOf(row) : null
}

/** An entry as its table holds it. */
export interface AuditRow {
  readonly entry_no: number
  readonly at: number
  readonly place: Asker['place']
  readonly user_id: Asker['userId']
  readonly token_id: Asker['tokenId']
  readonly role: Asker['role']
  readonly what: AuditNote['what']
  readonly about: string | null
  readonly outcome: string
  readonly times: number
  readonly facts: string
  readonly correlation_id: string | null
  readonly journal_no: number | null
  readonly prev: string
  readonly hash: string
}

export function entryOf(row: AuditRow): AuditEntry {
  return {
    number: row.entry_no,
    at: row.at,
    asker: {
      place: row.place,
      userId: row.user_id,
      tokenId: row.token_id,
      role: row.role,
      correlationId: row.correlation_id,
    },
    what: row.what,
    about: row.about,
    outcome: row.outcome,
    times: row.times,
    facts: JSON.parse(row.facts),
    journalNo: row.journal_no,
    prev: row.prev,
    hash: row.hash,
  }
}

function rowOf(note: AuditNote, { place, userId, tokenId, role, correlationId }: Asker) {
  return {
    place,
    user_id: userId,
    token_id: tokenId,
    role,
    what: note.what,
    about: note.about,
    outcome: note.outcome,
    times: note.times,
    facts: JSON.stringify(note.facts),
    correlation_id: correlationId,
  }
}

/** Adds a row as it is; the table refuses any that is not the next. */
function insert(db: Writable, row: AuditRow): void {
  db.run(
    `INSERT INTO audit (entry_no, at, place, user_id, token_id, role, what, about, outcome, times, facts,
       correlation_id, journal_no, prev, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    row.entry_no,
    row.at,
    row.place,
    row.user_id,
    row.token_id,
    row.role,
    row.what,
    row.about,
    row.outcome,
    row.times,
    row.facts,
    row.correlation_id,
    row.journal_no,
    row.prev,
    row.hash,
  )
}

/** The journal's last number before the command whose notes are the first. */
function journalBefore(db: Readable, notes: readonly Noted[]): number {
  const first = notes.find(({ journalNo }) => journalNo !== null)?.journalNo
  if (first !== undefined && first !== null) return first - 1
  return db.get<{ no: number }>('SELECT COALESCE(MAX(journal_no), 0) AS no FROM journal')?.no ?? 0
}
