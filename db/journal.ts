import type { DomainEvent } from '#core/event.ts'
import type { TimestampMs } from '#core/kernel/time.ts'
import { type StreamName, streamOf } from '#core/streams.ts'
import type { Readable, Writable } from './open.ts'

/** Version of the payloads that are written now; older ones are upcast when read. */
const PAYLOAD_VERSION = 1
const STREAMS_CACHED_MAX = 20_000

/** An event as the journal holds it. */
export interface Recorded {
  readonly stream: StreamName
  readonly seq: number
  readonly at: TimestampMs
  readonly event: DomainEvent
}

/** Appends to the journal; knows the heads of the streams it has touched. */
export interface JournalWriter {
  /** Adds the events of one command, in order; all carry the number of the first as their cause. */
  append(events: readonly DomainEvent[], at: TimestampMs): Appended
  /** Forgets what it knows: to be called after every rollback. */
  forget(): void
}

/** What one command wrote, and where it stands. */
export interface Appended {
  readonly recorded: readonly Recorded[]
  readonly firstNo: number
  readonly lastNo: number
}

interface StreamHead {
  readonly streamNo: number
  seq: number
}

/** A writer over an open connection. There is one per station: it counts the numbers of its events itself. */
export function journalWriter(db: Writable): JournalWriter {
  const heads = new Map<StreamName, StreamHead>()
  let lastKnown: number | null = null

  function headOf(stream: StreamName): StreamHead {
    const known = heads.get(stream)
    if (known) return known
    if (heads.size >= STREAMS_CACHED_MAX) heads.clear()
    const head = readHead(db, stream) ?? { streamNo: addStream(db, stream), seq: 0 }
    heads.set(stream, head)
    return head
  }

  return {
    append(events, at) {
      const recorded: Recorded[] = []
      if (events.length === 0) return { recorded, firstNo: 0, lastNo: 0 }
      let journalNo = lastKnown ?? lastJournalNo(db)
      // The first event of a command is its own cause.
      const firstNo = journalNo + 1
      for (const event of events) {
        const stream = streamOf(event)
        const head = headOf(stream)
        head.seq += 1
        journalNo += 1
        insert(db, { journalNo, head, at, cause: firstNo, event })
        recorded.push({ stream, seq: head.seq, at, event })
      }
      lastKnown = journalNo
      return { recorded, firstNo, lastNo: journalNo }
    },
    forget() {
      heads.clear()
      lastKnown = null
    },
  }
}

/** Newest `seq` of a stream; 0 where nothing was told yet. */
export function headSeq(db: Readable, stream: StreamName): number {
  return readHead(db, stream)?.seq ?? 0
}

/** Events of one stream after `seq`, oldest first, at most `limit`. */
export function eventsAfter(
  db: Readable,
  stream: StreamName,
  seq: number,
  limit: number,
): readonly Recorded[] {
  return db
    .all<JournalRow>(
      `SELECT s.name AS stream, j.seq, j.at, j.v, j.payload FROM streams s
       JOIN journal j ON j.stream_no = s.stream_no AND j.seq > ? WHERE s.name = ? ORDER BY j.seq LIMIT ?`,
      seq,
      stream,
      limit,
    )
    .map(fromRow)
}

/** The events a command wrote, by their journal numbers. */
export function eventsBetween(db: Readable, firstNo: number, lastNo: number): readonly Recorded[] {
  return db
    .all<JournalRow>(
      `SELECT s.name AS stream, j.seq, j.at, j.v, j.payload FROM journal j
       JOIN streams s ON s.stream_no = j.stream_no WHERE j.journal_no BETWEEN ? AND ? ORDER BY j.journal_no`,
      firstNo,
      lastNo,
    )
    .map(fromRow)
}

/** The whole journal in order, a bounded number of events at a time. */
export function* journalPages(db: Readable, pageSize = 1_000): Generator<readonly Recorded[]> {
  let after = 0
  for (;;) {
    const rows = db.all<JournalRow & { journal_no: number }>(
      `SELECT j.journal_no, s.name AS stream, j.seq, j.at, j.v, j.payload FROM journal j
       JOIN streams s ON s.stream_no = j.stream_no WHERE j.journal_no > ? ORDER BY j.journal_no LIMIT ?`,
      after,
      pageSize,
    )
    const last = rows.at(-1)
    if (!last) return
    after = last.journal_no
    yield rows.map(fromRow)
  }
}

/** Events of some kinds in the order of the journal, a bounded number at a time. */
export function* eventsOfKinds(
  db: Readable,
  kinds: readonly DomainEvent['kind'][],
  { after, last }: { readonly after: number; readonly last: number },
  pageSize = 1_000,
): Generator<DomainEvent> {
  // A payload begins with its kind: most events are told apart without being parsed.
  const looks = kinds.map(() => 'substr(payload, 1, ?) = ?').join(' OR ')
  const beginnings = kinds.map((kind) => `{"kind":"${kind}",`)
  const asked = beginnings.flatMap((beginning) => [beginning.length, beginning])
  let done = after
  for (;;) {
    const rows = db.all<{ journal_no: number; v: number; payload: string }>(
      `SELECT journal_no, v, payload FROM journal WHERE journal_no > ? AND journal_no <= ? AND (${looks})
       ORDER BY journal_no LIMIT ?`,
      done,
      last,
      ...asked,
      pageSize,
    )
    for (const { v, payload } of rows) yield upcast(v, JSON.parse(payload))
    const end = rows.at(-1)
    if (end === undefined) return
    done = end.journal_no
  }
}

/** An event as its table holds it. */
export interface JournalRow {
  readonly stream: string
  readonly seq: number
  readonly at: number
  readonly v: number
  readonly payload: string
}

/** Reads an event, of whatever version its payload is. */
export function fromRow(row: JournalRow): Recorded {
  return { stream: row.stream, seq: row.seq, at: row.at, event: upcast(row.v, JSON.parse(row.payload)) }
}

/** Turns an older payload into today's. There is one version so far; each later one adds its step here. */
function upcast(version: number, payload: DomainEvent): DomainEvent {
  if (version !== PAYLOAD_VERSION)
    throw new Error(`the journal holds payload version ${version}, unknown here`)
  return payload
}

function readHead(db: Readable, stream: StreamName): StreamHead | null {
  const row = db.get<{ streamNo: number; seq: number }>(
    `SELECT stream_no AS streamNo,
       (SELECT COALESCE(MAX(seq), 0) FROM journal j WHERE j.stream_no = s.stream_no) AS seq
     FROM streams s WHERE name = ?`,
    stream,
  )
  return row ?? null
}

function addStream(db: Writable, stream: StreamName): number {
  return db.run('INSERT INTO streams (name) VALUES (?)', stream).rowId
}

interface Entry {
  readonly journalNo: number
  readonly head: StreamHead
  readonly at: TimestampMs
  readonly cause: number
  readonly event: DomainEvent
}

function insert(db: Writable, { journalNo, head, at, cause, event }: Entry): void {
  db.run(
    'INSERT INTO journal (journal_no, stream_no, seq, at, cause, v, payload) VALUES (?, ?, ?, ?, ?, ?, ?)',
    journalNo,
    head.streamNo,
    head.seq,
    at,
    cause,
    PAYLOAD_VERSION,
    JSON.stringify(event),
  )
}

function lastJournalNo(db: Readable): number {
  return db.get<{ no: number }>('SELECT COALESCE(MAX(journal_no), 0) AS no FROM journal')?.no ?? 0
}
