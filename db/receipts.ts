import type { TimestampMs } from '#core/kernel/time.ts'
import { eventsBetween, type Recorded } from './journal.ts'
import type { Readable, Writable } from './open.ts'

/** Makes a client's command safe to repeat. `owner` binds the key to caller and route. */
export interface ReceiptKey {
  readonly owner: string
  readonly key: string
  /** SHA-256 of the input as the client sent it, hex. */
  readonly inputHash: string
}

/** What an earlier command of this key did. */
export interface Receipt {
  readonly sameInput: boolean
  readonly events: readonly Recorded[]
}

/** The receipt of a key, with the events read back from the journal; null for a new key. */
export function findReceipt(db: Readable, { owner, key, inputHash }: ReceiptKey): Receipt | null {
  const row = db.get<{ input_hash: string; first_no: number; last_no: number }>(
    'SELECT input_hash, first_no, last_no FROM receipts WHERE owner = ? AND key = ?',
    owner,
    key,
  )
  if (!row) return null
  return { sameInput: row.input_hash === inputHash, events: eventsBetween(db, row.first_no, row.last_no) }
}

/** Where the events of a command stand. */
export interface Span {
  readonly firstNo: number
  readonly lastNo: number
  readonly at: TimestampMs
}

/** Keeps what a command did under its key, in the same transaction. */
export function keepReceipt(db: Writable, { owner, key, inputHash }: ReceiptKey, span: Span): void {
  db.run(
    'INSERT INTO receipts (owner, key, input_hash, first_no, last_no, at) VALUES (?, ?, ?, ?, ?, ?)',
    owner,
    key,
    inputHash,
    span.firstNo,
    span.lastNo,
    span.at,
  )
}

/** A place in the order of the receipts. */
export type ReceiptPlace = Pick<ReceiptKey, 'owner' | 'key'>

/**
 * Forgets those older than `before` among the next `limit` receipts after a place.
 *
 * Time has no index, which every fire would pay for: so the whole table is looked through, a bounded piece at a time.
 *
 * @param after  where the piece before ended; null for the first
 */
export function dropReceipts(
  db: Writable,
  before: TimestampMs,
  after: ReceiptPlace | null,
  limit: number,
): { readonly dropped: number; readonly next: ReceiptPlace | null } {
  const { owner, key } = after ?? { owner: '', key: '' }
  const next = db.get<ReceiptPlace>(
    'SELECT owner, key FROM receipts WHERE (owner, key) > (?, ?) ORDER BY owner, key LIMIT 1 OFFSET ?',
    owner,
    key,
    limit - 1,
  )
  const old = 'DELETE FROM receipts WHERE (owner, key) > (?, ?) AND at < ?'
  const { changes } = next
    ? db.run(`${old} AND (owner, key) <= (?, ?)`, owner, key, before, next.owner, next.key)
    : db.run(old, owner, key, before)
  return { dropped: changes, next: next ?? null }
}
