import { AUDITED_KINDS, judge, judgedBefore } from '#core/audit/judged.ts'
import type { DomainEvent } from '#core/event.ts'
import { MINUTE_MS } from '#core/kernel/time.ts'
import { type AuditHead, type AuditRow, hashOf, NO_HASH } from './audit.ts'
import { type AuditSeal, isGenuine, readSeals } from './audit-seals.ts'
import type { Connection, Readable } from './open.ts'
import type { CheckRow } from './verify.ts'

/** Entries after which a head is sealed, however little time has passed. */
export const ENTRIES_PER_SEAL_MAX = 1_000
/** Time after which a head is sealed, however few entries came. Of real time, not of the station's clock. */
export const SEAL_EVERY_MS = 5 * MINUTE_MS
/** Entries that may come in one commit before its head can be sealed. */
const ENTRIES_PER_BATCH_MAX = 1_000

/** They let nothing happen to the table but a next entry. */
const TRIGGERS = ['audit_kept', 'audit_next', 'audit_unchanged']

/** What was kept outside the database: the sealed heads and the key they were sealed with. */
export interface KeptSeals {
  /** The text of `audit.heads`; empty where there is none. */
  readonly text: string
  /** Null where it is gone. */
  readonly key: Buffer | null
}

/** What was found of the audit log. */
export interface AuditFound {
  readonly checks: readonly CheckRow[]
  readonly entries: number
  /** The newest entry under a seal. */
  readonly sealedTo: number
}

/** Looks at the whole audit log: its chain, the heads that were sealed, and the decisions of the journal. */
export function verifyAudit(db: Connection, kept: KeptSeals): AuditFound {
  const { seals, torn } = readSeals(kept.text)
  const numbers = new Set(seals.map(({ number }) => number))
  const walked = walkChain(db, numbers)
  const checks = [walked.row, sealRow(walked, { seals, torn, key: kept.key }), journalRow(db)]
  return { checks, entries: walked.entries, sealedTo: seals.at(-1)?.number ?? 0 }
}

/** The chain and the journal alone, for a database without the folder it lies in. */
export function verifyAuditTable(db: Connection): readonly CheckRow[] {
  return [walkChain(db, new Set()).row, journalRow(db)]
}

/** The chain alone: what somebody can make anew who may write the database. */
export function verifyChain(db: Connection): CheckRow {
  return walkChain(db, new Set()).row
}

interface Walked {
  readonly row: CheckRow
  readonly entries: number
  /** The hashes of the entries that were asked for, by number. */
  readonly marks: ReadonlyMap<number, string>
}

function walkChain(db: Connection, marked: ReadonlySet<number>): Walked {
  const marks = new Map<number, string>()
  let before: AuditHead = { number: 0, hash: NO_HASH }
  let fault = triggerFault(db)
  for (const row of db.raw.prepare('SELECT * FROM audit ORDER BY entry_no').iterate() as Iterable<AuditRow>) {
    fault ??= faultOf(row, before)
    before = { number: row.entry_no, hash: row.hash }
    if (marked.has(row.entry_no)) marks.set(row.entry_no, row.hash)
  }
  const row = { check: 'audit chain', ok: fault === null, detail: fault ?? `${before.number} entries` }
  return { row, entries: before.number, marks }
}

function faultOf(row: AuditRow, before: AuditHead): string | null {
  if (row.entry_no !== before.number + 1) return `entry ${before.number + 1} is missing`
  if (row.prev !== before.hash) return `entry ${row.entry_no} does not follow the one before it`
  return hashOf(row) === row.hash ? null : `entry ${row.entry_no} is not what was written`
}

/** Whoever takes them away can change the log with any tool: a log without them was open to it. */
function triggerFault(db: Readable): string | null {
  const found = db
    .all<{ name: string }>(
      "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit' ORDER BY name",
    )
    .map(({ name }) => name)
  const missing = TRIGGERS.find((name) => !found.includes(name))
  return missing === undefined ? null : `${missing}, which guards the table, is gone`
}

interface Sealed {
  readonly seals: readonly AuditSeal[]
  readonly torn: string
  readonly key: Buffer | null
}

function sealRow(walked: Walked, sealed: Sealed): CheckRow {
  const fault = forgedSeal(sealed) ?? brokenSeal(walked, sealed) ?? missingSeal(walked, sealed)
  const to = sealed.seals.at(-1)?.number ?? 0
  const torn = sealed.torn === '' ? '' : '; one more was cut off while it was written'
  const fine = `${sealed.seals.length} heads, the newest at entry ${to} of ${walked.entries}${torn}`
  return { check: 'audit heads', ok: fault === null, detail: fault ?? fine }
}

