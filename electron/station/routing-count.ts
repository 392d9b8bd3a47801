import type { MemberTier } from '#core/command.ts'
import type { DomainEvent } from '#core/event.ts'
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
  readonly day: Day
  readonly dayRouted: number
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
    for (const { event } of recorded) followUsers(this.#users, event)
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

function followUsers(users: Map<UserId, Counted>, event: DomainEvent): void {
  switch (event.kind) {
    case 'user_erased':
      users.delete(event.userId)
      return
    case 'user_added':
      users.set(event.userId, { memberTier: event.memberTier, zone: event.zone, day: '', dayRouted: 0 })
      return
    case 'zone_changed': {
      const user = users.get(event.userId)
      if (user !== undefined) users.set(event.userId, { ...user, zone: event.zone })
      return
    }
    case 'signal_routed': {
      const { day, dayRouted } = event.history
      const user = users.get(event.userId)
      if (user !== undefined) users.set(event.userId, { ...user, day, dayRouted })
      return
    }
    default:
      return
  }
}

function counted({ memberTier, zone, history: { day, dayRouted } }: MemberSheet): Counted {
  return { memberTier, zone, day, dayRouted }
}
