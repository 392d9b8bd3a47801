import type { UserId } from '#core/kernel/ids.ts'
import type { TimestampMs } from '#core/kernel/time.ts'
import { ERASED_NAME, withoutWords } from '#core/stats/erasure.ts'
import { progressStream } from '#core/streams.ts'
import type { Writable } from './open.ts'

/** Kinds of event in which somebody's words about a user stand; a payload begins with its kind. */
const WORDED = ['{"kind":"points_awarded",', '{"kind":"points_deducted",'] as const

/** Copies an erasure: what the tables repeat of the journal loses its words, and every token opens nothing more. */
export function copyErasure(
  db: Writable,
  { userNo, userId }: { readonly userNo: number; readonly userId: UserId },
  at: TimestampMs,
): void {
  db.run('UPDATE traders SET erased_at = ? WHERE user_no = ?', at, userNo)
  db.run('UPDATE tokens SET revoked = 1 WHERE user_id = ?', userId)
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
 * only sentences become empty. In the transaction of the event that tells of it.
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
  emptyWords(db, userId)
  dropReceiptsOf(db, userId)
}

function emptyWords(db: Writable, userId: UserId): void {
  const begins = WORDED.map((beginning) => `substr(payload, 1, ${beginning.length}) = '${beginning}'`)
  const worded = db.all<{ journal_no: number; payload: string }>(
    `SELECT journal_no, payload FROM journal WHERE stream_no = (SELECT stream_no FROM streams WHERE name = ?)
     AND (${begins.join(' OR ')}) AND json_extract(payload, '$.reason') <> ''`,
    progressStream(userId),
  )
  for (const { journal_no, payload } of worded)
    db.run(
      'UPDATE journal SET payload = ? WHERE journal_no = ?',
      JSON.stringify(withoutWords(JSON.parse(payload))),
      journal_no,
    )
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
