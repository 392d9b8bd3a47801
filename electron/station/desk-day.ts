import type { SignalId, UserId } from '#core/kernel/ids.ts'
import { type Day, dayIn, startOfDay, type TimestampMs } from '#core/kernel/time.ts'
import type { Recorded } from '#db/journal.ts'
import type { Readable } from '#db/open.ts'
import { readFiresBySignalSince, readFiresByUser } from '#db/stores/desk-day.ts'
import type { DeskDay } from './queries.ts'

interface SignalCount {
  fires: number
  executed: number
}

/**
 * Counts the desk's day as commits arrive.
 *
 * The day is read from the tables once, when it is first asked for or a new day begins; from then on each commit
 * adds to it, so that asking costs nothing.
 */
export class DeskDayCount {
  readonly #db: Readable
  readonly #zone: string
  #day: Day | null = null
  #signals = new Map<SignalId, SignalCount>()
  #users = new Set<UserId>()

  constructor(db: Readable, zone: string) {
    this.#db = db
    this.#zone = zone
  }

  follow(recorded: readonly Recorded[]): void {
    if (this.#day === null) return
    for (const { event, at } of recorded) {
      if (event.kind === 'signal_fired') this.#countFire(event.signalId, event.userId, at)
      if (event.kind === 'signal_executed') this.#countExecuted(event.signalId)
    }
  }

  /** The day so far; `firesPerUser` is counted elsewhere. */
  read(now: TimestampMs): Omit<DeskDay, 'firesPerUser'> {
    this.#begin(now)
    let fires = 0
    let executed = 0
    let mostFired: DeskDay['mostFired'] = null
    for (const [signalId, count] of this.#signals) {
      fires += count.fires
      executed += count.executed
      if (!mostFired || count.fires > mostFired.fires) mostFired = { signalId, fires: count.fires }
    }
    return {
      day: dayIn(this.#zone, now),
      firesToday: fires,
      activeUsersToday: this.#users.size,
      mostFired,
      executionRate: fires === 0 ? 0 : executed / fires,
    }
  }

  #begin(now: TimestampMs): void {
    const today = dayIn(this.#zone, now)
    if (today === this.#day) return
    const since = startOfDay(this.#zone, today)
    this.#day = today
    const span = { from: since, until: Number.MAX_SAFE_INTEGER }
    this.#users = new Set(readFiresByUser(this.#db, span).map(({ userId }) => userId))
    this.#signals = new Map(
      readFiresBySignalSince(this.#db, since).map(({ signalId, fires, executed }) => [
        signalId,
        { fires, executed },
      ]),
    )
  }

  #countFire(signalId: SignalId, userId: UserId, at: TimestampMs): void {
    // A fire of the next day begins a new count when it is asked for; this one stays as it is.
    if (dayIn(this.#zone, at) !== this.#day) {
      this.#day = null
      return
    }
    const count = this.#signals.get(signalId) ?? { fires: 0, executed: 0 }
    count.fires += 1
    this.#signals.set(signalId, count)
    this.#users.add(userId)
  }

  /** Everything that waited on a signal is filled at once. */
  #countExecuted(signalId: SignalId): void {
    const count = this.#signals.get(signalId)
    if (count) count.executed = count.fires
  }
}
