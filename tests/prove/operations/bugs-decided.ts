import type { Command } from '#core/command.ts'
import { type Context, DEFAULT_POLICY } from '#core/context.ts'
import type { DomainEvent } from '#core/event.ts'
import { accept } from '#core/kernel/result.ts'
import { dayIn } from '#core/kernel/time.ts'
import { achievementBook } from '#core/progress/achievement-book.ts'
import { cascade } from '#core/progress/cascade.ts'
import { claimOf } from '#core/progress/daily-missions.ts'
import { ENGINES } from '#core/progress/engines.ts'
import { levelAt } from '#core/progress/levels.ts'
import type { PointsAwarded, PointsTotals } from '#core/progress/points-event.ts'
import { DEFAULT_PROGRESS_POLICY } from '#core/progress/policy.ts'
import type { Tally } from '#core/progress/records-event.ts'
import type { Writable } from '#db/open.ts'
import { readMission } from '#db/stores/quests.ts'
import { SignalCache } from '#db/stores/signals.ts'
import { Decider, type Decision } from '#station/decide.ts'
import type { Bug } from './bug.ts'
import { NOTHING_FAILS } from './invariant.ts'

type Events = readonly DomainEvent[]
type Told<Kind extends DomainEvent['kind']> = Extract<DomainEvent, { kind: Kind }>

/** Says something else than the rules decided, and knows nothing but what it said. */
class OtherDecider extends Decider {
  readonly #change: (events: Events, context: Context) => Events

  constructor(db: Writable, change: (events: Events, context: Context) => Events) {
    super(db, new SignalCache())
    this.#change = change
  }

  override decide(command: Command, context: Context): Decision {
    const decision = super.decide(command, context)
    if (!decision.ok) return decision
    const said = this.#change(decision.value, context)
    if (said === decision.value) return decision
    // What it keeps in memory is what the rules said: it is read again as it was written.
    this.forget()
    return accept(said)
  }
}

/** A decider that tells events of one kind otherwise; null where one is told as it is. */
function telling<Kind extends DomainEvent['kind']>(
  kind: Kind,
  otherwise: () => (event: Told<Kind>, context: Context) => Events | null,
): Pick<Bug, 'decider'> {
  const change = () => {
    const change = otherwise()
    return (events: Events, context: Context): Events => {
      const told = events.map((event) => (event.kind === kind ? change(event as Told<Kind>, context) : null))
      return told.every((other) => other === null)
        ? events
        : events.flatMap((event, index) => told[index] ?? [event])
    }
  }
  return { decider: (db) => new OtherDecider(db, change()) }
}

function withTotals<Told extends { readonly totals: PointsTotals }>(
  event: Told,
  totals: Partial<PointsTotals>,
): Told {
  return { ...event, totals: { ...event.totals, ...totals } }
}

/** Pays the newest bonus of a decision once more, as carefully as the first time. */
function paidAgain(events: Events): Events {
  const bonus = events.findLast((event) => event.kind === 'points_awarded' && event.type === 'bonus')
  if (bonus?.kind !== 'points_awarded') return events
  const last = events.findLast((event) => event.kind === 'points_awarded' && event.userId === bonus.userId)
  if (last?.kind !== 'points_awarded') return events
  const before = last.totals
  const xp = before.xp + bonus.xpGained
  const again: PointsAwarded = {
    ...bonus,
    before,
    totals: {
      ...before,
      balance: before.balance + bonus.amount,
      lifetime: before.lifetime + bonus.amount,
      xp,
      level: levelAt(xp),
      transactions: before.transactions + 1,
    },
  }
  return [...events, again]
}

/** Pays a mission that was not done in its day. */
class LateDecider extends Decider {
  readonly #db: Writable

  constructor(db: Writable) {
    super(db, new SignalCache())
    this.#db = db
  }

