import { fromRow, type JournalRow, type Recorded } from '#db/journal.ts'
import { migrate } from '#db/migrate.ts'
import { type Connection, openWritable, type Readable } from '#db/open.ts'
import { type Projector, projector } from '#db/project.ts'
import { PROGRESS_KEYS } from '#db/projections/progress.ts'
import type { Finding } from './invariant.ts'

/** The names of what is promised of journal and tables. */
export const NO_HOLES = 'the journal has no hole'
export const REPLAY_EQUALS = 'a replay of the journal equals the tables'

/** Tables and the key they are compared by; those without a trader are left to the whole check. */
const KEYS: Readonly<Record<string, string>> = {
  traders: 'user_no',
  trader_days: 'day',
  fires: 'signal_no, ordinal',
  passes: 'signal_no',
  ...PROGRESS_KEYS,
}
/** Few, and of nobody. */
const EXPERIMENTS = 'SELECT * FROM experiments ORDER BY experiment_id'
/** Lines that nobody changes once they are written: those of before the last look were compared then. */
const WRITTEN_ONCE: Readonly<Record<string, string>> = {
  activities: 'at',
  points_transactions: 'at',
  violations: 'at',
  achievement_log: 'at',
  reward_claims: 'claimed_at',
  streak_freezes: 'used_at',
}

interface Row extends JournalRow {
  readonly no: number
  readonly streamNo: number
}

/** What the journal told since the look before. */
export interface News {
  readonly findings: readonly Finding[]
  /** Those whose streams went on. */
  readonly users: ReadonlySet<string>
  /** Those whose person is gone since then. */
  readonly erased: ReadonlySet<string>
  readonly events: number
}

function emptyTables(): Connection {
  const db = openWritable(':memory:')
  migrate(db)
  return db
}

function rowsAfter(journal: Readable, last: number): readonly Row[] {
  return journal.all<Row>(
    `SELECT j.journal_no AS no, j.stream_no AS streamNo, s.name AS stream, j.seq, j.at, j.v, j.payload
     FROM journal j JOIN streams s USING (stream_no) WHERE j.journal_no > ? ORDER BY j.journal_no`,
    last,
  )
}

/**
 * The tables built a second time, in memory, from what the journal says: never from what the writer held.
 *
 * It follows the journal from look to look, so that a look costs what is new.
 */
export class Shadow {
  #db = emptyTables()
  #tables: Projector = projector(this.#db)
  readonly #heads = new Map<number, number>()
  /** Tables with lines of traders. */
  readonly #compared: readonly string[]
  /** The columns of each table that is compared. */
  readonly #columns = new Map<string, string>()
  #last = 0
  #lookedAt = 0

  constructor() {
    const ofTraders = "SELECT 1 FROM pragma_table_info(?) WHERE name = 'user_no'"
    this.#compared = Object.keys(KEYS).filter((table) => this.#db.get(ofTraders, table) !== undefined)
    for (const table of [...this.#compared, 'experiments'])
      this.#columns.set(
        table,
        this.#db
          .all<{ name: string }>('SELECT name FROM pragma_table_info(?)', table)
          .map(({ name }) => `"${name}"`)
          .join(),
      )
  }

  /** Takes over what the journal says beyond what is known of it. */
  follow(journal: Readable): News {
    const rows = rowsAfter(journal, this.#last)
    const told = rows.map(fromRow)
    const erased = new Set(told.flatMap(({ event }) => (event.kind === 'user_erased' ? event.userId : [])))
    const users = new Set(told.flatMap(({ event }) => ('userId' in event ? event.userId : [])))
    // An erasure changes events that were told before: what was built of them is built again.
    if (erased.size > 0) this.#forget()
    const findings = this.#take(erased.size > 0 ? rowsAfter(journal, 0) : rows)
    return { findings, users, erased, events: rows.length }
  }

  #forget(): void {
    this.#db.close()
    this.#db = emptyTables()
    this.#tables = projector(this.#db)
    this.#heads.clear()
    this.#last = 0
    this.#lookedAt = 0
  }

  #take(rows: readonly Row[]): readonly Finding[] {
    const findings: Finding[] = []
    this.#db.raw.transaction(() => {
      for (const row of rows) {
        const hole = this.#holeBefore(row)
        if (hole !== null) findings.push({ invariant: NO_HOLES, detail: hole })
        const trouble = this.#project(fromRow(row))
        if (trouble !== null) findings.push({ invariant: REPLAY_EQUALS, detail: trouble })
      }
    })()
    return findings
  }

  #holeBefore({ no, streamNo, seq }: Row): string | null {
    const expected = (this.#heads.get(streamNo) ?? 0) + 1
    this.#heads.set(streamNo, seq)
    const before = this.#last
    this.#last = no
    if (no !== before + 1) return `event ${no} follows ${before}`
    return seq === expected ? null : `event ${no} has seq ${seq}, not ${expected}`
  }

  #project(recorded: Recorded): string | null {
    try {
      this.#tables.project(recorded)
      return null
    } catch (failure) {
      return `${recorded.event.kind} cannot be replayed: ${failure instanceof Error ? failure.message : failure}`
    }
  }

  /** Compares the lines of some traders with those of the tables, as far as they can have changed since the last look. */
  compare(tables: Readable, users: Iterable<string>, now: number): readonly Finding[] {
    const asked = JSON.stringify([...users])
    const differences = [
      ...this.#compared.flatMap((table) => this.#difference(tables, table, asked) ?? []),
      ...[this.#unlike(tables, 'experiments', EXPERIMENTS)].filter((detail) => detail !== null),
    ]
    this.#lookedAt = now
    return differences.map((detail) => ({ invariant: REPLAY_EQUALS, detail }))
  }

  #difference(tables: Readable, table: string, users: string): string | null {
    const written = WRITTEN_ONCE[table]
    const since = written === undefined ? '' : `AND ${written} >= ?`
    const sql = `SELECT * FROM ${table} WHERE user_no IN
      (SELECT user_no FROM traders WHERE user_id IN (SELECT value FROM json_each(?))) ${since} ORDER BY ${KEYS[table]}`
    return this.#unlike(tables, table, sql, ...(written === undefined ? [users] : [users, this.#lookedAt]))
  }

  #unlike(tables: Readable, table: string, sql: string, ...asked: (string | number)[]): string | null {
    // As one text, which costs a tenth of so many rows; a difference is then looked for row by row.
    const folded = `SELECT json_group_array(json_array(${this.#columns.get(table)})) AS text FROM (${sql})`
    const [one, other] = [tables, this.#db].map((db) => db.get<{ text: string }>(folded, ...asked)?.text)
    if (one === other) return null
    const found = tables.all(sql, ...asked).map((row) => JSON.stringify(row))
    const told = this.#db.all(sql, ...asked).map((row) => JSON.stringify(row))
    const at = found.findIndex((row, index) => row !== told[index])
    if (at === -1 && found.length === told.length) return null
    return `${table}: ${found[at] ?? 'nothing'} / ${told[at] ?? 'nothing'}, ${found.length} of ${told.length} lines`
  }

  close(): void {
    this.#db.close()
  }
}
