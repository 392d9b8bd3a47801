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

/** Forgets at most `limit` receipts older than `before`; returns how many. */
export function dropReceipts(db: Writable, before: TimestampMs, limit: number): number {
  return db.run(
    `DELETE FROM receipts WHERE (owner, key) IN (SELECT owner, key FROM receipts WHERE at < ? LIMIT ?)`,
    before,
    limit,
  ).changes
}
