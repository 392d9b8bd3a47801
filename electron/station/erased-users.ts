import type { DomainEvent } from '#core/event.ts'
import type { UserId } from '#core/kernel/ids.ts'
import type { Readable } from '#db/open.ts'
import { readErased } from '#db/stores/traders.ts'

/** Whose person is gone: read once, then kept beside the tables. They are few. */
export class ErasedUsers {
  readonly #db: Readable
  /** Null where they have to be read again. */
  #ids: Set<UserId> | null = null

  constructor(db: Readable) {
    this.#db = db
  }

  has(id: UserId): boolean {
    this.#ids ??= new Set(readErased(this.#db))
    return this.#ids.has(id)
  }

  /** Takes over what an accepted decision says. */
  follow(event: DomainEvent): void {
    if (event.kind === 'user_erased') this.#ids?.add(event.userId)
  }

  /** To be called after every rollback: what was said did not happen. */
  forget(): void {
    this.#ids = null
  }
}
