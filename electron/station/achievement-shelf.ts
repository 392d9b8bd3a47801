import type { DomainEvent } from '#core/event.ts'
import type { AchievementDefinition } from '#core/progress/achievement.ts'
import { type AchievementBook, achievementBook } from '#core/progress/achievement-book.ts'
import type { Readable } from '#db/open.ts'
import { readAchievementDefinitions } from '#db/stores/achievements.ts'

/** The desk's achievements: read when first asked for, then kept up with what is defined. */
export class AchievementShelf {
  readonly #db: Readable
  #kept: {
    readonly defined: ReadonlyMap<string, AchievementDefinition>
    readonly book: AchievementBook
  } | null = null

  constructor(db: Readable) {
    this.#db = db
  }

  book(): AchievementBook {
    return this.#read().book
  }

  /** Takes over what an accepted decision, or a commit, says. */
  follow(event: DomainEvent): void {
    if (event.kind !== 'achievement_defined' || this.#kept === null) return
    const { definition } = event
    this.#keep(new Map([...this.#kept.defined, [definition.id, definition]]))
  }

  /** To be called after a rollback: what was said did not happen. */
  forget(): void {
    this.#kept = null
  }

  #read() {
    return this.#kept ?? this.#keep(new Map(readAchievementDefinitions(this.#db).map((one) => [one.id, one])))
  }

  #keep(defined: ReadonlyMap<string, AchievementDefinition>) {
    this.#kept = { defined, book: achievementBook([...defined.values()]) }
    return this.#kept
  }
}
