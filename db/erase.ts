import type { UserId } from '#core/kernel/ids.ts'
import type { TimestampMs } from '#core/kernel/time.ts'
import { wordOf } from '#core/progress/deed.ts'
import { noErasedIds, type Sourced, withoutIds } from '#core/stats/erased-ids.ts'
import { ERASED_NAME, withoutWords } from '#core/stats/erasure.ts'
import { progressStream } from '#core/streams.ts'
import type { Writable } from './open.ts'

/** Kinds of event in which words about a user stand, or ids that somebody chose; a payload begins with its kind. */
const WORDED = ['activity_recorded', 'points_awarded', 'points_deducted', 'points_withheld'] as const
/** Events that are looked at together. */
const EVENTS_PER_PAGE = 1_000

/** Copies an erasure: what the tables repeat of the journal loses its words, and every token opens nothing more. */
export function copyErasure(
  db: Writable,
  { userNo, userId }: { readonly userNo: number; readonly userId: UserId },
  at: TimestampMs,
): void {
  db.run('UPDATE traders SET erased_at = ? WHERE user_no = ?', at, userNo)
  db.run('UPDATE tokens SET revoked = 1 WHERE user_id = ?', userId)
  db.run('UPDATE devices SET revoked = 1 WHERE user_id = ?', userId)
  const worded = db.all<{ tx_no: number; details: string }>(
    "SELECT tx_no, details FROM points_transactions WHERE user_no = ? AND json_extract(details, '$.reason') <> ''",
    userNo,
  )
  for (const { tx_no, details } of worded)
    db.run(
      'UPDATE points_transactions SET details = ? WHERE user_no = ? AND tx_no = ?',
      JSON.stringify(withoutWords(JSON.parse(details))),
      userNo,
      tx_no,
    )
}

/**
 * Removes what is private of a user, and the words about him from the journal itself.
 *
 * The journal keeps every event with its number, so that cursors go on as they were and a replay gives the same tables:
 * only sentences become empty, and ids that programs chose for what he did become words that say nothing. In the
 * transaction of the event that tells of it.
 */
export function erasePrivate(db: Writable, userId: UserId): void {
  const userNo = '(SELECT user_no FROM traders WHERE user_id = ?)'
  db.run(
    `INSERT INTO trader_names (user_no, name) VALUES (${userNo}, ?)
     ON CONFLICT (user_no) DO UPDATE SET name = excluded.name`,
    userId,
    ERASED_NAME,
  )
  db.run(`DELETE FROM pass_notes WHERE user_no = ${userNo}`, userId)
  db.run(
    "UPDATE token_secrets SET label = '' WHERE token_id IN (SELECT token_id FROM tokens WHERE user_id = ?)",
    userId,
  )
  db.run(
    'DELETE FROM device_sessions WHERE device_id IN (SELECT device_id FROM devices WHERE user_id = ?)',
    userId,
  )
  emptyWords(db, userId)
  dropReceiptsOf(db, userId)
}

interface WordedRow {
  readonly journal_no: number
  readonly seq: number
  readonly at: number
  readonly payload: string
}

/** Goes through his stream in its order, some events at a time, and through the tables that repeat them. */
function emptyWords(db: Writable, userId: UserId): void {
  const found = db.get<{ user_no: number; stream_no: number }>(
    'SELECT t.user_no, s.stream_no FROM traders t, streams s WHERE t.user_id = ? AND s.name = ?',
    userId,
    progressStream(userId),
  )
  if (found === undefined) return
  const ids = noErasedIds()
  const begins = WORDED.map((kind) => `{"kind":"${kind}",`).map(
    (beginning) => `substr(payload, 1, ${beginning.length}) = '${beginning}'`,
  )
  for (let after = 0; ; ) {
    const rows: readonly WordedRow[] = db.all<WordedRow>(
      `SELECT journal_no, seq, at, payload FROM journal WHERE stream_no = ? AND seq > ? AND (${begins.join(' OR ')})
       ORDER BY seq LIMIT ?`,
      found.stream_no,
      after,
      EVENTS_PER_PAGE,
    )
    for (const { journal_no, at, payload } of rows) {
      const told: Sourced = JSON.parse(payload)
      const left = withoutIds(withoutWords(told), ids)
      const text = JSON.stringify(left)
      if (text === payload) continue
      db.run('UPDATE journal SET payload = ? WHERE journal_no = ?', text, journal_no)
      renameSource(db, { userNo: found.user_no, told, left, at })
    }
    after = rows.at(-1)?.seq ?? 0
    if (rows.length < EVENTS_PER_PAGE) return
  }
}

interface Renamed {
  readonly userNo: number
  /** As it was told, and as it stands now. */
  readonly told: Sourced
  readonly left: Sourced
  readonly at: TimestampMs
}

/** What the tables have of an event under the id that it had. */
function renameSource(db: Writable, { userNo, told, left, at }: Renamed): void {
  const unique = (activity: string) =>
    db.run(
      'UPDATE activities SET source_id = ? WHERE user_no = ? AND activity = ? AND source_id = ?',
      left.sourceId,
      userNo,
      activity,
      told.sourceId,
    )
  if (told.kind === 'activity_recorded') unique(told.activity)
  else if (told.kind === 'points_withheld')
    db.run(
      'UPDATE violations SET source_id = ? WHERE user_no = ? AND at = ? AND action = ? AND source_id = ?',
      left.sourceId,
      userNo,
      at,
      told.action,
      told.sourceId,
    )
  else {
    if (told.by !== null) unique(wordOf(told.action))
    db.run(
      `UPDATE points_transactions SET source_id = ?, details = json_set(details, '$.context', ?)
       WHERE user_no = ? AND tx_no = ?`,
      left.sourceId,
      left.kind === 'points_awarded' ? left.context : null,
      userNo,
      told.totals.transactions,
    )
  }
}

/** The keys he chose may say anything; nobody can come with one of them again. */
function dropReceiptsOf(db: Writable, userId: UserId): void {
  for (const method of ['POST', 'DELETE'])
    db.run(
      'DELETE FROM receipts WHERE owner >= ? AND owner < ?',
      `${userId}:${method} /`,
      // The character after the slash: everything between begins with the words above.
      `${userId}:${method} 0`,
    )
}
