import { done, STATION_ASKS } from '#core/audit/entry.ts'
import { drawInteger, drawOne } from '#core/kernel/draw.ts'
import { type RandomStream, randomStream } from '#core/kernel/random.ts'
import { type AuditRow, auditWriter, hashOf, NO_HASH, readAuditHead } from '#db/audit.ts'
import { type AuditSeal, sealHead, sealLine } from '#db/audit-seals.ts'
import { type KeptSeals, verifyAudit, verifyChain } from '#db/audit-verify.ts'
import { migrate } from '#db/migrate.ts'
import { openWritable, type Writable } from '#db/open.ts'
import { every, type Harness, mustFind, never } from './support/harness.ts'

const EDITS = 10_000
const EDITS_SHORT = 240
/** Edits between two looks at the log as it was. */
const EDITS_PER_LOOK = 25
const ENTRIES = 200
const ENTRIES_PER_SEAL = 40
const NOON = Date.UTC(2026, 0, 5, 12)

const KINDS = ['flip', 'delete', 'reorder', 'insert', 'truncate', 'recompute'] as const
type Kind = (typeof KINDS)[number]

/** Changes the log in every way somebody could who may write the database, and looks whether it is found. */
export const proveAudit: Harness = async ({ seed, short, note }) => {
  const log = openLog()
  const draw = randomStream(`${seed}/audit`)
  const edits = short ? EDITS_SHORT : EDITS
  const found = new Map<Kind, { tried: number; found: number }>(
    KINDS.map((kind) => [kind, { tried: 0, found: 0 }]),
  )
  let alarms = 0
  let looks = 0
  for (let edit = 0; edit < edits; edit++) {
    const kind = KINDS[edit % KINDS.length] as Kind
    const tally = found.get(kind) as { tried: number; found: number }
    const seen = edited(log.db, kind, draw, () => isWhole(log))
    tally.tried += 1
    if (!seen) tally.found += 1
    else note(`a ${kind} went unseen, edit ${edit}`)
    if (edit % EDITS_PER_LOOK !== 0) continue
    // What was taken back is as it was: else the next edit would be found for another's sake.
    looks += 1
    if (!isWhole(log)) alarms += 1
    await new Promise((turn) => setImmediate(turn))
  }
  log.db.close()
  return [
    ...[...found].map(([kind, tally]) => every(`audit: ${kind} found`, tally.found, tally.tried)),
    never('audit: false alarms over an untouched log', alarms, `${looks} looks`),
  ]
}

/** The chain without its sealed heads: whoever cuts its end off or makes it anew must go unseen, or seals are for nothing. */
export const controlAudit: Harness = async ({ seed }) => {
  const log = openLog()
  const draw = randomStream(`${seed}/audit`)
  const missed = (kind: Kind) =>
    Array.from({ length: 50 }, () => edited(log.db, kind, draw, () => verifyChain(log.db).ok)).filter(Boolean)
      .length
  const rows = (['truncate', 'recompute'] as const).map((kind) =>
    mustFind(`control audit: without sealed heads a ${kind} goes unseen`, missed(kind), '50'),
  )
  log.db.close()
  return rows
}

interface SealedLog {
  readonly db: Writable
  readonly kept: KeptSeals
}

function isWhole({ db, kept }: SealedLog): boolean {
  return verifyAudit(db, kept).checks.every(({ ok }) => ok)
}

/** A log whose guards were taken away by others of the same name, sealed to its end. */
function openLog(): SealedLog {
  const db = openWritable(':memory:')
  migrate(db)
  const writer = auditWriter(db)
  const key = Buffer.alloc(32, 7)
  let last: AuditSeal | null = null
  let text = ''
  for (let entry = 1; entry < ENTRIES; entry++) {
    const about = `user:u${entry % 17}`
    const note = done('points_given', about, { amount: entry, type: 'bonus', balance: entry * 3 })
    writer.append([{ note, journalNo: null }], { ...STATION_ASKS, correlationId: `c${entry}` }, NOON + entry)
    if ((entry + 1) % ENTRIES_PER_SEAL !== 0) continue
    last = sealHead(readAuditHead(db), last, NOON + entry, key)
    text += sealLine(last)
  }
  for (const [name, what] of [
    ['audit_next', 'INSERT'],
    ['audit_unchanged', 'UPDATE'],
    ['audit_kept', 'DELETE'],
  ])
    db.raw.exec(`DROP TRIGGER ${name}; CREATE TRIGGER ${name} BEFORE ${what} ON audit BEGIN SELECT 1; END`)
  return { db, kept: { text, key } }
}

