import type { Role } from '#core/command.ts'
import type { BookTotals } from '#core/event.ts'
import type { TokenId, UserId } from '#core/kernel/ids.ts'
import type { RunSheet, TokenSheet } from '#core/sheets.ts'
import type { Readable, Writable } from '../open.ts'

interface RunRow {
  readonly run_id: RunSheet['runId']
  readonly source: RunSheet['source']
  readonly fingerprint: string
  readonly timeframe: RunSheet['timeframe']
  readonly timeframes: string
  readonly symbols: string
  readonly starts_at: number
  readonly bars_done: number
  readonly at: number
  readonly ended: number
  readonly last_prices: string
}

/** The run that was opened last, or null on a new desk. */
export function readRun(db: Readable): RunSheet | null {
  const row = db.get<RunRow>('SELECT * FROM runs ORDER BY run_no DESC LIMIT 1')
  if (!row) return null
  return {
    runId: row.run_id,
    source: row.source,
    fingerprint: row.fingerprint,
    timeframe: row.timeframe,
    timeframes: JSON.parse(row.timeframes),
    symbols: JSON.parse(row.symbols),
    startsAt: row.starts_at,
    barsDone: row.bars_done,
    at: row.at,
    ended: row.ended === 1,
    lastPrices: JSON.parse(row.last_prices),
  }
}

/** How many runs were opened. */
export function countRuns(db: Readable): number {
  return db.get<{ n: number }>('SELECT COUNT(*) AS n FROM runs')?.n ?? 0
}

/** Outcomes of a book so far; zeros for a new one. */
export function readBook(db: Readable, book: string): BookTotals {
  const row = db.get<BookTotals>('SELECT wins, losses, timeouts FROM books WHERE book = ?', book)
  return row ?? { wins: 0, losses: 0, timeouts: 0 }
}

interface TokenRow {
  readonly token_id: TokenId
  readonly user_id: UserId
  readonly role: Role
  readonly expires_at: number | null
  readonly may_act_for: string
  readonly scopes: string | null
  readonly revoked: number
}

/** A token without its secret, or null. */
export function readToken(db: Readable, id: TokenId): TokenSheet | null {
  const row = db.get<TokenRow>('SELECT * FROM tokens WHERE token_id = ?', id)
  return row ? tokenOf(row) : null
}

/** A token with what is needed to recognise it. */
export interface SealedToken {
  readonly token: TokenSheet
  readonly label: string
  readonly secretHash: string
}

/** All tokens that were not revoked. */
export function readTokens(db: Readable): readonly SealedToken[] {
  return db
    .all<TokenRow & { secret_hash: string; label: string }>(
      'SELECT t.*, s.secret_hash, s.label FROM tokens t JOIN token_secrets s ON s.token_id = t.token_id WHERE t.revoked = 0',
    )
    .map((row) => ({ token: tokenOf(row), label: row.label, secretHash: row.secret_hash }))
}

/** A user's tokens, revoked ones too, by id; without what opens a door. */
export function readTokensOf(
  db: Readable,
  userId: UserId,
  limit: number,
): readonly { readonly token: TokenSheet; readonly label: string }[] {
  return db
    .all<TokenRow & { label: string }>(
      `SELECT t.*, s.label FROM tokens t JOIN token_secrets s ON s.token_id = t.token_id WHERE t.user_id = ?
       ORDER BY t.token_id LIMIT ?`,
      userId,
      limit,
    )
    .map((row) => ({ token: tokenOf(row), label: row.label }))
}

/** The history this database tells; another one after a restore. Made at the first opening. */
export function readEpoch(db: Readable): string | null {
  return db.get<{ value: string }>("SELECT value FROM station WHERE key = 'epoch'")?.value ?? null
}

/** Names the history; once. */
export function keepEpoch(db: Writable, epoch: string): void {
  db.run("INSERT INTO station (key, value) VALUES ('epoch', ?)", epoch)
}

function tokenOf(row: TokenRow): TokenSheet {
  return {
    tokenId: row.token_id,
    userId: row.user_id,
    role: row.role,
    expiresAt: row.expires_at,
    mayActFor: JSON.parse(row.may_act_for),
    scopes: row.scopes === null ? null : JSON.parse(row.scopes),
    revoked: row.revoked === 1,
  }
}
