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
  readonly events: number
}

/**
 * The tables built a second time, in memory, from what the journal says: never from what the writer held.
 *
 * It follows the journal from look to look, so that a look costs what is new.
 */
export class Shadow {
  readonly #db: Connection
  readonly #tables: Projector
  readonly #heads = new Map<number, number>()
  /** Tables with lines of traders. */
  readonly #compared: readonly string[]
  #last = 0
  #lookedAt = 0

  constructor() {
    this.#db = openWritable(':memory:')
    migrate(this.#db)
    this.#tables = projector(this.#db)
    const ofTraders = "SELECT 1 FROM pragma_table_info(?) WHERE name = 'user_no'"
    this.#compared = Object.keys(KEYS).filter((table) => this.#db.get(ofTraders, table) !== undefined)
  }

  /** Takes over what the journal says beyond what is known of it. */
  follow(journal: Readable): News {
    const findings: Finding[] = []
    const rows = journal.all<Row>(
      `SELECT j.journal_no AS no, j.stream_no AS streamNo, s.name AS stream, j.seq, j.at, j.v, j.payload
       FROM journal j JOIN streams s USING (stream_no) WHERE j.journal_no > ? ORDER BY j.journal_no`,
      this.#last,
    )
    const users = new Set<string>()
    for (const row of rows) {
      const hole = this.#holeBefore(row)
      if (hole !== null) findings.push({ invariant: NO_HOLES, detail: hole })
      const recorded = fromRow(row)
      if ('userId' in recorded.event) users.add(recorded.event.userId)
      const trouble = this.#project(recorded)
      if (trouble !== null) findings.push({ invariant: REPLAY_EQUALS, detail: trouble })
    }
    return { findings, users, events: rows.length }
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
    const differences = this.#compared.flatMap((table) => this.#difference(tables, table, asked) ?? [])
    this.#lookedAt = now
    return differences.map((detail) => ({ invariant: REPLAY_EQUALS, detail }))
  }

  #difference(tables: Readable, table: string, users: string): string | null {
    const written = WRITTEN_ONCE[table]
    const since = written === undefined ? '' : `AND ${written} >= ?`
    const sql = `SELECT * FROM ${table} WHERE user_no IN
      (SELECT user_no FROM traders WHERE user_id IN (SELECT value FROM json_each(?))) ${since} ORDER BY ${KEYS[table]}`
    const asked = written === undefined ? [users] : [users, this.#lookedAt]
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