/** Does one edit, looks, and takes the edit back. */
function edited<Seen>(db: Writable, kind: Kind, draw: RandomStream, look: () => Seen): Seen {
  db.run('BEGIN')
  try {
    EDIT[kind](db, draw)
    return look()
  } finally {
    db.run('ROLLBACK')
  }
}

const COLUMNS = [
  'at',
  'place',
  'user_id',
  'what',
  'about',
  'outcome',
  'times',
  'facts',
  'correlation_id',
  'prev',
  'hash',
] as const

const EDIT: Readonly<Record<Kind, (db: Writable, draw: RandomStream) => void>> = {
  flip(db, draw) {
    const row = rowAt(db, drawInteger(draw, 1, ENTRIES))
    const column = drawOne(draw, COLUMNS)
    write(db, { ...row, [column]: flipped(row[column], column, draw) })
  },
  delete(db, draw) {
    const at = drawInteger(draw, 1, ENTRIES)
    db.run('DELETE FROM audit WHERE entry_no = ?', at)
    // Half of them hide the hole.
    if (draw.next() < 0.5) renumber(db, at, -1)
  },
  reorder(db, draw) {
    const at = drawInteger(draw, 1, ENTRIES - 1)
    const other = drawInteger(draw, at + 1, ENTRIES)
    const [one, two] = [rowAt(db, at), rowAt(db, other)]
    write(db, { ...two, entry_no: at })
    write(db, { ...one, entry_no: other })
  },
  insert(db, draw) {
    const at = drawInteger(draw, 1, ENTRIES)
    const copy = rowAt(db, drawInteger(draw, 1, ENTRIES))
    const prev = at === 1 ? NO_HASH : rowAt(db, at - 1).hash
    renumber(db, at, 1)
    const forged = { ...copy, entry_no: at, prev, about: 'user:forged' }
    add(db, { ...forged, hash: hashOf(forged) })
  },
  truncate(db, draw) {
    db.run('DELETE FROM audit WHERE entry_no > ?', ENTRIES - drawInteger(draw, 1, ENTRIES))
  },
  recompute(db, draw) {
    const from = drawInteger(draw, 1, ENTRIES)
    let prev = from === 1 ? NO_HASH : rowAt(db, from - 1).hash
    for (let at = from; at <= ENTRIES; at++) {
      const row = { ...rowAt(db, at), prev, ...(at === from && { times: 2 }) }
      prev = hashOf(row)
      write(db, { ...row, hash: prev })
    }
  },
}

function rowAt(db: Writable, number: number): AuditRow {
  const row = db.get<AuditRow>('SELECT * FROM audit WHERE entry_no = ?', number)
  if (row === undefined) throw new Error(`there is no entry ${number}`)
  return row
}

/** Another value that the column takes. */
function flipped(value: string | number | null, column: (typeof COLUMNS)[number], draw: RandomStream) {
  if (column === 'place') return value === 'station' ? 'lan' : 'station'
  if (typeof value === 'number') return value + 1
  if (value === null) return 'someone'
  const at = drawInteger(draw, 0, value.length - 1)
  const bit = 1 << drawInteger(draw, 0, 3)
  return value.slice(0, at) + String.fromCharCode(value.charCodeAt(at) ^ bit) + value.slice(at + 1)
}

function write(db: Writable, row: AuditRow): void {
  db.run('DELETE FROM audit WHERE entry_no = ?', row.entry_no)
  add(db, row)
}

function add(db: Writable, row: AuditRow): void {
  const names = Object.keys(row)
  const marks = names.map(() => '?').join(', ')
  db.run(
    `INSERT INTO audit (${names.join(', ')}) VALUES (${marks})`,
    ...(Object.values(row) as (string | number | null)[]),
  )
}

/** Moves the numbers from one on, by way of negative ones, so that no two ever meet. */
function renumber(db: Writable, from: number, by: number): void {
  db.run('UPDATE audit SET entry_no = -(entry_no + ?) WHERE entry_no >= ?', by, from)
  db.run('UPDATE audit SET entry_no = -entry_no WHERE entry_no < 0')
}
