import type Database from 'better-sqlite3'
import { Connection } from '#db/open.ts'

type Value = string | number | null
type Done = ReturnType<Connection['run']>

/** What a planted bug does to the statements that pass a connection. */
export interface Tampering {
  /** Runs a writing statement, or does something else in its place. */
  readonly run?: (sql: string, values: readonly Value[], run: Connection['run']) => Done
  /** What is read in place of a first row. */
  readonly get?: (sql: string, row: unknown) => unknown
  /** What is read in place of rows. */
  readonly all?: (sql: string, rows: readonly unknown[]) => readonly unknown[]
}

/** The program is dead: nothing more of it reaches the file. */
export class Died extends Error {}
/** One statement failed; the program lives on. */
export class StatementFailed extends Error {}

/**
 * A connection that stops between two statements, as a program that was killed there.
 *
 * Writing statements count, those that begin and end a transaction among them. After its last one the connection
 * answers nobody any more, so that no handler of the dead program can tidy up.
 */
export class MortalConnection extends Connection {
  readonly #tampering: Tampering
  #diesIn = Number.POSITIVE_INFINITY
  #failsIn = Number.POSITIVE_INFINITY
  #last: string | null = null
  #statements = 0

  constructor(raw: Database.Database, tampering: Tampering = {}) {
    super(raw)
    this.#tampering = tampering
  }

  /** Dies right after so many more writing statements. */
  dieAfter(statements: number): void {
    this.#diesIn = statements
  }

  /** The statement after so many more fails, once; a rollback never does. */
  failAfter(statements: number): void {
    this.#failsIn = statements
  }

  get dead(): boolean {
    return this.#last !== null
  }

  /** Whether a failure still waits for its statement. */
  get willFail(): boolean {
    return this.#failsIn !== Number.POSITIVE_INFINITY
  }

  /** The statement that was its last; null while it lives. */
  get last(): string | null {
    return this.#last
  }

  /** Writing statements so far. */
  get statements(): number {
    return this.#statements
  }

  override get<Row>(sql: string, ...values: Value[]): Row | undefined {
    this.#mustLive()
    const row = super.get<Row>(sql, ...values)
    return this.#tampering.get === undefined ? row : (this.#tampering.get(sql, row) as Row | undefined)
  }

  override all<Row>(sql: string, ...values: Value[]): Row[] {
    this.#mustLive()
    const rows = super.all<Row>(sql, ...values)
    return this.#tampering.all === undefined ? rows : ([...this.#tampering.all(sql, rows)] as Row[])
  }

  override lists<Row extends readonly Value[]>(sql: string, ...values: Value[]): Row[] {
    this.#mustLive()
    return super.lists<Row>(sql, ...values)
  }

  override run(sql: string, ...values: Value[]): Done {
    this.#mustLive()
    if (sql !== 'ROLLBACK') {
      this.#failsIn -= 1
      if (this.#failsIn < 0) {
        this.#failsIn = Number.POSITIVE_INFINITY
        throw new StatementFailed('a statement failed')
      }
    }
    const run: Connection['run'] = (text, ...bound) => super.run(text, ...bound)
    const done = this.#tampering.run?.(sql, values, run) ?? run(sql, ...values)
    this.#statements += 1
    this.#diesIn -= 1
    if (this.#diesIn <= 0) {
      this.#last = sql
      throw new Died(`died after: ${sql.slice(0, 60)}`)
    }
    return done
  }

  #mustLive(): void {
    if (this.#last !== null) throw new Died('the program is dead')
  }
}
