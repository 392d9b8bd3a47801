import type { MemberTier } from '#core/command.ts'
import type { SignalId, UserId } from '#core/kernel/ids.ts'
import { type RandomStream, randomStream } from '#core/kernel/random.ts'
import type { MissionId } from '#core/progress/daily-missions-event.ts'

/** How somebody of a demo works. Chances are of 1. */
export interface Habits {
  /** He comes on a day. */
  readonly comes: number
  /** Signals he decides in a visit, at the least and at the most. */
  readonly decides: readonly [number, number]
  /** Of one decision: it is briefed first, a plan is saved first, it is a fire. */
  readonly briefed: number
  readonly planned: number
  readonly fires: number
  /** Outcomes he looks at again. */
  readonly reviews: number
  /** Claims and opens what waits for him. */
  readonly collects: number
}

/** Somebody of the demo's desk. Call signs: nobody is meant. */
export interface Trader {
  readonly userId: UserId
  readonly name: string
  readonly zone: string
  readonly memberTier: MemberTier
  readonly habits: Habits
  /** Hours of the UTC day at which his visits begin. */
  readonly hours: readonly number[]
  readonly riskBp: number
  readonly draw: RandomStream
  /** Fired on or passed, not looked at again yet. */
  readonly decided: SignalId[]
  readonly missions: Set<MissionId>
  readonly boxes: Set<number>
}

const KEEN: Habits = {
  comes: 1,
  decides: [2, 4],
  briefed: 0.95,
  planned: 0.7,
  fires: 0.55,
  reviews: 3,
  collects: 1,
}
const STEADY: Habits = {
  comes: 0.92,
  decides: [1, 3],
  briefed: 0.85,
  planned: 0.4,
  fires: 0.5,
  reviews: 2,
  collects: 0.7,
}
const CASUAL: Habits = {
  comes: 0.6,
  decides: [1, 2],
  briefed: 0.6,
  planned: 0.2,
  fires: 0.6,
  reviews: 1,
  collects: 0.4,
}

const DESK: readonly (readonly [name: string, zone: string, tier: MemberTier, habits: Habits])[] = [
  ['Amber', 'Europe/London', 'apex', KEEN],
  ['Basalt', 'America/New_York', 'commander', KEEN],
  ['Cedar', 'Europe/Berlin', 'commander', STEADY],
  ['Delta', 'Asia/Singapore', 'fang', STEADY],
  ['Ember', 'Europe/Madrid', 'apex', KEEN],
  ['Flint', 'America/Chicago', 'fang', CASUAL],
  ['Garnet', 'Europe/London', 'commander', STEADY],
  ['Heron', 'Asia/Tokyo', 'commander', KEEN],
  ['Indigo', 'Europe/Paris', 'fang', STEADY],
  ['Juniper', 'America/New_York', 'nibbler', CASUAL],
  ['Kestrel', 'Europe/Zurich', 'apex', STEADY],
  ['Larch', 'Australia/Sydney', 'fang', STEADY],
  ['Mica', 'Europe/Lisbon', 'nibbler', CASUAL],
  ['North', 'Europe/Oslo', 'commander', STEADY],
  ['Onyx', 'America/Sao_Paulo', 'fang', CASUAL],
  ['Pine', 'Asia/Kolkata', 'commander', STEADY],
  ['Quartz', 'Europe/Warsaw', 'apex', KEEN],
  ['Raven', 'America/Los_Angeles', 'nibbler', CASUAL],
  ['Slate', 'Europe/Dublin', 'fang', STEADY],
  ['Tern', 'Asia/Dubai', 'nibbler', CASUAL],
  // Whoever opens the demo does so as its operator, and finds a past of his own.
  ['Operator', 'UTC', 'apex', KEEN],
]

const FIRST_HOUR = 6
const HOURS = 8
const SECOND_VISIT_HOURS = 6
const RISKS_BP = [50, 75, 100, 100, 150] as const

/** The twenty of a demo and its operator, each with chances of his own. */
export function castOf(seed: string): readonly Trader[] {
  return DESK.map(([name, zone, memberTier, habits], at) => ({
    userId: name.toLowerCase() as UserId,
    name,
    zone,
    memberTier,
    habits,
    hours: [FIRST_HOUR + (at % HOURS), FIRST_HOUR + (at % HOURS) + SECOND_VISIT_HOURS],
    riskBp: RISKS_BP[at % RISKS_BP.length] ?? 100,
    draw: randomStream(`${seed}:${name}`),
    decided: [],
    missions: new Set(),
    boxes: new Set(),
  }))
}

/** Who is friends with whom: everybody with the next two. */
export function friendsOf(cast: readonly Trader[]): readonly (readonly [UserId, UserId])[] {
  return cast.flatMap(({ userId }, at) =>
    [1, 2].flatMap((step) => {
      const friend = cast[(at + step) % cast.length]
      return friend === undefined ? [] : [[userId, friend.userId] as const]
    }),
  )
}