  override decide(command: Command, context: Context): Decision {
    const decision = super.decide(command, context)
    if (decision.ok || command.kind !== 'claim_mission' || decision.rejection.code !== 'mission_expired')
      return decision
    const mission = readMission(this.#db, command.userId, command.missionId)
    const progress = this.progress(command.userId, context.now)
    if (mission === null || progress === null) return decision
    const around = {
      now: context.now,
      policy: DEFAULT_PROGRESS_POLICY,
      achievements: achievementBook([]),
      campaign: null,
    }
    const claim = claimOf(command.userId, mission, false)
    const { events } = cascade([claim], progress, ENGINES, around)
    this.forget()
    return accept(events)
  }
}

/** Keeps in memory what a rollback took back. */
class StubbornDecider extends Decider {
  override forget(): void {
    // As the real one would, were its call forgotten.
  }
}

/** Mistakes in what is decided. */
export const BUGS_DECIDED: readonly Bug[] = [
  {
    name: 'a reward is paid twice',
    breaks: ['no reward is paid twice'],
    decider: (db) => new OtherDecider(db, paidAgain),
  },
  {
    name: 'a balance is one too much',
    breaks: ['a balance is the sum of its entries'],
    ...telling('points_awarded', () => (event) => [withTotals(event, { balance: event.totals.balance + 1 })]),
  },
  {
    name: 'XP falls with a deduction',
    breaks: ['XP is the sum of what was gained, and what was gained is kept'],
    ...telling('points_deducted', () => (event) => {
      const xp = Math.max(0, event.totals.xp - event.amount)
      return [withTotals(event, { xp, level: levelAt(xp) })]
    }),
  },
  {
    name: 'a level is lowered with a deduction',
    breaks: ['a level is what its XP has reached'],
    ...telling('points_deducted', () => (event) => [
      withTotals(event, { level: Math.max(1, event.totals.level - 1) }),
    ]),
  },
  {
    name: 'a claim does not mark its mission',
    breaks: ['a mission is claimed once it is done, and is marked so', 'no reward is paid twice'],
    ...telling('mission_claimed', () => () => []),
  },
  {
    name: 'a streak forgets its milestones when it is lost',
    breaks: ['a milestone of a streak is paid, and stays with it', 'no reward is paid twice'],
    ...telling(
      'streak_updated',
      () => (event) =>
        event.change === 'reset' ? [{ ...event, record: { ...event.record, milestones: [] } }] : null,
    ),
  },
  {
    name: 'a counter starts again',
    breaks: ['counters are what was done, counted again'],
    ...telling('activity_recorded', () => (event) => {
      const { interactions = 0 } = event.counters
      return interactions < 2 ? null : [{ ...event, counters: { ...event.counters, interactions: 1 } }]
    }),
  },
  {
    name: 'a freeze is not counted',
    breaks: ['every freeze that was used is counted'],
    ...telling('streak_frozen', () => (event) => [
      { ...event, freezes: { ...event.freezes, used: event.freezes.used - 1 } },
    ]),
  },
  {
    name: 'a mission is claimed after its day',
    breaks: ['a mission is claimed once it is done, and is marked so'],
    decider: (db) => new LateDecider(db),
  },
  {
    name: "points are put down to the desk's day",
    breaks: ["the day's earnings are those of the trader's own day"],
    ...telling('points_awarded', () => (event, { now }) => {
      const day = dayIn(DEFAULT_POLICY.deskZone, now)
      return event.totals.day === day ? null : [withTotals(event, { day })]
    }),
  },
  {
    name: "a tally is somebody else's",
    breaks: ["the day's tally is the trader's own"],
    ...telling('activity_recorded', () => {
      let other: { readonly of: string; readonly tally: Tally } | null = null
      return (event) => {
        const before = other
        if (event.tally === undefined) return null
        other = { of: event.userId, tally: event.tally }
        return before === null || before.of === event.userId ? null : [{ ...event, tally: before.tally }]
      }
    }),
  },
  {
    name: 'memory is kept after a rollback',
    breaks: [
      'a balance is the sum of its entries',
      'counters are what was done, counted again',
      NOTHING_FAILS,
    ],
    decider: (db) => new StubbornDecider(db, new SignalCache()),
  },
]