function forgedSeal({ seals, key }: Sealed): string | null {
  if (seals.length === 0) return null
  if (key === null) return 'there are sealed heads and no key to look at them with'
  for (const [index, seal] of seals.entries()) {
    const before = seals[index - 1] ?? null
    if (seal.seal !== index + 1 || !isGenuine(seal, before, key))
      return `line ${index + 1} of the sealed heads was not made by this station`
    if (before !== null && seal.number < before.number)
      return `head ${index + 1} lies before the one before it`
  }
  return null
}

function brokenSeal({ entries, marks }: Walked, { seals }: Sealed): string | null {
  for (const { seal, number, hash } of seals) {
    if (number > entries) return `head ${seal} was sealed at entry ${number}, and the log ends at ${entries}`
    if (marks.get(number) !== hash) return `entry ${number} is another than when head ${seal} was sealed`
  }
  return null
}

/** The station seals often: more entries than that without a seal between them had one that was taken away. */
function missingSeal({ entries }: Walked, { seals }: Sealed): string | null {
  const ends = [0, ...seals.map(({ number }) => number), entries]
  const widest = Math.max(...ends.slice(1).map((end, index) => end - (ends[index] ?? 0)))
  return widest > ENTRIES_PER_SEAL_MAX + ENTRIES_PER_BATCH_MAX
    ? `${widest} entries follow on each other without a seal`
    : null
}

interface EventRow {
  readonly journal_no: number
  readonly payload: string
}
interface NotedRow {
  readonly journal_no: number
  readonly what: string
  readonly about: string | null
  readonly facts: string
}

/** Every decision that the journal knows since the log was opened has its entry, and no entry tells of none. */
function journalRow(db: Connection): CheckRow {
  const check = 'audit equals journal'
  const opened = db.get<{ facts: string }>('SELECT facts FROM audit WHERE entry_no = 1')
  const after = opened === undefined ? journalEnd(db) : beginningIn(opened.facts)
  if (after === null) return { check, ok: false, detail: 'entry 1 does not say where the log begins' }
  const told = decisions(db, after)
  const noted = db.raw
    .prepare(
      'SELECT journal_no, what, about, facts FROM audit WHERE journal_no IS NOT NULL ORDER BY entry_no',
    )
    .iterate() as IterableIterator<NotedRow>
  try {
    for (let pairs = 0; ; pairs++) {
      const [event, entry] = [told.next(), noted.next()]
      if (event.done && entry.done) return { check, ok: true, detail: `${pairs} decisions` }
      const fault = differenceOf(event.value, entry.value)
      if (fault !== null) return { check, ok: false, detail: fault }
    }
  } finally {
    told.return(undefined)
    noted.return?.()
  }
}

/** What a decision and the entry beside it differ in; null where the entry is one that tells of it. */
function differenceOf(fitting: readonly NotedRow[] | undefined, entry: NotedRow | undefined): string | null {
  const [texts, written] = [(fitting ?? []).map((row) => JSON.stringify(row)), JSON.stringify(entry)]
  if (entry !== undefined && texts.includes(written)) return null
  return `${texts[0] ?? 'no decision'} / ${written ?? 'no entry'}`
}

/** The number in the journal after which the log begins; null where somebody made something else of it. */
function beginningIn(facts: string): number | null {
  const found = parsed(facts)
  const number = typeof found === 'object' && found !== null && 'journalNo' in found ? found.journalNo : null
  return Number.isSafeInteger(number) ? (number as number) : null
}

/** What was changed by hand need be no JSON any more: a check tells of it and goes on. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** For each decision the entries that tell of it: as it is written now, and as it was written before. */
function* decisions(db: Connection, after: number): Generator<readonly NotedRow[], undefined> {
  const looks = AUDITED_KINDS.map((kind) => `{"kind":"${kind}"`)
    .map((beginning) => `substr(payload, 1, ${beginning.length}) = '${beginning}'`)
    .join(' OR ')
  const rows = db.raw
    .prepare(
      `SELECT journal_no, payload FROM journal WHERE journal_no > ? AND (${looks}) ORDER BY journal_no`,
    )
    .iterate(after) as Iterable<EventRow>
  for (const { journal_no, payload } of rows) {
    const event = parsed(payload) as DomainEvent | undefined
    if (event === undefined) yield [{ journal_no, what: 'unreadable', about: null, facts: '' }]
    const notes = event === undefined ? [] : [judge(event), judgedBefore(event)]
    const rows = notes
      .filter((note) => note !== null)
      .map(({ what, about, facts }) => ({ journal_no, what, about, facts: JSON.stringify(facts) }))
    if (rows.length > 0) yield rows
  }
}

function journalEnd(db: Readable): number {
  return db.get<{ no: number }>('SELECT COALESCE(MAX(journal_no), 0) AS no FROM journal')?.no ?? 0
}
