import { follow, openBooks } from '#core/signals/fusion/books.ts'
import type { Book } from '#core/signals/fusion/engine/book.ts'
import { snapshotOf } from '#core/signals/fusion/engine/snapshot.ts'
import { type AuditFound, type KeptSeals, verifyAudit, verifyAuditTable } from './audit-verify.ts'
import { journalPages } from './journal.ts'
import { migrate } from './migrate.ts'
import { type Connection, openWritable, type Readable, type Writable } from './open.ts'
import { PROJECTIONS, projector } from './project.ts'
import { DEVICE_KEYS } from './projections/devices.ts'
import { HOOK_KEYS } from './projections/hooks.ts'
import { PROGRESS_KEYS } from './projections/progress.ts'
import { STATS_KEYS } from './projections/stats.ts'
import { readCheckpoints, teachingEvents } from './stores/fusion.ts'

/** One thing that was looked at, and what was found. */
export interface CheckRow {
  readonly check: string
  readonly ok: boolean
  readonly detail: string
}

/** What every harness, every restore and the `check` command ask of a database. */
export interface CheckReport {
  readonly ok: boolean
  readonly checks: readonly CheckRow[]
}

/**
 * Looks at the whole database: its pages, its references, its journal, that a replay gives its tables, and its audit log.
 *
 * @param kept  what lies beside the database; without it the chain is looked at, and not the heads that were sealed
 */
export function verify(db: Connection, kept: KeptSeals | null = null): CheckReport {
  return report(
    atOneMoment(db, () => [
      integrity(db),
      foreignKeys(db),
      seqGaps(db),
      ...replayRows(db),
      books(db),
      ...(kept === null ? verifyAuditTable(db) : verifyAudit(db, kept).checks),
    ]),
  )
}

/** What was found of the audit log alone, with the verdict on all of it. */
export interface AuditReport extends AuditFound {
  readonly ok: boolean
}

/** Looks at the audit log alone. */
export function verifyAuditLog(db: Connection, kept: KeptSeals): AuditReport {
  const found = atOneMoment(db, () => verifyAudit(db, kept))
  return { ...found, ok: report(found.checks).ok }
}

/** Rebuilds the tables from the journal in memory and compares them row by row. */
export function verifyReplay(db: Connection): CheckReport {
  return report(atOneMoment(db, () => [...replayRows(db), books(db)]))
}

/** A station may write meanwhile, and the tables of a later moment do not equal the journal of an earlier one. */
function atOneMoment<Found>(db: Connection, look: () => Found): Found {
  return db.raw.transaction(look).deferred()
}

function report(checks: readonly CheckRow[]): CheckReport {
  return { ok: checks.every((row) => row.ok), checks }
}

function integrity(db: Readable): CheckRow {
  const found = db
    .all<{ integrity_check: string }>('PRAGMA integrity_check(10)')
    .map((row) => row.integrity_check)
  return { check: 'integrity', ok: found.length === 1 && found[0] === 'ok', detail: found.join('; ') }
}

function foreignKeys(db: Readable): CheckRow {
  const broken = db.all('PRAGMA foreign_key_check').length
  return { check: 'foreign keys', ok: broken === 0, detail: `${broken} broken references` }
}

function seqGaps(db: Readable): CheckRow {
  const gaps = db.all<{ name: string }>(
    `SELECT s.name FROM streams s JOIN journal j ON j.stream_no = s.stream_no
     GROUP BY s.stream_no HAVING COUNT(*) <> MAX(j.seq) OR MIN(j.seq) <> 1 LIMIT 10`,
  )
  const names = gaps.map((row) => row.name).join(', ')
  return {
    check: 'journal',
    ok: gaps.length === 0,
    detail: gaps.length === 0 ? 'no gap in any stream' : `gaps in ${names}`,
  }
}

function replayRows(db: Connection): readonly CheckRow[] {
  const rebuilt = openWritable(':memory:')
  try {
    const events = rebuild(db, rebuilt)
    return PROJECTIONS.map((table) => compare(db, rebuilt, { table, events }))
  } finally {
    rebuilt.close()
  }
}

/** Folds the books anew from the first event and compares them with what was put down, byte for byte. */
function books(db: Readable): CheckRow {
  const check = 'replay equals fusion_books'
  const { journalNo, books: kept } = readCheckpoints(db)
  const folded = new Map<string, Book>()
  const shelf = openBooks(folded)
  for (const event of teachingEvents(db, 0, journalNo)) follow(shelf, event)
  const differs = kept.find(({ book, state }) => {
    const again = folded.get(book)
    return again === undefined || JSON.stringify(snapshotOf(again)) !== state
  })
  if (differs !== undefined) return { check, ok: false, detail: `${differs.book} differs` }
  const missing = folded.size - kept.length
  return {
    check,
    ok: missing === 0,
    detail: `${kept.length} books as of event ${journalNo}, ${missing} missing`,
  }
}

function rebuild(source: Readable, target: Writable): number {
  migrate(target)
  const tables = projector(target)
  let events = 0
  for (const page of journalPages(source)) {
    target.raw.transaction(() => {
      for (const recorded of page) tables.project(recorded)
    })()
    events += page.length
  }
  return events
}

/** Compares one table row by row in the order of its key; holds one row of each side at a time. */
function compare(kept: Connection, rebuilt: Connection, { table, events }: Comparison): CheckRow {
  const check = `replay equals ${table}`
  const sql = `SELECT * FROM ${table} ORDER BY ${KEYS[table]}`
  const left = kept.raw.prepare(sql).iterate()
  const right = rebuilt.raw.prepare(sql).iterate()
  try {
    for (let rows = 0; ; rows++) {
      const [one, other] = [left.next(), right.next()]
      if (one.done && other.done) return { check, ok: true, detail: `${rows} rows from ${events} events` }
      const [found, told] = [JSON.stringify(one.value), JSON.stringify(other.value)]
      if (found !== told) return { check, ok: false, detail: `row ${rows + 1} differs: ${found} / ${told}` }
    }
  } finally {
    left.return?.()
    right.return?.()
  }
}

interface Comparison {
  readonly table: (typeof PROJECTIONS)[number]
  /** How many events the rebuilt tables were made of. */
  readonly events: number
}

const KEYS: Readonly<Record<(typeof PROJECTIONS)[number], string>> = {
  traders: 'user_no',
  trader_days: 'user_no, day',
  trader_reports: 'user_no',
  runs: 'run_no',
  books: 'book',
  signals: 'signal_no',
  past_signals: 'past_no',
  fires: 'signal_no, ordinal',
  passes: 'user_no, signal_no',
  tokens: 'token_id',
  paused_sources: 'source',
  routing_policies: 'version',
  offers: 'signal_no',
  routings: 'signal_no, user_no',
  quotas: 'user_no',
  vetoes: 'code',
  ...DEVICE_KEYS,
  lan: 'lan_no',
  ...STATS_KEYS,
  ...HOOK_KEYS,
  ...PROGRESS_KEYS,
}
