import type { DomainEvent } from '#core/event.ts'
import type { Cents } from '#core/kernel/amount.ts'
import type { UserId } from '#core/kernel/ids.ts'
import { type Day, dayIn, daysBefore, MINUTE_MS, startOfDay, type TimestampMs } from '#core/kernel/time.ts'
import { ofVetoed } from '#core/signals/routing/vetoes.ts'
import type { Recorded } from '#db/journal.ts'
import type { Readable } from '#db/open.ts'
import { countOpened, readFiresByUser, readFirstAt, readNewest } from '#db/stores/desk-day.ts'
import { readWeekBefore } from '#db/stores/traders.ts'

/** What the desk did in a part of a day. */
export interface DayPart {
  readonly signals: number
  readonly fires: number
  /** Of those fires, how many were executed. */
  readonly executed: number
  readonly traders: number
}

/** What the desk does, and what to compare it with. */
export interface Pulse {
  /** Signals opened on the desk's day so far. */
  signalsToday(): number
  /** The desk's day before, up to the same time of day; null for a desk that was not there all that time. */
  dayBefore(): DayPart | null
  /**
   * A user's result of the seven days before the last seven, in his own days; null for one who had closed no trade
   * before the last seven.
   */
  weekBefore(id: UserId): Cents | null
  /** The newest of what happened to signals and of what people decided; null on a new desk. */
  lastEvent(): Recorded | null
}

/** The last event of the desk is looked for among this many of the journal, when the station starts. */
const LOOKED_BACK_MAX = 500

const TOLD: ReadonlySet<DomainEvent['kind']> = new Set([
  'signal_opened',
  'signal_fired',
  'signal_passed',
  'signal_expired',
  'signal_settled',
])
const isTold = ({ event }: Recorded): boolean => TOLD.has(event.kind) && !ofVetoed(event)

export interface PulseParts {
  readonly db: Readable
  /** The desk's zone. */
  readonly zone: string
  readonly now: () => TimestampMs
}

/**
 * Follows what the desk does as commits arrive.
 *
 * What is compared with is read from the tables by index, minute by minute of the day before, each minute once.
 */
export class DeskPulse implements Pulse {
  readonly #parts: PulseParts
  #last: Recorded | null
  #day: OneDay | null = null

  constructor(parts: PulseParts) {
    this.#parts = parts
    this.#last = readNewest(parts.db, isTold, LOOKED_BACK_MAX)
  }

  follow(recorded: readonly Recorded[]): void {
    this.#last = recorded.findLast(isTold) ?? this.#last
    const day = this.#day
    if (day === null) return
    for (const { event, at } of recorded)
      if (event.kind === 'signal_opened' && !ofVetoed(event) && at >= day.since) day.signals += 1
  }

  lastEvent(): Recorded | null {
    return this.#last
  }

  signalsToday(): number {
    return this.#today(this.#parts.now()).signals
  }

  dayBefore(): DayPart | null {
    const now = this.#parts.now()
    const { since, before } = this.#today(now)
    if (before === null) return null
    // A day of 25 hours has an hour more than the one before to be compared with.
    const until = Math.min(since, before.since + Math.floor((now - since) / MINUTE_MS) * MINUTE_MS)
    if (until > before.until) this.#count(before, until)
    const { signals, fires, executed, traders } = before
    return { signals, fires, executed, traders: traders.size }
  }

  weekBefore(id: UserId): Cents | null {
    return readWeekBefore(this.#parts.db, id, this.#parts.now())
  }

  #count(before: PartSoFar, until: TimestampMs): void {
    const { db } = this.#parts
    const span = { from: before.until, until }
    before.signals += countOpened(db, span)
    for (const { userId, fires, executed } of readFiresByUser(db, span)) {
      before.fires += fires
      before.executed += executed
      before.traders.add(userId)
    }
    before.until = until
  }

  #today(now: TimestampMs): OneDay {
    const { db, zone } = this.#parts
    const today = dayIn(zone, now)
    if (this.#day?.day === today) return this.#day
    const since = startOfDay(zone, today)
    const sinceBefore = startOfDay(zone, daysBefore(today, 1))
    const firstAt = readFirstAt(db)
    const day: OneDay = {
      day: today,
      since,
      signals: countOpened(db, { from: since, until: Number.MAX_SAFE_INTEGER }),
      before: firstAt === null || firstAt > sinceBefore ? null : partFrom(sinceBefore),
    }
    this.#day = day
    return day
  }
}

interface OneDay {
  readonly day: Day
  readonly since: TimestampMs
  signals: number
  readonly before: PartSoFar | null
}

/** A part of a day that is counted up to an instant. */
interface PartSoFar {
  readonly since: TimestampMs
  until: TimestampMs
  signals: number
  fires: number
  executed: number
  readonly traders: Set<UserId>
}

function partFrom(since: TimestampMs): PartSoFar {
  return { since, until: since, signals: 0, fires: 0, executed: 0, traders: new Set() }
}
