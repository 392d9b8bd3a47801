import type { MemberTier } from '#core/command.ts'
import type { UserId } from '#core/kernel/ids.ts'
import { type Day, dayIn, type TimestampMs } from '#core/kernel/time.ts'
import type { MemberSheet } from '#core/signals/routing/offer.ts'
import { MEMBER_TIERS, type RoutingPolicy } from '#core/signals/routing/policy.ts'
import type { Recorded } from '#db/journal.ts'
import type { Readable } from '#db/open.ts'
import { readAllMembers } from '#db/stores/routing.ts'

/** What the members of one tier were brought on their own days. */
export interface TierCount {
  readonly memberTier: MemberTier
  readonly users: number
  /** Signals brought to all of them together. */
  readonly routed: number
  /** Signals that may still be brought to all of them together. */
  readonly remaining: number
  /** Users whose limit is reached. */
  readonly full: number
}

interface Counted {
  readonly memberTier: MemberTier
  readonly zone: string
  day: Day
  dayRouted: number
}

/**
 * Counts what members were brought, as commits arrive: read from the tables once, when it is first asked for.
 *
 * Each user has a day of his own, so nothing is summed before it is asked for.
 */
export class RoutingCount {
  readonly #db: Readable
  #users: Map<UserId, Counted> | null = null

  constructor(db: Readable) {
    this.#db = db
  }

  follow(recorded: readonly Recorded[]): void {
    if (this.#users === null) return
    for (const { event } of recorded) {
      if (event.kind === 'user_erased') this.#users.delete(event.userId)
      if (event.kind === 'user_added') {
        const { userId, memberTier, zone } = event
        this.#users.set(userId, { memberTier, zone, day: '', dayRouted: 0 })
      }
      const user = event.kind === 'signal_routed' ? this.#users.get(event.userId) : undefined
      if (user !== undefined && event.kind === 'signal_routed') {
        user.day = event.history.day
        user.dayRouted = event.history.dayRouted
      }
    }
  }

  read({ members }: RoutingPolicy, now: TimestampMs): readonly TierCount[] {
    this.#users ??= new Map(readAllMembers(this.#db).map((member) => [member.userId, counted(member)]))
    const todays = new Map<string, Day>()
    const counts = new Map(MEMBER_TIERS.map((tier) => [tier, { users: 0, routed: 0, remaining: 0, full: 0 }]))
    for (const { memberTier, zone, day, dayRouted } of this.#users.values()) {
      const today = todays.get(zone) ?? dayIn(zone, now)
      todays.set(zone, today)
      const count = counts.get(memberTier)
      if (count === undefined) continue
      const routed = day === today ? dayRouted : 0
      const { dailyLimit } = members[memberTier]
      count.users += 1
      count.routed += routed
      count.remaining += Math.max(0, dailyLimit - routed)
      if (routed >= dailyLimit) count.full += 1
    }
    return [...counts].map(([memberTier, count]) => ({ memberTier, ...count }))
  }
}

function counted({ memberTier, zone, history: { day, dayRouted } }: MemberSheet): Counted {
  return { memberTier, zone, day, dayRouted }
}
