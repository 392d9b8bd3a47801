import type { SignalId, UserId } from '#core/kernel/ids.ts'
import type { Writable } from './open.ts'

const NUMBERS_CACHED_MAX = 20_000

/** Row numbers by id: ids stay in one table each, the others carry the small number. */
export class Numbers {
  readonly #db: Writable
  readonly #signals = new Map<SignalId, number>()
  readonly #users = new Map<UserId, number>()

  constructor(db: Writable) {
    this.#db = db
  }

  signal(id: SignalId): number {
    return this.#look(this.#signals, id, 'SELECT signal_no AS no FROM signals WHERE signal_id = ?')
  }

  user(id: UserId): number {
    return this.#look(this.#users, id, 'SELECT user_no AS no FROM traders WHERE user_id = ?')
  }

  forget(): void {
    this.#signals.clear()
    this.#users.clear()
  }

  #look<Id extends string>(known: Map<Id, number>, id: Id, sql: string): number {
    const found = known.get(id)
    if (found !== undefined) return found
    const row = this.#db.get<{ no: number }>(sql, id)
    if (!row) throw new Error(`the journal speaks of ${id}, which no table holds`)
    if (known.size >= NUMBERS_CACHED_MAX) known.clear()
    known.set(id, row.no)
    return row.no
  }
}
