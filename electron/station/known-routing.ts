import type { Context } from '#core/context.ts'
import type { DomainEvent } from '#core/event.ts'
import { type Day, dayIn, startOfDay } from '#core/kernel/time.ts'
import type { RoutingSheet } from '#core/signals/routing/policy.ts'
import { type DeskCount, followDay, NOTHING_TODAY, type VetoView } from '#core/signals/routing/vetoes.ts'
import type { Readable } from '#db/open.ts'
import { deskEventsSince, readRoutingPolicy, readVetoes } from '#db/stores/routing.ts'

type Clock = Pick<Context, 'now' | 'policy'>

/**
 * The policy that stands and what the desk's day has come to, as of the last decision of the writer.
 *
 * The day is counted only where a daily stop asks for it: read from the journal once, then followed.
 */
export class KnownRouting {
  readonly #db: Readable
  #sheet: RoutingSheet | null = null
  #today: { readonly day: Day; readonly count: DeskCount } | null = null

  constructor(db: Readable) {
    this.#db = db
  }

  policy(): RoutingSheet {
    this.#sheet ??= readRoutingPolicy(this.#db)
    return this.#sheet
  }

  /** What vetoes depend on. */
  vetoes(clock: Clock): VetoView {
    const { vetoes: rules } = this.policy().policy
    const stops = rules.stopLostR !== null || rules.stopSignals !== null
    return { rules, today: stops ? this.#count(clock) : NOTHING_TODAY, counts: readVetoes(this.#db) }
  }

  /** Takes over what an accepted decision says. */
  follow(event: DomainEvent, { now, policy: { deskZone } }: Clock): void {
    if (event.kind === 'routing_changed') this.#sheet = null
    if (this.#today === null) return
    const { day, count } = this.#today
    this.#today = day === dayIn(deskZone, now) ? { day, count: followDay(count, event) } : null
  }

  /** To be called after every rollback: what was said did not happen. */
  forget(): void {
    this.#sheet = null
    this.#today = null
  }

  #count({ now, policy: { deskZone } }: Clock): DeskCount {
    const day = dayIn(deskZone, now)
    if (this.#today?.day === day) return this.#today.count
    let count = NOTHING_TODAY
    for (const event of deskEventsSince(this.#db, startOfDay(deskZone, day))) count = followDay(count, event)
    this.#today = { day, count }
    return count
  }
}
