import type { DomainEvent } from '#core/event.ts'
import type { UserId } from '#core/kernel/ids.ts'
import type { TimestampMs } from '#core/kernel/time.ts'
import type { ProgressPolicy } from '#core/progress/policy.ts'
import { type Experiment, policyFor, runsAt } from '#core/stats/experiment.ts'
import type { Readable } from '#db/open.ts'
import { readExperimentAhead } from '#db/stores/experiments.ts'

/** Knows which experiment runs, and so by which policy points are given to whom. */
export class ExperimentShelf {
  readonly #db: Readable
  /** The one whose end lay ahead when it was read; undefined where it has to be read. */
  #ahead: Experiment | null | undefined

  constructor(db: Readable) {
    this.#db = db
  }

  policyFor(userId: UserId, now: TimestampMs): ProgressPolicy {
    if (this.#ahead === undefined) this.#ahead = readExperimentAhead(this.#db, now)
    const running = this.#ahead !== null && runsAt(this.#ahead, now) ? this.#ahead : null
    return policyFor(running, userId)
  }

  /** Takes over what an accepted decision says: read anew once it stands in the table. */
  follow(event: DomainEvent): void {
    if (event.kind === 'experiment_set') this.forget()
  }

  /** To be called after every rollback, too: what was said did not happen. */
  forget(): void {
    this.#ahead = undefined
  }
}
